//! Who would win under each other rule that suits the ballots: counted, with the same tie-break and
//! thresholds. What would take long (Add1 with a very small step) is left out unless asked for.

use crate::closeness::work;
use crate::model::Election;
use crate::options::{RuleOptions, Step};
use crate::outcome::Outcome;
use crate::rule::RuleId;
use crate::rules::count;

/// Another rule's outcome beside the one that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// The other rule.
    pub rule: RuleId,
    /// Funded by it, but not by the rule that stands.
    pub gains: Vec<usize>,
    /// Funded by the rule that stands, but not by it.
    pub losses: Vec<usize>,
    /// Its whole outcome.
    pub outcome: Outcome,
}

/// Counts by every other suitable rule that takes at most `limit` passes over the choices
/// ([`OTHERS_LIMIT`] is about a second in all on a large city).
#[must_use]
pub fn other_rules(e: &Election, rule: RuleId, options: &RuleOptions, stands: &Outcome, limit: u128) -> Vec<Other> {
    let mut all = Vec::new();
    for other in RuleId::fitting(e.kind).into_iter().filter(|&r| r != rule && work(e, r) <= limit) {
        let step = options.step.filter(|s| matches!(s, Step::Share { .. }));
        let o = RuleOptions { poznan_80: false, no_skip: false, comparison: false, step, ..options.clone() };
        let Ok(outcome) = count(e, other, &o) else {
            continue;
        };
        let not_in = |a: &Outcome, b: &Outcome| a.winners.iter().copied().filter(|w| !b.winners.contains(w)).collect();
        all.push(Other { rule: other, gains: not_in(&outcome, stands), losses: not_in(stands, &outcome), outcome });
    }
    all
}

/// The passes that [`Outcome::explain`] and the page spend on one other rule.
pub const OTHERS_LIMIT: u128 = 200_000_000;
