//! An application: a proposal on its way to the ballot. Its states, its sections, what stands in them, and what is still
//! missing before it can be handed in (ux.md C3-C9, `la_repair.md` R6, R7).

mod changes;
mod cost;
mod differences;
mod draft;
mod grade;
mod moves;
mod section;

pub use changes::{Change, changes_since};
pub use cost::{CostLine, CostTable, cents_of};
pub use differences::{Piece, differences};
pub use draft::{Attachment, Draft, Photo, Saved, Unit};
pub use grade::{GRADE_WANTED, grade};
pub use moves::Move;
pub use section::{Fault, FieldKind, FieldSpec, Fields, SectionName, check};

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::{base::ContestId, bodies::BodyId};

/// Identity of an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ApplicationId(pub Uuid);

impl ApplicationId {
    /// Reads the form it has in addresses.
    pub fn parse(text: &str) -> Option<Self> {
        Uuid::parse_str(text).ok().map(Self)
    }

    /// The key under which a committee's vote about it is recorded.
    pub fn subject(self) -> String {
        format!("application:{}", self.0)
    }
}

impl std::fmt::Display for ApplicationId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// Where an application stands. The legal moves are a trigger in Postgres; `docs/state-machines.md` draws them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// Being written.
    Draft,
    /// Handed in; a department looks at it.
    Submitted,
    /// Sent back with a list of changes.
    ChangesAsked,
    /// Will be on the ballot.
    Accepted,
    /// Will not be.
    Rejected,
    /// Rejected, and someone else looks again.
    Appealed,
    /// Taken back by its authors.
    Withdrawn,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 7] =
        [Self::Draft, Self::Submitted, Self::ChangesAsked, Self::Accepted, Self::Rejected, Self::Appealed, Self::Withdrawn];

    /// Stable name in the database and in catalog keys (`application-state-…`).
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::ChangesAsked => "changes_asked",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Appealed => "appealed",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Reads a stable name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// True while its authors may change it.
    pub fn is_open_to_authors(self) -> bool {
        matches!(self, Self::Draft | Self::ChangesAsked)
    }
}

/// An application without what is written in it.
#[derive(Clone, Debug)]
pub struct Application {
    /// Identity.
    pub id: ApplicationId,
    /// Where it would be counted.
    pub contest: ContestId,
    /// Public number within the contest.
    pub number: i32,
    /// Who writes it.
    pub body: BodyId,
    /// Where it stands.
    pub state: State,
    /// Language in which its authors write.
    pub source_lang: String,
    /// The day it was begun.
    pub started_on: NaiveDate,
    /// When it was first handed in: changes after it are shown to the public.
    pub handed_in_at: Option<DateTime<Utc>>,
    /// When it was last handed in.
    pub submitted_at: Option<DateTime<Utc>>,
    /// Until when changes that were asked for may be handed in.
    pub fix_due: Option<DateTime<Utc>>,
}

impl Application {
    /// True from the first hand-in on: the public ledger shows it.
    pub fn is_public(&self) -> bool {
        self.handed_in_at.is_some()
    }
}
