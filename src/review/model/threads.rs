//! Talk about a section between the people of a body and reviewers.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::applications::SectionName;

/// Most characters of a comment.
pub const MAX_WORDS: usize = 2000;

/// For whom someone speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The body that wrote the application.
    Authors,
    /// The City.
    City,
}

impl Side {
    /// Stable name in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::Authors => "authors",
            Self::City => "city",
        }
    }

    /// Reads a stable name.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Authors, Self::City].into_iter().find(|side| side.code() == code)
    }
}

/// A comment.
#[derive(Clone, Debug)]
pub struct Comment {
    /// For whom its author spoke.
    pub side: Side,
    /// Who wrote it.
    pub author_name: String,
    /// The words.
    pub words: String,
    /// Who was to be told of it.
    pub told: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
}

/// Comments that answer each other.
#[derive(Clone, Debug)]
pub struct Thread {
    /// Identity.
    pub id: Uuid,
    /// What it is about; nothing: the whole application.
    pub section: Option<SectionName>,
    /// Who called it settled.
    pub resolved_name: Option<String>,
    /// Its comments, first one first.
    pub comments: Vec<Comment>,
}
