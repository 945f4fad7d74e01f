//! A translation: its versions, where it stands, and which of its units were made from words that have changed since
//! (ux.md C10, `la_repair.md` R24).

mod dry_run;
mod files;
pub mod languages;
mod limits;

pub use dry_run::{Checked, Finding, check_rows, counts, taken};
pub use files::{ExportRow, Format, Mark, Row, plain, read, source_hash, table, write};
pub use limits::{LengthFault, length_fault, limit};

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    applications::{ApplicationId, Draft, State as ApplicationState, Unit},
    base::ZoneCode,
};

/// Key of a unit to its words.
pub type Words = BTreeMap<String, String>;

/// What people have done with a version. The legal moves are a trigger in Postgres.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// It came from a file; nobody has worked on it here.
    Draft,
    /// Being written, or sent back.
    InTranslation,
    /// Waits for another person's eyes.
    InReview,
    /// Another person approved it.
    Approved,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Draft, Self::InTranslation, Self::InReview, Self::Approved];

    /// Stable name in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::InTranslation => "in_translation",
            Self::InReview => "in_review",
            Self::Approved => "approved",
        }
    }

    /// Reads a stable name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// A saved version of a translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// From 1; the last one stands.
    pub number: i32,
    /// The words.
    pub units: Words,
    /// The source words that each was made from.
    pub source: Words,
    /// What people have done with it.
    pub state: State,
    /// Made by a program and not yet approved by a person.
    pub is_machine: bool,
    /// Account of the person who wrote or brought the words.
    pub translated_by: Uuid,
    /// That person's name.
    pub translated_name: String,
    /// Who approved it or sent it back: account and name.
    pub reviewer: Option<(Uuid, String)>,
    /// Why it was sent back.
    pub note: Option<String>,
    /// When.
    pub saved_at: DateTime<Utc>,
}

impl Version {
    /// Keys of the units whose source words changed since they were translated, in the order of the source; for an approved
    /// translation also those that are new.
    pub fn stale<'a>(&self, source: &'a [Unit]) -> Vec<&'a str> {
        let changed = |unit: &&Unit| self.source.get(&unit.key).is_none_or(|before| *before != unit.text);
        let matters = |unit: &&Unit| self.state == State::Approved || self.units.contains_key(&unit.key);
        source.iter().filter(changed).filter(matters).map(|unit| unit.key.as_str()).collect()
    }

    /// The words of the units that the source still has.
    pub fn current(&self, source: &[Unit]) -> Words {
        source.iter().filter_map(|unit| Some((unit.key.clone(), self.units.get(&unit.key)?.clone()))).collect()
    }
}

/// A required language that a proposal goes without.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// From 1; taking it back and signing it anew are further versions.
    pub number: i32,
    /// False once it was taken back.
    pub in_force: bool,
    /// Language shown in its place.
    pub fallback: String,
    /// The public reason.
    pub reason: String,
    /// Who signed.
    pub signed_name: String,
    /// When.
    pub signed_at: DateTime<Utc>,
}

/// Where one proposal stands in one language, in the words of the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Standing {
    /// The language its authors wrote in: nothing is to be translated.
    Original,
    /// Nothing is there.
    NotStarted,
    /// A file brought words that nobody has worked on.
    Draft,
    /// Being written.
    InTranslation,
    /// Waits for another person.
    InReview,
    /// Approved, from the words that stand now.
    Approved,
    /// The original changed after it was translated.
    Stale,
    /// Goes without, by a signed waiver.
    Waived,
}

impl Standing {
    /// Stable name in catalog keys (`translation-state-…`).
    pub fn code(self) -> &'static str {
        match self {
            Self::Original => "original",
            Self::NotStarted => "none",
            Self::Draft => "draft",
            Self::InTranslation => "in-translation",
            Self::InReview => "in-review",
            Self::Approved => "approved",
            Self::Stale => "stale",
            Self::Waived => "waived",
        }
    }

    /// True when nothing is left to be done for the freeze.
    pub fn is_settled(self) -> bool {
        matches!(self, Self::Original | Self::Approved | Self::Waived)
    }
}

/// One proposal in one language: its source, what stands, and whether it is waived.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The proposal.
    pub draft: Draft,
    /// Its zone.
    pub zone: ZoneCode,
    /// The target language.
    pub lang: String,
    /// The version that stands.
    pub stands: Option<Version>,
    /// The last waiver, in force or not.
    pub waiver: Option<Waiver>,
}

impl Sheet {
    /// Identity of the proposal.
    pub fn id(&self) -> ApplicationId {
        self.draft.application.id
    }

    /// True when the target is the language its authors wrote in.
    pub fn is_original(&self) -> bool {
        self.draft.application.source_lang == self.lang
    }

    /// True while a waiver is in force.
    pub fn is_waived(&self) -> bool {
        self.waiver.as_ref().is_some_and(|waiver| waiver.in_force)
    }

    /// Where it stands.
    pub fn standing(&self) -> Standing {
        if self.is_original() {
            return Standing::Original;
        }
        let waived = self.is_waived();
        let Some(version) = &self.stands else {
            return if waived { Standing::Waived } else { Standing::NotStarted };
        };
        let is_stale = !version.stale(&self.draft.units()).is_empty();
        match version.state {
            State::Approved if !is_stale => Standing::Approved,
            _ if waived => Standing::Waived,
            _ if is_stale => Standing::Stale,
            State::Approved => Standing::Approved,
            State::Draft => Standing::Draft,
            State::InTranslation => Standing::InTranslation,
            State::InReview => Standing::InReview,
        }
    }

    /// What stands between this sheet and the freeze; nothing for a settled one.
    pub fn missing(&self) -> Option<Missing> {
        let why = match self.standing() {
            standing if standing.is_settled() => return None,
            Standing::NotStarted => Why::NotStarted,
            Standing::Stale => Why::Stale,
            _ => Why::NotApproved,
        };
        let application = &self.draft.application;
        Some(Missing { application: application.id, number: application.number, lang: self.lang.clone(), why })
    }
}

/// A text that the freeze waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Which proposal.
    pub application: ApplicationId,
    /// Its public number within the contest.
    pub number: i32,
    /// Which language, by its tag.
    pub lang: String,
    /// What is missing.
    pub why: Why,
}

/// What is missing before a text may be frozen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Nothing was translated.
    NotStarted,
    /// Nobody approved it.
    NotApproved,
    /// The original changed after it was approved or translated.
    Stale,
}

/// True when an application's texts are worth translating: it was handed in and may still come on the ballot.
pub fn is_translated(state: ApplicationState) -> bool {
    use ApplicationState::{Accepted, Appealed, ChangesAsked, Draft, Rejected, Submitted, Withdrawn};
    match state {
        Submitted | ChangesAsked | Accepted | Appealed => true,
        Draft | Rejected | Withdrawn => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(key: &str, text: &str) -> Unit {
        Unit { key: key.to_owned(), text: text.to_owned() }
    }

    fn words(pairs: &[(&str, &str)]) -> Words {
        pairs.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect()
    }

    fn version(state: State) -> Version {
        Version {
            number: 1,
            units: words(&[("title", "Sombra")]),
            source: words(&[("title", "Shade")]),
            state,
            is_machine: false,
            translated_by: Uuid::nil(),
            translated_name: "Sample Translator".to_owned(),
            reviewer: None,
            note: None,
            saved_at: DateTime::default(),
        }
    }

    #[test]
    fn only_the_units_whose_source_changed_are_stale() {
        let now = [unit("title", "More shade"), unit("summary", "New")];
        assert_eq!(version(State::InTranslation).stale(&now), ["title"]);
        assert_eq!(version(State::Approved).stale(&now), ["title", "summary"], "a new unit makes an approved one stale");
        assert!(version(State::Approved).stale(&[unit("title", "Shade")]).is_empty());
    }

    #[test]
    fn every_state_has_its_name() {
        for state in State::ALL {
            assert_eq!(State::parse(state.code()), Some(state));
        }
    }
}
