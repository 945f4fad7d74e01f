//! Every record of the reference outcomes: winners in order where given, money, ties met, budgets
//! tried, final shares; for best sets the value always and the set where it is unique.

use crate::corpus;
use serde_json::Value;
use tally::{Election, Outcome, RuleId, RuleOptions};

fn options(rule: RuleId) -> RuleOptions {
    RuleOptions::customary(rule)
}

fn expect(e: &Election, rule: RuleId, record: &Value, ours: &Outcome) -> Result<(), String> {
    let differ = |what: &str, theirs: &dyn std::fmt::Debug, here: &dyn std::fmt::Debug| {
        Err(format!("{rule}: {what}: reference {theirs:?}, here {here:?}"))
    };
    let max = matches!(rule, RuleId::MaxVotes | RuleId::MaxVotesCost | RuleId::MaxPoints | RuleId::MaxPointsCost);
    if max {
        let value = match ours.value {
            Some(tally::Value::Count(n)) => n.to_string(),
            Some(tally::Value::Money(n)) => tally::money::plain(n, e.minor_digits),
            None => "none".to_owned(),
        };
        let theirs = record["value_proved"].as_str().unwrap();
        if value != theirs {
            return differ("value", &theirs, &value);
        }
        if ours.unique != record["unique"].as_bool() {
            return differ("unique", &record["unique"], &ours.unique);
        }
        if record["unique"] != Value::Bool(true) {
            return Ok(());
        }
    }
    let mut sorted = corpus::ids(e, &ours.winners);
    sorted.sort();
    if sorted != corpus::strings(&record["sorted"]) {
        return differ("winners", &corpus::strings(&record["sorted"]), &sorted);
    }
    // pabutools lists Phragmén's winners sorted, and a best set in no order
    let ordered = !max && rule != RuleId::Phragmen && record["winners"].is_array();
    let winners = corpus::ids(e, &ours.winners);
    if ordered && winners != corpus::strings(&record["winners"]) {
        return differ("order", &corpus::strings(&record["winners"]), &winners);
    }
    let figures = [
        ("total_cost", Some(e.amount(ours.total_cost))),
        ("budgets_tried", ours.budgets_tried.map(|n| n.to_string())),
        ("stopped_by", ours.stopped_by.map(|s| s.code().to_owned())),
        ("final_voter_budget", ours.final_voter_budget.as_ref().map(|b| b.times(1, 100).to_string())),
    ];
    for (key, here) in figures {
        let theirs = match &record[key] {
            Value::String(s) => s.clone(),
            Value::Number(n) => n.to_string(),
            _ => continue,
        };
        if here.as_deref() != Some(&theirs) {
            return differ(key, &theirs, &here);
        }
    }
    Ok(())
}

/// Counts every file by the rules that `belongs` names, and compares with all their records, of which there are so
/// many. In several tests, as city-wide Add1 in steps of one forint takes its time where other tests run too.
fn all_records_are_met(number: usize, belongs: impl Fn(&str) -> bool + Sync) {
    let Some(folder) = corpus::folder() else {
        return;
    };
    let checked = corpus::each(&folder, |_, file, reference| {
        let e = &file.election;
        let (mut met, mut wrong) = (0, Vec::new());
        let records = ["results", "independent"].into_iter().flat_map(|k| {
            let part = if k == "results" { &reference[k] } else { &reference[k]["results"] };
            part.as_array().unwrap().iter().filter(|r| r["winners"].is_array() || r["sorted"].is_array())
        });
        let mut last: Option<(RuleId, Outcome)> = None;
        for record in records {
            let id = record["rule"].as_str().unwrap();
            if !belongs(id) {
                continue;
            }
            let rule: RuleId = id.parse().unwrap();
            let outcome = match last.take().filter(|l| l.0 == rule) {
                Some((_, o)) => o,
                None => tally::count(e, rule, &options(rule)).unwrap(),
            };
            match expect(e, rule, record, &outcome) {
                Ok(()) => met += 1,
                Err(w) => wrong.push(w),
            }
            last = Some((rule, outcome));
        }
        (met, wrong)
    });
    let met: usize = checked.iter().map(|c| c.1.0).sum();
    println!("{met} reference records met");
    let wrong: Vec<_> = checked.iter().filter(|c| !c.1.1.is_empty()).map(|c| (&c.0, &c.1.1)).collect();
    for (name, w) in &wrong {
        for line in w.iter() {
            println!("{name}: {}", line.chars().take(400).collect::<String>());
        }
    }
    assert!(wrong.is_empty(), "{} files differ", wrong.len());
    assert_eq!(met, number, "records are missing, or there are more");
}

const ESNET: &str = "mes_cost_esnet";

#[test]
fn every_record_of_shares_by_cost_is_met() {
    all_records_are_met(890, |id| id.starts_with("mes_cost") && !id.starts_with(ESNET));
}

#[test]
fn every_record_of_shares_by_cost_as_esnet_counts_is_met() {
    all_records_are_met(303, |id| id.starts_with(ESNET));
}

#[test]
fn every_record_of_shares_by_number_is_met() {
    all_records_are_met(772, |id| id.starts_with("mes_card"));
}

#[test]
fn every_record_of_shares_by_points_is_met() {
    all_records_are_met(1127, |id| id.starts_with("mes_points"));
}

#[test]
fn every_record_of_greedy_best_sets_and_phragmen_is_met() {
    all_records_are_met(1095, |id| !id.starts_with("mes_"));
}
