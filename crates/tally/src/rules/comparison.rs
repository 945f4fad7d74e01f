//! The comparison step of Wieliczka 2023 (Pabulib `.../add1-comparison`): after Equal Shares, count the
//! voters with more of their projects funded by it than by greedy by votes, and the reverse. Equal
//! Shares stands unless strictly more voters do better with greedy. Where ballots give points, points count.

use super::greedy::{self, By, Misfit};
use super::shares::Table;
use crate::outcome::{Comparison, Outcome};

/// The outcome that stands, with the figures of the comparison.
pub(crate) fn compare(table: &Table<'_, '_>, shares: Outcome) -> Outcome {
    let other = greedy::count(table.field, By::Score, Misfit::Skip);
    let mark = |winners: &[usize]| {
        let mut won = vec![false; table.field.e.projects.len()];
        for &w in winners {
            if let Some(x) = won.get_mut(w) {
                *x = true;
            }
        }
        won
    };
    let (a, b) = (mark(&shares.winners), mark(&other.winners));
    let mut c = Comparison { prefer_shares: 0, prefer_greedy: 0, took_greedy: false };
    for (ballot, &count) in table.profile.count.iter().enumerate() {
        let gain = |won: &[bool]| {
            let links = table.profile.choices(ballot).iter();
            links.filter(|l| won.get(l.to as usize).copied().unwrap_or(false)).map(|l| u64::from(l.weight)).sum::<u64>()
        };
        match gain(&a).cmp(&gain(&b)) {
            std::cmp::Ordering::Greater => c.prefer_shares += count,
            std::cmp::Ordering::Less => c.prefer_greedy += count,
            std::cmp::Ordering::Equal => {}
        }
    }
    c.took_greedy = c.prefer_greedy > c.prefer_shares;
    let mut stands = if c.took_greedy { other } else { shares };
    stands.comparison = Some(c);
    stands
}
