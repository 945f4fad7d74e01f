//! The Method of Equal Shares (Peters, Pierczyński, Skowron, NeurIPS 2021; equalshares.net).
//! Each ballot starts with the same share of the budget. A project is affordable if its supporters'
//! money covers its cost; it is paid for as evenly as their money allows. The project with the lowest
//! price per utility is taken, its supporters pay, and so on until nothing is affordable.
//! Used in Wieliczka, Świecie and Assen with cost utilities; completions stand in their own files.

mod choose;
mod exact;
mod leap;
mod look;
mod pay;
mod record;
mod run;

pub(crate) use record::{Origin, outcome};
pub(crate) use run::{Ran, Run};

use super::field::Field;
use crate::model::Cents;
use crate::profile::Profile;
use crate::rule::Utility;

/// What stays the same over all budgets that a completion tries.
pub(crate) struct Table<'f, 'a> {
    pub(crate) field: &'f Field<'a>,
    pub(crate) profile: Profile,
    /// Projects in the count: they take part, cost something and have a supporter.
    pub(crate) candidates: Vec<usize>,
    /// Free projects with a supporter: funded before the count.
    pub(crate) free: Vec<usize>,
    /// For each project the votes (points) of all its supporters.
    pub(crate) weight: Vec<i128>,
    /// Whether prices are compared per unit of cost (utilities that grow with the cost).
    pub(crate) per_cost: bool,
}

/// Each voter's share: `num / den` minor units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Share {
    pub(crate) num: i128,
    pub(crate) den: i128,
}

impl<'f, 'a> Table<'f, 'a> {
    pub(crate) fn new(field: &'f Field<'a>, utility: Utility) -> Self {
        let weighted = matches!(utility, Utility::Points | Utility::PointsCost);
        let profile = Profile::new(field.e, weighted, !field.options.drop_blank);
        let supported: Vec<usize> = field.taking_part().into_iter().filter(|&p| profile.supported(p)).collect();
        let (free, candidates) = supported.into_iter().partition(|&p| field.cost(p) == 0);
        let count = |to: u32| i128::from(profile.count.get(to as usize).copied().unwrap_or(0));
        let weight = (0..field.e.projects.len())
            .map(|p| profile.supporters(p).iter().map(|l| count(l.to) * i128::from(l.weight)).sum())
            .collect();
        let per_cost = matches!(utility, Utility::Cost | Utility::PointsCost);
        Self { field, profile, candidates, free, weight, per_cost }
    }

    /// budget / voters.
    pub(crate) fn plain_share(&self) -> Share {
        Share { num: i128::from(self.field.e.budget), den: i128::from(self.profile.voters.max(1)) }
    }

    /// Sum of the costs of these projects.
    pub(crate) fn cost_of(&self, projects: &[usize]) -> i128 {
        projects.iter().map(|&p| i128::from(self.field.cost(p))).sum()
    }

    /// Whether nothing outside `winners` that is in the count fits into what they leave.
    pub(crate) fn exhaustive(&self, winners: &[usize], unvoted_too: bool) -> bool {
        let left = i128::from(self.field.e.budget) - self.cost_of(winners);
        let mut won = vec![false; self.field.e.projects.len()];
        for &w in winners {
            if let Some(x) = won.get_mut(w) {
                *x = true;
            }
        }
        let open = |p: usize| {
            !won.get(p).copied().unwrap_or(false)
                && i128::from(self.field.cost(p)) <= left
                && self.field.excluded_by(p, &won).is_none()
        };
        if unvoted_too { !self.field.taking_part().into_iter().any(open) } else { !self.candidates.iter().copied().any(open) }
    }

    pub(crate) fn cost(&self, p: usize) -> Cents {
        self.field.cost(p)
    }
}
