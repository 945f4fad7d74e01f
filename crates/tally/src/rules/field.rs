//! Who takes part in a count, before any rule looks at it: scores, the total order of ties,
//! withdrawals, thresholds, projects without votes or dearer than the budget, groups that exclude each other.

use crate::model::{Cents, Election};
use crate::options::{MinVotes, RuleOptions};
use crate::outcome::{Loser, Reason, Tie};
use crate::profile;
use crate::rule::RuleId;

/// The field of a count.
pub(crate) struct Field<'a> {
    pub(crate) e: &'a Election,
    pub(crate) options: &'a RuleOptions,
    /// All ballots, blank ones included.
    pub(crate) ballots: u64,
    /// Votes or points of each project.
    pub(crate) scores: Vec<u64>,
    /// Place of each project in the tie-break.
    pub(crate) ranks: Vec<u32>,
    /// Why a project is out before the count.
    pub(crate) out: Vec<Option<Reason>>,
    /// For each project the others of its exclusive groups.
    pub(crate) mates: Vec<Vec<usize>>,
}

impl<'a> Field<'a> {
    pub(crate) fn new(e: &'a Election, rule: RuleId, options: &'a RuleOptions) -> Self {
        let scores = scores(e, rule, options.declared_scores);
        let ranks = options.tie.ranks(e, &scores);
        let mut field =
            Self { e, options, ballots: e.votes(), scores, ranks, out: vec![None; e.projects.len()], mates: mates(e, options) };
        field.out = (0..e.projects.len()).map(|p| field.outside(p)).collect();
        field
    }

    pub(crate) fn cost(&self, p: usize) -> Cents {
        self.e.projects.get(p).map_or(0, |p| p.cost)
    }

    pub(crate) fn score(&self, p: usize) -> u64 {
        self.scores.get(p).copied().unwrap_or(0)
    }

    pub(crate) fn rank(&self, p: usize) -> u32 {
        self.ranks.get(p).copied().unwrap_or(u32::MAX)
    }

    /// Projects that take part, in file order.
    pub(crate) fn taking_part(&self) -> Vec<usize> {
        self.out.iter().enumerate().filter(|(_, r)| r.is_none()).map(|(p, _)| p).collect()
    }

    /// The winner that excludes `p`, if one does.
    pub(crate) fn excluded_by(&self, p: usize, funded: &[bool]) -> Option<usize> {
        let mates = self.mates.get(p)?;
        mates.iter().copied().find(|&m| funded.get(m).copied().unwrap_or(false))
    }

    /// The record of a tie among projects, put into the order of the tie-break.
    pub(crate) fn tie(&self, at: usize, mut among: Vec<usize>) -> Option<Tie> {
        among.sort_by_key(|&p| self.rank(p));
        let (&chosen, &next) = (among.first()?, among.get(1)?);
        let by = self.options.tie.decider(self.e, &self.scores, chosen, next);
        Some(Tie { at, among, chosen, by })
    }

    /// Losers by score, highest first, equal ones in the order of the tie-break.
    pub(crate) fn losers(&self, mut reasons: Vec<(usize, Reason)>) -> Vec<Loser> {
        reasons.sort_by(|a, b| self.score(b.0).cmp(&self.score(a.0)).then(self.rank(a.0).cmp(&self.rank(b.0))));
        reasons.into_iter().map(|(project, reason)| Loser { project, reason }).collect()
    }

    fn outside(&self, p: usize) -> Option<Reason> {
        let is_withdrawn = |project: &crate::model::Project| self.options.withdrawn.contains(&project.id);
        if self.e.projects.get(p).is_some_and(is_withdrawn) {
            return Some(Reason::Withdrawn);
        }
        let had = self.score(p);
        let needed = self.needed(p);
        if had < needed {
            return Some(if had == 0 { Reason::NoVotes } else { Reason::Threshold { needed, had } });
        }
        if had == 0 && self.options.skip_unvoted {
            return Some(Reason::NoVotes);
        }
        let over = self.cost(p).saturating_sub(self.e.budget);
        (over > 0 && !self.options.keep_dearer).then_some(Reason::DearerThanBudget { over })
    }

    /// The least score with which `p` takes part.
    pub(crate) fn needed(&self, p: usize) -> u64 {
        let votes = u128::from(self.ballots);
        let needed = match self.options.min_votes {
            MinVotes::None => 0,
            MinVotes::Votes(n) => u128::from(n),
            MinVotes::Share { num, den } => (votes * u128::from(num)).div_ceil(u128::from(den.max(1))),
            // votes / n >= cost / (k * B), the rule of Świecie 2023 with k = 3
            MinVotes::CostShare(k) => {
                let below = u128::from(k) * u128::from(self.e.budget.max(1).unsigned_abs());
                (votes * u128::from(self.cost(p).unsigned_abs())).div_ceil(below.max(1))
            }
        };
        u64::try_from(needed).unwrap_or(u64::MAX)
    }
}

/// Votes or points by the ballots, or by the file's columns where the bylaw counts those.
pub(crate) fn scores(e: &Election, rule: RuleId, declared: bool) -> Vec<u64> {
    let counted = profile::counts(e);
    let points = rule.uses_points();
    e.projects
        .iter()
        .zip(counted)
        .map(|(p, c)| {
            let (column, own) = if points { (p.score, c.points) } else { (p.votes, c.votes) };
            column.filter(|_| declared).unwrap_or(own)
        })
        .collect()
}

fn mates(e: &Election, options: &RuleOptions) -> Vec<Vec<usize>> {
    let mut mates = vec![Vec::new(); e.projects.len()];
    for group in &options.exclusive {
        let members: Vec<usize> = group.iter().filter_map(|id| e.index_of(id)).collect();
        for &p in &members {
            if let Some(m) = mates.get_mut(p) {
                m.extend(members.iter().copied().filter(|&q| q != p));
            }
        }
    }
    mates
}
