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
    let (stop, why) = first_stop(table, plan, effort, FINE);
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
    nothing_left(table, ran).then_some(StoppedBy::AllFunded)
}

/// Whether every project in the count is funded, or excluded by one that is: there is nothing to raise shares for.
/// A verdict may look at the winners only, as steps leapt over have the same winners and no count of their own.
fn nothing_left(table: &Table<'_, '_>, ran: &Ran) -> bool {
    if ran.winners.len() >= table.free.len() + table.candidates.len() {
        return true;
    }
    if table.field.mates.iter().all(Vec::is_empty) {
        return false;
    }
    let mut funded = vec![false; table.field.e.projects.len()];
    for &w in &ran.winners {
        funded.get_mut(w).into_iter().for_each(|f| *f = true);
    }
    let out = |&p: &usize| funded.get(p).copied().unwrap_or(false) || table.field.excluded_by(p, &funded).is_some();
    table.candidates.iter().all(out)
}

/// The steps still to be counted, given out to threads in stretches, and the stops found.
struct Front<'p> {
    table: &'p Table<'p, 'p>,
    plan: &'p Plan<'p>,
    effort: &'p Effort<'p>,
    /// Shares of more than this many steps are raised in leaps.
    fine: i128,
    next: AtomicU64,
    /// Steps in a stretch.
    width: AtomicU64,
    best: AtomicU64,
    reasons: Mutex<Vec<(u64, StoppedBy)>>,
}

impl Front<'_> {
    /// One thread's work: stretch after stretch, until all steps before the first stop are counted.
    fn work(&self) {
        let mut run = Run::new(self.table);
        loop {
            let width = if self.effort.threads <= 1 { 1 << 62 } else { self.width.load(Ordering::Relaxed) };
            let from = self.next.fetch_add(width, Ordering::Relaxed);
            let Some(counts) = self.stretch(&mut run, from, from.saturating_add(width)) else { return };
            if self.leaps(from) {
                // a stretch begins with a count that a leap might have spared: long enough for many leaps
                let fit =
                    if counts < 8 { width.saturating_mul(2).min(1 << 40) } else { width - u64::from(counts > 32) * width / 2 };
                self.width.store(fit.max(1), Ordering::Relaxed);
            }
        }
    }

    /// Whether steps are so small against the share that the bookkeeping of leaps pays.
    fn leaps(&self, step: u64) -> bool {
        let (share, raised) = ((self.plan.share)(step), (self.plan.share)(step + 1));
        let all = (share.num.checked_mul(raised.den), raised.num.checked_mul(share.den));
        matches!(all, (Some(share), Some(raised)) if share / self.fine.max(1) > raised - share)
    }

    /// Counts the steps of a stretch; gives the number of counts, or nothing once a stop lies before the next step.
    fn stretch(&self, run: &mut Run<'_>, from: u64, to: u64) -> Option<u64> {
        let (mut step, mut counts) = (from, 0);
        while step < to {
            if step >= self.best.load(Ordering::Relaxed) {
                return None;
            }
            let leaps = self.leaps(step);
            run.leaping(leaps);
            let ran = run.count((self.plan.share)(step), false);
            counts += 1;
            let beyond = if leaps { first_beyond(self.plan, step, ran.leap) } else { step + 1 };
            if beyond > to {
                self.next.fetch_max(beyond, Ordering::Relaxed);
            }
            if let Some(tell) = self.effort.progress
                && step / TELL < beyond / TELL
            {
                tell(beyond);
            }
            if let Some(why) = verdict(self.table, self.plan, &ran) {
                self.best.fetch_min(step, Ordering::Relaxed);
                if let Ok(mut r) = self.reasons.lock() {
                    r.push((step, why));
                }
                return None;
            }
            step = beyond;
        }
        Some(counts)
    }
}

/// Progress is told about every so many steps.
const TELL: u64 = 16;

/// The first step that stops, and why.
fn first_stop(table: &Table<'_, '_>, plan: &Plan<'_>, effort: &Effort<'_>, fine: i128) -> (u64, StoppedBy) {
    let (next, best) = (AtomicU64::new(0), AtomicU64::new(u64::MAX));
    let width = AtomicU64::new(1);
    let front = Front { table, plan, effort, fine, next, width, best, reasons: Mutex::new(Vec::new()) };
    if effort.threads <= 1 {
        front.work();
    } else {
        std::thread::scope(|s| {
            for _ in 0..effort.threads {
                s.spawn(|| front.work());
            }
        });
    }
    let reasons = front.reasons.into_inner().unwrap_or_default();
    reasons.into_iter().min_by_key(|r| r.0).unwrap_or((0, StoppedBy::AllFunded))
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
mod tests;
