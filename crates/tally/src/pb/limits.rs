//! The limits that META sets on each ballot. More than allowed is a fault: such a ballot was not valid.
//! Less than asked for, and costs beyond a limit (at times corrected after the vote), are only noted:
//! real files hold such ballots, and cities counted them. A blank ballot always stands.

use super::fault::Fault;
use crate::model::{Ballot, Cents};

/// What META says, where it says something.
#[derive(Clone, Debug, Default)]
pub(super) struct Limits {
    pub(super) min_length: Option<u64>,
    pub(super) max_length: Option<u64>,
    pub(super) min_sum_cost: Option<Cents>,
    pub(super) max_sum_cost: Option<Cents>,
    pub(super) min_points: Option<u64>,
    pub(super) max_points: Option<u64>,
    pub(super) min_sum_points: Option<u64>,
    pub(super) max_sum_points: Option<u64>,
}

impl Limits {
    /// Refuses a ballot that says more than it may.
    pub(super) fn check(&self, b: &Ballot, line: u64) -> Result<(), Fault> {
        let most = |what: &str, value: u64, key: &str, limit: Option<u64>| match limit {
            Some(limit) if value > limit => {
                let what = format!("this ballot {what} {value}, but {key} is {limit}");
                Err(Fault::new(line, what, format!("correct the ballot, or {key}")))
            }
            _ => Ok(()),
        };
        most("names projects:", b.choices.len() as u64, "max_length", self.max_length)?;
        let points = b.points.iter().map(|p| p.unsigned_abs());
        most("gives one project points:", points.clone().max().unwrap_or(0), "max_points", self.max_points)?;
        most("gives a sum of points of", points.sum(), "max_sum_points", self.max_sum_points)
    }

    /// Whether a ballot says less than META asks for, or its costs lie outside the limits.
    pub(super) fn noted(&self, b: &Ballot, costs: &[Cents]) -> bool {
        if b.choices.is_empty() {
            return false;
        }
        let points = b.points.iter().map(|p| p.unsigned_abs());
        let below = |low: Option<u64>, value: u64| low.is_some_and(|l| value < l);
        let mut few = below(self.min_length, b.choices.len() as u64);
        if !b.points.is_empty() {
            few |= below(self.min_points, points.clone().min().unwrap_or(0)) || below(self.min_sum_points, points.sum());
        }
        if self.min_sum_cost.is_some() || self.max_sum_cost.is_some() {
            let sum = b.choices.iter().filter_map(|&c| costs.get(c as usize)).fold(0i64, |s, c| s.saturating_add(*c));
            few |= self.min_sum_cost.is_some_and(|m| sum < m) || self.max_sum_cost.is_some_and(|m| sum > m);
        }
        few
    }
}
