//! The parts of a cycle before its vote, when each is, and the proof that one is open now.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A part of a cycle before the vote (`la_repair.md` appendix C, `offsets_days`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhaseName {
    /// Residents give ideas.
    Ideas,
    /// Committees and organisations write proposals.
    Proposals,
    /// Departments review what was handed in.
    Review,
    /// A rejection may be appealed.
    Appeals,
    /// Texts are translated and proofs approved.
    Translation,
}

impl PhaseName {
    /// Every phase, in the order they usually follow each other.
    pub const ALL: [Self; 5] = [Self::Ideas, Self::Proposals, Self::Review, Self::Appeals, Self::Translation];

    /// Stable name in the database, in acts and in catalog keys (`phase-name-…`).
    pub fn code(self) -> &'static str {
        match self {
            Self::Ideas => "ideas",
            Self::Proposals => "proposals",
            Self::Review => "review",
            Self::Appeals => "appeals",
            Self::Translation => "translation",
        }
    }

    /// Reads a stable name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|name| name.code() == code)
    }
}

/// When a phase is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseSpan {
    /// Which.
    pub name: PhaseName,
    /// First moment.
    pub starts_at: DateTime<Utc>,
    /// First moment at which it is over.
    pub ends_at: DateTime<Utc>,
}

impl PhaseSpan {
    /// True at `now`.
    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        self.starts_at <= now && now < self.ends_at
    }
}

/// Where a phase stood by the database's clock when it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhaseState {
    /// The cycle does not have this phase.
    Absent,
    /// It begins at this moment.
    Before(DateTime<Utc>),
    /// It is open.
    Open(PhaseOpen),
    /// It ended at this moment.
    Over(DateTime<Utc>),
}

/// Proof that a phase was open when it was read; what belongs to a phase asks for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhaseOpen {
    name: PhaseName,
    ends_at: DateTime<Utc>,
}

impl PhaseOpen {
    /// Which phase.
    pub fn name(&self) -> PhaseName {
        self.name
    }

    /// When it ends.
    pub fn ends_at(&self) -> DateTime<Utc> {
        self.ends_at
    }
}

impl PhaseState {
    pub(in crate::cycles) fn of(span: Option<PhaseSpan>, now: DateTime<Utc>) -> Self {
        match span {
            None => Self::Absent,
            Some(span) if now < span.starts_at => Self::Before(span.starts_at),
            Some(span) if span.is_open(now) => Self::Open(PhaseOpen { name: span.name, ends_at: span.ends_at }),
            Some(span) => Self::Over(span.ends_at),
        }
    }

    /// The proof, when the phase is open.
    pub fn open(self) -> Option<PhaseOpen> {
        match self {
            Self::Open(open) => Some(open),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phase_opens_and_ends_on_the_second() {
        let at = |s| DateTime::from_timestamp(s, 0).unwrap_or_default();
        let span = PhaseSpan { name: PhaseName::Ideas, starts_at: at(10), ends_at: at(20) };
        assert_eq!(PhaseState::of(Some(span), at(9)), PhaseState::Before(at(10)));
        assert!(PhaseState::of(Some(span), at(10)).open().is_some());
        assert!(PhaseState::of(Some(span), at(19)).open().is_some());
        assert_eq!(PhaseState::of(Some(span), at(20)), PhaseState::Over(at(20)));
        assert_eq!(PhaseState::of(None, at(20)), PhaseState::Absent);
    }
}
