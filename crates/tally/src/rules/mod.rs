//! The rules, one in a file, and the door to them: [`count`].

mod add1;
mod add1_percent;
mod best_set;
mod comparison;
mod equal_shares;
mod esnet_add1;
pub(crate) mod field;
pub(crate) mod greedy;
mod no_skip;
mod partial;
mod per_cost;
mod phragmen;
mod poznan;
mod raise;
mod shares;
mod utilitarian;

use crate::model::Election;
use crate::options::{MinVotes, RuleOptions, Step};
use crate::outcome::Outcome;
use crate::rule::RuleId;
use best_set::Worth;
use field::Field;
use greedy::{By, Misfit};
use phragmen::Unfit;
use std::fmt;

/// Why a rule cannot count an election.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotApplicable {
    /// The rule asked for.
    pub rule: RuleId,
    /// Why not, in plain words.
    pub why: String,
    /// The rules that can.
    pub fitting: Vec<RuleId>,
}

impl fmt::Display for NotApplicable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ids: Vec<String> = self.fitting.iter().map(RuleId::id).collect();
        write!(f, "{}; rules that do: {}", self.why, ids.join(", "))
    }
}

impl std::error::Error for NotApplicable {}

/// How much of the machine a count may use, and whom to tell how far it is.
#[derive(Clone, Copy)]
pub struct Effort<'a> {
    /// Threads for rules that try many budgets; outcomes do not depend on it.
    pub threads: usize,
    /// Called now and then with the number of budgets tried so far.
    pub progress: Option<&'a (dyn Fn(u64) + Sync)>,
}

impl Default for Effort<'_> {
    fn default() -> Self {
        Self { threads: 1, progress: None }
    }
}

/// Counts an election by a rule, on one thread.
///
/// # Errors
/// [`NotApplicable`] if the ballots or options do not suit the rule.
pub fn count(e: &Election, rule: RuleId, options: &RuleOptions) -> Result<Outcome, NotApplicable> {
    count_with(e, rule, options, &Effort::default())
}

/// Counts an election by a rule with the threads given.
///
/// # Errors
/// [`NotApplicable`] if the ballots or options do not suit the rule.
pub fn count_with(e: &Election, rule: RuleId, options: &RuleOptions, effort: &Effort<'_>) -> Result<Outcome, NotApplicable> {
    let refuse = |why: String| NotApplicable { rule, why, fitting: RuleId::fitting(e.kind) };
    if !rule.fits(e.kind) {
        return Err(refuse(format!("{rule} does not count {} ballots", e.kind)));
    }
    if let Some(why) = beyond_limits(e).or_else(|| beyond_shares(e, rule, options)) {
        return Err(refuse(why));
    }
    let mut options = options.clone();
    if rule == RuleId::GreedyVotesThreshold && options.min_votes == MinVotes::None {
        options.min_votes = match crate::declared::threshold(e) {
            MinVotes::None => return Err(refuse(format!("{rule} needs a minimum (min_votes)"))),
            found => found,
        };
    }
    let field = Field::new(e, rule, &options);
    let too_hard = || refuse("the best set cannot be proved within memory for this election".to_owned());
    let mut outcome = dispatch(&field, rule, effort).ok_or_else(too_hard)?;
    outcome.counted = Some((rule, options));
    Ok(outcome)
}

fn dispatch(field: &Field<'_>, rule: RuleId, effort: &Effort<'_>) -> Option<Outcome> {
    let misfit = match (field.options.poznan_80, field.options.no_skip) {
        (true, _) => Misfit::Poznan,
        (false, true) => Misfit::Stop,
        (false, false) => Misfit::Skip,
    };
    Some(match rule {
        RuleId::GreedyVotes | RuleId::GreedyVotesThreshold | RuleId::GreedyPoints => greedy::count(field, By::Score, misfit),
        RuleId::GreedyVotesNoSkip if misfit == Misfit::Skip => greedy::count(field, By::Score, Misfit::Stop),
        RuleId::GreedyVotesNoSkip => greedy::count(field, By::Score, misfit),
        RuleId::GreedyVotesPerCost | RuleId::GreedyPointsPerCost => greedy::count(field, By::ScorePerCost, misfit),
        RuleId::MaxVotes | RuleId::MaxPoints => return best_set::count(field, Worth::Score),
        RuleId::MaxVotesCost | RuleId::MaxPointsCost => {
            return best_set::count(field, Worth::ScoreTimesCost);
        }
        RuleId::Mes(utility, completion) => equal_shares::count(field, utility, completion, effort),
        RuleId::Phragmen => phragmen::count(field, Unfit::Stop),
        RuleId::PhragmenSkip => phragmen::count(field, Unfit::Skip),
    })
}

/// The limits that make overflow impossible, for elections that were built by hand.
fn beyond_limits(e: &Election) -> Option<String> {
    use crate::model::{MAX_AMOUNT, MAX_BALLOTS, MAX_POINTS, MAX_PROJECTS};
    let amounts = e.projects.iter().map(|p| p.cost).chain([e.budget]);
    if amounts.into_iter().any(|a| !(0..=MAX_AMOUNT).contains(&a)) {
        return Some("a cost or the budget is negative or too large to count".to_owned());
    }
    if e.projects.len() > MAX_PROJECTS || e.votes() > MAX_BALLOTS {
        return Some("there are too many projects or ballots to count".to_owned());
    }
    let known = |c: &u32| (*c as usize) < e.projects.len();
    let fine = |b: &crate::model::Ballot| b.choices.iter().all(known) && b.points.iter().all(|p| (0..=MAX_POINTS).contains(p));
    if !e.ballots.iter().all(fine) {
        return Some("a ballot names an unknown project, or gives impossible points".to_owned());
    }
    // sums over the supporters of a project rely on it that each voter stands there once
    let mut named = vec![usize::MAX; e.projects.len()];
    let once = |(k, b): (usize, &crate::model::Ballot)| {
        b.choices.iter().all(|&c| named.get_mut(c as usize).is_some_and(|n| std::mem::replace(n, k) != k))
    };
    (!e.ballots.iter().enumerate().all(once)).then(|| "a ballot names a project twice".to_owned())
}

/// Equal Shares multiplies a voter's share by points in 64 bits. A share never needs to pass the
/// dearest project by more than one step, so this bounds it.
fn beyond_shares(e: &Election, rule: RuleId, options: &RuleOptions) -> Option<String> {
    let RuleId::Mes(..) = rule else { return None };
    let dearest = e.projects.iter().map(|p| p.cost).chain([e.budget]).max().unwrap_or(0);
    let step = match options.step {
        Some(Step::Cents(c)) => i128::from(c),
        Some(Step::Share { num, den }) => i128::from(e.budget) * i128::from(num) / i128::from(den.max(1)),
        _ => i128::from(crate::money::unit(e.minor_digits)),
    };
    let points = e.ballots.iter().flat_map(|b| b.points.iter().copied()).max().unwrap_or(1).max(e.default_score);
    let places = e.max_length.map_or(e.projects.len() as u64, u64::from);
    let weight = i128::from(points).max(i128::from(places));
    let widest = (i128::from(dearest) + step).saturating_mul(weight);
    (widest >= 1 << 60).then(|| "amounts and points are too large together for Equal Shares".to_owned())
}
