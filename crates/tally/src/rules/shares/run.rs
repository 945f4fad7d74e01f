//! One count of Equal Shares at a given share. Projects are looked at lazily: prices only rise, so a
//! project whose last known price is above the best one need not be looked at again. Looks and
//! payments work on fixed-point purses; what they cannot decide goes to the exact ledger.

use super::exact::{Books, ExactPrice, Ledger, Paid};
use super::look::{BROKE, Look, Payer, Purse, Question, look};
use super::{Share, Table};
use crate::profile::Link;
use num_traits::ToPrimitive;
use std::cmp::Ordering;
use std::collections::HashSet;

/// Purse bound above which all purses are computed afresh from exact prices.
const REFRESH: i128 = 1 << 24;
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
}

#[derive(Clone, Copy)]
struct Contender {
    project: usize,
    low: i64,
    high: i64,
    weight: i128,
    clean: bool,
}

/// The state of a count; its memory is used again for the next budget.
pub(crate) struct Run<'t> {
    table: &'t Table<'t, 't>,
    purses: Vec<Purse>,
    /// Supporters without those found broke, where that pays.
    thinned: Vec<Vec<Link>>,
    is_thinned: Vec<bool>,
    /// Open projects by their last known price, best first.
    queue: Vec<(i64, usize)>,
    scratch: Vec<Payer>,
    bits: u32,
    most: i64,
    error: i128,
    ledger: Ledger,
    round_of: Vec<u32>,
    funded: Vec<bool>,
    ran: Ran,
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
            self.pay(chosen);
            if self.error > REFRESH {
                self.refresh();
            }
        }
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
        let count = |&c: &u64| Purse {
            money: self.most,
            count: i64::try_from(c).unwrap_or(i64::MAX),
        };
        self.purses.extend(self.table.profile.count.iter().map(count));
        self.is_thinned.fill(false);
        self.round_of.fill(NONE);
        self.funded.fill(false);
        self.ran = Ran {
            winners: self.table.free.clone(),
            ..Ran::default()
        };
        for &p in &self.table.free {
            self.mark_funded(p);
        }
        self.queue.clear();
        for &p in &self.table.candidates {
            let weight = self.table.weight.get(p).copied().unwrap_or(1).max(1);
            let low = (self.fixed_cost(p) / weight).min(i128::from(self.most) + 1);
            self.queue.push((i64::try_from(low).unwrap_or(self.most), p));
        }
        let table = self.table;
        self.queue.sort_by(|a, b| key_cmp(table, *a, *b));
    }

    fn mark_funded(&mut self, p: usize) {
        if let Some(f) = self.funded.get_mut(p) {
            *f = true;
        }
    }

    fn fixed_cost(&self, p: usize) -> i128 {
        i128::from(self.table.cost(p)) << self.bits
    }

    fn supporters(&self, p: usize) -> &[Link] {
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
        let mut looked: Vec<(i64, usize)> = Vec::new();
        while let Some(&(low, p)) = self.queue.get(seen) {
            let limit = limits.get(keep - 1).copied();
            if limit.is_some_and(|l| key_cmp(self.table, (low, p), l) == Ordering::Greater) {
                break;
            }
            seen += 1;
            if self.table.field.excluded_by(p, &self.funded).is_some() {
                continue;
            }
            match self.look_at(p, low, limit) {
                Look::Above { low } => looked.push((low, p)),
                Look::Price {
                    low,
                    high,
                    weight,
                    clean,
                } => {
                    looked.push((low, p));
                    contenders.push(Contender {
                        project: p,
                        low,
                        high,
                        weight,
                        clean,
                    });
                    limits.push((high, p));
                    limits.sort_by(|a, b| key_cmp(self.table, *a, *b));
                    limits.truncate(keep);
                }
                Look::Unaffordable | Look::Unclear { .. } => {}
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
        self.queue.retain(|q| q.1 != chosen.project);
        Some(chosen)
    }

    /// Takes the first `seen` off the queue and puts those still open back in their new places.
    fn requeue(&mut self, seen: usize, looked: Vec<(i64, usize)>) {
        self.queue.drain(..seen);
        let table = self.table;
        for entry in looked {
            let at = self.queue.partition_point(|q| key_cmp(table, *q, entry) == Ordering::Less);
            self.queue.insert(at, entry);
        }
    }

    fn look_at(&mut self, p: usize, from: i64, limit: Option<(i64, usize)>) -> Look {
        let mut scratch = std::mem::take(&mut self.scratch);
        let mut broke = 0;
        let question = Question {
            supporters: self.supporters(p),
            purses: &self.purses,
            cost: self.fixed_cost(p),
            error: self.error,
            from,
            most: self.most,
        };
        let above = |low: i64| limit.is_some_and(|l| key_cmp(self.table, (low, p), l) == Ordering::Greater);
        let found = look(&question, &mut scratch, &mut broke, above);
        self.scratch = scratch;
        if broke * 4 > self.supporters(p).len() {
            self.thin(p);
        }
        let Look::Unclear { low } = found else { return found };
        match self.exact(p, low, None) {
            None => Look::Unaffordable,
            Some((price, _)) => {
                let (low, high) = self.bounds(&price);
                Look::Price {
                    low,
                    high,
                    weight: price.weight,
                    clean: false,
                }
            }
        }
    }

    /// Drops broke voters from a project's list.
    fn thin(&mut self, p: usize) {
        let mut list = self.thinned.get_mut(p).map(std::mem::take).unwrap_or_default();
        let solvent = |l: &Link| self.purses.get(l.to as usize).is_some_and(|b| b.money != BROKE);
        if self.is_thinned.get(p).copied().unwrap_or(false) {
            list.retain(solvent);
        } else {
            list.clear();
            list.extend(self.table.profile.supporters(p).iter().copied().filter(solvent));
        }
        if let (Some(slot), Some(flag)) = (self.thinned.get_mut(p), self.is_thinned.get_mut(p)) {
            *slot = list;
            *flag = true;
        }
    }

    fn exact(&mut self, p: usize, low: i64, high: Option<i64>) -> Option<(ExactPrice, Vec<u32>)> {
        let list = match (self.is_thinned.get(p), self.thinned.get(p)) {
            (Some(true), Some(list)) => list.as_slice(),
            _ => self.table.profile.supporters(p),
        };
        let books = Books {
            table: self.table,
            rounds: &self.ran.rounds,
            log: &self.ran.log,
            round_of: &self.round_of,
        };
        self.ledger
            .exact_price(&books, p, list, &self.purses, (low, high, self.error))
    }

    /// Fixed-point bounds of an exact price.
    fn bounds(&self, price: &ExactPrice) -> (i64, i64) {
        use num_integer::Integer;
        let scaled = (&price.num << self.bits).div_ceil(&(self.ledger.den() * price.weight));
        let high = scaled.to_i64().unwrap_or(self.most).min(self.most.saturating_add(1));
        (high.saturating_sub(1).max(0), high)
    }

    /// The least of the rivals, exactly; equal ones go by the tie-break.
    fn least(&mut self, rivals: &[Contender], record: bool) -> Option<Contender> {
        if let [only] = rivals {
            return Some(*only);
        }
        let mut equal: Vec<Contender> = Vec::new();
        if rivals.iter().all(|r| r.clean) {
            for r in rivals {
                let order = equal.first().map_or(Ordering::Equal, |b| self.clean_cmp(r, b));
                keep_least(&mut equal, *r, order);
            }
        } else {
            let mut best: Option<ExactPrice> = None;
            for r in rivals {
                let Some((price, _)) = self.exact(r.project, r.low, Some(r.high)) else {
                    continue;
                };
                let order = match (&best, equal.first()) {
                    (Some(b), Some(e)) => price.cmp(b, self.divisor(r.project), self.divisor(e.project)),
                    _ => Ordering::Equal,
                };
                if best.is_none() || order == Ordering::Less {
                    best = Some(price);
                }
                keep_least(&mut equal, *r, order);
            }
        }
        let chosen = equal.iter().min_by_key(|r| self.table.field.rank(r.project)).copied();
        if equal.len() > 1 && record {
            self.ran
                .ties
                .push((self.ran.rounds.len(), equal.iter().map(|r| r.project).collect()));
        }
        chosen
    }

    /// What a price is divided by before prices are compared.
    fn divisor(&self, p: usize) -> i128 {
        if self.table.per_cost {
            i128::from(self.table.cost(p))
        } else {
            1
        }
    }

    /// Compares prices of projects none of whose supporters runs short: cost / weight.
    fn clean_cmp(&self, a: &Contender, b: &Contender) -> Ordering {
        if self.table.per_cost {
            return b.weight.cmp(&a.weight);
        }
        let cost = |r: &Contender| i128::from(self.table.cost(r.project));
        (cost(a) * b.weight).cmp(&(cost(b) * a.weight))
    }

    /// Notes who would have been next, with exact effective votes.
    fn note_next(&mut self, contenders: &[Contender], chosen: usize) {
        let others = contenders.iter().filter(|c| c.project != chosen);
        let rank = |c: &Contender| self.table.field.rank(c.project);
        let next =
            others.min_by(|a, b| key_cmp(self.table, (a.high, a.project), (b.high, b.project)).then(rank(a).cmp(&rank(b))));
        let Some(next) = next.copied() else {
            return self.ran.next.push(None);
        };
        let votes = self.exact(next.project, next.low, Some(next.high)).map(|(price, _)| {
            let cost = num_bigint::BigInt::from(self.table.cost(next.project));
            crate::ratio::Ratio::new(cost * price.weight * self.ledger.den(), price.num)
        });
        self.ran.next.push(votes.map(|v| (next.project, v)));
    }

    /// Charges the supporters of the chosen project.
    fn pay(&mut self, c: Contender) {
        let (mut low, mut high) = (c.low, c.high);
        let widest = i128::from(self.table.profile.max_weight);
        let mut doubtful: HashSet<u32> = HashSet::new();
        let bound = self.error + widest * i128::from(high - low);
        let unsure = self.supporters(c.project).iter().any(|l| {
            let money = self.purses.get(l.to as usize).map_or(BROKE, |p| p.money);
            let rest = i128::from(money) - i128::from(high) * i128::from(l.weight);
            money != BROKE && rest < 0 && rest + bound >= 0
        });
        if unsure && let Some((price, short)) = self.exact(c.project, low, Some(high)) {
            doubtful.extend(short);
            let exact = self.bounds(&price);
            (low, high) = (exact.0.max(low), exact.1.min(high));
        }
        let from = self.ran.log.len();
        let (mut weight, error) = (0i128, self.error);
        let list = match (self.is_thinned.get(c.project), self.thinned.get(c.project)) {
            (Some(true), Some(list)) => list.as_slice(),
            _ => self.table.profile.supporters(c.project),
        };
        for link in list {
            let Some(purse) = self.purses.get_mut(link.to as usize).filter(|p| p.money != BROKE) else {
                continue;
            };
            let w = i64::from(link.weight);
            let rest = purse.money - high * w;
            let short = if unsure {
                doubtful.contains(&link.to) || i128::from(purse.money) + error < i128::from(c.low) * i128::from(w)
            } else {
                rest < 0
            };
            if short {
                purse.money = BROKE;
                self.ran.log.push(link.to);
            } else {
                purse.money = rest.max(0);
                weight += i128::from(purse.count) * i128::from(w);
            }
        }
        self.error += widest * i128::from(high - low);
        if let Some(r) = self.round_of.get_mut(c.project) {
            *r = u32::try_from(self.ran.rounds.len()).unwrap_or(NONE);
        }
        self.ran.rounds.push(Paid {
            project: c.project,
            weight,
            short: from..self.ran.log.len(),
        });
        self.mark_funded(c.project);
    }

    /// Computes all purses afresh from exact prices, so that the bound E is small again.
    fn refresh(&mut self) {
        let books = Books {
            table: self.table,
            rounds: &self.ran.rounds,
            log: &self.ran.log,
            round_of: &self.round_of,
        };
        self.ledger.catch_up(&books);
        for purse in &mut self.purses {
            if purse.money != BROKE {
                purse.money = self.most;
            }
        }
        for (round, paid) in self.ran.rounds.iter().enumerate().take(self.ledger.known()) {
            let price = self.ledger.fixed(&self.ledger.price(round), self.bits).to_i64().unwrap_or(0);
            for link in self.table.profile.supporters(paid.project) {
                if let Some(purse) = self.purses.get_mut(link.to as usize).filter(|p| p.money != BROKE) {
                    purse.money = (purse.money - price * i64::from(link.weight)).max(0);
                }
            }
        }
        let rounds = self.ran.rounds.len() as i128;
        self.error = 1 + i128::from(self.table.profile.max_weight) * rounds;
    }
}

/// Compares two prices per utility: per unit of cost where utilities grow with the cost.
fn key_cmp(table: &Table<'_, '_>, a: (i64, usize), b: (i64, usize)) -> Ordering {
    if !table.per_cost {
        return a.0.cmp(&b.0);
    }
    let left = i128::from(a.0) * i128::from(table.cost(b.1));
    left.cmp(&(i128::from(b.0) * i128::from(table.cost(a.1))))
}

fn keep_least(equal: &mut Vec<Contender>, r: Contender, order: Ordering) {
    if order == Ordering::Less {
        equal.clear();
    }
    if order != Ordering::Greater {
        equal.push(r);
    }
}
