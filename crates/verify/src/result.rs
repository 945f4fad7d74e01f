//! The checks of one contest's result, from its signed record (`count.json`) and its opened ballots (`ballots.pb`).

use std::collections::BTreeMap;

use ballot::Digest;
use serde::Deserialize;
use tally::{RuleId, RuleOptions};

use crate::check::Check;

/// The signed record, as `docs/formats.md` describes it; members that are not checked here are ignored.
#[derive(Deserialize)]
struct Record {
    schema: String,
    rule: String,
    rule_params: BTreeMap<String, String>,
    tie_break: String,
    budget_cents: i64,
    ballots: u64,
    total_cents: i64,
    funded: Vec<Line>,
    not_funded: Vec<Lost>,
}

#[derive(Deserialize)]
struct Line {
    number: usize,
    votes: u64,
    cost_cents: i64,
}

#[derive(Deserialize)]
struct Lost {
    #[serde(flatten)]
    line: Line,
    why: Why,
}

#[derive(Deserialize)]
struct Why {
    code: String,
}

fn check_of(name: &'static str, holds: bool, told: String) -> Check {
    Check { name, holds, told }
}

fn without(gone: &[usize]) -> String {
    if gone.is_empty() { String::new() } else { format!("; withdrawn: {gone:?}") }
}

/// Runs every check.
///
/// # Errors
/// A sentence when an input cannot be read at all.
pub fn check(record_bytes: &[u8], ballot_bytes: &[u8], expected_hash: Option<&str>) -> Result<Vec<Check>, String> {
    let record: Record = serde_json::from_slice(record_bytes).map_err(|error| format!("count.json: {error}"))?;
    let value: serde_json::Value = serde_json::from_slice(record_bytes).map_err(|error| format!("count.json: {error}"))?;
    let file = tally::pb::read(ballot_bytes).map_err(|fault| format!("ballots.pb:{fault}"))?;
    let mut checks = Vec::new();
    checks.push(check_of("record.schema", record.schema == "reparto.count/1", record.schema.clone()));
    let canonical = ballot::canonical::to_bytes(&value).is_ok_and(|bytes| bytes == record_bytes);
    checks.push(check_of("record.canonical", canonical, "the bytes are the canonical form".to_owned()));
    let hash = Digest::of(record_bytes).to_string();
    let signed = expected_hash.is_none_or(|wanted| wanted.eq_ignore_ascii_case(&hash));
    checks.push(check_of("record.hash", signed, format!("SHA-256 {hash}")));
    let election = &file.election;
    checks.push(check_of("ballots.budget", election.budget == record.budget_cents, format!("{} cents", election.budget)));
    checks.push(check_of("ballots.count", election.votes() == record.ballots, format!("{} ballots", election.votes())));
    let rule: RuleId = record.rule.parse().map_err(|_| format!("count.json: no rule {}", record.rule))?;
    let mut options = RuleOptions::declared(rule, &record.tie_break, &record.rule_params)?;
    // Who withdrew them is in the acts; here the record is believed, and what was withdrawn is told.
    let gone = record.not_funded.iter().filter(|lost| lost.why.code == "withdrawn").map(|lost| lost.line.number);
    let gone: Vec<usize> = gone.collect();
    let of_number = |number: &usize| Some(election.projects.get(number.checked_sub(1)?)?.id.clone());
    options.withdrawn = gone.iter().filter_map(of_number).collect();
    let outcome = tally::count(election, rule, &options).map_err(|error| error.to_string())?;
    let again: Vec<usize> = outcome.winners.iter().map(|winner| winner + 1).collect();
    let signed_winners: Vec<usize> = record.funded.iter().map(|line| line.number).collect();
    checks.push(check_of("count.funded", again == signed_winners, format!("{rule} funds {again:?}{}", without(&gone))));
    checks.push(check_of("count.total", outcome.total_cost == record.total_cents, format!("{} cents", outcome.total_cost)));
    let lines = || record.funded.iter().chain(record.not_funded.iter().map(|lost| &lost.line));
    let votes_hold = lines().all(|line| line.number > 0 && outcome.scores.get(line.number - 1) == Some(&line.votes));
    let all_listed = lines().count() == election.projects.len();
    checks.push(check_of("count.votes", votes_hold && all_listed, format!("{} proposals", election.projects.len())));
    let costs_hold =
        lines().all(|line| line.number > 0 && election.projects.get(line.number - 1).is_some_and(|p| p.cost == line.cost_cents));
    checks.push(check_of("record.costs", costs_hold, "prices are those of the ballot file".to_owned()));
    Ok(checks)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BALLOTS: &str = "META\nkey;value\ndescription;x\ncountry;X\nunit;T\ninstance;1\nnum_projects;2\nnum_votes;3\nbudget;100\nvote_type;approval\nrule;greedy\ndate_begin;2024\ndate_end;2024\nPROJECTS\nproject_id;cost\na;60\nb;50\nVOTES\nvoter_id;vote\n1;a\n2;a,b\n3;b\n";

    fn record() -> serde_json::Value {
        serde_json::json!({
            "schema": "reparto.count/1", "cycle": "c", "zone": "Z", "rule": "greedy_votes", "rule_params": {},
            "tie_break": "cost,lexico", "budget_cents": 10000, "currency": "USD", "ballots": 3, "blank": 0, "invalid": 0,
            "total_cents": 5000, "funded": [{"number": 2, "votes": 2, "cost_cents": 5000, "left_cents": 5000}],
            "not_funded": [{"number": 1, "votes": 2, "cost_cents": 6000, "why": {"code": "did_not_fit", "left_cents": 5000}}],
            "ties": []
        })
    }

    fn failing(record: &serde_json::Value, ballots: &str) -> Vec<&'static str> {
        let bytes = ballot::canonical::to_bytes(record).unwrap();
        check(&bytes, ballots.as_bytes(), None).unwrap().iter().filter(|c| !c.holds).map(|c| c.name).collect()
    }

    #[test]
    fn an_honest_result_passes() {
        assert_eq!(failing(&record(), BALLOTS), Vec::<&str>::new());
    }

    #[test]
    fn a_withdrawn_proposal_keeps_its_votes_and_is_not_funded() {
        let mut withdrawn = record();
        withdrawn["total_cents"] = 6000.into();
        withdrawn["funded"] = serde_json::json!([{"number": 1, "votes": 2, "cost_cents": 6000, "left_cents": 4000}]);
        let lost = serde_json::json!([{"number": 2, "votes": 2, "cost_cents": 5000, "why": {"code": "withdrawn"}}]);
        withdrawn["not_funded"] = lost;
        assert_eq!(failing(&withdrawn, BALLOTS), Vec::<&str>::new());
    }

    #[test]
    fn each_lie_is_named() {
        for (path, lie, name) in [
            ("/budget_cents", 10001, "ballots.budget"),
            ("/ballots", 4, "ballots.count"),
            ("/total_cents", 1, "count.total"),
            ("/funded/0/number", 1, "count.funded"),
            ("/funded/0/votes", 3, "count.votes"),
            ("/not_funded/0/cost_cents", 1, "record.costs"),
        ] {
            let mut changed = record();
            *changed.pointer_mut(path).unwrap() = lie.into();
            assert!(failing(&changed, BALLOTS).contains(&name), "{path}");
        }
        assert!(failing(&record(), &BALLOTS.replace("3;b", "3;a")).contains(&"count.funded"), "a changed ballot");
        let bytes = ballot::canonical::to_bytes(&record()).unwrap();
        let wrong = check(&bytes, BALLOTS.as_bytes(), Some("00")).unwrap();
        assert!(wrong.iter().any(|c| c.name == "record.hash" && !c.holds));
        assert!(check(b"{", BALLOTS.as_bytes(), None).is_err());
    }
}
