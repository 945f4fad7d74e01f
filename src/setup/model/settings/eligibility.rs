//! Who may give ideas and who may vote: ages and ties to a zone.

use super::{
    super::{Answers, Draft},
    Reading,
};
use crate::cycles::Tie;

fn codes(ties: &[Tie]) -> Vec<String> {
    ties.iter().map(|tie| tie.code().to_owned()).collect()
}

pub fn show(draft: &Draft, answers: &mut Answers) {
    let rules = &draft.rulebook;
    answers.set("idea_age", rules.idea.min_age.to_string());
    answers.set("idea_contact_age", rules.idea.contact_min_age.to_string());
    answers.put("idea_tie", codes(&rules.idea.ties));
    answers.set("vote_age", rules.vote.min_age.to_string());
    answers.put("vote_tie", codes(&rules.vote.ties));
    answers.set("per", if rules.vote.one_per_zone { "zone" } else { "cycle" });
}

pub fn read(reading: &mut Reading<'_>, draft: &mut Draft) {
    let rules = &mut draft.rulebook;
    reading.number("idea_age", &mut rules.idea.min_age);
    reading.number("idea_contact_age", &mut rules.idea.contact_min_age);
    reading.number("vote_age", &mut rules.vote.min_age);
    let ties = |field: &str| -> Vec<Tie> { Tie::ALL.into_iter().filter(|tie| reading.answers.has(field, tie.code())).collect() };
    rules.idea.ties = ties("idea_tie");
    rules.vote.ties = ties("vote_tie");
    match reading.answers.one("per") {
        "zone" => rules.vote.one_per_zone = true,
        "cycle" => rules.vote.one_per_zone = false,
        _ => reading.fault("per", "setup-wrong-choice"),
    }
}
