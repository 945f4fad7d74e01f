//! What a review is: outcomes, reason codes, the checklist, the decision and appeal forms, threads of talk, the public ledger.

mod appeal;
mod checklist;
mod decision;
mod ledger;
mod matter;
mod threads;

pub use appeal::{Appeal, AppealForm, AppealVerdict, appeal_faults, reason_fault};
pub use checklist::{Answer, CHECKS, Check, Checklist};
pub use decision::{Answers, MAX_REASON, Ready, faults, ready};
pub use ledger::{Figures, LedgerRow, PublicStep, StepKind, Words};
pub use matter::{Department, Matter, Person, Queue, Review, Signature};
pub use threads::{Comment, MAX_WORDS, Side, Thread};

/// What a reviewer decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Ready: it may be on the ballot.
    Accepted,
    /// Ready with changes: authors get one round to make them.
    ChangesAsked,
    /// A change asked for after it was accepted.
    Reopened,
    /// Not possible.
    Rejected,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Self; 4] = [Self::Accepted, Self::ChangesAsked, Self::Reopened, Self::Rejected];

    /// Stable name in the database, in forms and in catalog keys (`review-outcome-…`).
    pub fn code(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::ChangesAsked => "changes_asked",
            Self::Reopened => "reopened",
            Self::Rejected => "rejected",
        }
    }

    /// Reads a stable name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.code() == code)
    }
}

/// Codes that a rejection can name, as in `data/reason_codes.json`; `P-WITHDRAWN` is the authors' own.
pub const CODES: [&str; 15] = [
    "P-ZONE",
    "P-FLOOR",
    "P-CAP",
    "P-CAPITAL",
    "P-POWER",
    "P-LAW",
    "P-CONFLICT",
    "P-TIME",
    "P-OPEN",
    "P-BUDGET",
    "P-ORG",
    "P-DUP",
    "P-IDEA",
    "P-LATE",
    "P-NORESP",
];

/// The code of an application that its authors took back.
pub const WITHDRAWN: &str = "P-WITHDRAWN";

/// Catalog key of a code's sentence.
pub fn code_key(code: &str) -> String {
    format!("reason-{}", code.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_codes_are_those_of_the_public_list() {
        let list: serde_json::Value = serde_json::from_str(include_str!("../../../data/reason_codes.json")).expect("a list");
        let public: Vec<&str> =
            list["proposal"].as_array().expect("proposals").iter().filter_map(|pair| pair[0].as_str()).collect();
        let ours: Vec<&str> = CODES.into_iter().chain([WITHDRAWN]).collect();
        assert_eq!(ours, public);
    }

    #[test]
    fn outcomes_are_read_by_their_name() {
        for outcome in Outcome::ALL {
            assert_eq!(Outcome::parse(outcome.code()), Some(outcome));
        }
    }
}
