//! An application before reviewers: who looks at it, until when, and what was decided.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Checklist, Outcome};
use crate::{
    applications::{ApplicationId, State},
    base::{ContestId, CycleSlug, ZoneCode},
    bodies::BodyId,
};

/// A department of the City.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Department {
    /// Short code, such as `DOT`.
    pub code: String,
    /// Name.
    pub name: String,
}

/// Someone with an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Account.
    pub id: Uuid,
    /// Name.
    pub name: String,
}

/// An application with its place in the queue, as one reader sees it.
#[derive(Clone, Debug)]
pub struct Matter {
    /// Which.
    pub application: ApplicationId,
    /// Public number within the contest.
    pub number: i32,
    /// Where it stands.
    pub state: State,
    /// The cycle.
    pub cycle: CycleSlug,
    /// True once the ballot of the cycle is frozen.
    pub is_frozen: bool,
    /// Where it would be counted.
    pub contest: ContestId,
    /// The zone.
    pub zone: ZoneCode,
    /// The zone's name.
    pub zone_name: String,
    /// Who writes it.
    pub body: BodyId,
    /// Their name.
    pub body_name: String,
    /// Language of its words.
    pub source_lang: String,
    /// What it was called when it was handed in.
    pub title: String,
    /// Who should look at it.
    pub department: Option<Department>,
    /// Who does.
    pub reviewer: Option<Person>,
    /// Date set by staff, as `YYYY-MM-DD`; nothing when the phase's end counts.
    pub due_on: Option<chrono::NaiveDate>,
    /// First moment at which it is late: for authors while changes are asked for, else for the City.
    pub due: Option<DateTime<Utc>>,
    /// True when that moment has passed.
    pub is_overdue: bool,
    /// True when the reader keeps out of it.
    pub is_tied: bool,
    /// Days that authors get for changes is counted from here: the database's clock.
    pub read_at: DateTime<Utc>,
}

/// What part of the queue to show; nothing means everything that waits.
#[derive(Clone, Debug, Default)]
pub struct Queue {
    /// Zone code.
    pub zone: String,
    /// State's stable name, or empty for what waits.
    pub state: String,
    /// Department's code.
    pub department: String,
    /// Only what the reader took.
    pub mine: bool,
}

/// A decision that was taken.
#[derive(Clone, Debug)]
pub struct Review {
    /// What was decided.
    pub outcome: Outcome,
    /// The questions with their answers, for colleagues.
    pub checks: Checklist,
    /// Codes of a rejection.
    pub codes: Vec<String>,
    /// Changes asked for.
    pub changes: Vec<String>,
    /// Published reason; may be empty.
    pub reason: String,
    /// Language of reason and changes.
    pub lang: String,
    /// Who decided.
    pub decided_name: String,
    /// When, by the database's clock.
    pub decided_at: DateTime<Utc>,
}

/// A reviewer's signature under a cost table.
#[derive(Clone, Debug)]
pub struct Signature {
    /// Who signed.
    pub name: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The sum in cents.
    pub cents: i64,
    /// False when the table changed since.
    pub is_current: bool,
}
