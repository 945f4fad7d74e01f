//! One count of Equal Shares at a given share. Projects are looked at lazily: prices only rise, so a
//! project whose last known price is above the best one need not be looked at again. Looks and
//! payments work on fixed-point purses; what they cannot decide goes to the exact ledger.

use super::exact::{Books, ExactPrice, Ledger, Paid};
use super::leap::{Leap, ONE, STEEP};
use super::look::{Look, Payer, Purse, Question, look};
use super::{Share, Table};
use crate::profile::Link;
use num_traits::ToPrimitive;
use std::cmp::Ordering;

const NONE: u32 = u32::MAX;

/// What one count gave.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ran {
    /// Free projects first, then the projects paid, in order.
    pub(crate) winners: Vec<usize>,
    /// The rounds paid, for exact prices later.
    pub(crate) rounds: Vec<Paid>,
    /// Ballots that ran short, by round.
    pub(crate) log: Vec<u32>,
    /// Equal projects by round (from 0), when recording.
    pub(crate) ties: Vec<(usize, Vec<usize>)>,
    /// For each round the next project and its exact effective votes, when recording.
    pub(crate) next: Vec<Option<(usize, crate::ratio::Ratio)>>,
    /// Whether the count was given up because it costs more than the budget.
    pub(crate) overspent: bool,
    /// By how many minor units shares can rise, at least, with the same winners in the same order.
    pub(crate) leap: i128,
}

/// An affordable project whose price may be the least.
#[derive(Clone, Copy)]
pub(super) struct Contender {
    pub(super) project: usize,
    pub(super) low: i64,
    pub(super) high: i64,
    pub(super) weight: i128,
    pub(super) clean: bool,
    pub(super) slope: u64,
}

/// An open project with a lower bound of its price, and how fast that may fall with larger shares.
#[derive(Clone, Copy)]
pub(super) struct Open {
    pub(super) low: i64,
    pub(super) project: usize,
    pub(super) slope: u64,
}

impl Open {
    pub(super) fn key(self) -> (i64, usize) {
        (self.low, self.project)
    }
}

/// The state of a count; its memory is used again for the next budget.
pub(crate) struct Run<'t> {
    pub(super) table: &'t Table<'t, 't>,
    pub(super) purses: Vec<Purse>,
    /// Supporters without those found broke, where that pays.
    pub(super) thinned: Vec<Vec<Link>>,
    pub(super) is_thinned: Vec<bool>,
    /// Open projects by their last known price, best first.
    pub(super) queue: Vec<Open>,
    pub(super) scratch: Vec<Payer>,
    pub(super) bits: u32,
    pub(super) most: i64,
    pub(super) error: i128,
    pub(super) ledger: Ledger,
    pub(super) round_of: Vec<u32>,
    pub(super) funded: Vec<bool>,
    pub(super) ran: Ran,
    pub(super) leap: Option<Leap>,
}

impl<'t> Run<'t> {
    pub(crate) fn new(table: &'t Table<'t, 't>) -> Self {
        let m = table.field.e.projects.len();
        Self {
            table,
            purses: Vec::new(),
            thinned: vec![Vec::new(); m],
            is_thinned: vec![false; m],
            queue: Vec::new(),
            scratch: Vec::new(),
            bits: 0,
            most: 0,
            error: 0,
            ledger: Ledger::new(Share { num: 0, den: 1 }),
            round_of: vec![NONE; m],
            funded: vec![false; m],
            ran: Ran::default(),
            leap: None,
        }
    }

    /// Whether counts also find out by how much shares can rise before the outcome can change.
    pub(crate) fn leaping(&mut self, wanted: bool) {
        match (&self.leap, wanted) {
            (None, true) => self.leap = Some(Leap::new()),
            (Some(_), false) => self.leap = None,
            _ => {}
        }
    }

    /// Counts with this share. Gives up once the winners cost more than the budget. `record`: also
    /// note ties and who was next.
    pub(crate) fn count(&mut self, share: Share, record: bool) -> Ran {
        self.start(share);
        let budget = i128::from(self.table.field.e.budget);
        let mut spent = 0i128;
        while let Some(chosen) = self.select(record) {
            spent += i128::from(self.table.cost(chosen.project));
            self.ran.winners.push(chosen.project);
            if spent > budget {
                self.ran.overspent = true;
                break;
            }
            self.limit_leap(&chosen);
            self.pay(chosen);
        }
        self.ran.leap = self.leap.as_mut().map_or(0, |l| l.end(self.bits, &self.ran.winners));
        std::mem::take(&mut self.ran)
    }

    fn start(&mut self, share: Share) {
        let whole = share.num / share.den.max(1);
        let widest = (whole + 1) * i128::from(self.table.profile.max_weight);
        // share * largest weight, in fixed point, stays below 2^61
        self.bits = widest.leading_zeros().saturating_sub(67).min(44);
        let part = (share.num % share.den.max(1)) << self.bits;
        let most = (whole << self.bits) + part / share.den.max(1);
        self.most = i64::try_from(most).unwrap_or(i64::MAX >> 2);
        self.error = i128::from(part % share.den.max(1) != 0);
        self.ledger = Ledger::new(share);
        self.purses.clear();
        let fast = if self.leap.is_some() { ONE } else { 0 };
        let count = |&c: &u64| Purse { money: self.most, count: u32::try_from(c).unwrap_or(u32::MAX), fast };
        self.purses.extend(self.table.profile.count.iter().map(count));
        self.is_thinned.fill(false);
        self.round_of.fill(NONE);
        self.funded.fill(false);
        self.ran = Ran { winners: self.table.free.clone(), ..Ran::default() };
        for &p in &self.table.free {
            self.mark_funded(p);
        }
        self.queue.clear();
        for &p in &self.table.candidates {
            let weight = self.table.weight.get(p).copied().unwrap_or(1).max(1);
            let low = (self.fixed_cost(p) / weight).min(i128::from(self.most) + 1);
            self.queue.push(Open { low: i64::try_from(low).unwrap_or(self.most), project: p, slope: 0 });
        }
        let table = self.table;
        self.queue.sort_by(|a, b| key_cmp(table, a.key(), b.key()));
        if let Some(leap) = &mut self.leap {
            leap.start(self.purses.len(), self.most, self.bits);
        }
    }

    pub(super) fn mark_funded(&mut self, p: usize) {
        if let Some(f) = self.funded.get_mut(p) {
            *f = true;
        }
    }

    pub(super) fn fixed_cost(&self, p: usize) -> i128 {
        i128::from(self.table.cost(p)) << self.bits
    }

    pub(super) fn supporters(&self, p: usize) -> &[Link] {
        match (self.is_thinned.get(p), self.thinned.get(p)) {
            (Some(true), Some(list)) => list,
            _ => self.table.profile.supporters(p),
        }
    }

    /// The project of least price per utility, tie-break applied; `None` if nothing is affordable.
    fn select(&mut self, record: bool) -> Option<Contender> {
        let mut contenders: Vec<Contender> = Vec::new();
        let mut seen = 0;
        // The best upper bound so far; when recording, the second best, so that the next is known too.
        let mut limits: Vec<(i64, usize)> = Vec::new();
        let keep = if record { 2 } else { 1 };
        let mut looked: Vec<Open> = Vec::new();
        while let Some(&open) = self.queue.get(seen) {
            let p = open.project;
            let limit = limits.get(keep - 1).copied();
            if limit.is_some_and(|l| key_cmp(self.table, open.key(), l) == Ordering::Greater) {
                break;
            }
            seen += 1;
            if self.table.field.excluded_by(p, &self.funded).is_some() {
                continue;
            }
            match self.look_at(open, limit) {
                Look::Above { low, slope } => looked.push(Open { low, project: p, slope }),
                Look::Price { low, high, weight, clean, slope, .. } => {
                    looked.push(Open { low, project: p, slope });
                    contenders.push(Contender { project: p, low, high, weight, clean, slope });
                    limits.push((high, p));
                    limits.sort_by(|a, b| key_cmp(self.table, *a, *b));
                    limits.truncate(keep);
                }
                Look::Unaffordable { missing, pull } => {
                    self.still_unaffordable(p, missing, pull);
                }
                Look::Unclear { .. } => {}
            }
        }
        self.requeue(seen, looked);
        let best = limits.first().copied()?;
        let close = |c: &Contender| key_cmp(self.table, (c.low, c.project), best) != Ordering::Greater;
        let rivals: Vec<Contender> = contenders.iter().copied().filter(close).collect();
        let chosen = self.least(&rivals, record)?;
        if record {
            self.note_next(&contenders, chosen.project);
        }
        self.queue.retain(|q| q.project != chosen.project);
        Some(chosen)
    }

    /// Takes the first `seen` off the queue and puts those still open back in their new places.
    fn requeue(&mut self, seen: usize, looked: Vec<Open>) {
        self.queue.drain(..seen);
        let table = self.table;
        for entry in looked {
            let at = self.queue.partition_point(|q| key_cmp(table, q.key(), entry.key()) == Ordering::Less);
            self.queue.insert(at, entry);
        }
    }

    pub(super) fn look_at(&mut self, open: Open, limit: Option<(i64, usize)>) -> Look {
        let p = open.project;
        let mut scratch = std::mem::take(&mut self.scratch);
        let mut gone = 0;
        let question = Question {
            supporters: self.supporters(p),
            purses: &self.purses,
            cost: self.fixed_cost(p),
            error: self.error,
            from: open.low,
            most: self.most,
            slope: open.slope,
        };
        let above = |low: i64| limit.is_some_and(|l| key_cmp(self.table, (low, p), l) == Ordering::Greater);
        let found = look(&question, &mut scratch, &mut gone, above);
        self.scratch = scratch;
        if gone * 4 > self.supporters(p).len() {
            self.thin(p);
        }
        let Look::Unclear { low } = found else {
            return found;
        };
        match self.exact(p, low, None) {
            None => Look::Unaffordable { missing: 0, pull: 1 },
            Some((price, _)) => {
                let (low, high) = self.bounds(&price);
                Look::Price { low, high, weight: price.weight, clean: false, slope: STEEP, steady: false }
            }
        }
    }

    /// Drops those from a project's list whom no look needs any more.
    fn thin(&mut self, p: usize) {
        let mut list = self.thinned.get_mut(p).map(std::mem::take).unwrap_or_default();
        let needed = |l: &Link| self.purses.get(l.to as usize).is_some_and(|b| !b.is_gone());
        if self.is_thinned.get(p).copied().unwrap_or(false) {
            list.retain(needed);
        } else {
            list.clear();
            list.extend(self.table.profile.supporters(p).iter().copied().filter(needed));
        }
        if let (Some(slot), Some(flag)) = (self.thinned.get_mut(p), self.is_thinned.get_mut(p)) {
            *slot = list;
            *flag = true;
        }
    }

    pub(super) fn exact(&mut self, p: usize, low: i64, high: Option<i64>) -> Option<(ExactPrice, Vec<u32>)> {
        let list = match (self.is_thinned.get(p), self.thinned.get(p)) {
            (Some(true), Some(list)) => list.as_slice(),
            _ => self.table.profile.supporters(p),
        };
        let books = Books { table: self.table, rounds: &self.ran.rounds, log: &self.ran.log, round_of: &self.round_of };
        self.ledger.exact_price(&books, p, list, &self.purses, (low, high, self.error))
    }

    /// Fixed-point bounds of an exact price.
    pub(super) fn bounds(&self, price: &ExactPrice) -> (i64, i64) {
        use num_integer::Integer;
        let scaled = (&price.num << self.bits).div_ceil(&(self.ledger.den() * price.weight));
        let high = scaled.to_i64().unwrap_or(self.most).min(self.most.saturating_add(1));
        (high.saturating_sub(1).max(0), high)
    }
}

/// Compares two prices per utility: per unit of cost where utilities grow with the cost.
pub(super) fn key_cmp(table: &Table<'_, '_>, a: (i64, usize), b: (i64, usize)) -> Ordering {
    if !table.per_cost {
        return a.0.cmp(&b.0);
    }
    let left = i128::from(a.0) * i128::from(table.cost(b.1));
    left.cmp(&(i128::from(b.0) * i128::from(table.cost(a.1))))
}
