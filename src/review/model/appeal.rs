//! An appeal against a rejection, and what became of it.

use chrono::{DateTime, Utc};

use super::{
    Words,
    decision::{MAX_REASON, MIN_REASON},
};

/// Most characters of an appeal.
const MAX_APPEAL: usize = 2000;

/// An appeal.
#[derive(Clone, Debug)]
pub struct Appeal {
    /// Why the body thinks the rejection is wrong; for the body and staff.
    pub words: Words,
    /// Who filed it.
    pub filed_name: String,
    /// When.
    pub filed_at: DateTime<Utc>,
    /// What was decided, and nothing while it is open.
    pub verdict: Option<AppealVerdict>,
}

/// What became of an appeal.
#[derive(Clone, Debug)]
pub struct AppealVerdict {
    /// True: the application is accepted.
    pub accepted: bool,
    /// Published reason.
    pub reason: Words,
    /// Who decided; never a reviewer of the application.
    pub decided_name: String,
    /// When.
    pub decided_at: DateTime<Utc>,
}

/// The form of a decision about an appeal, as it came.
#[derive(Clone, Debug, Default)]
pub struct AppealForm {
    /// `accepted` or `rejected`.
    pub outcome: String,
    /// Published reason.
    pub reason: String,
    /// Its language.
    pub lang: String,
}

/// What is wrong with the words of an appeal; the catalog key.
pub fn appeal_faults(words: &str) -> Option<&'static str> {
    match words.trim().chars().count() {
        0 => Some("appeal-words-empty"),
        n if n > MAX_APPEAL => Some("appeal-words-long"),
        _ => None,
    }
}

/// What is wrong with a published reason; the catalog key.
pub fn reason_fault(reason: &str) -> Option<&'static str> {
    match reason.trim().chars().count() {
        n if n < MIN_REASON => Some("review-reason-short"),
        n if n > MAX_REASON => Some("review-reason-long"),
        _ => None,
    }
}
