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
    let (stop, why) = first_stop(table, plan, effort);
    let step = if why == StoppedBy::Overspending {
        stop.saturating_sub(1)
    } else {
        stop
    };
    let share = (plan.share)(step);
    let ran = Run::new(table).count(share, true);
    outcome(
        table,
        &ran,
        Origin {
            share,
            tried: stop + 1,
            stopped_by: Some(why),
        },
    )
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
fn first_stop(table: &Table<'_, '_>, plan: &Plan<'_>, effort: &Effort<'_>) -> (u64, StoppedBy) {
    let next = AtomicU64::new(0);
    let best = AtomicU64::new(u64::MAX);
    let reasons: Mutex<Vec<(u64, StoppedBy)>> = Mutex::new(Vec::new());
    let work = || {
        let mut run = Run::new(table);
        loop {
            let step = next.fetch_add(1, Ordering::Relaxed);
            if step >= best.load(Ordering::Relaxed) {
                return;
            }
            let ran = run.count((plan.share)(step), false);
            if let Some(tell) = effort.progress
                && step % 16 == 0
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
