//! The rules a second time, as slowly and obviously as they can be written: every voter a purse of
//! exact fractions, every project looked at in every round, every set of projects tried.

use num_bigint::BigInt;
use std::cmp::Ordering;
use tally::{BallotKind, Completion, Election, Outcome, Ratio, RuleId, RuleOptions, Step, TieBreak, Utility};

pub enum Slow {
    Winners(Vec<usize>),
    Value(i128),
}

/// One entry per voter: the points for each project.
fn voters(e: &Election, points: bool) -> Vec<Vec<i64>> {
    let longest = e.ballots.iter().map(|b| b.choices.len()).max().unwrap_or(0);
    let longest = e.max_length.map_or(longest, |n| n as usize);
    let mut all = Vec::new();
    for b in &e.ballots {
        let mut row = vec![0; e.projects.len()];
        for (k, &c) in b.choices.iter().enumerate() {
            row[c as usize] = match e.kind {
                _ if !points => 1,
                BallotKind::Ordinal => (longest - k) as i64,
                BallotKind::Cumulative | BallotKind::Scoring => b.points[k],
                _ => 1,
            };
        }
        all.extend((0..b.count).map(|_| row.clone()));
    }
    all
}

fn whole(n: i64) -> Ratio {
    Ratio::whole(i128::from(n))
}

struct Case<'a> {
    e: &'a Election,
    voters: Vec<Vec<i64>>,
    scores: Vec<u64>,
    tie: &'a TieBreak,
}

impl Case<'_> {
    fn cost(&self, p: usize) -> i64 {
        self.e.projects[p].cost
    }

    fn ranks(&self, tie: &TieBreak) -> Vec<u32> {
        tie.ranks(self.e, &self.scores)
    }

    fn greedy(&self, per_cost: bool, skip: bool, start: Vec<usize>, tie: &TieBreak) -> Vec<usize> {
        let ranks = self.ranks(tie);
        let mut order: Vec<usize> =
            (0..self.e.projects.len()).filter(|p| !start.contains(p) && self.cost(*p) <= self.e.budget).collect();
        order.sort_by(|&a, &b| {
            let key = |p: usize| {
                if per_cost { Ratio::of(self.scores[p].into(), self.cost(p).into()) } else { Ratio::whole(self.scores[p].into()) }
            };
            key(b).cmp(&key(a)).then(ranks[a].cmp(&ranks[b]))
        });
        let mut won = start;
        for p in order {
            let spent: i64 = won.iter().map(|&w| self.cost(w)).sum();
            if spent + self.cost(p) <= self.e.budget {
                won.push(p);
            } else if !skip {
                break;
            }
        }
        won
    }

    /// The price per weight at which `p` is paid from these purses.
    fn price(&self, p: usize, purses: &[Ratio]) -> Option<Ratio> {
        let mut supporters: Vec<(Ratio, Ratio, i64)> = Vec::new();
        for (v, row) in self.voters.iter().enumerate() {
            if row[p] > 0 {
                supporters.push((purses[v].times(1, row[p].into()), purses[v].clone(), row[p]));
            }
        }
        supporters.sort_by(|a, b| a.0.cmp(&b.0));
        let (mut short, mut weight) = (whole(0), supporters.iter().map(|s| s.2).sum::<i64>());
        for (limit, purse, w) in supporters {
            let price = whole(self.cost(p)).minus(&short).times(1, weight.into());
            if price <= limit {
                return Some(price);
            }
            short = short.plus(&purse);
            weight -= w;
        }
        None
    }

    fn shares(&self, share: &Ratio, per_cost: bool) -> Vec<usize> {
        let ranks = self.ranks(self.tie);
        let mut purses = vec![share.clone(); self.voters.len()];
        let mut won: Vec<usize> = Vec::new();
        loop {
            let mut best: Option<(Ratio, u32, usize, Ratio)> = None;
            for p in (0..self.e.projects.len()).filter(|p| !won.contains(p) && self.cost(*p) <= self.e.budget) {
                let Some(price) = self.price(p, &purses) else {
                    continue;
                };
                let key = if per_cost { price.times(1, self.cost(p).into()) } else { price.clone() };
                let better = best.as_ref().is_none_or(|b| match key.cmp(&b.0) {
                    Ordering::Less => true,
                    Ordering::Equal => ranks[p] < b.1,
                    Ordering::Greater => false,
                });
                if better {
                    best = Some((key, ranks[p], p, price));
                }
            }
            let Some((_, _, p, price)) = best else {
                return won;
            };
            won.push(p);
            for (v, row) in self.voters.iter().enumerate() {
                if row[p] > 0 {
                    let asked = price.times(row[p].into(), 1);
                    purses[v] = purses[v].minus(&asked.min(purses[v].clone()));
                }
            }
        }
    }

    fn spent(&self, won: &[usize]) -> i64 {
        won.iter().map(|&w| self.cost(w)).sum()
    }

    fn raised(&self, first: &Ratio, next: impl Fn(i128) -> Ratio, per_cost: bool, stop: Option<bool>) -> Vec<usize> {
        let mut stands = self.shares(first, per_cost);
        for k in 1.. {
            let left = self.e.budget - self.spent(&stands);
            let open = |p: usize, voted: bool| !stands.contains(&p) && self.cost(p) <= left && (!voted || self.scores[p] > 0);
            let any = |voted: bool| (0..self.e.projects.len()).any(|p| open(p, voted));
            let all_funded =
                (0..self.e.projects.len()).all(|p| stands.contains(&p) || self.scores[p] == 0 || self.cost(p) > self.e.budget);
            if stop.is_some_and(|unvoted_too| !any(!unvoted_too)) || all_funded {
                return stands;
            }
            let larger = self.shares(&next(k), per_cost);
            if self.spent(&larger) > self.e.budget {
                return stands;
            }
            stands = larger;
        }
        stands
    }

    fn phragmen(&self, skip: bool) -> Vec<usize> {
        let ranks = self.ranks(self.tie);
        let mut loads = vec![whole(0); self.voters.len()];
        let mut open: Vec<usize> =
            (0..self.e.projects.len()).filter(|&p| self.cost(p) <= self.e.budget && self.scores[p] > 0).collect();
        let mut won = Vec::new();
        while !open.is_empty() {
            let load = |p: usize| {
                let mine = self.voters.iter().enumerate().filter(|(_, row)| row[p] > 0);
                let (sum, n) = mine.fold((whole(self.cost(p)), 0i64), |(s, n), (v, _)| (s.plus(&loads[v]), n + 1));
                sum.times(1, n.into())
            };
            let least = open.iter().map(|&p| load(p)).min().unwrap();
            let tied: Vec<usize> = open.iter().copied().filter(|&p| load(p) == least).collect();
            let left = self.e.budget - self.spent(&won);
            let unfit: Vec<usize> = tied.iter().copied().filter(|&p| self.cost(p) > left).collect();
            if !unfit.is_empty() {
                if !skip {
                    break;
                }
                open.retain(|p| !unfit.contains(p));
                continue;
            }
            let p = tied.into_iter().min_by_key(|&p| ranks[p]).unwrap();
            for (v, row) in self.voters.iter().enumerate() {
                if row[p] > 0 {
                    loads[v] = least.clone();
                }
            }
            won.push(p);
            open.retain(|&q| q != p);
        }
        won
    }

    fn best_value(&self, times_cost: bool) -> i128 {
        let m = self.e.projects.len();
        let sets = (0..1usize << m).map(|s| (0..m).filter(|p| s >> p & 1 == 1).collect::<Vec<_>>());
        let worth = |p: usize| i128::from(self.scores[p]) * if times_cost { i128::from(self.cost(p)) } else { 1 };
        sets.filter(|s| self.spent(s) <= self.e.budget).map(|s| s.iter().map(|&p| worth(p)).sum()).max().unwrap()
    }
}

pub fn count(e: &Election, rule: RuleId, o: &RuleOptions) -> Slow {
    let voters = voters(e, rule.uses_points());
    let scores: Vec<u64> = (0..e.projects.len()).map(|p| voters.iter().map(|r| r[p] as u64).sum()).collect();
    let case = Case { e, voters, scores, tie: &o.tie };
    let n = case.voters.len() as i128;
    let plain = Ratio::of(e.budget.into(), n);
    Slow::Winners(match rule {
        RuleId::MaxVotes | RuleId::MaxPoints => return Slow::Value(case.best_value(false)),
        RuleId::MaxVotesCost | RuleId::MaxPointsCost => return Slow::Value(case.best_value(true)),
        RuleId::GreedyVotesPerCost | RuleId::GreedyPointsPerCost => case.greedy(true, true, Vec::new(), &o.tie),
        RuleId::GreedyVotesNoSkip => case.greedy(false, false, Vec::new(), &o.tie),
        RuleId::Phragmen => case.phragmen(false),
        RuleId::PhragmenSkip => case.phragmen(true),
        RuleId::Mes(u, c) => {
            let per_cost = matches!(u, Utility::Cost | Utility::PointsCost);
            let Some(Step::Share { num, den }) = o.step.or(Some(Step::Share { num: 1, den: 100 })) else { unreachable!() };
            let (num, den) = (i128::from(num), i128::from(den));
            let next = |k: i128| plain.times(den + k * num, den);
            let everything = (0..e.projects.len()).filter(|&p| case.cost(p) <= e.budget).collect::<Vec<_>>();
            let won = match c {
                Completion::None | Completion::U => case.shares(&plain, per_cost),
                Completion::Add1 | Completion::Add1U => case.raised(&plain, next, per_cost, Some(false)),
                Completion::Add1Pct => case.raised(&plain, next, per_cost, Some(true)),
                Completion::EsnetAdd1 | Completion::EsnetAdd1U if case.spent(&everything) <= e.budget => {
                    case.shares(&plain, per_cost)
                }
                Completion::EsnetAdd1 | Completion::EsnetAdd1U => case.raised(&plain, next, per_cost, None),
            };
            if matches!(c, Completion::U | Completion::Add1U | Completion::EsnetAdd1U) {
                case.greedy(false, true, won, o.completion_tie.as_ref().unwrap_or(&o.tie))
            } else {
                won
            }
        }
        _ => case.greedy(false, true, Vec::new(), &o.tie),
    })
}

/// Charges all voters by the prices of an outcome of plain Equal Shares; what is wrong, if anything:
/// each project must be paid exactly, and what is left must be the budget less the costs.
pub fn unpaid(e: &Election, rule: RuleId, o: &Outcome) -> Option<String> {
    let voters = voters(e, rule.uses_points());
    let share = o.final_voter_budget.clone()?;
    let mut purses = vec![share; voters.len()];
    for r in &o.rounds {
        let price = r.price.clone()?;
        let mut paid = whole(0);
        let mut payers = 0;
        for (v, row) in voters.iter().enumerate().filter(|(_, row)| row[r.project] > 0) {
            let gives = price.times(row[r.project].into(), 1).min(purses[v].clone());
            payers += u64::from(gives > whole(0));
            paid = paid.plus(&gives);
            purses[v] = purses[v].minus(&gives);
        }
        if paid != whole(r.cost) || payers != r.paid_by {
            return Some(format!("{}: {paid} paid by {payers}, not {} by {}", r.project, r.cost, r.paid_by));
        }
    }
    let left = purses.iter().fold(whole(0), |s, p| s.plus(p));
    let due = Ratio::new(BigInt::from(e.budget - o.total_cost), BigInt::from(1));
    (left != due).then(|| format!("{left} left, not {due}"))
}
