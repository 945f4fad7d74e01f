//! Add1: shares of budget / voters + 0, 1, 2, ... units (pabutools `voter_budget_increment=1`). Stops
//! with the outcome at hand as soon as nothing with a vote fits any more, and with the one before as
//! soon as an outcome costs more than the budget. The step is a setting: where a unit is tiny against
//! the share, as a forint is, a bylaw may choose 0.1 % of a share.

use super::Effort;
use super::raise::{Plan, raise};
use super::shares::{Share, Table};
use crate::options::Step;
use crate::outcome::Outcome;

/// The share after `k` steps of `step`.
pub(crate) fn raised(table: &Table<'_, '_>, step: Step, k: u64) -> Share {
    let base = table.plain_share();
    let unit = i128::from(crate::money::unit(table.field.e.minor_digits));
    let k = i128::from(k);
    let by = |rise: i128| Share { num: base.num.saturating_add((k * rise).saturating_mul(base.den)), den: base.den };
    match step {
        Step::Unit => by(unit),
        Step::Cents(c) => by(i128::from(c.max(1))),
        Step::Share { num, den } => {
            let (num, den) = (i128::from(num.max(1)), i128::from(den.max(1)));
            Share { num: base.num.saturating_mul(den + k * num), den: base.den * den }
        }
    }
}

/// Counts with Add1.
pub(crate) fn count(table: &Table<'_, '_>, effort: &Effort<'_>) -> Outcome {
    let step = table.field.options.step.unwrap_or(Step::Unit);
    let plan = Plan { share: &|k| raised(table, step, k), content: &|ran| table.exhaustive(&ran.winners, false) };
    raise(table, &plan, effort)
}
