//! Greedy: one list by score, best first; take what fits. Five in six real votes are counted so
//! (1,590 of 1,746 Pabulib files). This file has the one loop; the variants say in their own files
//! how to order the list and what to do with a project that does not fit.

use super::field::Field;
use super::{no_skip, per_cost, poznan};
use crate::model::Cents;
use crate::outcome::{Outcome, Reason, Round, RunnerUp, Stage};
use crate::ratio::Ratio;
use std::cmp::Ordering;

/// What the list is sorted by.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    /// Votes or points: Warsaw, Kraków, Gdańsk, Amsterdam.
    Score,
    /// Votes or points per unit of cost.
    ScorePerCost,
}

/// What happens at a project that does not fit.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Misfit {
    /// Go on with the next.
    Skip,
    /// End the count.
    Stop,
    /// Fund it from 80 % on, then end the count.
    Poznan,
}

/// The state of the loop.
pub(crate) struct Greedy<'f, 'a> {
    field: &'f Field<'a>,
    by: By,
    misfit: Misfit,
    stage: Stage,
    left: Cents,
    funded: Vec<bool>,
    stopped: Option<(usize, Cents)>,
    outcome: Outcome,
    reasons: Vec<(usize, Reason)>,
}

/// Counts greedily over all projects that take part.
pub(crate) fn count(field: &Field<'_>, by: By, misfit: Misfit) -> Outcome {
    let mut g = Greedy::new(field, by, misfit, field.e.budget);
    for (p, reason) in field.out.iter().enumerate() {
        if let Some(r) = reason {
            g.reasons.push((p, r.clone()));
        }
    }
    g.run(field.taking_part());
    let mut outcome = g.outcome;
    outcome.losers = field.losers(g.reasons);
    outcome.scores.clone_from(&field.scores);
    outcome.voters = field.ballots;
    outcome
}

/// Goes on greedily where another rule left money: funded projects stay, the rest is looked at.
pub(crate) fn complete(field: &Field<'_>, base: Outcome, candidates: Vec<usize>) -> Outcome {
    let mut g = Greedy::new(field, By::Score, Misfit::Skip, field.e.budget.saturating_sub(base.total_cost));
    g.stage = Stage::Completion;
    for &w in &base.winners {
        if let Some(f) = g.funded.get_mut(w) {
            *f = true;
        }
    }
    g.outcome = base;
    g.run(candidates);
    let mut outcome = g.outcome;
    let funded = g.funded;
    outcome.losers.retain(|l| !funded.get(l.project).copied().unwrap_or(false));
    outcome.flows.retain(|f| !funded.get(f.loser).copied().unwrap_or(false));
    outcome
}

impl<'f, 'a> Greedy<'f, 'a> {
    fn new(field: &'f Field<'a>, by: By, misfit: Misfit, left: Cents) -> Self {
        let funded = vec![false; field.e.projects.len()];
        let outcome = Outcome::default();
        Self { field, by, misfit, stage: Stage::Main, left, funded, stopped: None, outcome, reasons: Vec::new() }
    }

    fn run(&mut self, mut order: Vec<usize>) {
        order.sort_by(|&a, &b| self.order(a, b).then(self.field.rank(a).cmp(&self.field.rank(b))));
        let mut from = 0;
        while let Some(&first) = order.get(from) {
            let equal = order.iter().skip(from).take_while(|&&p| self.order(first, p) == Ordering::Equal).count();
            let group: Vec<usize> = order.iter().skip(from).take(equal).copied().collect();
            let tied = self.tie(&group);
            for (k, &p) in group.iter().enumerate() {
                let next = order.get(from + k + 1).copied();
                self.turn(p, next, tied.filter(|&t| t != p));
            }
            from += equal;
        }
    }

    fn order(&self, a: usize, b: usize) -> Ordering {
        match self.by {
            By::Score => self.field.score(b).cmp(&self.field.score(a)),
            By::ScorePerCost => per_cost::order(self.field, a, b),
        }
    }

    /// Records a tie if the order within the group can change who is funded; gives the first of it.
    fn tie(&mut self, group: &[usize]) -> Option<usize> {
        if group.len() < 2 || self.stopped.is_some() {
            return None;
        }
        let stops = self.misfit != Misfit::Skip;
        let fits = |&p: &usize| stops || self.field.cost(p) <= self.left;
        let open: Vec<usize> = group.iter().copied().filter(fits).collect();
        let sum: i128 = open.iter().map(|&p| i128::from(self.field.cost(p))).sum();
        let rivals = open.iter().any(|p| open.iter().any(|q| self.field.mates.get(*p).is_some_and(|m| m.contains(q))));
        if sum <= i128::from(self.left) && !rivals {
            return None;
        }
        let tie = self.field.tie(self.outcome.winners.len() + 1, open)?;
        let chosen = tie.chosen;
        self.outcome.ties.push(tie);
        Some(chosen)
    }

    /// The turn of project `p`. `rival`: the first of its tie, if it is not that itself.
    fn turn(&mut self, p: usize, next: Option<usize>, rival: Option<usize>) {
        let (cost, left) = (self.field.cost(p), self.left);
        if let Some((at, left)) = self.stopped {
            return self.reasons.push((p, Reason::StoppedBefore { at, needs: cost, left }));
        }
        if let Some(by) = self.field.excluded_by(p, &self.funded) {
            return self.reasons.push((p, Reason::Excluded { by }));
        }
        if cost <= left {
            return self.fund(p, next, self.stage);
        }
        if self.misfit == Misfit::Poznan && poznan::tops_up(cost, left) {
            self.fund(p, next, Stage::Topped);
            self.stopped = Some((p, self.left));
            return;
        }
        if self.stage == Stage::Main && super::partial::applies(self.field, p, left, &self.outcome) {
            self.outcome.partial = Some((p, left));
            self.left = 0;
            self.reasons.push((p, Reason::PartlyFunded { granted: left, needs: cost }));
        } else {
            let lost_to = rival.filter(|&r| self.funded.get(r).copied().unwrap_or(false));
            self.reasons.push((
                p,
                match lost_to {
                    Some(with) => Reason::Tie { with, needs: cost, left },
                    None => Reason::DidNotFit { needs: cost, left },
                },
            ));
        }
        if self.misfit != Misfit::Skip {
            self.stopped = no_skip::stop_at(p, left);
        }
    }

    fn fund(&mut self, p: usize, next: Option<usize>, stage: Stage) {
        let cost = self.field.cost(p);
        self.left = self.left.saturating_sub(cost);
        if let Some(f) = self.funded.get_mut(p) {
            *f = true;
        }
        let score = self.field.score(p);
        let votes = |p: usize| Ratio::whole(i128::from(self.field.score(p)));
        let runner_up = next.map(|n| RunnerUp { project: n, effective_votes: votes(n) });
        self.outcome.total_cost = self.outcome.total_cost.saturating_add(cost);
        self.outcome.winners.push(p);
        self.outcome.rounds.push(Round {
            project: p,
            cost,
            price: None,
            effective_votes: Some(votes(p)),
            paid_by: score,
            left: self.left,
            stage,
            runner_up,
        });
    }
}
