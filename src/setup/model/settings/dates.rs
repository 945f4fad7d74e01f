//! Dates: each phase, the planned freeze, voting, and the minutes of grace.

use super::{
    super::{Answers, Draft, local_time},
    Reading,
};
use crate::cycles::{PhaseName, PhaseSpan};

/// Fields of a phase: first moment and end.
pub const PHASES: [(PhaseName, &str, &str); 5] = [
    (PhaseName::Ideas, "ideas_start", "ideas_end"),
    (PhaseName::Proposals, "proposals_start", "proposals_end"),
    (PhaseName::Review, "review_start", "review_end"),
    (PhaseName::Appeals, "appeals_start", "appeals_end"),
    (PhaseName::Translation, "translation_start", "translation_end"),
];

pub fn show(draft: &Draft, answers: &mut Answers) {
    for (name, start, end) in PHASES {
        let span = draft.frame.phase(name);
        answers.set(start, span.map(|span| local_time::written(span.starts_at)).unwrap_or_default());
        answers.set(end, span.map(|span| local_time::written(span.ends_at)).unwrap_or_default());
    }
    answers.set("freeze", draft.frame.freeze_at.map(local_time::written).unwrap_or_default());
    answers.set("vote_start", local_time::written(draft.frame.opens_at));
    answers.set("vote_end", local_time::written(draft.frame.closes_at));
    answers.set("grace", (draft.frame.grace_seconds / 60).to_string());
}

pub fn read(reading: &mut Reading<'_>, draft: &mut Draft) {
    let mut phases = Vec::new();
    for (name, start, end) in PHASES {
        // A phase without dates is a phase the cycle does not have.
        if reading.answers.one(start).is_empty() && reading.answers.one(end).is_empty() {
            continue;
        }
        if let (Some(starts_at), Some(ends_at)) = (moment(reading, start), moment(reading, end)) {
            phases.push(PhaseSpan { name, starts_at, ends_at });
        }
    }
    draft.frame.phases = phases;
    draft.frame.freeze_at = if reading.answers.one("freeze").is_empty() { None } else { moment(reading, "freeze") };
    if let Some(at) = moment(reading, "vote_start") {
        draft.frame.opens_at = at;
    }
    if let Some(at) = moment(reading, "vote_end") {
        draft.frame.closes_at = at;
    }
    let mut minutes: u32 = draft.frame.grace_seconds / 60;
    reading.number("grace", &mut minutes);
    draft.frame.grace_seconds = minutes.saturating_mul(60);
}

fn moment(reading: &mut Reading<'_>, field: &'static str) -> Option<chrono::DateTime<chrono::Utc>> {
    let found = local_time::read(reading.answers.one(field));
    if found.is_none() {
        reading.fault(field, "setup-wrong-date");
    }
    found
}
