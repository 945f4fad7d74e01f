//! The choice among projects whose prices the fixed-point bounds cannot tell apart: exactly, and by the
//! tie-break where they are equal. Most such cases are projects of equal votes none of whose supporters
//! runs short; their prices are cost / votes, compared with machine integers.

use super::exact::ExactPrice;
use super::run::{Contender, Run, key_cmp};
use std::cmp::Ordering;

impl Run<'_> {
    /// The least of the rivals, exactly; equal ones go by the tie-break.
    pub(super) fn least(&mut self, rivals: &[Contender], record: bool) -> Option<Contender> {
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
            self.ran.ties.push((self.ran.rounds.len(), equal.iter().map(|r| r.project).collect()));
        }
        chosen
    }

    /// What a price is divided by before prices are compared.
    fn divisor(&self, p: usize) -> i128 {
        if self.table.per_cost { i128::from(self.table.cost(p)) } else { 1 }
    }

    /// Compares prices of projects none of whose supporters runs short: cost / weight.
    fn clean_cmp(&self, a: &Contender, b: &Contender) -> Ordering {
        if self.table.per_cost {
            return b.weight.cmp(&a.weight);
        }
        let cost = |r: &Contender| i128::from(self.table.cost(r.project));
        (cost(a) * b.weight).cmp(&(cost(b) * a.weight))
    }

    /// Notes who would have been next, with effective votes to the precision of the purses.
    pub(super) fn note_next(&mut self, contenders: &[Contender], chosen: usize) {
        let others = contenders.iter().filter(|c| c.project != chosen);
        let rank = |c: &Contender| self.table.field.rank(c.project);
        let next =
            others.min_by(|a, b| key_cmp(self.table, (a.high, a.project), (b.high, b.project)).then(rank(a).cmp(&rank(b))));
        let Some(next) = next.copied() else {
            return self.ran.next.push(None);
        };
        // the bounds are less than 2^-40 apart in proportion: enough for a figure that people read
        let cost = num_bigint::BigInt::from(self.table.cost(next.project)) << self.bits;
        let votes = crate::ratio::Ratio::new(cost, num_bigint::BigInt::from(next.high.max(1)));
        self.ran.next.push(Some((next.project, votes)));
    }
}

fn keep_least(equal: &mut Vec<Contender>, r: Contender, order: Ordering) {
    if order == Ordering::Less {
        equal.clear();
    }
    if order != Ordering::Greater {
        equal.push(r);
    }
}
