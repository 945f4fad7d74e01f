//! Raising shares by 1 % of budget / voters (pabutools `exhaustion_by_budget_increase`). As Add1, but
//! the outcome counts as exhaustive only if no project at all fits any more, those without votes included.

use super::Effort;
use super::add1::raised;
use super::raise::{Plan, raise};
use super::shares::Table;
use crate::options::Step;
use crate::outcome::Outcome;

/// Counts with steps of 1 %.
pub(crate) fn count(table: &Table<'_, '_>, effort: &Effort<'_>) -> Outcome {
    let step = table.field.options.step.unwrap_or(Step::Share { num: 1, den: 100 });
    let plan = Plan { share: &|k| raised(table, step, k), content: &|ran| table.exhaustive(&ran.winners, true) };
    raise(table, &plan, effort)
}
