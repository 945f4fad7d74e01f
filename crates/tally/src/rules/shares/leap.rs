//! Leaps between budgets: by how much shares can rise before the outcome of a count can change.
//!
//! A count at share s is given a horizon R. Beside each purse b it keeps, for all rises t up to R and the same order
//! of selection, a line on each side, b(s) + slow t <= b(s + t) <= b(s) + fast t, and a bound `top` of b(s + R).
//! Prices get such lines too: with the same order, larger shares never lower a purse and never raise a price, so who
//! runs short at s + R (told by the tops) runs short at every t, and who does not at s does not at any t. The chosen
//! project stays chosen until the upper line of its price meets the lower line of another one, or until money comes
//! to a project that could not be paid. The least such t is the leap: every share below it has the same winners in
//! the same order. All bounds are rounded to the safe side. `docs/equal_shares_arithmetic.md` has the proof.

use super::look::{BROKE, Look, Purse};
use super::run::{Contender, Open, Run, key_cmp};
use crate::profile::Link;

/// Slopes have 20 fractional bits.
pub(super) const ONE: u32 = 1 << 20;

/// After a change of the outcome the horizon is this part of the share.
const WIDE: i64 = 256;

/// A slope of which no bound is known.
pub(super) const STEEP: u64 = u64::MAX >> 2;

/// How the purse of one ballot may grow.
#[derive(Clone, Copy, Debug)]
pub(super) struct Growth {
    /// No less than its money at the end of the horizon.
    pub(super) top: i64,
    /// It grows at least so fast; how fast at most stands in the purse.
    pub(super) slow: u32,
}

/// The bounds of one count.
pub(super) struct Leap {
    pub(super) growth: Vec<Growth>,
    /// The rise that surely changes nothing, in fixed-point units; at most the horizon.
    pub(super) room: i128,
    /// The horizon in fixed-point units.
    horizon: i64,
    /// The horizon to try next, in minor units.
    next: i64,
    /// A lower bound of the chosen project's price at the end of the horizon.
    ahead: i64,
    /// The share.
    most: i64,
    /// The outcome of the count before.
    winners: Vec<usize>,
    /// That price falls at least so fast.
    slow: u64,
}

impl Leap {
    pub(super) fn new() -> Self {
        Self { growth: Vec::new(), room: 0, horizon: 0, next: i64::MAX, ahead: 0, most: 0, winners: Vec::new(), slow: 0 }
    }

    /// Begins a count at a share of `most` fixed-point units.
    pub(super) fn start(&mut self, ballots: usize, most: i64, bits: u32) {
        let widest = most >> 5;
        self.most = most;
        self.horizon = self.next.min(widest >> bits).max(1).checked_shl(bits).map_or(widest, |h| h.min(widest));
        self.growth.clear();
        self.growth.resize(ballots, Growth { top: most + self.horizon + 1, slow: ONE });
        self.room = i128::from(self.horizon);
    }

    /// After a count: the leap in minor units. Bounds are the tighter the nearer the horizon, so the next one is
    /// not much wider than the leap found; after a change of the outcome the next change may be far again.
    pub(super) fn end(&mut self, bits: u32, winners: &[usize]) -> i128 {
        let tried = self.horizon >> bits;
        let found = i64::try_from(self.room >> bits).unwrap_or(0);
        let same = self.winners == winners;
        self.next = match found {
            _ if !same => (self.most >> bits) / WIDE,
            _ if found >= tried => tried.saturating_mul(4),
            _ => (found.saturating_mul(2)).max(tried / 8),
        }
        .max(1);
        if !same {
            self.winners = winners.to_vec();
        }
        self.room >> bits
    }
}

/// The rise until a distance is surely not yet used up.
fn reach(distance: i128, slope: i128) -> i128 {
    if distance <= 0 {
        return 0;
    }
    if slope <= 0 { i128::MAX } else { (distance.saturating_mul(i128::from(ONE)) / slope - 1).max(0) }
}

/// What is known of the chosen project's price at larger shares.
#[derive(Clone, Copy)]
struct Chosen {
    project: usize,
    /// An upper bound of its price now.
    high: i64,
    /// It falls at least so fast.
    slow: u64,
}

impl Run<'_> {
    /// Limits the leap by every open project that could overtake the chosen one.
    pub(super) fn limit_leap(&mut self, chosen: &Contender) {
        if self.room() == 0 {
            return;
        }
        self.look_ahead(chosen);
        let slow = self.leap.as_ref().map_or(0, |l| l.slow);
        let chosen = Chosen { project: chosen.project, high: chosen.high, slow };
        let (mut k, mut moved) = (0, false);
        while let Some(&open) = self.queue.get(k) {
            let t = self.overtakes(chosen, open);
            if t >= self.room() || self.table.field.excluded_by(open.project, &self.funded).is_some() {
                k += 1;
                continue;
            }
            moved = true;
            match self.look_at(open, None) {
                Look::Price { low, slope, steady, .. } => {
                    let fresh = Open { low, project: open.project, slope };
                    if let Some(o) = self.queue.get_mut(k) {
                        *o = fresh;
                    }
                    if !steady && !self.twins(chosen.project, open.project) {
                        self.limit(t.max(self.overtakes(chosen, fresh)));
                    }
                    k += 1;
                }
                Look::Unaffordable { missing, pull } => {
                    self.still_unaffordable(open.project, missing, pull);
                    self.queue.remove(k);
                }
                Look::Above { .. } | Look::Unclear { .. } => {
                    self.limit(0);
                    k += 1;
                }
            }
        }
        if moved {
            let table = self.table;
            self.queue.sort_by(|a, b| key_cmp(table, a.key(), b.key()));
        }
    }

    fn room(&self) -> i128 {
        self.leap.as_ref().map_or(0, |l| l.room)
    }

    fn limit(&mut self, rise: i128) {
        if let Some(leap) = &mut self.leap {
            leap.room = leap.room.min(rise);
        }
    }

    /// A project that cannot be paid stays so until its supporters have what is missing, and at least
    /// as long as they have not enough at the end of the horizon.
    pub(super) fn still_unaffordable(&mut self, p: usize, missing: i128, pull: i128) {
        let rise = reach(missing, pull);
        if rise >= self.room() {
            return;
        }
        let Some(leap) = &self.leap else { return };
        let top = |l: &Link| leap.growth.get(l.to as usize).map_or(0, |g| i128::from(g.top));
        let count = |l: &Link| i128::from(self.purses.get(l.to as usize).map_or(0, |p| p.count));
        let money: i128 = self.supporters(p).iter().map(|l| top(l) * count(l)).sum();
        if money >= self.fixed_cost(p) {
            self.limit(rise);
        }
    }

    /// The rise up to which the chosen project surely stays before an open one.
    fn overtakes(&self, chosen: Chosen, open: Open) -> i128 {
        let divisor = |p: usize| {
            if self.table.per_cost { i128::from(self.table.cost(p)) } else { 1 }
        };
        let (own, its) = (divisor(chosen.project), divisor(open.project));
        // the price of the open project at which both are equal, and how fast that falls
        let equal = (i128::from(chosen.high) * its + own - 1) / own;
        let falls = i128::from(chosen.slow) * its / own;
        reach(i128::from(open.low) - equal, i128::from(open.slope) - falls)
    }

    /// Whether two projects have the same cost and supporters, so that they are equal at any share.
    fn twins(&self, p: usize, q: usize) -> bool {
        let profile = &self.table.profile;
        let (a, b) = (profile.supporters(p), profile.supporters(q));
        self.table.cost(p) == self.table.cost(q)
            && a.len() == b.len()
            && a.iter().zip(b).all(|(a, b)| a.to == b.to && a.weight == b.weight)
    }

    /// Finds a lower bound of the chosen project's price at the end of the horizon, and how fast its price
    /// falls at least.
    fn look_ahead(&mut self, c: &Contender) {
        let Some(mut leap) = self.leap.take() else { return };
        let clean = self.fixed_cost(c.project) / self.table.weight.get(c.project).copied().unwrap_or(1).max(1);
        let falls = i128::from(c.slope).saturating_mul(i128::from(leap.horizon)) / i128::from(ONE) + 1;
        let mut x = i64::try_from((i128::from(c.low) - falls).max(clean).min(i128::from(c.high))).unwrap_or(0);
        leap.slow = loop {
            let (mut short, mut weight, mut pull) = (0i128, 0u64, 0u64);
            for l in self.supporters(c.project) {
                let (Some(g), Some(purse)) = (leap.growth.get(l.to as usize), self.purses.get(l.to as usize)) else {
                    continue;
                };
                if g.top < x * i64::from(l.weight) {
                    short += i128::from(g.top) * i128::from(purse.count);
                    pull += u64::from(g.slow) * u64::from(purse.count);
                } else {
                    weight += u64::from(purse.count) * u64::from(l.weight);
                }
            }
            if weight == 0 {
                leap.room = 0;
                break 0;
            }
            let next = i64::try_from((self.fixed_cost(c.project) - short).div_euclid(i128::from(weight))).unwrap_or(x);
            if next <= x {
                break pull / weight;
            }
            x = next;
        };
        leap.ahead = x;
        self.leap = Some(leap);
    }
}

impl Leap {
    /// After a payment: new bounds for those who took part. `weight`: of those who paid in full.
    pub(super) fn paid(&mut self, listed: &[Link], purses: &mut [Purse], weight: u64) {
        if self.room == 0 {
            return;
        }
        let broke = listed.iter().filter_map(|l| purses.get(l.to as usize)).filter(|p| p.money == BROKE);
        let pull: u64 = broke.map(|p| u64::from(p.fast) * u64::from(p.count)).sum();
        let fast = pull.div_ceil(weight.max(1));
        for l in listed {
            let (Some(g), Some(purse)) = (self.growth.get_mut(l.to as usize), purses.get_mut(l.to as usize)) else {
                continue;
            };
            let w = u64::from(l.weight);
            g.top = (g.top - self.ahead * i64::from(l.weight)).max(0);
            let broke = purse.money == BROKE;
            if broke && g.top == 0 {
                (g.slow, purse.fast) = (0, 0);
                continue;
            }
            // who was broke before this payment only loses by it; the others have a slope of 1 at least
            if !broke || g.slow > 0 {
                match u32::try_from(u64::from(purse.fast).saturating_add(fast.saturating_mul(w))) {
                    Ok(f) => purse.fast = f,
                    Err(_) => self.room = 0,
                }
            }
            let slower = u64::from(g.slow).saturating_add(self.slow.saturating_mul(w));
            g.slow = if broke { 0 } else { u32::try_from(slower).unwrap_or(u32::MAX) };
        }
    }
}
