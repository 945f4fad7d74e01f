//! The steps after the close, and why one is refused.

mod canvass;
mod opening;
mod result;
mod voids;

pub(super) use canvass::{confirm_canvass, record_log_closed};
pub(super) use opening::{Opened, confirm_opening, store_opening};
pub(super) use result::certify;
pub use result::count_contest;
pub(super) use voids::{Evidence, VoidRefusal, confirm_void, propose_void};

use actix_web::http::StatusCode;

use super::{
    model::{Gap, SignRefusal},
    opening::{LogMismatch, ShareRefusal},
};
use crate::{
    cycles::CycleError,
    platform::web::{AsProblem, Problem},
    transparency,
};

/// Why a step was refused.
#[derive(Debug, thiserror::Error)]
pub enum CountingError {
    /// The sheet does not add up.
    #[error("the canvass sheet does not add up")]
    Gaps(Vec<Gap>),
    /// An earlier step is missing.
    #[error("another step comes first")]
    NotYet,
    /// It was done before.
    #[error("this step was done before")]
    DoneBefore,
    /// Two different people must sign.
    #[error("this person can't sign")]
    CantSign(SignRefusal),
    /// What is being signed is not what was shown.
    #[error("the result changed since the page was shown")]
    ResultChanged,
    /// A correction needs a public reason.
    #[error("a public reason is missing")]
    ReasonMissing,
    /// The person may not do this now.
    #[error(transparent)]
    Refused(#[from] crate::accounts::Refusal),
    /// The pass is not known, decided on before, or the two people mean different ones.
    #[error("the pass can't be taken out: {0:?}")]
    Void(VoidRefusal),
    /// A second opening says something else.
    #[error("the second opening does not agree in zone {0}")]
    OpeningsDiffer(String),
    /// A line of a second opening is missing or not readable.
    #[error("the second opening has no line for zone {0}")]
    OpeningLine(String),
    /// The ballots are not those of the log.
    #[error(transparent)]
    NotInLog(LogMismatch),
    /// The log could not be closed.
    #[error(transparent)]
    Log(#[from] transparency::LogFault),
    /// A share was refused.
    #[error(transparent)]
    Share(#[from] ShareRefusal),
    /// The cycle refused the step.
    #[error(transparent)]
    Cycle(#[from] CycleError),
    /// The rulebook names a rule or tie rule that can't be used.
    #[error("the rulebook can't be counted: {0}")]
    Rulebook(String),
    /// A record could not be hashed.
    #[error(transparent)]
    Canonical(#[from] ballot::canonical::CanonicalError),
    /// The database.
    #[error("the database: {0}")]
    Db(#[from] diesel::result::Error),
}

impl AsProblem for CountingError {
    fn problem(&self) -> Problem {
        let conflict = |code, title, text| Problem::new(StatusCode::CONFLICT, code, title, text);
        match self {
            Self::Db(error) => Problem::database(error),
            Self::Refused(refusal) => refusal.problem(),
            Self::Cycle(error) => error.problem(),
            Self::Gaps(_) => conflict("counting.gaps", "counting-gaps-title", "counting-gaps-text"),
            Self::CantSign(_) => conflict("counting.cant_sign", "counting-cant-sign-title", "counting-cant-sign-text"),
            Self::ResultChanged => conflict("counting.result_changed", "counting-changed-title", "counting-changed-text"),
            Self::Rulebook(_) | Self::Canonical(_) => Problem::internal(self),
            Self::NotInLog(mismatch) => {
                tracing::error!(error = %mismatch, "ALARM: the ballots of the box are not those of the log; nothing was opened");
                conflict("counting.not_in_log", "counting-not-in-log-title", "counting-not-in-log-text")
            }
            Self::Log(fault) => {
                tracing::warn!(error = %fault, "the log could not be closed");
                conflict("counting.log_open", "counting-log-title", "counting-log-text")
            }
            _ => conflict("counting.step_refused", "cycles-step-refused-title", "cycles-step-refused-text"),
        }
    }
}
