//! The steps of an idea: who did what, why, and how the idea stood afterwards.

use chrono::NaiveDate;

use super::{ConceptId, IdeaState};
use crate::base::ZoneCode;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// A resident gave it on the site.
    Given,
    /// Somebody typed it in from paper, phone or an event.
    Entered,
    /// It went on the public list.
    Published,
    /// It was taken off, or never put on.
    Hidden,
    /// It went to another zone.
    Moved,
    /// Words about a person were taken out for good.
    Redacted,
    /// The words of its recording were typed.
    Transcribed,
    /// It became part of a concept.
    Joined,
    /// It was taken out of a concept.
    Split,
    /// The step before was taken back.
    Undone,
}

impl EventKind {
    const ALL: [Self; 10] = [
        Self::Given,
        Self::Entered,
        Self::Published,
        Self::Hidden,
        Self::Moved,
        Self::Redacted,
        Self::Transcribed,
        Self::Joined,
        Self::Split,
        Self::Undone,
    ];

    /// Stable name in the database and in catalog keys (`idea-event-…`).
    pub fn code(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Entered => "entered",
            Self::Published => "published",
            Self::Hidden => "hidden",
            Self::Moved => "moved",
            Self::Redacted => "redacted",
            Self::Transcribed => "transcribed",
            Self::Joined => "joined",
            Self::Split => "split",
            Self::Undone => "undone",
        }
    }

    /// Reads a stable name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// True for steps that can be taken back: they changed no words, and concepts have a way back of their own.
    pub fn can_be_undone(self) -> bool {
        matches!(self, Self::Published | Self::Hidden | Self::Moved | Self::Undone)
    }
}

/// A public reason (`data/reason_codes.json`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It asks for something that is no program or service.
    Program,
    /// It belongs to another zone.
    Zone,
    /// It is part of a concept.
    Merged,
    /// It held personal data.
    Private,
    /// It is abusive.
    Harm,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 5] = [Self::Program, Self::Zone, Self::Merged, Self::Private, Self::Harm];
    /// Reasons for not showing an idea.
    pub const TO_HIDE: [Self; 3] = [Self::Program, Self::Private, Self::Harm];

    /// The program's code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Program => "I-PROGRAM",
            Self::Zone => "I-ZONE",
            Self::Merged => "I-MERGED",
            Self::Private => "I-PRIVATE",
            Self::Harm => "I-HARM",
        }
    }

    /// Reads a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

/// One step.
#[derive(Clone, Debug)]
pub struct IdeaEvent {
    /// What happened.
    pub kind: EventKind,
    /// `resident`, or name and role as in acts.
    pub actor: String,
    /// Why, where a rule asks for it.
    pub reason: Option<Reason>,
    /// Public words about it.
    pub note: Option<String>,
    /// Where the idea stood afterwards.
    pub state: IdeaState,
    /// Its zone afterwards.
    pub zone: ZoneCode,
    /// The concept it came to or left.
    pub concept: Option<ConceptId>,
    /// The day.
    pub happened_on: NaiveDate,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_the_programs_own() {
        let file: serde_json::Value = serde_json::from_str(include_str!("../../../data/reason_codes.json")).expect("a file");
        let codes: Vec<&str> = file["idea"].as_array().expect("a list").iter().filter_map(|pair| pair[0].as_str()).collect();
        assert_eq!(codes, Reason::ALL.map(Reason::code));
    }
}
