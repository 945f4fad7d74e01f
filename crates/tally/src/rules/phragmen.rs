//! Sequential Phragmén for budgets (Los, Christoff, Grossi, IJCAI 2022): each project's cost is laid
//! evenly on its supporters' loads: t(p) = (cost + sum of supporters' loads) / supporters; the least t
//! is taken and becomes the load of its supporters. pabutools stops for good when any project of least
//! t does not fit (`phragmen`); research code skips it and goes on (`phragmen_skip`).
//!
//! Loads are kept in fixed point, rounded down, with a bound on what was lost: t is a mean of loads, so
//! the bound grows by one unit a round and never multiplies. Every load is the t of an earlier round, so
//! where bounds overlap t is an integer combination of earlier ones and compared exactly.

use super::field::Field;
use crate::model::Cents;
use crate::outcome::{Outcome, Reason, Round, Stage};
use crate::profile::Profile;
use crate::ratio::Ratio;
use num_bigint::BigInt;
use num_integer::Integer;
use std::cmp::Ordering;

/// What happens when a project of least t does not fit.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unfit {
    /// The count ends.
    Stop,
    /// The project is left out.
    Skip,
}

struct Chosen {
    project: usize,
    /// Supporters by the round that gave them their load (index 0: none yet).
    groups: Vec<i128>,
    heads: i128,
}

struct Count<'f, 'a> {
    field: &'f Field<'a>,
    profile: Profile,
    bits: u32,
    loads: Vec<i64>,
    /// The round of each ballot's load, from 1; 0 = none.
    rounds_of: Vec<u32>,
    heads: Vec<i128>,
    rounds: Vec<Chosen>,
    /// Exact t of each round over `den`.
    exact: Vec<BigInt>,
    den: BigInt,
    /// Open projects by a lower bound of t.
    queue: Vec<(i64, usize)>,
    error: i64,
}

/// Counts by Phragmén.
pub(crate) fn count(field: &Field<'_>, unfit: Unfit) -> Outcome {
    let mut c = Count::new(field);
    let mut o = Outcome { scores: field.scores.clone(), voters: c.profile.voters, ..Outcome::default() };
    let mut left = field.e.budget;
    let mut funded = vec![false; field.e.projects.len()];
    let mut reasons: Vec<(usize, Reason)> = Vec::new();
    let mut stopped = None;
    while let Some(least) = c.least(&funded) {
        let misfit = least.iter().copied().find(|&p| field.cost(p) > left);
        if let Some(p) = misfit {
            let needs = field.cost(p);
            reasons.push((p, Reason::DidNotFit { needs, left }));
            c.queue.retain(|q| q.1 != p);
            if unfit == Unfit::Skip {
                continue;
            }
            stopped = Some(p);
            break;
        }
        let Some(&p) = least.iter().min_by_key(|&&p| field.rank(p)) else {
            break;
        };
        if least.len() > 1 {
            o.ties.extend(field.tie(o.winners.len() + 1, least.clone()));
        }
        c.take(p);
        left = left.saturating_sub(field.cost(p));
        if let Some(f) = funded.get_mut(p) {
            *f = true;
        }
        o.winners.push(p);
        o.rounds.push(c.round(p, left));
    }
    c.catch_up();
    for (round, t) in o.rounds.iter_mut().zip(&c.exact) {
        round.price = Some(Ratio::new(t.clone(), c.den.clone()));
    }
    o.total_cost = field.e.budget.saturating_sub(left);
    let known: Vec<usize> = reasons.iter().map(|r| r.0).collect();
    let lost = (0..field.e.projects.len()).filter(|&p| !funded.get(p).copied().unwrap_or(false) && !known.contains(&p));
    reasons.extend(lost.map(|p| (p, c.why(p, stopped, left, &funded))));
    o.losers = field.losers(reasons);
    o
}

impl<'f, 'a> Count<'f, 'a> {
    fn new(field: &'f Field<'a>) -> Self {
        let profile = Profile::new(field.e, false, !field.options.drop_blank);
        let ballots = profile.count.len();
        // Loads add up to the money spent, so t stays below twice the budget; in fixed point below 2^61.
        let bits = (i128::from(field.e.budget) * 2 + 1).leading_zeros().saturating_sub(67).min(44);
        let heads: Vec<i128> =
            (0..field.e.projects.len()).map(|p| profile.supporters(p).iter().map(|l| of(&profile.count, l.to)).sum()).collect();
        let fixed = |p: usize| (i128::from(field.cost(p)) << bits) / heads.get(p).copied().unwrap_or(1).max(1);
        let open = field.taking_part().into_iter().filter(|&p| profile.supported(p));
        let mut queue: Vec<(i64, usize)> = open.map(|p| (i64::try_from(fixed(p)).unwrap_or(i64::MAX), p)).collect();
        queue.sort_unstable();
        Self {
            field,
            profile,
            bits,
            loads: vec![0; ballots],
            rounds_of: vec![0; ballots],
            heads,
            rounds: Vec::new(),
            exact: Vec::new(),
            den: BigInt::from(1),
            queue,
            error: 0,
        }
    }

    fn round(&self, p: usize, left: Cents) -> Round {
        Round {
            project: p,
            cost: self.field.cost(p),
            price: None,
            effective_votes: None,
            paid_by: self.rounds.last().and_then(|r| u64::try_from(r.heads).ok()).unwrap_or(0),
            left,
            stage: if self.field.cost(p) == 0 { Stage::Free } else { Stage::Main },
            runner_up: None,
        }
    }

    /// Why a project was not funded, if its own turn did not say so.
    fn why(&self, p: usize, stopped: Option<usize>, left: Cents, funded: &[bool]) -> Reason {
        let needs = self.field.cost(p);
        match (self.field.out.get(p), self.field.excluded_by(p, funded), stopped) {
            (Some(Some(out)), _, _) => out.clone(),
            _ if !self.profile.supported(p) => Reason::NoVotes,
            (_, Some(by), _) => Reason::Excluded { by },
            (_, None, Some(at)) => Reason::StoppedBefore { at, needs, left },
            (_, None, None) => Reason::DidNotFit { needs, left },
        }
    }

    /// The open projects of least t, equal ones all.
    fn least(&mut self, funded: &[bool]) -> Option<Vec<usize>> {
        let mut seen = 0;
        let mut looked: Vec<(i64, usize)> = Vec::new();
        let mut best = i64::MAX;
        while let Some(&(low, p)) = self.queue.get(seen) {
            if low > best.saturating_add(self.error + 1) {
                break;
            }
            seen += 1;
            if self.field.excluded_by(p, funded).is_some() {
                continue;
            }
            let t = self.low(p);
            best = best.min(t);
            looked.push((t, p));
        }
        self.queue.drain(..seen);
        for entry in &looked {
            let at = self.queue.partition_point(|q| q < entry);
            self.queue.insert(at, *entry);
        }
        let limit = best.saturating_add(self.error + 1);
        let close: Vec<usize> = looked.iter().filter(|l| l.0 <= limit).map(|l| l.1).collect();
        match close.as_slice() {
            [] => None,
            [only] => Some(vec![*only]),
            _ => Some(self.equal(&close)),
        }
    }

    /// A lower bound of t(p), less than `error + 1` below it.
    fn low(&self, p: usize) -> i64 {
        let load = |b: u32| i128::from(self.loads.get(b as usize).copied().unwrap_or(0)) * of(&self.profile.count, b);
        let sum: i128 = self.profile.supporters(p).iter().map(|l| load(l.to)).sum();
        let heads = self.heads.get(p).copied().unwrap_or(1).max(1);
        let t = ((i128::from(self.field.cost(p)) << self.bits) + sum) / heads;
        i64::try_from(t).unwrap_or(i64::MAX)
    }

    fn groups(&self, p: usize) -> Vec<i128> {
        let mut groups = vec![0i128; self.rounds.len() + 1];
        for l in self.profile.supporters(p) {
            let round = self.rounds_of.get(l.to as usize).copied().unwrap_or(0);
            if let Some(g) = groups.get_mut(round as usize) {
                *g += of(&self.profile.count, l.to);
            }
        }
        groups
    }

    /// Those of least t among projects too close to tell apart.
    fn equal(&mut self, close: &[usize]) -> Vec<usize> {
        self.catch_up();
        let mut least: Option<(BigInt, i128)> = None;
        let mut equal = Vec::new();
        for &p in close {
            let heads = self.heads.get(p).copied().unwrap_or(1).max(1);
            let t = self.total(self.field.cost(p), &self.groups(p));
            let order = least.as_ref().map_or(Ordering::Less, |(other, n)| (&t * *n).cmp(&(other * heads)));
            if order == Ordering::Less {
                equal.clear();
                least = Some((t, heads));
            }
            if order != Ordering::Greater {
                equal.push(p);
            }
        }
        equal
    }

    /// cost + sum of loads, over the denominator.
    fn total(&self, cost: i64, groups: &[i128]) -> BigInt {
        let loads = groups.iter().skip(1).zip(&self.exact).filter(|(n, _)| **n != 0);
        loads.fold(&self.den * cost, |sum, (n, t)| sum + t * *n)
    }

    fn catch_up(&mut self) {
        while let Some(r) = self.rounds.get(self.exact.len()) {
            let total = self.total(self.field.cost(r.project), &r.groups);
            let heads = BigInt::from(r.heads.max(1));
            let g = total.gcd(&heads);
            let factor = heads / &g;
            self.den *= &factor;
            for t in &mut self.exact {
                *t *= &factor;
            }
            self.exact.push(total / g);
        }
    }

    fn take(&mut self, p: usize) {
        let t = self.low(p);
        let groups = self.groups(p);
        self.rounds.push(Chosen { project: p, groups, heads: self.heads.get(p).copied().unwrap_or(1) });
        let round = u32::try_from(self.rounds.len()).unwrap_or(u32::MAX);
        for l in self.profile.supporters(p) {
            if let (Some(load), Some(r)) = (self.loads.get_mut(l.to as usize), self.rounds_of.get_mut(l.to as usize)) {
                *load = t;
                *r = round;
            }
        }
        self.error += 1;
        self.queue.retain(|q| q.1 != p);
    }
}

fn of(counts: &[u64], ballot: u32) -> i128 {
    i128::from(counts.get(ballot as usize).copied().unwrap_or(0))
}
