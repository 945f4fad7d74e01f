//! Payment for the chosen project: who gives the full price, who gives all that is left. Where a purse
//! is too close to the price to tell, the exact ledger says.

use super::exact::{Books, Paid};
use super::look::BROKE;
use super::run::{Contender, Run};
use num_traits::ToPrimitive;
use std::collections::HashSet;

/// Purse bound above which all purses are computed afresh from exact prices.
const REFRESH: i128 = 1 << 24;
const NONE: u32 = u32::MAX;

impl Run<'_> {
    /// Charges the supporters of the chosen project.
    pub(super) fn pay(&mut self, c: Contender) {
        let (mut low, mut high) = (c.low, c.high);
        let widest = i128::from(self.table.profile.max_weight);
        let mut doubtful: HashSet<u32> = HashSet::new();
        let bound = i64::try_from(self.error + widest * i128::from(high - low)).unwrap_or(i64::MAX);
        let unsure = self.supporters(c.project).iter().any(|l| {
            let money = self.purses.get(l.to as usize).map_or(BROKE, |p| p.money);
            let asked = high * i64::from(l.weight);
            money < asked && money != BROKE && asked - money <= bound
        });
        if unsure && let Some((price, short)) = self.exact(c.project, low, Some(high)) {
            doubtful.extend(short);
            let exact = self.bounds(&price);
            (low, high) = (exact.0.max(low), exact.1.min(high));
        }
        let from = self.ran.log.len();
        let (mut weight, error) = (0u64, self.error);
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
                weight += u64::from(purse.count) * u64::from(link.weight);
            }
        }
        self.error += widest * i128::from(high - low);
        if let Some(leap) = &mut self.leap {
            leap.paid(list, &mut self.purses, weight);
        }
        if let Some(r) = self.round_of.get_mut(c.project) {
            *r = u32::try_from(self.ran.rounds.len()).unwrap_or(NONE);
        }
        self.ran.rounds.push(Paid { project: c.project, weight: i128::from(weight), short: from..self.ran.log.len() });
        self.mark_funded(c.project);
        if self.error > REFRESH {
            self.refresh();
        }
    }

    /// Computes all purses afresh from exact prices, so that the bound E is small again.
    fn refresh(&mut self) {
        let books = Books { table: self.table, rounds: &self.ran.rounds, log: &self.ran.log, round_of: &self.round_of };
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
