//! The moves of an application from state to state.

use chrono::{DateTime, Utc};

use super::State;

/// One move, by the database's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// From 1 within the application.
    pub position: i32,
    /// Where it moved to.
    pub state: State,
    /// When.
    pub at: DateTime<Utc>,
}
