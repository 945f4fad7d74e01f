//! Small synthetic files whose outcomes were worked out by hand; they ship with the crate.

use std::path::Path;
use tally::{Election, MinVotes, Outcome, Partial, Reason, RuleId, RuleOptions, Stage, Step, TieBreak};

fn file(name: &str) -> Election {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/{name}.pb"));
    tally::pb::read(std::fs::read(path).unwrap().as_slice()).unwrap().election
}

fn count(e: &Election, rule: &str, o: &RuleOptions) -> Outcome {
    tally::count(e, rule.parse::<RuleId>().unwrap(), o).unwrap()
}

fn won(e: &Election, rule: &str, o: &RuleOptions) -> Vec<String> {
    crate::corpus::ids(e, &count(e, rule, o).winners)
}

fn with_a_winner(e: &Election, o: &Outcome) -> u64 {
    let got = |b: &&tally::Ballot| b.choices.iter().any(|&c| o.winners.contains(&(c as usize)));
    e.ballots.iter().filter(got).map(|b| b.count).sum()
}

#[test]
fn the_counting_fixture() {
    let e = file("counting_fixture");
    let plain = RuleOptions::default();
    for rule in ["greedy_votes", "greedy_votes_no_skip"] {
        let o = count(&e, rule, &plain);
        assert_eq!(crate::corpus::ids(&e, &o.winners), ["P1", "P3"]);
        assert_eq!(o.total_cost, 77_500_000);
        assert_eq!(with_a_winner(&e, &o), 580);
    }
    let o = count(&e, "greedy_votes", &RuleOptions { min_votes: MinVotes::CostShare(3), ..plain.clone() });
    let below: Vec<usize> = o.losers.iter().filter(|l| l.reason.code() == "threshold").map(|l| l.project).collect();
    assert_eq!(crate::corpus::ids(&e, &below), ["P7"]);
    let o = count(&e, "mes_cost", &plain);
    assert_eq!(crate::corpus::ids(&e, &o.winners), ["P1", "P2"]);
    assert_eq!((o.total_cost, with_a_winner(&e, &o)), (62_500_000, 910));
    // the fixture raises shares until before overspending, without the exhaustive stop
    let o = count(&e, "mes_cost_esnet_add1", &plain);
    assert_eq!(crate::corpus::ids(&e, &o.winners), ["P1", "P2", "P4"]);
    assert_eq!((o.total_cost, with_a_winner(&e, &o)), (76_500_000, 960));
    assert_eq!(o.final_voter_budget.unwrap().times(1000, 100).to_string(), "1365000");
    let o = count(&e, "mes_card", &plain);
    assert_eq!(crate::corpus::ids(&e, &o.winners), ["P4", "P1"]);
    assert_eq!(o.total_cost, 51_500_000);
    let o = count(&e, "mes_card_esnet_add1", &plain);
    let mut ids = crate::corpus::ids(&e, &o.winners);
    ids.sort();
    assert_eq!(ids, ["P1", "P2", "P4"]);
    assert_eq!(o.final_voter_budget.unwrap().times(1000, 100).to_string(), "1410000");
}

#[test]
fn greedy_variants() {
    // votes: A 5 of cost 60, B 4 of 50, C 3 of 40, D 1 of 10, E none of 5; budget 100
    let e = file("greedy_variants");
    let o = RuleOptions::default();
    assert_eq!(won(&e, "greedy_votes", &o), ["A", "C"]);
    assert_eq!(won(&e, "greedy_votes_no_skip", &o), ["A"]);
    // per cost: D 10 per 100, A 8.3, B 8, C 7.5; E, without votes, last
    assert_eq!(won(&e, "greedy_votes_per_cost", &o), ["D", "A", "E"]);
    assert_eq!(won(&e, "max_votes", &o), ["B", "C", "D"]);
    let poznan = RuleOptions { poznan_80: true, ..o.clone() };
    let found = count(&e, "greedy_votes", &poznan);
    // 40 left, B costs 50: 80 percent exactly
    assert_eq!(crate::corpus::ids(&e, &found.winners), ["A", "B"]);
    assert_eq!(found.rounds[1].stage, Stage::Topped);
    let exclusive = RuleOptions { exclusive: vec![vec!["A".into(), "C".into()]], ..o.clone() };
    assert_eq!(won(&e, "greedy_votes", &exclusive), ["A", "D", "E"]);
    let partial = RuleOptions { partial: Partial::Only(vec!["B".into()]), ..o.clone() };
    let found = count(&e, "greedy_votes", &partial);
    assert_eq!(found.partial, Some((1, 4000)));
    assert_eq!(found.losers[0].reason, Reason::PartlyFunded { granted: 4000, needs: 5000 });
    let threshold = RuleOptions { min_votes: MinVotes::Votes(4), ..o };
    assert_eq!(won(&e, "greedy_votes_threshold", &threshold), ["A"]);
}

#[test]
fn ties_are_broken_as_declared_and_reported() {
    let e = file("tie_decides");
    let with = |text: &str| RuleOptions { tie: TieBreak::parse(text).unwrap(), ..RuleOptions::default() };
    assert_eq!(won(&e, "greedy_votes", &with("lexico")), ["10"]); // "10" stands before "2"
    assert_eq!(won(&e, "greedy_votes", &with("cost")), ["2"]);
    assert_eq!(won(&e, "greedy_votes", &with("order")), ["2"]);
    assert_eq!(won(&e, "greedy_votes", &with("list:10 2")), ["10"]);
    let found = count(&e, "greedy_votes", &with("cost,lexico"));
    assert_eq!(found.ties.len(), 1);
    assert_eq!(found.ties[0].by.to_string(), "cost");
    assert_eq!(found.losers[0].reason.code(), "tie");
    // the lot is SHA-256 of seed, line feed, id: anyone can draw it again
    let first = if tally::lot("noon", "2") < tally::lot("noon", "10") { "2" } else { "10" };
    assert_eq!(won(&e, "greedy_votes", &with("lot:noon")), [first]);
}

#[test]
fn points_and_ranks() {
    // 30 each. X: 2+3 points, 60: 12 a point, voter 1 pays 24, voter 2 has only 30 < 36: then 1 pays 30.
    // Per point of Y (30; 1+3 points): 7.5 a point. Y first for plain points.
    let e = file("points");
    assert_eq!(won(&e, "greedy_points", &RuleOptions::default()), ["X", "Y"]);
    let o = count(&e, "mes_points", &RuleOptions::default());
    assert_eq!(crate::corpus::ids(&e, &o.winners), ["Y"]);
    assert_eq!(o.rounds[0].price.as_ref().unwrap().to_string(), "750");
    // points times cost: X at price 15 a point for 60 (1/4), Y at 7.5 for 30 (1/4): a tie, X by id
    let o = count(&e, "mes_points_cost", &RuleOptions::default());
    assert_eq!(crate::corpus::ids(&e, &o.winners), ["X", "Y"]);
    // ranks: X 3, Y 2+3, Z 1+2+3
    let e = file("ranks");
    assert_eq!(count(&e, "greedy_points", &RuleOptions::default()).scores, [3, 5, 6]);
    assert_eq!(won(&e, "greedy_points", &RuleOptions::default()), ["Z", "Y"]);
}

#[test]
fn phragmen_stops_or_skips() {
    // A: 30/3 = 10; then B: (40 + 20)/2 = 30, C: 50. After A and B 30 are left: C does not fit.
    let e = file("phragmen");
    assert_eq!(won(&e, "phragmen", &RuleOptions::default()), ["A", "B"]);
    let o = count(&e, "phragmen_skip", &RuleOptions::default());
    assert_eq!(o.rounds[1].price.as_ref().unwrap().to_string(), "3000");
    assert_eq!(o.losers[0].reason, Reason::DidNotFit { needs: 5000, left: 3000 });
}

#[test]
fn the_step_of_add1_is_a_setting() {
    let e = file("counting_fixture");
    let o = RuleOptions { step: Some(Step::Cents(50)), ..RuleOptions::default() };
    let fine = count(&e, "mes_cost_add1", &o);
    let one = count(&e, "mes_cost_add1", &RuleOptions::default());
    assert_eq!(fine.winners, one.winners);
    assert!(fine.budgets_tried > one.budgets_tried);
}

#[test]
fn a_rule_that_does_not_suit_names_those_that_do() {
    let e = file("points");
    let refused = tally::count(&e, RuleId::GreedyVotes, &RuleOptions::default()).unwrap_err();
    assert!(refused.fitting.contains(&RuleId::GreedyPoints));
    assert!(refused.to_string().contains("greedy_points"));
}

#[test]
fn a_small_number_of_voters_is_neither_told_nor_drawn() {
    let e = file("tie_decides");
    let o = count(&e, "greedy_votes", &RuleOptions::default());
    let page = tally::html::page(&e, &"greedy_votes".parse().unwrap(), &RuleOptions::default(), &o);
    // one voter got nothing and two got one project: the bars do not say so
    let bar = "aria-label=\"fewer than 5 voters\"><rect class=\"in\" x=\"0\" width=\"1000\"";
    assert_eq!(page.matches(bar).count(), 2, "{page}");
}

#[test]
fn the_page_is_one_file_without_script() {
    let e = file("counting_fixture");
    let o = count(&e, "mes_cost_add1", &RuleOptions::default());
    let page = tally::html::page(&e, &"mes_cost_add1".parse().unwrap(), &RuleOptions::default(), &o);
    for wanted in ["<!doctype html>", "viewport", "Where the supporters", "What voters got", "<svg"] {
        assert!(page.contains(wanted), "{wanted}");
    }
    for banned in ["<script", "http:", "https:", "src=", "onclick"] {
        assert!(!page.contains(banned), "{banned}");
    }
    assert!(o.explain(&e).contains("would have been funded"));
}
