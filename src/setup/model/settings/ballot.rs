//! What a ballot looks like.

use super::{
    super::{Answers, Draft},
    Reading, yes,
};

pub fn show(draft: &Draft, answers: &mut Answers) {
    let rule = &draft.rulebook.ballot;
    answers.set("kind", rule.kind.clone());
    answers.set("limit", rule.pick_limit.to_string());
    answers.put("blank", yes(rule.blank_allowed));
    answers.put("change", yes(rule.change_allowed));
}

pub fn read(reading: &mut Reading<'_>, draft: &mut Draft) {
    let rule = &mut draft.rulebook.ballot;
    match reading.answers.one("kind") {
        kind @ ("approval" | "choose-1" | "ordinal" | "cumulative" | "scoring") => rule.kind = kind.to_owned(),
        _ => reading.fault("kind", "setup-wrong-choice"),
    }
    reading.number("limit", &mut rule.pick_limit);
    rule.blank_allowed = reading.is_yes("blank");
    rule.change_allowed = reading.is_yes("change");
}
