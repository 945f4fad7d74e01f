//! How close it was: how many more votes, or how much lower a cost, would have funded a project. Found
//! by counting again, never by a formula, because Equal Shares is not monotone. Each figure is checked
//! on both sides: with it the project is funded, with one less it is not.

use crate::model::{Ballot, BallotKind, Cents, Election};
use crate::options::RuleOptions;
use crate::rule::{Completion, RuleId};
use crate::rules::count;

/// What would have changed the outcome for a project.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Closeness {
    /// More voters who name this project only: with these it is funded, with one fewer it is not.
    pub more_votes: Option<u64>,
    /// The highest cost at which it is funded (in minor units, whole major units): one unit more is too much.
    pub cost: Option<Cents>,
}

/// Whether project `p` is funded in a changed election.
fn wins(e: &Election, rule: RuleId, options: &RuleOptions, p: usize) -> bool {
    count(e, rule, options).is_ok_and(|o| o.winners.contains(&p))
}

/// Searches for what would have funded project `p`, a loser of the count of `e`.
#[must_use]
pub fn closeness(e: &Election, rule: RuleId, options: &RuleOptions, p: usize) -> Closeness {
    Closeness { more_votes: more_votes(e, rule, options, p), cost: lower_cost(e, rule, options, p) }
}

fn more_votes(e: &Election, rule: RuleId, options: &RuleOptions, p: usize) -> Option<u64> {
    let mut changed = e.clone();
    changed.ballots.push(alone(e, p)?);
    let most = e.votes().saturating_mul(2).max(16);
    let mut try_with = |k: u64| {
        if let Some(b) = changed.ballots.last_mut() {
            b.count = k;
        }
        if let Some(project) = changed.projects.get_mut(p) {
            let old = e.projects.get(p);
            project.votes = old.and_then(|o| o.votes).map(|v| v.saturating_add(k));
        }
        wins(&changed, rule, options, p)
    };
    let mut hi = 1u64;
    while !try_with(hi) {
        hi = hi.saturating_mul(2);
        if hi > most {
            return None;
        }
    }
    let mut lo = hi / 2;
    while hi - lo > 1 {
        let mid = lo + (hi - lo) / 2;
        if try_with(mid) { hi = mid } else { lo = mid }
    }
    Some(hi)
}

/// A ballot that names project `p` only, with the most points that any ballot gives to one project.
/// `None` where the city's declared points count, which ballots do not change.
fn alone(e: &Election, p: usize) -> Option<Ballot> {
    let points = match e.kind {
        BallotKind::Cumulative | BallotKind::Scoring => {
            vec![e.ballots.iter().flat_map(|b| b.points.iter().copied()).max().unwrap_or(1).max(1)]
        }
        _ => Vec::new(),
    };
    Some(Ballot { choices: vec![u32::try_from(p).ok()?], points, count: 1 })
}

fn lower_cost(e: &Election, rule: RuleId, options: &RuleOptions, p: usize) -> Option<Cents> {
    let unit = crate::money::unit(e.minor_digits);
    let now = e.projects.get(p)?.cost;
    let mut changed = e.clone();
    let mut try_with = |units: i64| {
        if let Some(project) = changed.projects.get_mut(p) {
            project.cost = units.saturating_mul(unit);
        }
        wins(&changed, rule, options, p)
    };
    let mut hi = now / unit + i64::from(now % unit != 0);
    let mut lo = 1i64;
    if hi <= 1 || !try_with(lo) {
        return None;
    }
    while hi - lo > 1 {
        let mid = lo + (hi - lo) / 2;
        if try_with(mid) { lo = mid } else { hi = mid }
    }
    Some(lo.saturating_mul(unit))
}

/// Roughly how many passes over all choices one count takes: to decide what is searched unasked.
pub(crate) fn work(e: &Election, rule: RuleId) -> u128 {
    let links: usize = e.ballots.iter().map(|b| b.choices.len()).sum();
    let unit = u128::from(crate::money::unit(e.minor_digits).unsigned_abs());
    let share = u128::from(e.budget.unsigned_abs()) / u128::from(e.votes().max(1)) / unit;
    let counts = match rule {
        RuleId::Mes(_, Completion::None | Completion::U) => 10,
        RuleId::Mes(_, Completion::Add1Pct) => 1000,
        // where steps are tiny against the share, most are leapt over
        RuleId::Mes(..) => (10 + 4 * share).min(8000),
        _ => 1,
    };
    counts * (links as u128 + 10)
}
