//! An event in a zone.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::base::{Lang, ZoneCode};

/// What an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// Those who wrote proposals show them.
    ProposerFair,
    /// People learn or write together.
    Workshop,
    /// A meeting open to all.
    Meeting,
    /// A place to vote with help.
    VoteSite,
}

impl EventKind {
    /// Every kind, in the order of the form.
    pub const ALL: [Self; 4] = [Self::ProposerFair, Self::Workshop, Self::Meeting, Self::VoteSite];

    /// Stable name in the database; catalog keys are `event-kind-…` with hyphens.
    pub fn code(self) -> &'static str {
        match self {
            Self::ProposerFair => "proposer_fair",
            Self::Workshop => "workshop",
            Self::Meeting => "meeting",
            Self::VoteSite => "vote_site",
        }
    }

    /// Reads a stable name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// What is said of an event in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventText {
    /// Name.
    pub title: String,
    /// More about it; may be empty.
    pub text: String,
    /// Accessibility notes; may be empty.
    pub access: String,
}

/// An event to be added, or as it should be.
#[derive(Clone, Debug)]
pub struct NewEvent {
    /// Zone.
    pub zone: ZoneCode,
    /// Kind.
    pub kind: EventKind,
    /// Start.
    pub starts_at: DateTime<Utc>,
    /// End, after the start.
    pub ends_at: DateTime<Utc>,
    /// Place in one line.
    pub place: String,
    /// Codes of languages spoken there; at least one.
    pub languages: Vec<String>,
    /// Texts, one for each language of the site.
    pub texts: Vec<(Lang, EventText)>,
}

/// An event as it is stored.
#[derive(Clone, Debug)]
pub struct Event {
    /// Identity.
    pub id: Uuid,
    /// Everything about it.
    pub what: NewEvent,
    /// Why it was cancelled, if it was.
    pub cancelled_because: Option<String>,
    /// True once it is over by the database's clock.
    pub is_over: bool,
}

impl Event {
    /// The text in a language, or in the first there is.
    pub fn text(&self, lang: Lang) -> (Lang, EventText) {
        let own = self.what.texts.iter().find(|(one, _)| *one == lang);
        own.or_else(|| self.what.texts.first()).cloned().unwrap_or((lang, EventText::default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_read_as_they_are_written() {
        assert!(EventKind::ALL.iter().all(|kind| EventKind::parse(kind.code()) == Some(*kind)));
        assert_eq!(EventKind::parse("party"), None);
    }
}
