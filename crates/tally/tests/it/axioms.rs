//! Axioms as properties of random small elections: who votes in which order does not matter, names do
//! not matter, nobody overspends, what is promised to be exhaustive is, money is conserved to the last
//! fraction, equal ballots may be merged, every loser has one reason, and all is the same byte for byte.

use crate::slow;
use proptest::prelude::*;
use tally::{Ballot, BallotKind, Completion, Election, FileFacts, Project, RuleId, RuleOptions, Step, TieBreak, Utility};

/// A small election of any kind with free choice of costs, so that ties and exact fits are common.
pub fn elections() -> impl Strategy<Value = Election> {
    let kinds = prop_oneof![
        Just(BallotKind::Approval),
        Just(BallotKind::ChooseOne),
        Just(BallotKind::Ordinal),
        Just(BallotKind::Cumulative),
        Just(BallotKind::Scoring)
    ];
    (kinds, 1usize..7).prop_flat_map(|(kind, m)| {
        let costs = proptest::collection::vec(prop_oneof![1i64..8, 1i64..60], m);
        let most = if kind == BallotKind::ChooseOne { 1 } else { m };
        let all: Vec<u32> = (0..u32::try_from(m).unwrap()).collect();
        let choices = proptest::sample::subsequence(all, 0..=most).prop_shuffle();
        let ballots = proptest::collection::vec((choices, proptest::collection::vec(0i64..5, m), 1u64..4), 1..9);
        (Just(kind), costs, ballots, 1i64..120).prop_map(|(kind, costs, ballots, budget)| {
            let project = |(k, c): (usize, &i64)| Project::new(&format!("{}", (k * 7 + 3) % 13), "", c * 100);
            let projects = costs.iter().enumerate().map(project).collect();
            let mut e = Election::new("random", "EUR", budget * 100, kind, projects);
            for (choices, points, count) in ballots {
                let scored = matches!(kind, BallotKind::Cumulative | BallotKind::Scoring);
                let points = if scored { points[..choices.len()].to_vec() } else { Vec::new() };
                e.add(Ballot { choices, points, count }).unwrap();
            }
            e
        })
    })
}

/// Add1 with steps that keep random cases short.
fn options(rule: RuleId) -> RuleOptions {
    let mut o = RuleOptions::customary(rule);
    if matches!(rule, RuleId::Mes(_, Completion::Add1 | Completion::Add1U | Completion::EsnetAdd1 | Completion::EsnetAdd1U)) {
        o.step = Some(Step::Share { num: 1, den: 7 });
    }
    o
}

fn rules(e: &Election) -> Vec<(RuleId, RuleOptions)> {
    let fitting = RuleId::fitting(e.kind).into_iter().filter(|r| *r != RuleId::GreedyVotesThreshold);
    fitting.map(|r| (r, options(r))).collect()
}

fn ids(e: &Election, winners: &[usize]) -> Vec<String> {
    winners.iter().map(|&w| e.projects[w].id.clone()).collect()
}

pub fn cases(n: u32) -> ProptestConfig {
    ProptestConfig { cases: n, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn never_over_budget_and_each_loser_has_a_reason(e in elections()) {
        for (rule, o) in rules(&e) {
            let found = tally::count(&e, rule, &o).unwrap();
            let spent: i64 = found.winners.iter().map(|&w| e.projects[w].cost).sum();
            prop_assert!(spent <= e.budget, "{rule}");
            prop_assert_eq!(spent, found.total_cost);
            prop_assert_eq!(found.rounds.len(), found.winners.len());
            let mut all: Vec<usize> = found.winners.iter().copied().chain(found.losers.iter().map(|l| l.project)).collect();
            all.sort_unstable();
            prop_assert_eq!(all, (0..e.projects.len()).collect::<Vec<_>>(), "{}", rule);
        }
    }

    #[test]
    fn anonymity_and_merging(e in elections()) {
        let mut merged = e.clone();
        merged.ballots.reverse();
        merged.merge();
        for (rule, o) in rules(&e) {
            let (a, b) = (tally::count(&e, rule, &o).unwrap(), tally::count(&merged, rule, &o).unwrap());
            prop_assert_eq!(&a.winners, &b.winners, "{}", rule);
            let facts = FileFacts::default();
            prop_assert_eq!(a.to_json(&e, rule, &o, &facts), b.to_json(&merged, rule, &o, &facts));
        }
    }

    #[test]
    fn neutrality(e in elections(), turn in 0usize..6) {
        // Move the projects to other places; ids go with them, so the tie order is respected.
        let m = e.projects.len();
        let place = |p: usize| (p + turn) % m;
        let mut moved = e.clone();
        for (p, project) in e.projects.iter().enumerate() {
            moved.projects[place(p)] = project.clone();
        }
        for b in &mut moved.ballots {
            for c in &mut b.choices {
                *c = u32::try_from(place(*c as usize)).unwrap();
            }
        }
        for (rule, mut o) in rules(&e) {
            o.completion_tie = None;
            let (a, b) = (tally::count(&e, rule, &o).unwrap(), tally::count(&moved, rule, &o).unwrap());
            let max = matches!(rule, RuleId::MaxVotes | RuleId::MaxVotesCost | RuleId::MaxPoints | RuleId::MaxPointsCost);
            if !max || a.unique == Some(true) {
                prop_assert_eq!(ids(&e, &a.winners), ids(&moved, &b.winners), "{}", rule);
            }
        }
    }

    #[test]
    fn exhaustive_where_promised(e in elections()) {
        for (rule, o) in rules(&e) {
            let promised = matches!(rule, RuleId::GreedyVotes | RuleId::GreedyVotesPerCost | RuleId::GreedyPoints
                | RuleId::GreedyPointsPerCost | RuleId::PhragmenSkip | RuleId::MaxVotes | RuleId::MaxPoints
                | RuleId::Mes(_, Completion::U | Completion::Add1U | Completion::EsnetAdd1U));
            if promised {
                let found = tally::count(&e, rule, &o).unwrap();
                let left = e.budget - found.total_cost;
                for l in &found.losers {
                    let fits = e.projects[l.project].cost <= left && found.scores[l.project] > 0;
                    prop_assert!(!fits, "{rule}: {} fits", e.projects[l.project].id);
                }
            }
        }
    }

    #[test]
    fn money_is_conserved(e in elections()) {
        for utility in [Utility::Cost, Utility::Card, Utility::Points, Utility::PointsCost] {
            let rule = RuleId::Mes(utility, Completion::None);
            if !rule.fits(e.kind) {
                continue;
            }
            let found = tally::count(&e, rule, &RuleOptions::default()).unwrap();
            prop_assert_eq!(slow::unpaid(&e, rule, &found), None, "{}", rule);
        }
    }

    #[test]
    fn threads_do_not_matter(e in elections()) {
        for (rule, o) in rules(&e) {
            let effort = tally::Effort { threads: 2, progress: None };
            prop_assert_eq!(tally::count(&e, rule, &o).unwrap(), tally::count_with(&e, rule, &o, &effort).unwrap());
        }
    }

    #[test]
    fn the_slow_obvious_count_agrees(e in elections(), tie in prop_oneof![
        Just("lexico"), Just("cost,votes"), Just("votes,cost"), Just("lot:noon"), Just("order")
    ]) {
        for (rule, mut o) in rules(&e) {
            o.tie = TieBreak::parse(tie).unwrap();
            let found = tally::count(&e, rule, &o).unwrap();
            match slow::count(&e, rule, &o) {
                slow::Slow::Winners(w) => prop_assert_eq!(&found.winners, &w, "{} {}", rule, tie),
                slow::Slow::Value(v) => {
                    let value = match found.value.unwrap() { tally::Value::Count(n) | tally::Value::Money(n) => n };
                    prop_assert_eq!(value, v, "{}", rule);
                }
            }
        }
    }

    #[test]
    fn words_and_page_never_fail(e in elections()) {
        for (rule, o) in rules(&e).into_iter().take(6) {
            let found = tally::count(&e, rule, &o).unwrap();
            prop_assert!(!found.explain(&e).is_empty());
            prop_assert!(tally::html::page(&e, &rule, &o, &found).ends_with("</html>\n"));
        }
    }

    #[test]
    fn closeness_is_true_on_both_sides(e in elections()) {
        let rule = RuleId::fitting(e.kind)[0];
        let o = RuleOptions::default();
        let found = tally::count(&e, rule, &o).unwrap();
        for l in found.losers.iter().take(2) {
            let close = tally::closeness(&e, rule, &o, l.project);
            if let Some(cost) = close.cost {
                let mut cheaper = e.clone();
                cheaper.projects[l.project].cost = cost;
                prop_assert!(tally::count(&cheaper, rule, &o).unwrap().winners.contains(&l.project));
            }
        }
    }
}
