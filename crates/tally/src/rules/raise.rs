//! Trying larger and larger shares until a count stops: the part that all Add1 completions have in
//! common. Counts at different shares are independent, so they run on all threads; the first stop in
//! order decides, whatever the threads do. Bisection would be wrong: outcomes are not monotone.

use super::Effort;
use super::shares::{Origin, Ran, Run, Share, Table, outcome};
use crate::outcome::{Outcome, StoppedBy};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

/// How a completion raises shares and when it is content.
pub(crate) struct Plan<'p> {
    /// The share of step k; step 0 is the first count.
    pub(crate) share: &'p (dyn Fn(u64) -> Share + Sync),
    /// Whether an outcome within the budget ends the search.
    pub(crate) content: &'p (dyn Fn(&Ran) -> bool + Sync),
}

/// Runs the plan and records the outcome that stands.
pub(crate) fn raise(table: &Table<'_, '_>, plan: &Plan<'_>, effort: &Effort<'_>) -> Outcome {
    let (stop, why) = first_stop(table, plan, effort, small_steps(plan));
    let step = if why == StoppedBy::Overspending { stop.saturating_sub(1) } else { stop };
    let share = (plan.share)(step);
    let ran = Run::new(table).count(share, true);
    outcome(table, &ran, Origin { share, tried: stop + 1, stopped_by: Some(why) })
}

fn verdict(table: &Table<'_, '_>, plan: &Plan<'_>, ran: &Ran) -> Option<StoppedBy> {
    if ran.overspent {
        return Some(StoppedBy::Overspending);
    }
    if (plan.content)(ran) {
        return Some(StoppedBy::Exhaustive);
    }
    let left = i128::from(table.field.e.budget) - table.cost_of(&ran.winners);
    let reachable = |p: &usize| !ran.winners.contains(p) && i128::from(table.cost(*p)) <= left;
    let more = ran.winners.len() < table.free.len() + table.candidates.len();
    // Nothing in the count is left to fund: larger shares cannot change the outcome any more.
    (!more && !table.candidates.iter().any(reachable)).then_some(StoppedBy::AllFunded)
}

/// The first step that stops, and why.
fn first_stop(table: &Table<'_, '_>, plan: &Plan<'_>, effort: &Effort<'_>, leaps: bool) -> (u64, StoppedBy) {
    let next = AtomicU64::new(0);
    let best = AtomicU64::new(u64::MAX);
    let reasons: Mutex<Vec<(u64, StoppedBy)>> = Mutex::new(Vec::new());
    let work = || {
        let mut run = Run::new(table).leaping(leaps);
        loop {
            let step = next.fetch_add(1, Ordering::Relaxed);
            if step >= best.load(Ordering::Relaxed) {
                return;
            }
            let ran = run.count((plan.share)(step), false);
            next.fetch_max(first_beyond(plan, step, ran.leap), Ordering::Relaxed);
            if let Some(tell) = effort.progress
                && step.is_multiple_of(16)
            {
                tell(step);
            }
            if let Some(why) = verdict(table, plan, &ran) {
                best.fetch_min(step, Ordering::Relaxed);
                if let Ok(mut r) = reasons.lock() {
                    r.push((step, why));
                }
            }
        }
    };
    if effort.threads <= 1 {
        work();
    } else {
        std::thread::scope(|s| {
            for _ in 0..effort.threads {
                s.spawn(work);
            }
        });
    }
    let reasons = reasons.into_inner().unwrap_or_default();
    reasons.into_iter().min_by_key(|r| r.0).unwrap_or((0, StoppedBy::AllFunded))
}

/// Whether steps are so small against the share that the bookkeeping of leaps pays.
fn small_steps(plan: &Plan<'_>) -> bool {
    let (first, next) = ((plan.share)(1), (plan.share)(2));
    let all = (first.num.checked_mul(next.den), next.num.checked_mul(first.den));
    matches!(all, (Some(share), Some(raised)) if share > FINE * (raised - share))
}

/// Shares of more than this many steps are raised in leaps.
const FINE: i128 = 2000;

/// The first step after `step` whose share rises beyond `leap` minor units; the outcomes of the steps
/// between are the same as that of `step`, so they need not be counted.
fn first_beyond(plan: &Plan<'_>, step: u64, leap: i128) -> u64 {
    let base = (plan.share)(step);
    let leap = leap.min(1 << 50);
    let within = |k: u64| {
        let s = (plan.share)(k);
        let rise = s.num.checked_mul(base.den).zip(base.num.checked_mul(s.den)).and_then(|(a, b)| a.checked_sub(b));
        let room = leap.checked_mul(base.den).and_then(|l| l.checked_mul(s.den));
        matches!((rise, room), (Some(rise), Some(room)) if rise < room)
    };
    if leap <= 0 || !within(step + 1) {
        return step + 1;
    }
    let mut reach = 1u64;
    while reach < 1 << 40 && within(step + reach * 2) {
        reach *= 2;
    }
    let (mut inside, mut outside) = (step + reach, step + reach * 2);
    while outside - inside > 1 {
        let middle = inside + (outside - inside) / 2;
        if within(middle) { inside = middle } else { outside = middle }
    }
    outside
}

#[cfg(test)]
mod tests {
    use super::super::field::Field;
    use super::*;
    use crate::model::{Ballot, BallotKind, Election, Project};
    use crate::options::{RuleOptions, Step};
    use crate::rule::{Completion, RuleId, Utility};

    /// A small election from a counter; costs and supporters vary, ties are common.
    fn election(seed: u64) -> Election {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        let mut random = move |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        let m = 3 + random(6);
        let projects = (0..m).map(|k| Project::new(&k.to_string(), "", i64::try_from(1 + random(40)).unwrap_or(1) * 100));
        let projects: Vec<Project> = projects.collect();
        let budget = i64::try_from(20 + random(100)).unwrap_or(20) * 100;
        let mut e = Election::new("", "EUR", budget, BallotKind::Approval, projects);
        for _ in 0..4 + random(8) {
            let choices: Vec<u32> = (0u32..).take(usize::try_from(m).unwrap_or(0)).filter(|_| random(3) == 0).collect();
            e.ballots.push(Ballot { choices, points: Vec::new(), count: 1 + random(3) });
        }
        e
    }

    #[test]
    fn leaps_change_nothing() {
        let mut leapt = 0;
        for seed in 0..400 {
            let e = election(seed);
            for utility in [Utility::Cost, Utility::Card] {
                let options = RuleOptions::default();
                let field = Field::new(&e, RuleId::Mes(utility, Completion::Add1), &options);
                let table = Table::new(&field, utility);
                let step = Step::Share { num: 1, den: 300 };
                let share = |k| super::super::add1::raised(&table, step, k);
                for stop in [true, false] {
                    let content = |ran: &Ran| stop && table.exhaustive(&ran.winners, false);
                    let plan = Plan { share: &share, content: &content };
                    let effort = Effort::default();
                    let slow = first_stop(&table, &plan, &effort, false);
                    assert_eq!(first_stop(&table, &plan, &effort, true), slow, "seed {seed}");
                    // every step within a leap has the winners of its first step
                    let ran = Run::new(&table).leaping(true).count(share(0), false);
                    let beyond = first_beyond(&plan, 0, ran.leap).min(2000);
                    leapt += beyond;
                    for k in [1, beyond / 3, beyond / 2, beyond.saturating_sub(1)] {
                        if k < beyond && !ran.overspent {
                            assert_eq!(Run::new(&table).count(share(k), false).winners, ran.winners, "seed {seed} step {k}");
                        }
                    }
                }
            }
        }
        assert!(leapt > 1600 * 3, "leaps are too short to test anything: {leapt}");
    }
}
