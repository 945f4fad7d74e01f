//! From a recorded count of Equal Shares to an outcome: exact prices and effective votes, who paid,
//! a reason for each loser, and where the money of its supporters went.

use super::exact::{Books, Ledger};
use super::{Ran, Share, Table};
use crate::model::Cents;
use crate::outcome::{Flow, Outcome, Reason, Round, RunnerUp, Stage};
use crate::ratio::Ratio;
use num_bigint::BigInt;
use num_traits::ToPrimitive;

/// Payments are summed in units of 2^-bits minor units (bits = 20, or 8 where shares are enormous, so that
/// one payment fits 64 bits); sums are shown in whole minor units.
fn bits_for(share: Share) -> u32 {
    if share.num / share.den.max(1) < 1 << 42 { 20 } else { 8 }
}

const NEVER: u32 = u32::MAX;

/// What the completion found out.
#[derive(Clone, Copy)]
pub(crate) struct Origin {
    pub(crate) share: Share,
    pub(crate) tried: u64,
    pub(crate) stopped_by: Option<crate::outcome::StoppedBy>,
}

/// What each ballot's voters paid, each, and what they have left.
struct Paid {
    starts: Vec<usize>,
    /// Round and payment, by ballot.
    items: Vec<(u32, u64)>,
    left: Vec<i128>,
    bits: u32,
}

impl Paid {
    fn new(table: &Table<'_, '_>, pay: &Payments, round_of: &[u32]) -> Self {
        let ballots = table.profile.count.len();
        let mut all = Self { starts: vec![0], items: Vec::new(), left: Vec::with_capacity(ballots), bits: pay.bits };
        for ballot in (0u32..).take(ballots) {
            let mut spent = 0;
            for link in table.profile.choices(ballot as usize) {
                let round = round_of.get(link.to as usize).copied().unwrap_or(NEVER);
                let paid = pay.paid(ballot, round, link.weight);
                if paid > 0 {
                    all.items.push((round, u64::try_from(paid).unwrap_or(u64::MAX)));
                    spent += paid;
                }
            }
            all.starts.push(all.items.len());
            let broke = pay.short_in.get(ballot as usize).is_some_and(|&r| r != NEVER);
            all.left.push(if broke { 0 } else { (pay.share - spent).max(0) });
        }
        all
    }

    fn of(&self, ballot: u32) -> &[(u32, u64)] {
        match (self.starts.get(ballot as usize), self.starts.get(ballot as usize + 1)) {
            (Some(&a), Some(&b)) => self.items.get(a..b).unwrap_or_default(),
            _ => &[],
        }
    }
}

struct Payments {
    /// Round in which each ballot gave its last money, or `NEVER`.
    short_in: Vec<u32>,
    /// What it gave then.
    last: Vec<i128>,
    /// Price of each round.
    prices: Vec<i128>,
    share: i128,
    bits: u32,
}

/// The outcome of a recorded count at the share in `origin`.
pub(crate) fn outcome(table: &Table<'_, '_>, ran: &Ran, origin: Origin) -> Outcome {
    let mut round_of = vec![NEVER; table.field.e.projects.len()];
    for (k, paid) in (0u32..).zip(&ran.rounds) {
        if let Some(r) = round_of.get_mut(paid.project) {
            *r = k;
        }
    }
    let books = Books { table, rounds: &ran.rounds, log: &ran.log, round_of: &round_of };
    let mut ledger = Ledger::new(origin.share);
    ledger.catch_up(&books);
    let pay = payments(table, ran, &ledger, &round_of, bits_for(origin.share));
    let mut o = Outcome {
        winners: ran.winners.clone(),
        total_cost: i64::try_from(table.cost_of(&ran.winners)).unwrap_or(Cents::MAX),
        scores: table.field.scores.clone(),
        voters: table.profile.voters,
        budgets_tried: Some(origin.tried),
        final_voter_budget: Some(Ratio::of(origin.share.num, origin.share.den)),
        stopped_by: origin.stopped_by,
        ..Outcome::default()
    };
    o.rounds = rounds(table, ran, &ledger, &pay);
    for (round, among) in &ran.ties {
        o.ties.extend(table.field.tie(table.free.len() + round + 1, among.clone()));
    }
    let (reasons, flows) = losers(table, ran, &pay, &round_of, origin.share);
    o.losers = table.field.losers(reasons);
    o.flows = flows;
    o
}

fn payments(table: &Table<'_, '_>, ran: &Ran, ledger: &Ledger, round_of: &[u32], bits: u32) -> Payments {
    let fixed = |n: BigInt| ((n << bits) / ledger.den()).to_i128().unwrap_or(0);
    let prices: Vec<i128> = (0..ran.rounds.len()).map(|r| fixed(ledger.price(r))).collect();
    let share = fixed(ledger.share().clone());
    let ballots = table.profile.count.len();
    let mut p = Payments { short_in: vec![NEVER; ballots], last: vec![0; ballots], prices, share, bits };
    for (k, paid) in (0u32..).zip(&ran.rounds) {
        for &b in ran.log.get(paid.short.clone()).unwrap_or_default() {
            let spent = table.profile.choices(b as usize).iter().map(|l| {
                let round = round_of.get(l.to as usize).copied().unwrap_or(NEVER);
                if round < k { p.full(round, l.weight) } else { 0 }
            });
            let rest = (p.share - spent.sum::<i128>()).max(0);
            if let (Some(s), Some(l)) = (p.short_in.get_mut(b as usize), p.last.get_mut(b as usize)) {
                *s = k;
                // below the rounding of this file the money is nothing
                *l = if rest > 1 << 4 { rest } else { 0 };
            }
        }
    }
    p
}

impl Payments {
    fn full(&self, round: u32, weight: u32) -> i128 {
        self.prices.get(round as usize).copied().unwrap_or(0) * i128::from(weight)
    }

    /// What one voter of a ballot paid in a round.
    fn paid(&self, ballot: u32, round: u32, weight: u32) -> i128 {
        let short_in = self.short_in.get(ballot as usize).copied().unwrap_or(NEVER);
        match round.cmp(&short_in) {
            _ if round == NEVER => 0,
            std::cmp::Ordering::Less => self.full(round, weight),
            std::cmp::Ordering::Equal => self.last.get(ballot as usize).copied().unwrap_or(0),
            std::cmp::Ordering::Greater => 0,
        }
    }
}

fn count_of(table: &Table<'_, '_>, ballot: u32) -> u64 {
    table.profile.count.get(ballot as usize).copied().unwrap_or(0)
}

fn rounds(table: &Table<'_, '_>, ran: &Ran, ledger: &Ledger, pay: &Payments) -> Vec<Round> {
    let mut left = table.field.e.budget;
    let mut all: Vec<Round> = Vec::with_capacity(ran.winners.len());
    for &p in &table.free {
        let paid_by = table.field.score(p);
        let free =
            Round { project: p, cost: 0, price: None, effective_votes: None, paid_by, left, stage: Stage::Free, runner_up: None };
        all.push(free);
    }
    for (k, paid) in (0u32..).zip(&ran.rounds) {
        let cost = table.cost(paid.project);
        left = left.saturating_sub(cost);
        let price = Ratio::new(ledger.price(k as usize), ledger.den().clone());
        let supporters = table.profile.supporters(paid.project).iter();
        let payers = supporters.filter(|l| pay.paid(l.to, k, l.weight) > 0).map(|l| count_of(table, l.to)).sum();
        let next = ran.next.get(k as usize).cloned().flatten();
        all.push(Round {
            project: paid.project,
            cost,
            effective_votes: Some(price.inverse().times(i128::from(cost), 1)),
            price: Some(price),
            paid_by: payers,
            left,
            stage: Stage::Main,
            runner_up: next.map(|(project, effective_votes)| RunnerUp { project, effective_votes }),
        });
    }
    all
}

type Lost = (Vec<(usize, Reason)>, Vec<Flow>);

fn losers(table: &Table<'_, '_>, ran: &Ran, pay: &Payments, round_of: &[u32], share: Share) -> Lost {
    let m = table.field.e.projects.len();
    let mut won = vec![false; m];
    for &w in &ran.winners {
        if let Some(x) = won.get_mut(w) {
            *x = true;
        }
    }
    let (mut reasons, mut flows) = (Vec::new(), Vec::new());
    let paid = Paid::new(table, pay, round_of);
    let mut to = vec![(0i128, 0u64); ran.rounds.len()];
    for p in (0..m).filter(|&p| !won.get(p).copied().unwrap_or(false)) {
        if let Some(Some(out)) = table.field.out.get(p) {
            reasons.push((p, out.clone()));
        } else if !table.profile.supported(p) {
            reasons.push((p, Reason::NoVotes));
        } else {
            let (reason, its) = lost(table, p, &paid, (&mut to, &ran.rounds), share);
            let excluded = table.field.excluded_by(p, &won).map(|by| Reason::Excluded { by });
            reasons.push((p, excluded.unwrap_or(reason)));
            flows.extend(its);
        }
    }
    (reasons, flows)
}

/// Why `p` could not be paid, and where its supporters' money went. `to`: sums by round, used again.
fn lost(
    table: &Table<'_, '_>,
    p: usize,
    paid: &Paid,
    (to, rounds): (&mut [(i128, u64)], &[super::exact::Paid]),
    share: Share,
) -> (Reason, Vec<Flow>) {
    to.fill((0, 0));
    let (mut heads, mut left) = (0u64, 0i128);
    for link in table.profile.supporters(p) {
        let count = count_of(table, link.to);
        heads += count;
        left += paid.left.get(link.to as usize).copied().unwrap_or(0) * i128::from(count);
        for (round, money) in paid.of(link.to) {
            if let Some(sum) = to.get_mut(*round as usize) {
                sum.0 += i128::from(*money) * i128::from(count);
                sum.1 += count;
            }
        }
    }
    let cents = |x: i128| i64::try_from((x + (1 << (paid.bits - 1))) >> paid.bits).unwrap_or(Cents::MAX);
    let paying = to.iter().zip(rounds).filter(|(sum, _)| sum.1 > 0);
    let flow = |((money, voters), round): (&(i128, u64), &super::exact::Paid)| Flow {
        loser: p,
        winner: round.project,
        money: cents(*money),
        voters: *voters,
    };
    let mut flows: Vec<Flow> = paying.map(flow).collect();
    flows.sort_by(|a, b| b.money.cmp(&a.money).then(a.winner.cmp(&b.winner)));
    let cost = i128::from(table.cost(p));
    let all_shares = BigInt::from(share.num) * heads;
    let reason = match flows.first() {
        Some(most) if all_shares >= BigInt::from(share.den) * cost => {
            Reason::MoneyWentTo { most: most.winner, had: cents(left), needs: table.cost(p) }
        }
        _ => {
            let needed = num_integer::Integer::div_ceil(&(BigInt::from(share.den) * cost), &BigInt::from(share.num.max(1)));
            Reason::TooFewVotesForCost { votes: heads, needed: needed.to_u64().unwrap_or(u64::MAX) }
        }
    };
    (reason, flows)
}
