//! The exact ledger behind the fixed-point purses. A voter who is not broke paid the full price of
//! every funded project on the ballot, so all money is share - (integer combination of prices).
//! Prices are kept as integers over one common denominator and computed only when a decision is too
//! close for the purses: then that decision, and no other, is taken with big integers.

use super::look::{BROKE, Purse};
use super::{Share, Table};
use crate::profile::Link;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::One;
use std::collections::HashMap;

/// What a paid round must remember so that its price can be computed later.
#[derive(Clone, Debug)]
pub(crate) struct Paid {
    pub(crate) project: usize,
    /// Weight of those who paid in full.
    pub(crate) weight: i128,
    /// Those who gave all they had, as a range of the log.
    pub(crate) short: std::ops::Range<usize>,
}

/// Prices over a common denominator, computed as far as needed.
pub(crate) struct Ledger {
    den: BigInt,
    share: BigInt,
    prices: Vec<BigInt>,
}

/// The state that the ledger reads.
pub(super) struct Books<'a> {
    pub(super) table: &'a Table<'a, 'a>,
    pub(super) rounds: &'a [Paid],
    pub(super) log: &'a [u32],
    /// Round of each project, or `u32::MAX`.
    pub(super) round_of: &'a [u32],
}

/// An exact price: `num / (weight * den)`.
pub(super) struct ExactPrice {
    pub(super) num: BigInt,
    pub(super) weight: i128,
}

impl Ledger {
    pub(super) fn new(share: Share) -> Self {
        let g = share.num.gcd(&share.den).max(1);
        Self { den: BigInt::from(share.den / g), share: BigInt::from(share.num / g), prices: Vec::new() }
    }

    pub(super) fn den(&self) -> &BigInt {
        &self.den
    }

    pub(super) fn share(&self) -> &BigInt {
        &self.share
    }

    /// Price of a round, over the denominator; zero if not computed yet.
    pub(super) fn price(&self, round: usize) -> BigInt {
        self.prices.get(round).cloned().unwrap_or_default()
    }

    /// Computes the prices of all rounds so far.
    pub(super) fn catch_up(&mut self, books: &Books<'_>) {
        while let Some(paid) = books.rounds.get(self.prices.len()) {
            let upto = self.prices.len();
            let short = books.log.get(paid.short.clone()).unwrap_or_default();
            let num = self.cost(books, paid.project) - self.money(books, short.iter().copied(), upto);
            let weight = BigInt::from(paid.weight.max(1));
            let g = num.gcd(&weight);
            let factor = weight / &g;
            if !factor.is_one() {
                self.den *= &factor;
                self.share *= &factor;
                for p in &mut self.prices {
                    *p *= &factor;
                }
            }
            self.prices.push(num / g);
        }
    }

    fn cost(&self, books: &Books<'_>, p: usize) -> BigInt {
        &self.den * books.table.cost(p)
    }

    /// Sum of the money that these ballots (all voters of each) had after `upto` rounds; none of
    /// them may be broke by then.
    fn money(&self, books: &Books<'_>, ballots: impl Iterator<Item = u32>, upto: usize) -> BigInt {
        let mut heads = 0i128;
        let mut spent = vec![0i128; upto];
        for b in ballots {
            let count = i128::from(books.table.profile.count.get(b as usize).copied().unwrap_or(0));
            heads += count;
            for link in books.table.profile.choices(b as usize) {
                let round = books.round_of.get(link.to as usize).copied().unwrap_or(u32::MAX);
                if let Some(s) = spent.get_mut(round as usize) {
                    *s += count * i128::from(link.weight);
                }
            }
        }
        let mut total = &self.share * heads;
        for (s, price) in spent.iter().zip(&self.prices) {
            if *s != 0 {
                total -= price * *s;
            }
        }
        total
    }

    /// Money of one voter, by the funded projects on the ballot; remembered by these.
    fn purse(&self, books: &Books<'_>, ballot: u32, memo: &mut HashMap<Vec<(u32, u32)>, BigInt>) -> BigInt {
        let funded = |l: &Link| {
            let round = books.round_of.get(l.to as usize).copied().unwrap_or(u32::MAX);
            (round != u32::MAX).then_some((round, l.weight))
        };
        let mut key: Vec<(u32, u32)> = books.table.profile.choices(ballot as usize).iter().filter_map(funded).collect();
        key.sort_unstable();
        if let Some(m) = memo.get(&key) {
            return m.clone();
        }
        let mut money = self.share.clone();
        for (round, weight) in &key {
            if let Some(p) = self.prices.get(*round as usize) {
                money -= p * *weight;
            }
        }
        memo.insert(key, money.clone());
        money
    }

    /// The exact price of a project, and which of the uncertain supporters run short; `None` if it
    /// cannot be paid. `low` is a lower bound of the price in fixed-point units, `high` an upper one.
    pub(super) fn exact_price(
        &mut self,
        books: &Books<'_>,
        project: usize,
        supporters: &[Link],
        purses: &[Purse],
        bounds: (i64, Option<i64>, i128),
    ) -> Option<(ExactPrice, Vec<u32>)> {
        self.catch_up(books);
        let (low, high, error) = bounds;
        let mut sure: Vec<u32> = Vec::new();
        let mut open: Vec<(Link, BigInt, i128)> = Vec::new();
        let mut weight = 0i128;
        let mut memo = HashMap::new();
        for &link in supporters {
            let Some(purse) = purses.get(link.to as usize).filter(|p| p.money != BROKE) else {
                continue;
            };
            let w = i128::from(link.weight);
            let money = i128::from(purse.money);
            if money + error < i128::from(low) * w {
                sure.push(link.to);
                continue;
            }
            weight += i128::from(purse.count) * w;
            if high.is_none_or(|h| money < i128::from(h) * w) {
                open.push((link, self.purse(books, link.to, &mut memo), i128::from(purse.count)));
            }
        }
        let rounds = self.prices.len();
        let mut num = self.cost(books, project) - self.money(books, sure.iter().copied(), rounds);
        let mut short: Vec<u32> = Vec::new();
        loop {
            let mut grew = false;
            open.retain(|(link, money, count)| {
                // num / weight is a lower bound of the price, so who cannot pay it runs short for sure
                let is_short = weight > 0 && money * weight < &num * link.weight;
                if is_short {
                    short.push(link.to);
                    num -= money * *count;
                    weight -= count * i128::from(link.weight);
                    grew = true;
                }
                !is_short
            });
            if weight == 0 {
                return None;
            }
            if !grew {
                return Some((ExactPrice { num, weight }, short));
            }
        }
    }

    /// An upper bound of a price in fixed-point units with `bits` fractional bits, less than 1 above it.
    pub(super) fn fixed(&self, price: &BigInt, bits: u32) -> BigInt {
        (price << bits).div_ceil(&self.den)
    }

    /// Whether every price so far is known.
    pub(super) fn known(&self) -> usize {
        self.prices.len()
    }
}

impl ExactPrice {
    /// Compares two prices, each divided by the factor given (1, or the cost).
    pub(super) fn cmp(&self, other: &Self, own_factor: i128, other_factor: i128) -> std::cmp::Ordering {
        let left = &self.num * other.weight * other_factor;
        let right = &other.num * self.weight * own_factor;
        left.cmp(&right)
    }
}
