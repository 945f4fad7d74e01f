//! The knapsack optimum: the set within the budget with the largest sum of values (votes, points, or
//! these times cost), proved. Dynamic programming around the greedy break solution with dominance and a
//! linear bound (after Pisinger, "A minimal algorithm for the 0-1 knapsack problem", 1997), on integers.
//! Two sets of each kind are kept, so that it is known whether the best one is unique. No city counts so.

use super::field::Field;
use crate::model::Cents;
use crate::outcome::{Outcome, Reason, Round, Stage, Value};
use crate::ratio::Ratio;

/// More partial sets than this are not kept (about 2 GB): the election is refused as too hard.
const MOST_STATES: usize = 40_000_000;

/// What a set is worth.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Worth {
    /// Votes or points.
    Score,
    /// Votes or points times cost.
    ScoreTimesCost,
}

#[derive(Clone, Copy)]
struct Item {
    project: usize,
    cost: i128,
    value: i128,
    /// Value per cost as a fraction that keeps products small.
    rate: (i128, i128),
}

/// A partial set: the break solution with some items added or taken out; `node` leads back to them.
#[derive(Clone, Copy)]
struct State {
    cost: i128,
    value: i128,
    node: u32,
}

struct Search {
    budget: i128,
    items: Vec<Item>,
    states: Vec<State>,
    /// For each node its parent and the item changed.
    nodes: Vec<(u32, u32)>,
    /// The best two values of complete sets so far, and the node of the best.
    best: (i128, i128, u32),
    second: i128,
}

const ROOT: u32 = 0;

/// Finds the best set; `None` if the search grows beyond memory.
pub(crate) fn count(field: &Field<'_>, worth: Worth) -> Option<Outcome> {
    let mut items: Vec<Item> = Vec::new();
    let mut winners: Vec<usize> = Vec::new();
    for p in field.taking_part() {
        let (cost, score) = (i128::from(field.cost(p)), i128::from(field.score(p)));
        if score > 0 && cost == 0 {
            winners.push(p);
        } else if score > 0 && cost <= i128::from(field.e.budget) {
            let (value, rate) = match worth {
                Worth::Score => (score, (score, cost)),
                Worth::ScoreTimesCost => (score * cost, (score, 1)),
            };
            items.push(Item { project: p, cost, value, rate });
        }
    }
    items.sort_by(|a, b| {
        let by_rate = (b.rate.0 * a.rate.1).cmp(&(a.rate.0 * b.rate.1));
        by_rate.then(field.rank(a.project).cmp(&field.rank(b.project)))
    });
    let free: i128 = winners.iter().map(|&p| i128::from(field.score(p))).sum();
    let mut search = Search::new(i128::from(field.e.budget), items);
    search.run()?;
    let (value, _, node) = search.best;
    winners.extend(search.set(node));
    winners.sort_by(|&a, &b| field.score(b).cmp(&field.score(a)).then(field.rank(a).cmp(&field.rank(b))));
    let value = match worth {
        Worth::Score => Value::Count(value + free),
        Worth::ScoreTimesCost => Value::Money(value),
    };
    Some(outcome(field, winners, value, search.second < search.best.0))
}

impl Search {
    fn new(budget: i128, items: Vec<Item>) -> Self {
        let best = (-1, 0, ROOT);
        Self { budget, items, states: Vec::new(), nodes: vec![(ROOT, u32::MAX)], best, second: -1 }
    }

    /// Items of the greedy prefix that fits: the break solution.
    fn prefix(&self) -> usize {
        let mut left = self.budget;
        self.items
            .iter()
            .position(|i| {
                left -= i.cost;
                left < 0
            })
            .unwrap_or(self.items.len())
    }

    fn run(&mut self) -> Option<()> {
        let split = self.prefix();
        let start = self.items.iter().take(split).fold((0, 0), |(c, v), i| (c + i.cost, v + i.value));
        self.states.push(State { cost: start.0, value: start.1, node: ROOT });
        self.note_best();
        let (mut down, mut up) = (split, split);
        while down > 0 || up < self.items.len() {
            if up < self.items.len() {
                self.branch(up, 1);
                up += 1;
                self.prune(down, up);
            }
            if down > 0 {
                down -= 1;
                self.branch(down, -1);
                self.prune(down, up);
            }
            if self.states.len() > MOST_STATES || self.nodes.len() > 4 * MOST_STATES {
                return None;
            }
        }
        Some(())
    }

    /// Doubles the states: with the item changed (added or taken out) and without; merged by cost, and
    /// states that two others dominate are dropped: whatever they lead to, two others do as well.
    fn branch(&mut self, item: usize, sign: i128) {
        let Some(i) = self.items.get(item).copied() else {
            return;
        };
        let old = std::mem::take(&mut self.states);
        let changed = |s: &State| (s.cost + sign * i.cost, s.value + sign * i.value);
        let mut merged: Vec<State> = Vec::with_capacity(old.len() * 2);
        let (mut a, mut b) = (0, 0);
        let mut top = (i128::MIN, i128::MIN);
        loop {
            let next = match (old.get(a), old.get(b).map(&changed)) {
                (Some(s), Some((cost, value))) if (s.cost, -s.value) <= (cost, -value) => (s.cost, s.value, None),
                (_, Some((cost, value))) => (cost, value, old.get(b).map(|s| s.node)),
                (Some(s), None) => (s.cost, s.value, None),
                (None, None) => break,
            };
            let own = old.get(a).map_or(ROOT, |s| s.node);
            if next.2.is_some() {
                b += 1
            } else {
                a += 1
            }
            if next.1 <= top.1 {
                continue;
            }
            top = if next.1 > top.0 { (next.1, top.0) } else { (top.0, next.1) };
            let node = match next.2 {
                None => own,
                Some(parent) => {
                    self.nodes.push((parent, u32::try_from(item).unwrap_or(u32::MAX)));
                    u32::try_from(self.nodes.len() - 1).unwrap_or(u32::MAX)
                }
            };
            merged.push(State { cost: next.0, value: next.1, node });
        }
        self.states = merged;
        self.note_best();
    }

    fn note_best(&mut self) {
        let mut best = self.best;
        for s in self.states.iter().filter(|s| s.cost <= self.budget) {
            if s.value > best.0 || (s.value == best.0 && s.cost < best.1) {
                best = (s.value, s.cost, s.node);
            }
        }
        self.best = best;
        // Nodes are never shared, so every state is another set.
        let equal = self.states.iter().filter(|s| s.cost <= self.budget && s.value == best.0).count();
        self.second = if equal > 1 { best.0 } else { self.second };
    }

    /// Drops states whose linear bound stays below the best value. `down`: the next item that could
    /// be taken out is the one before it; `up`: the next that could be added.
    fn prune(&mut self, down: usize, up: usize) {
        let (budget, best) = (self.budget, self.best.0);
        let add = self.items.get(up).map(|i| i.rate);
        let take = down.checked_sub(1).and_then(|d| self.items.get(d)).map(|i| i.rate);
        self.states.retain(|s| {
            let rate = if s.cost <= budget { add } else { take };
            match rate {
                Some((num, den)) => s.value * den + (budget - s.cost) * num >= best * den,
                None => s.cost <= budget && s.value >= best,
            }
        });
    }

    fn set(&self, mut node: u32) -> Vec<usize> {
        let split = self.prefix();
        let mut inside: Vec<bool> = (0..self.items.len()).map(|k| k < split).collect();
        while node != ROOT {
            let Some(&(parent, item)) = self.nodes.get(node as usize) else {
                break;
            };
            if let Some(x) = inside.get_mut(item as usize) {
                *x = !*x;
            }
            node = parent;
        }
        self.items.iter().zip(inside).filter(|(_, x)| *x).map(|(i, _)| i.project).collect()
    }
}

fn outcome(field: &Field<'_>, winners: Vec<usize>, value: Value, unique: bool) -> Outcome {
    let mut left = field.e.budget;
    let mut o = Outcome { value: Some(value), unique: Some(unique), ..Outcome::default() };
    for &p in &winners {
        let cost: Cents = field.cost(p);
        left = left.saturating_sub(cost);
        let votes = Some(Ratio::whole(i128::from(field.score(p))));
        let stage = if cost == 0 { Stage::Free } else { Stage::Main };
        let round = Round {
            project: p,
            cost,
            price: None,
            effective_votes: votes,
            paid_by: field.score(p),
            left,
            stage,
            runner_up: None,
        };
        o.rounds.push(round);
    }
    let reason = |p: usize| match field.out.get(p) {
        Some(Some(out)) => out.clone(),
        _ if field.score(p) == 0 => Reason::NoVotes,
        _ => Reason::NotInBestSet { votes: field.score(p) },
    };
    let lost = (0..field.e.projects.len()).filter(|p| !winners.contains(p)).map(|p| (p, reason(p))).collect();
    o.total_cost = field.e.budget.saturating_sub(left);
    o.losers = field.losers(lost);
    o.scores.clone_from(&field.scores);
    o.voters = field.ballots;
    o.winners = winners;
    o
}
