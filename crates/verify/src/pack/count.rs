//! Checks of the count: the rule of the definition over the opened ballots gives what was signed. An earlier version
//! may be wrong, since a correction says so; the newest may not.

use ballot::definition::ContestDefinition;
use pack::{CountRecord, count, paths, rulebook};
use tally::TieBreak;

use super::Named;
use super::evidence::{Evidence, file};
use crate::check::{Faults, Known, Told, Trouble, of};

pub(super) const CHECKS: &[Named] = &[
    ("count.form", form),
    ("count.rulebook", declared),
    ("count.ballots", ballots),
    ("count.slate", slate),
    ("count.recount", recount),
    ("count.reasons", reasons),
    ("count.trace", trace),
];

/// Every version can be read.
fn form(e: &Evidence<'_>) -> Told {
    let (records, mut faults) = (of(&e.records)?, Faults::default());
    let cycle = &e.definition()?.cycle;
    for (zone, versions) in records {
        for (version, record) in (1..).zip(versions) {
            let right = record.schema == count::SCHEMA && record.zone == *zone && record.cycle == *cycle;
            faults.demand(right, || format!("{} is of another schema, cycle or zone", paths::count(zone, version)));
        }
    }
    faults.told(format!("{} counts", records.values().map(Vec::len).sum::<usize>()))
}

/// The newest version of each zone with its contest.
fn newest<'e>(e: &'e Evidence<'_>) -> Known<Vec<(&'e ContestDefinition, &'e CountRecord)>> {
    let records = of(&e.records)?;
    let pairs = e.zones()?.filter_map(|contest| Some((contest, records.get(&contest.zone)?.last()?)));
    Ok(pairs.collect())
}

/// Rule, parameters, tie rule and money are those of the definition, in every version.
fn declared(e: &Evidence<'_>) -> Told {
    let (definition, records, mut faults) = (e.definition()?, of(&e.records)?, Faults::default());
    let (rule, options) = rulebook(definition).map_err(|fault| Trouble::of("definition.rulebook", fault.to_string()))?;
    for contest in &definition.contests {
        for (version, record) in (1..).zip(records.get(&contest.zone).into_iter().flatten()) {
            let mut same = |holds: bool, what: &str| {
                faults.demand(holds, || format!("{}: {what} is not the definition's", paths::count(&contest.zone, version)));
            };
            same(record.rule == rule.to_string() && record.rule_params == definition.rule_params, "the rule");
            same(TieBreak::parse(&record.tie_break).as_ref() == Ok(&options.tie), "the tie rule");
            same(record.budget_cents == contest.budget_cents && record.currency == contest.currency, "the budget");
        }
    }
    faults.told(format!("{rule}, ties by {}", options.tie))
}

/// The newest count is over the opened ballots.
fn ballots(e: &Evidence<'_>) -> Told {
    let (opened, mut faults) = (of(&e.opened)?, Faults::default());
    for (contest, record) in newest(e)? {
        let Some(zone) = opened.get(&contest.zone) else { continue };
        let blank = zone.ballots.iter().filter(|choices| choices.is_blank()).count();
        let found = [zone.ballots.len(), blank, zone.invalid.len()].map(|count| count as u64);
        let said = [record.ballots, record.blank, record.invalid];
        faults.demand(said == found, || format!("zone {}: counted {said:?}, opened {found:?}", contest.zone));
    }
    faults.told("the opened ballots")
}

/// Every proposal of the slate is in the newest count once, at its price.
fn slate(e: &Evidence<'_>) -> Told {
    let mut faults = Faults::default();
    for (contest, record) in newest(e)? {
        let funded = record.funded.iter().map(|line| (line.number, line.cost_cents));
        let mut found: Vec<(u16, i64)> =
            funded.chain(record.not_funded.iter().map(|line| (line.number, line.cost_cents))).collect();
        found.sort_unstable();
        let same = contest.slate.iter().map(|entry| (entry.number, entry.cost_cents)).eq(found);
        faults.demand(same, || format!("zone {}: other proposals or prices than on the slate", contest.zone));
    }
    faults.told("the slates and their prices")
}

/// Counting again funds the same proposals in the same order, with the same votes and money left.
fn recount(e: &Evidence<'_>) -> Told {
    let (recounts, mut faults, mut funded) = (of(&e.recounts)?, Faults::default(), 0);
    for (contest, record) in newest(e)? {
        let Some(again) = recounts.get(&contest.zone).map(pack::Recount::record) else { continue };
        let votes = |record: &CountRecord| -> Vec<(u16, u64)> {
            record.not_funded.iter().map(|line| (line.number, line.votes)).collect()
        };
        let same = again.funded == record.funded && again.total_cents == record.total_cents && votes(again) == votes(record);
        let numbers: Vec<u16> = again.funded.iter().map(|line| line.number).collect();
        faults.demand(same, || format!("zone {}: counting again funds {numbers:?}, or with other figures", contest.zone));
        funded += numbers.len();
    }
    faults.told(format!("{funded} proposals funded"))
}

/// Counting again gives the same reasons and ties.
fn reasons(e: &Evidence<'_>) -> Told {
    let (recounts, mut faults) = (of(&e.recounts)?, Faults::default());
    for (contest, record) in newest(e)? {
        let Some(again) = recounts.get(&contest.zone).map(pack::Recount::record) else { continue };
        let same = again.not_funded == record.not_funded && again.ties == record.ties;
        faults.demand(same, || format!("zone {}: counting again gives other reasons or ties", contest.zone));
    }
    faults.told("the same reasons and ties")
}

/// Every trace is that of counting again.
fn trace(e: &Evidence<'_>) -> Told {
    let (pack, records, mut faults) = (of(&e.pack)?, of(&e.records)?, Faults::default());
    for (zone, recount) in of(&e.recounts)? {
        let right = recount.trace();
        for (version, _) in (1..).zip(records.get(zone).into_iter().flatten()) {
            let path = paths::trace(zone, version);
            let same = file(pack, &path, "count.trace")? == right.as_bytes();
            faults.demand(same, || format!("{path} is not the trace of counting again"));
        }
    }
    faults.told("the same steps")
}
