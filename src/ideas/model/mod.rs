//! An idea, a concept, what can become of an idea, and what is read from those who give one.

mod age;
mod contact;
mod desk;
mod draft;
mod event;
mod search;

pub use age::AgeGroup;
pub use contact::Contact;
pub use desk::{Desk, OtherZone};
pub use draft::{Draft, Gap, LIFE_SECONDS};
pub use event::{EventKind, IdeaEvent, Reason};
pub use search::{PAGE_SIZE, Search, Standing, ZoneCount};

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;
use uuid::Uuid;

use crate::base::{CycleSlug, ZoneCode, text::TextFault};

/// Most characters of an idea.
pub const WORDS_MAX: usize = 500;
/// Most characters of a corner or place, and of an event's name.
pub const PLACE_MAX: usize = 100;
/// Most characters of a concept's title.
pub const TITLE_MAX: usize = 80;
/// Most characters of a concept's summary.
pub const SUMMARY_MAX: usize = 400;
/// Ideas that a zone hopes for in a cycle. The first cycle worried when a zone had under fifty (`la_repair.md` 2.4).
pub const ZONE_TARGET: i64 = 50;

/// Identity of an idea.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct IdeaId(pub Uuid);

/// Identity of a concept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConceptId(pub Uuid);

/// Where an idea stands with the people who look at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdeaState {
    /// Nobody has looked yet; its words are not public.
    New,
    /// On the public list.
    Published,
    /// Not shown, for a public reason.
    Hidden,
}

impl IdeaState {
    /// Stable name in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Published => "published",
            Self::Hidden => "hidden",
        }
    }

    /// Reads a stable name.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::New, Self::Published, Self::Hidden].into_iter().find(|state| state.code() == code)
    }
}

/// The way an idea came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// The form on this site.
    Web,
    /// A sheet of paper.
    Paper,
    /// A phone call.
    Phone,
    /// Said or written at an event.
    Event,
}

impl Channel {
    /// The ways that people type in for others.
    pub const TYPED_IN: [Self; 3] = [Self::Paper, Self::Phone, Self::Event];

    /// Stable name in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Paper => "paper",
            Self::Phone => "phone",
            Self::Event => "event",
        }
    }

    /// Reads a stable name.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Web, Self::Paper, Self::Phone, Self::Event].into_iter().find(|channel| channel.code() == code)
    }
}

/// What one person asks for.
#[derive(Clone, Debug)]
pub struct Idea {
    /// Identity.
    pub id: IdeaId,
    /// The cycle.
    pub cycle: CycleSlug,
    /// The zone.
    pub zone: ZoneCode,
    /// Public number in the cycle.
    pub number: i32,
    /// Where it stands.
    pub state: IdeaState,
    /// The words; empty while only a recording is there.
    pub words: String,
    /// Corner or place; may be empty.
    pub place: String,
    /// Language of the words, where somebody said so.
    pub lang: Option<String>,
    /// Code of the issue area.
    pub issue_area: Option<String>,
    /// The way it came in.
    pub channel: Channel,
    /// Name of the event it came from.
    pub event_name: Option<String>,
    /// Day it was given or typed in.
    pub given_on: NaiveDate,
    /// The concept it is part of.
    pub concept: Option<ConceptId>,
    /// True when there is a recording.
    pub has_sound: bool,
}

/// A concept: ideas that ask for the same, under one name.
#[derive(Clone, Debug)]
pub struct Concept {
    /// Identity.
    pub id: ConceptId,
    /// The cycle.
    pub cycle: CycleSlug,
    /// The zone.
    pub zone: ZoneCode,
    /// Public number in the cycle.
    pub number: i32,
    /// A few words.
    pub title: String,
    /// A sentence or two.
    pub summary: String,
    /// Code of the issue area.
    pub issue_area: Option<String>,
}

/// A concept to be made.
pub struct NewConcept {
    /// The cycle.
    pub cycle: CycleSlug,
    /// The zone.
    pub zone: ZoneCode,
    /// A few words.
    pub title: String,
    /// A sentence or two.
    pub summary: String,
    /// Code of the issue area.
    pub issue_area: Option<String>,
}

#[derive(Deserialize)]
struct AreaFact {
    code: String,
    resident_facing: bool,
}

static ISSUE_AREAS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let facts: Vec<AreaFact> = serde_json::from_str(include_str!("../../../data/issue_areas.json")).unwrap_or_default();
    facts.into_iter().filter(|area| area.resident_facing).map(|area| area.code).collect()
});

/// Codes of the issue areas that residents meet, in the order of the program's list.
pub fn issue_areas() -> &'static [String] {
    &ISSUE_AREAS
}

/// A known issue area, or nothing.
pub fn issue_area(code: &str) -> Option<String> {
    issue_areas().iter().find(|known| *known == code).cloned()
}

/// What people wrote, in one form: one kind of line end, no control characters, no space around. Marks that join or part
/// letters stay: several scripts and many pictures are not whole without them.
///
/// # Errors
/// [`TextFault`] when nothing is left or more than `max` characters are.
pub fn words(raw: &str, max: usize) -> Result<String, TextFault> {
    let plain: String = raw.replace("\r\n", "\n").chars().filter(|c| *c == '\n' || !c.is_control()).collect();
    let trimmed = plain.trim();
    match trimmed.chars().count() {
        0 => Err(TextFault::Empty),
        n if n > max => Err(TextFault::TooLong(max)),
        _ => Ok(trimmed.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn residents_meet_seven_issue_areas() {
        assert_eq!(issue_areas().len(), 7);
        assert_eq!(issue_area("HEALTH").as_deref(), Some("HEALTH"));
        assert_eq!(issue_area("PROC"), None, "inside the City");
    }

    #[test]
    fn every_script_is_kept_and_control_signs_are_not() {
        for whole in ["سایه می‌خواهیم", "ដើមឈើ\u{200b}ច្រើន", "👩‍👩‍👧 park", "a\u{200d}b"]
        {
            assert_eq!(words(whole, 500).as_deref(), Ok(whole));
        }
        assert_eq!(words(" a\r\n\u{0}b\u{1b} ", 500).as_deref(), Ok("a\nb"));
        assert_eq!(words(" \n ", 500), Err(TextFault::Empty));
        assert_eq!(words(&"ñ".repeat(501), 500), Err(TextFault::TooLong(500)));
        assert!(words(&"ñ".repeat(500), 500).is_ok());
    }
}
