//! Add1 as equalshares.net's tool and Pabulib's checker do it: first budget / voters, then whole
//! units above it, and no stop when exhaustive: only before the first outcome that costs too much.
//! Wieliczka 2023 was counted so (30 projects for 995,079; Add1 with the exhaustive stop gives 31 for
//! 984,579). If all projects together fit, plain Equal Shares stands.

use super::Effort;
use super::add1::raised;
use super::raise::{Plan, raise};
use super::shares::{Origin, Run, Share, Table, outcome};
use crate::options::Step;
use crate::outcome::{Outcome, StoppedBy};

/// The share of step `k`: whole units above the first.
fn whole(table: &Table<'_, '_>, k: u64) -> Share {
    let base = table.plain_share();
    if k == 0 {
        return base;
    }
    let unit = i128::from(crate::money::unit(table.field.e.minor_digits));
    let floor = base.num / (base.den * unit);
    Share { num: (floor + i128::from(k)) * unit, den: 1 }
}

/// Counts with whole shares.
pub(crate) fn count(table: &Table<'_, '_>, effort: &Effort<'_>) -> Outcome {
    let all: Vec<usize> = table.field.taking_part();
    if table.cost_of(&all) <= i128::from(table.field.e.budget) {
        let share = table.plain_share();
        let ran = Run::new(table).count(share, true);
        return outcome(table, &ran, Origin { share, tried: 1, stopped_by: Some(StoppedBy::AllFunded) });
    }
    let share = |k| match table.field.options.step {
        None | Some(Step::Unit) => whole(table, k),
        Some(step) => raised(table, step, k),
    };
    raise(table, &Plan { share: &share, content: &|_| false }, effort)
}
