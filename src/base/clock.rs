//! The only place that asks the system what time it is. Everything else receives a moment as an argument.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};

/// A clock that tells the real time, or in tests a time that only moves when told to.
#[derive(Clone, Default)]
pub enum Clock {
    /// The system clock.
    #[default]
    System,
    /// A clock set by hand.
    Fixed(Arc<Mutex<DateTime<Utc>>>),
}

impl Clock {
    /// A clock that stands still at `moment` until [`Clock::set`] is called.
    pub fn fixed(moment: DateTime<Utc>) -> Self {
        Self::Fixed(Arc::new(Mutex::new(moment)))
    }

    /// The present moment, UTC.
    #[expect(clippy::disallowed_methods, reason = "the one door to the system clock")]
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            Self::System => Utc::now(),
            Self::Fixed(moment) => *moment.lock().unwrap_or_else(std::sync::PoisonError::into_inner),
        }
    }

    /// Moves a fixed clock; a system clock cannot be moved and ignores it.
    pub fn set(&self, moment: DateTime<Utc>) {
        if let Self::Fixed(cell) = self {
            *cell.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = moment;
        }
    }
}
