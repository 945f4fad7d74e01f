//! Who may propose and how much: amounts, shares of the zone's money, months and days.

use super::{
    super::{Answers, Draft},
    Reading, yes,
    zones::{money_of, written},
};

fn share_text(share: Option<(u16, u16)>) -> String {
    share.map(|(part, whole)| format!("{part}/{whole}")).unwrap_or_default()
}

/// "2/3" or nothing.
fn share_of(typed: &str) -> Option<Option<(u16, u16)>> {
    if typed.is_empty() {
        return Some(None);
    }
    let (part, whole) = typed.split_once('/')?;
    Some(Some((part.trim().parse().ok()?, whole.trim().parse().ok()?)))
}

pub fn show(draft: &Draft, answers: &mut Answers) {
    let rule = &draft.rulebook.proposal;
    answers.put("author", rule.author_kinds.clone());
    answers.put("committee_vote", yes(rule.committee_vote));
    answers.set("floor", written(rule.min_cents));
    answers.set("floor_share", share_text(rule.min_share));
    answers.set("cap", written(rule.max_cents));
    answers.set("cap_share", share_text(rule.max_share));
    answers.set("months", rule.term_months.to_string());
    answers.set("fix_days", rule.fix_days.to_string());
    answers.set("appeal_days", rule.appeal_days.to_string());
}

pub fn read(reading: &mut Reading<'_>, draft: &mut Draft) {
    let rule = &mut draft.rulebook.proposal;
    let known = ["committee", "organisation", "staff"];
    rule.author_kinds = reading.given("author").into_iter().filter(|kind| known.contains(&kind.as_str())).collect();
    rule.committee_vote = reading.is_yes("committee_vote");
    for (field, into) in [("floor", &mut rule.min_cents), ("cap", &mut rule.max_cents)] {
        match money_of(reading.answers.one(field)) {
            Some(cents) => *into = cents,
            None => reading.fault(field, "setup-wrong-money"),
        }
    }
    for (field, into) in [("floor_share", &mut rule.min_share), ("cap_share", &mut rule.max_share)] {
        match share_of(reading.answers.one(field)) {
            Some(share) => *into = share,
            None => reading.fault(field, "setup-wrong-share"),
        }
    }
    for (field, into) in
        [("months", &mut rule.term_months), ("fix_days", &mut rule.fix_days), ("appeal_days", &mut rule.appeal_days)]
    {
        reading.number(field, into);
    }
}
