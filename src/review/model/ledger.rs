//! The public ledger: every application that was handed in, what became of it and why.

use chrono::{DateTime, Utc};

use crate::applications::State;

/// Words with the language they were written in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// Language code.
    pub lang: String,
    /// The words.
    pub text: String,
}

/// One application in the ledger.
#[derive(Clone, Debug)]
pub struct LedgerRow {
    /// Public number within zone and cycle.
    pub number: i32,
    /// Zone code.
    pub zone: String,
    /// Zone's name.
    pub zone_name: String,
    /// Title as it was handed in.
    pub title: Words,
    /// Who wrote it.
    pub body_name: String,
    /// Where it stands.
    pub state: State,
    /// When it got there.
    pub since: DateTime<Utc>,
    /// True when changes were asked for, before or after acceptance.
    pub was_changed: bool,
    /// Codes of the last decision.
    pub codes: Vec<String>,
    /// Published reason of the last decision; nothing when there is none.
    pub reason: Option<Words>,
    /// Outcome of an appeal with its reason: true when it was accepted.
    pub appeal: Option<(bool, Words)>,
}

/// Counts of one zone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Handed in.
    pub all: i64,
    /// Accepted.
    pub accepted: i64,
    /// Changed after being asked.
    pub changed: i64,
    /// Not accepted.
    pub rejected: i64,
    /// Taken back by their authors.
    pub withdrawn: i64,
}

impl Figures {
    /// Counts these rows.
    pub fn of<'a>(rows: impl Iterator<Item = &'a LedgerRow>) -> Self {
        rows.fold(Self::default(), |sum, row| Self {
            all: sum.all + 1,
            accepted: sum.accepted + i64::from(row.state == State::Accepted),
            changed: sum.changed + i64::from(row.was_changed),
            rejected: sum.rejected + i64::from(row.state == State::Rejected),
            withdrawn: sum.withdrawn + i64::from(row.state == State::Withdrawn),
        })
    }
}

/// What happened in a public step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepKind {
    /// Handed in for the first time.
    HandedIn,
    /// Handed in again with changes.
    HandedInAgain,
    /// Changes were asked for.
    ChangesAsked,
    /// Changes were asked for after acceptance.
    Reopened,
    /// Accepted by a reviewer.
    Accepted,
    /// Rejected by a reviewer.
    Rejected,
    /// The body filed an appeal.
    Appealed,
    /// The appeal was granted.
    AppealAccepted,
    /// The appeal was turned down.
    AppealRejected,
    /// Taken back.
    Withdrawn,
}

impl StepKind {
    /// Catalog key of its words.
    pub fn key(self) -> &'static str {
        match self {
            Self::HandedIn => "review-step-handed-in",
            Self::HandedInAgain => "review-step-handed-in-again",
            Self::ChangesAsked => "review-step-changes-asked",
            Self::Reopened => "review-step-reopened",
            Self::Accepted => "review-step-accepted",
            Self::Rejected => "review-step-rejected",
            Self::Appealed => "review-step-appealed",
            Self::AppealAccepted => "review-step-appeal-accepted",
            Self::AppealRejected => "review-step-appeal-rejected",
            Self::Withdrawn => "review-step-withdrawn",
        }
    }
}

/// A step of an application that everyone may see.
#[derive(Clone, Debug)]
pub struct PublicStep {
    /// When, by the database's clock.
    pub at: DateTime<Utc>,
    /// What happened.
    pub kind: StepKind,
    /// Codes of a rejection.
    pub codes: Vec<String>,
    /// Changes asked for, in the reason's language.
    pub changes: Vec<String>,
    /// Language of the words below and of the changes.
    pub lang: String,
    /// Published reason.
    pub reason: Option<Words>,
    /// Who decided.
    pub by: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_count_each_outcome_once_and_changes_beside_it() {
        let words = |text: &str| Words { lang: "en".to_owned(), text: text.to_owned() };
        let row = |state, was_changed| LedgerRow {
            number: 1,
            zone: "BOY".to_owned(),
            zone_name: "Sample".to_owned(),
            title: words("Shade"),
            body_name: "Sample".to_owned(),
            state,
            since: DateTime::<Utc>::UNIX_EPOCH,
            was_changed,
            codes: Vec::new(),
            reason: None,
            appeal: None,
        };
        let rows =
            [row(State::Accepted, true), row(State::Rejected, false), row(State::Withdrawn, false), row(State::Submitted, false)];
        assert_eq!(Figures::of(rows.iter()), Figures { all: 4, accepted: 1, changed: 1, rejected: 1, withdrawn: 1 });
    }
}
