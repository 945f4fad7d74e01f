//! Leaps between budgets: by how much shares can rise before the outcome of a count can change.
//!
//! While the order of selection stays, larger shares never lower a purse and never raise a price (by
//! induction over rounds: prices solve f(x) = cost, and f grows with every purse). So the chosen
//! project stays affordable at no more than its price now, and only two things can change the outcome:
//! another open project becomes cheaper than that, or one that was unaffordable becomes affordable.
//! How fast a price can fall is bounded: if purse i grows at most h_i times as fast as the share, x falls
//! at most (sum of c * h over those who run short or are broke) / (weight of the others) times as fast;
//! with larger shares fewer run short, so today's bound stays good. A supporter who paid x grows at most
//! h + w * slope(x) as fast. Before the first payment h = 1. All bounds are rounded to the safe side.

use super::look::{BROKE, Purse};
use super::run::{Contender, Run};
use crate::profile::Link;

/// Slopes have 16 fractional bits.
const ONE: u64 = 1 << 16;

/// The bounds of one count.
#[derive(Default)]
pub(super) struct Leap {
    /// For each ballot how fast its purse may grow.
    pub(super) slopes: Vec<u64>,
    /// For each project the sum over broke supporters dropped from its list.
    pub(super) gone: Vec<i128>,
    /// The rise, in fixed-point units, that surely changes nothing.
    pub(super) room: i128,
}

impl Leap {
    pub(super) fn start(&mut self, ballots: usize, projects: usize) {
        self.slopes.clear();
        self.slopes.resize(ballots, ONE);
        self.gone.clear();
        self.gone.resize(projects, 0);
        self.room = i128::MAX;
    }

    fn limit(&mut self, distance: i128, slope: i128) {
        if slope > 0 {
            let room = distance.max(0).saturating_mul(i128::from(ONE)) / slope;
            self.room = self.room.min((room - 1).max(0));
        }
    }

    /// A project stays unaffordable until its supporters have `missing` more.
    pub(super) fn unaffordable(&mut self, missing: i128, pull: i128) {
        self.limit(missing, pull);
    }

    /// Adds up the broke supporters that are about to be dropped from a list.
    pub(super) fn drop_broke(&mut self, project: usize, listed: &[Link], purses: &[Purse]) {
        let slope = |b: u32| self.slopes.get(b as usize).copied().unwrap_or(u64::MAX);
        let broke = listed.iter().filter_map(|l| purses.get(l.to as usize).filter(|p| p.money == BROKE).map(|p| (l.to, p.count)));
        let sum: i128 =
            broke.map(|(b, count)| i128::from(slope(b)).saturating_mul(i128::from(count))).fold(0, i128::saturating_add);
        if let Some(g) = self.gone.get_mut(project) {
            *g = g.saturating_add(sum);
        }
    }

    /// After a payment: the slope of its price, and with it those of the purses that paid. `now`: the
    /// ballots that ran short by it, and the weight of those who paid in full.
    pub(super) fn paid(&mut self, project: usize, listed: &[Link], purses: &[Purse], now: (&[u32], i128)) {
        let (short, weight) = now;
        let mut pull = self.gone.get(project).copied().unwrap_or(0);
        let mut solvent: Vec<Link> = Vec::with_capacity(listed.len());
        for link in listed {
            let Some(purse) = purses.get(link.to as usize) else {
                continue;
            };
            if purse.money == BROKE {
                let slope = self.slopes.get(link.to as usize).copied().unwrap_or(u64::MAX);
                pull = pull.saturating_add(i128::from(slope).saturating_mul(i128::from(purse.count)));
            } else {
                solvent.push(*link);
            }
        }
        let slope = u64::try_from((pull.saturating_add(weight - 1)) / weight.max(1)).unwrap_or(u64::MAX);
        if slope == 0 {
            return;
        }
        let newly: std::collections::HashSet<u32> = short.iter().copied().collect();
        let paying = listed.iter().filter(|l| newly.contains(&l.to)).copied();
        for link in paying.chain(solvent) {
            if let Some(s) = self.slopes.get_mut(link.to as usize) {
                *s = s.saturating_add(slope.saturating_mul(u64::from(link.weight)));
            }
        }
    }
}

impl Run<'_> {
    /// Limits the leap by every open project that could overtake the chosen one.
    pub(super) fn limit_leap(&mut self, chosen: &Contender) {
        let Some(leap) = &mut self.leap else { return };
        let divisor = |p: usize| {
            if self.table.per_cost { i128::from(self.table.cost(p)) } else { 1 }
        };
        let own = divisor(chosen.project);
        for open in self.queue.iter().filter(|o| o.slope > 0) {
            // distance of the open project's price from the one at which both are equal
            let equal = (i128::from(chosen.high) * divisor(open.project) + own - 1) / own;
            leap.limit(i128::from(open.low) - equal, i128::from(open.slope));
        }
    }
}
