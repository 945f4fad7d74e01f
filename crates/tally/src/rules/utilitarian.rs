//! The utilitarian completion: greedy by votes (or points) over what Equal Shares left unspent.
//! equalshares.net names it "U"; its tool breaks ties there by the order of the list.

use super::field::Field;
use super::greedy;
use super::shares::Table;
use crate::outcome::Outcome;

/// Funds greedily what still fits.
pub(crate) fn complete(table: &Table<'_, '_>, base: Outcome) -> Outcome {
    let mut won = vec![false; table.field.e.projects.len()];
    for &w in &base.winners {
        if let Some(x) = won.get_mut(w) {
            *x = true;
        }
    }
    let rest = table.field.taking_part().into_iter().filter(|&p| !won.get(p).copied().unwrap_or(false)).collect();
    let Some(tie) = &table.field.options.completion_tie else {
        return greedy::complete(table.field, base, rest);
    };
    let field = Field {
        e: table.field.e,
        options: table.field.options,
        ballots: table.field.ballots,
        scores: table.field.scores.clone(),
        ranks: tie.ranks(table.field.e, &table.field.scores),
        out: table.field.out.clone(),
        mates: table.field.mates.clone(),
    };
    greedy::complete(&field, base, rest)
}
