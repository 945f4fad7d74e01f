//! How ballots are counted: the rule, its parameters, and what decides between equals.

use tally::{TieBreak, TieStep};

use super::{
    super::{Answers, Draft},
    Reading,
};

/// Parameters that are on or off, by the names `tally` reads.
pub const FLAGS: [&str; 3] = ["poznan_80", "no_skip", "fund_unvoted"];
/// Steps that may stand before the last one, in this order.
pub const STEPS: [&str; 3] = ["all", "cost", "votes"];

pub fn show(draft: &Draft, answers: &mut Answers) {
    let rule = &draft.rulebook.count;
    answers.set("rule", rule.rule.clone());
    answers.set("min_votes", rule.params.get("min_votes").cloned().unwrap_or_default());
    let on = FLAGS.into_iter().filter(|flag| rule.params.get(*flag).is_some_and(|value| value == "yes"));
    answers.put("flag", on.map(str::to_owned).collect());
    let steps = TieBreak::parse(&rule.tie_break).map(|tie| tie.0).unwrap_or_default();
    let mut before = Vec::new();
    for step in &steps {
        match step {
            TieStep::Lot(seed) => {
                answers.set("tie_last", "lot");
                answers.set("seed", seed.clone());
            }
            TieStep::FileOrder => answers.set("tie_last", "order"),
            TieStep::Lexico => answers.set("tie_last", "lexico"),
            other => before.push(other.to_string()),
        }
    }
    answers.put("tie_step", before);
}

pub fn read(reading: &mut Reading<'_>, draft: &mut Draft) {
    let rule = &mut draft.rulebook.count;
    rule.rule = reading.answers.one("rule").chars().take(40).collect();
    rule.params.clear();
    let least = reading.answers.one("min_votes");
    if !least.is_empty() {
        match tally::MinVotes::parse(least) {
            Ok(_) => {
                rule.params.insert("min_votes".to_owned(), least.to_owned());
            }
            Err(_) => reading.fault("min_votes", "setup-wrong-min-votes"),
        }
    }
    for flag in FLAGS.into_iter().filter(|flag| reading.answers.has("flag", flag)) {
        rule.params.insert(flag.to_owned(), "yes".to_owned());
    }
    let mut steps: Vec<TieStep> = Vec::new();
    for step in STEPS.into_iter().filter(|step| reading.answers.has("tie_step", step)) {
        steps.extend(TieBreak::parse(step).map(|tie| tie.0).unwrap_or_default());
    }
    match reading.answers.one("tie_last") {
        "lot" if reading.answers.one("seed").is_empty() => reading.fault("seed", "setup-wrong-seed"),
        "lot" => steps.push(TieStep::Lot(reading.answers.one("seed").chars().take(80).collect())),
        "order" => steps.push(TieStep::FileOrder),
        "lexico" => steps.push(TieStep::Lexico),
        _ => {}
    }
    rule.tie_break = if steps.is_empty() { String::new() } else { TieBreak(steps).to_string() };
}
