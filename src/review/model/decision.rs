//! What a reviewer fills in: kept as it is typed, and made a decision only when nothing is missing.

use serde::{Deserialize, Serialize};

use super::{CODES, Checklist, Outcome};

/// Fewest characters of a published reason.
pub const MIN_REASON: usize = 20;
/// Most characters of a published reason.
pub const MAX_REASON: usize = 600;
/// Most changes in one list, and most characters of each.
const MOST_CHANGES: usize = 20;
const CHANGE_CHARS: usize = 300;

/// Everything on the form, as it came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Answers {
    /// The questions.
    pub checks: Checklist,
    /// Outcome's stable name; empty while none is chosen.
    pub outcome: String,
    /// Reason codes ticked.
    pub codes: Vec<String>,
    /// Changes asked for, one a line.
    pub changes: String,
    /// Reason that is published.
    pub reason: String,
    /// Language of the words.
    pub lang: String,
}

impl Answers {
    /// The changes, one each line that says something.
    pub fn change_list(&self) -> Vec<String> {
        self.changes.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    }
}

/// A decision with nothing missing.
#[derive(Clone, Debug)]
pub struct Ready {
    /// What was decided.
    pub outcome: Outcome,
    /// The questions with their answers.
    pub checks: Checklist,
    /// Codes of a rejection; else empty.
    pub codes: Vec<String>,
    /// Changes asked for; else empty.
    pub changes: Vec<String>,
    /// Published reason; may be empty for an acceptance and for changes.
    pub reason: String,
    /// Language of reason and changes.
    pub lang: String,
}

/// What is missing: field and catalog key, in the order of the form.
pub fn faults(answers: &Answers) -> Vec<(&'static str, &'static str)> {
    let Some(outcome) = Outcome::parse(&answers.outcome) else {
        return vec![("outcome", "review-outcome-empty")];
    };
    let mut found = Vec::new();
    if outcome == Outcome::Accepted {
        found.extend(answers.checks.open().map(|check| (check.field, "review-check-empty")));
        found.extend(answers.checks.failed().map(|check| (check.field, "review-check-no")));
    }
    if outcome == Outcome::Rejected && !answers.codes.iter().any(|code| CODES.contains(&code.as_str())) {
        found.push(("code", "review-code-empty"));
    }
    if matches!(outcome, Outcome::ChangesAsked | Outcome::Reopened) {
        let list = answers.change_list();
        if list.is_empty() {
            found.push(("changes", "review-changes-empty"));
        } else if list.len() > MOST_CHANGES || list.iter().any(|change| change.chars().count() > CHANGE_CHARS) {
            found.push(("changes", "review-changes-long"));
        }
    }
    let length = answers.reason.trim().chars().count();
    if matches!(outcome, Outcome::Rejected | Outcome::Reopened) && length < MIN_REASON {
        found.push(("reason", "review-reason-short"));
    } else if length > MAX_REASON {
        found.push(("reason", "review-reason-long"));
    }
    found
}

/// The decision, when nothing is missing. What does not belong to the outcome is left out.
pub fn ready(answers: &Answers) -> Option<Ready> {
    if !faults(answers).is_empty() {
        return None;
    }
    let outcome = Outcome::parse(&answers.outcome)?;
    let asks = matches!(outcome, Outcome::ChangesAsked | Outcome::Reopened);
    let known = |code: &&str| answers.codes.iter().any(|ticked| ticked == code);
    Some(Ready {
        outcome,
        checks: answers.checks.clone(),
        codes: if outcome == Outcome::Rejected {
            CODES.into_iter().filter(known).map(str::to_owned).collect()
        } else {
            Vec::new()
        },
        changes: if asks { answers.change_list() } else { Vec::new() },
        reason: answers.reason.trim().to_owned(),
        lang: answers.lang.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::{
        super::{Answer, CHECKS},
        *,
    };

    fn answers(outcome: &str) -> Answers {
        Answers { outcome: outcome.to_owned(), lang: "en".to_owned(), ..Answers::default() }
    }

    fn keys(answers: &Answers) -> Vec<&'static str> {
        faults(answers).into_iter().map(|(_, key)| key).collect()
    }

    #[test]
    fn an_acceptance_needs_every_question_answered_and_none_with_no() {
        let mut given = answers("accepted");
        assert_eq!(keys(&given).len(), CHECKS.len());
        for check in &CHECKS {
            given.checks.put(check, Some(Answer::Yes), String::new());
        }
        assert!(ready(&given).is_some());
        given.checks.put(&CHECKS[0], Some(Answer::No), String::new());
        assert_eq!(keys(&given), ["review-check-no"]);
    }

    #[test]
    fn a_rejection_needs_a_known_code_and_a_plain_reason() {
        let mut given = answers("rejected");
        assert_eq!(keys(&given), ["review-code-empty", "review-reason-short"]);
        given.codes = vec!["P-MADE-UP".to_owned()];
        given.reason = "It is in the next zone.".to_owned();
        assert_eq!(keys(&given), ["review-code-empty"]);
        given.codes.push("P-ZONE".to_owned());
        given.changes = "left over".to_owned();
        let ready = ready(&given).expect("nothing missing");
        assert_eq!((ready.codes, ready.changes.len()), (vec!["P-ZONE".to_owned()], 0));
        given.reason = "x".repeat(MAX_REASON + 1);
        assert_eq!(keys(&given), ["review-reason-long"]);
    }

    #[test]
    fn changes_are_a_list_and_a_change_after_acceptance_says_why() {
        let mut given = answers("changes_asked");
        assert_eq!(keys(&given), ["review-changes-empty"]);
        given.changes = " Name the park \r\n\n Add prices\n".to_owned();
        assert_eq!(ready(&given).map(|ready| ready.changes), Some(vec!["Name the park".to_owned(), "Add prices".to_owned()]));
        given.outcome = "reopened".to_owned();
        assert_eq!(keys(&given), ["review-reason-short"]);
    }
}
