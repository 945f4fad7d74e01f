//! Equal Shares with a completion: which utility, which way of raising shares, what follows.

use super::field::Field;
use super::shares::{Origin, Run, Table, outcome};
use super::{Effort, add1, add1_percent, comparison, esnet_add1, utilitarian};
use crate::outcome::Outcome;
use crate::rule::{Completion, Utility};

/// Counts by Equal Shares.
pub(crate) fn count(field: &Field<'_>, utility: Utility, completion: Completion, effort: &Effort<'_>) -> Outcome {
    let table = Table::new(field, utility);
    let found = match completion {
        Completion::None | Completion::U => {
            let share = table.plain_share();
            let ran = Run::new(&table).count(share, true);
            outcome(&table, &ran, Origin { share, tried: 1, stopped_by: None })
        }
        Completion::Add1 | Completion::Add1U => add1::count(&table, effort),
        Completion::Add1Pct => add1_percent::count(&table, effort),
        Completion::EsnetAdd1 | Completion::EsnetAdd1U => esnet_add1::count(&table, effort),
    };
    let greedy_after = matches!(completion, Completion::U | Completion::Add1U | Completion::EsnetAdd1U);
    let found = if greedy_after || field.options.then_utilitarian { utilitarian::complete(&table, found) } else { found };
    if field.options.comparison { comparison::compare(&table, found) } else { found }
}
