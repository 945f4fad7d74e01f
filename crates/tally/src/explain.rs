//! The whole outcome in plain words: what was funded and why, what was not and why, how close it was,
//! how ties were broken, and what other rules would have funded.

use crate::closeness::{Closeness, closeness, work};
use crate::model::Election;
use crate::options::RuleOptions;
use crate::others::{OTHERS_LIMIT, other_rules};
use crate::outcome::Outcome;
use crate::rule::RuleId;
use crate::words::{FEW, amount, name, number, points_or_votes, tie, why_lost, why_won};
use std::fmt::Write;

/// Passes over the choices that all searches for "how close" may take together, about how many counts
/// one search needs, and the most searches made.
const CLOSE_LIMIT: u128 = 200_000_000;
const COUNTS_A_SEARCH: u128 = 60;
const CLOSE_SEARCHES: u128 = 10;

/// For the losers that came nearest: what would have changed it for them.
pub(crate) fn nearest(e: &Election, rule: RuleId, options: &RuleOptions, o: &Outcome) -> Vec<(usize, Closeness)> {
    let searches = (CLOSE_LIMIT / (work(e, rule) * COUNTS_A_SEARCH).max(1)).min(CLOSE_SEARCHES);
    let cost = |p: usize| i128::from(e.projects.get(p).map_or(1, |p| p.cost.max(1)));
    // by what part of their cost (in millionths) or of the votes needed they fell short
    let mut near: Vec<(i128, usize)> = Vec::new();
    for l in &o.losers {
        let score = i128::from(o.scores.get(l.project).copied().unwrap_or(0));
        near.push(match l.reason.missing() {
            Ok(money) => (i128::from(money) * 1_000_000 / cost(l.project), l.project),
            Err(votes) => (i128::from(votes) * 1_000_000 / (score + i128::from(votes)).max(1), l.project),
        });
    }
    near.sort_by_key(|n| n.0);
    near.truncate(usize::try_from(searches).unwrap_or(0));
    near.into_iter().map(|(_, p)| (p, closeness(e, rule, options, p))).collect()
}

/// Says for how many losers "how close" was searched, where it was not for all.
pub(crate) fn searched_sentence(searched: usize, losers: usize) -> Option<String> {
    match searched {
        n if n >= losers => None,
        0 => Some("How close it was is not searched here: this election is too large to count again many times.".to_owned()),
        1 => Some("How close it was is searched for the one project that came nearest.".to_owned()),
        n => Some(format!("How close it was is searched for the {n} projects that came nearest.")),
    }
}

/// What would have funded a loser, as a sentence.
pub(crate) fn close_sentence(e: &Election, c: &Closeness) -> Option<String> {
    let votes = c.more_votes.map(|n| {
        let voters = if n == 1 { "1 more voter who names".to_owned() } else { format!("{} more voters who name", number(n)) };
        format!("with {voters} only this project")
    });
    let cost = c.cost.map(|c| format!("at a cost of {}", amount(e, c)));
    let ways: Vec<String> = votes.into_iter().chain(cost).collect();
    (!ways.is_empty()).then(|| format!("It would have been funded {}.", ways.join(", or ")))
}

/// Voters by how many of their choices were funded: index = number of funded choices.
pub(crate) fn funded_per_voter(e: &Election, o: &Outcome) -> Vec<u64> {
    let mut by_number: Vec<u64> = Vec::new();
    for b in &e.ballots {
        let n = b.choices.iter().filter(|&&c| o.winners.contains(&(c as usize))).count();
        if by_number.len() <= n {
            by_number.resize(n + 1, 0);
        }
        if let Some(x) = by_number.get_mut(n) {
            *x = x.saturating_add(b.count);
        }
    }
    by_number
}

impl Outcome {
    /// The outcome in plain words, by the rule and options it was counted with.
    #[must_use]
    pub fn explain(&self, e: &Election) -> String {
        let (rule, options) = self.counted_by();
        let options = &options;
        let mut t = String::new();
        self.head(e, rule, options, &mut t);
        let _ =
            writeln!(t, "\nFunded: {} of {} projects for {}.", self.winners.len(), e.projects.len(), amount(e, self.total_cost));
        for (k, r) in self.rounds.iter().enumerate() {
            let _ = writeln!(t, "{:3}. {}, {}. {}", k + 1, name(e, r.project), amount(e, r.cost), why_won(e, rule, self, r));
        }
        self.not_funded(e, rule, options, &mut t);
        if !self.ties.is_empty() {
            let _ = writeln!(t, "\nTies:");
            for x in &self.ties {
                let _ = writeln!(t, "  {}", tie(e, x));
            }
        }
        self.fairness(e, &mut t);
        self.others(e, rule, options, &mut t);
        t
    }

    fn head(&self, e: &Election, rule: RuleId, options: &RuleOptions, t: &mut String) {
        let title = if e.title.is_empty() { "Result of the vote" } else { &e.title };
        let _ = writeln!(t, "{title}\n");
        let _ =
            writeln!(t, "{} ballots on {} projects. The budget is {}.", number(e.votes()), e.projects.len(), amount(e, e.budget));
        let _ = writeln!(t, "Rule {rule}: {}.", rule.definition());
        for (key, value) in options.named(e.minor_digits) {
            let _ = writeln!(t, "  {key}: {value}");
        }
        let _ = writeln!(t, "Ties are broken by: {}.", options.tie);
        if let (RuleId::Mes(..), Some(share)) = (rule, &self.final_voter_budget) {
            let cents = i64::try_from(share.rounded()).unwrap_or(i64::MAX);
            let _ = writeln!(t, "Each voter's share in the final count is {}.", amount(e, cents));
            if let Some(n) = self.budgets_tried.filter(|&n| n > 1) {
                let _ = writeln!(t, "{} shares were tried, each larger than the one before.", number(n));
            }
        }
        if let Some(c) = &self.comparison {
            let _ = writeln!(
                t,
                "Comparison: {} voters got more from Equal Shares, {} more from greedy by votes; {} stands.",
                number(c.prefer_shares),
                number(c.prefer_greedy),
                if c.took_greedy { "greedy by votes" } else { "Equal Shares" }
            );
        }
    }

    fn not_funded(&self, e: &Election, rule: RuleId, options: &RuleOptions, t: &mut String) {
        if self.losers.is_empty() {
            return;
        }
        let _ = writeln!(t, "\nNot funded:");
        let near = nearest(e, rule, options, self);
        for l in &self.losers {
            let score = self.scores.get(l.project).copied().unwrap_or(0);
            let cost = e.projects.get(l.project).map_or(0, |p| p.cost);
            let votes = points_or_votes(rule, score);
            let _ = writeln!(t, "  {}, {}, {votes}. {}", name(e, l.project), amount(e, cost), why_lost(e, rule, &l.reason));
            let flows = self.flows.iter().filter(|f| f.loser == l.project && f.voters >= FEW).take(3);
            let to: Vec<String> = flows.map(|f| format!("{} to {}", amount(e, f.money), name(e, f.winner))).collect();
            if !to.is_empty() {
                let _ = writeln!(t, "      Its supporters paid {}.", to.join(", "));
            }
            if let Some(text) = near.iter().find(|n| n.0 == l.project).and_then(|n| close_sentence(e, &n.1)) {
                let _ = writeln!(t, "      {text}");
            }
        }
        if let Some(text) = searched_sentence(near.len(), self.losers.len()) {
            let _ = writeln!(t, "  {text}");
        }
    }

    fn fairness(&self, e: &Election, t: &mut String) {
        let by_number = funded_per_voter(e, self);
        let none = by_number.first().copied().unwrap_or(0);
        let all = e.votes().max(1);
        let _ = writeln!(
            t,
            "\n{} of {} voters have at least one of their choices funded ({} percent).",
            number(all.saturating_sub(none)),
            number(e.votes()),
            (all.saturating_sub(none)).saturating_mul(100) / all
        );
    }

    fn others(&self, e: &Election, rule: RuleId, options: &RuleOptions, t: &mut String) {
        let others = other_rules(e, rule, options, self, OTHERS_LIMIT);
        if others.is_empty() {
            return;
        }
        let _ = writeln!(t, "\nUnder other rules:");
        for o in others {
            let list = |ps: &[usize]| {
                let ids: Vec<&str> = ps.iter().filter_map(|&p| e.projects.get(p)).map(|p| p.id.as_str()).collect();
                ids.join(", ")
            };
            let _ = match (o.gains.is_empty(), o.losses.is_empty()) {
                (true, true) => writeln!(t, "  {}: the same projects.", o.rule),
                (false, true) => writeln!(t, "  {}: also {}.", o.rule, list(&o.gains)),
                (true, false) => writeln!(t, "  {}: all but {}.", o.rule, list(&o.losses)),
                (false, false) => writeln!(t, "  {}: also {}; not {}.", o.rule, list(&o.gains), list(&o.losses)),
            };
        }
    }
}
