//! An act and its public sentence. trust.md section 5: acts are logged in the transaction of the thing itself.

use ballot::act::{ActBody, ActEntry};
use chrono::{DateTime, NaiveDate, Utc};
use serde_json::{Map, Value};

/// Something to be recorded.
pub struct Act {
    /// Cycle it belongs to.
    pub cycle: Option<String>,
    /// Stable kind, `thing.happened`; the sentence's catalog key is `act-thing-happened`.
    pub kind: &'static str,
    /// Role and name as the public may see them, or `system`.
    pub actor: String,
    /// Public reason, where a rule asks for one.
    pub reason: Option<String>,
    /// Facts for the sentence; never personal data, never a choice before the opening.
    pub facts: Map<String, Value>,
}

impl Act {
    /// An act of the system in a cycle.
    pub fn new(cycle: &str, kind: &'static str, actor: &str) -> Self {
        Self { cycle: Some(cycle.to_owned()), kind, actor: actor.to_owned(), reason: None, facts: Map::new() }
    }

    /// An act outside any cycle.
    pub fn general(kind: &'static str, actor: &str) -> Self {
        Self { cycle: None, kind, actor: actor.to_owned(), reason: None, facts: Map::new() }
    }

    /// Adds a fact.
    #[must_use]
    pub fn fact(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.facts.insert(name.to_owned(), value.into());
        self
    }

    /// The entry of the log of acts.
    pub(super) fn entry(&self, now: DateTime<Utc>) -> ActEntry {
        let body = ActBody {
            actor: self.actor.clone(),
            cycle: self.cycle.clone(),
            facts: self.facts.clone(),
            kind: self.kind.to_owned(),
            reason: self.reason.clone(),
        };
        ActEntry { at: now.timestamp(), body }
    }

    /// Adds the public reason.
    #[must_use]
    pub fn because(mut self, reason: &str) -> Self {
        self.reason = Some(reason.to_owned());
        self
    }
}

/// An act as it was recorded.
pub struct ActRecord {
    /// Cycle it belongs to.
    pub cycle: Option<String>,
    /// Stable kind.
    pub kind: String,
    /// Who did it.
    pub actor: String,
    /// Public reason.
    pub reason: Option<String>,
    /// Facts for the sentence.
    pub facts: Map<String, Value>,
    /// When, UTC.
    pub at: DateTime<Utc>,
}

impl ActRecord {
    /// Catalog key of the sentence.
    pub fn key(&self) -> String {
        format!("act-{}", self.kind.replace(['.', '_'], "-"))
    }
}

/// A report that a ballot is not where its receipt says.
pub struct Case {
    /// Public number, `M-` and six digits.
    pub number: String,
    /// The receipt, sixteen digits.
    pub receipt: String,
    /// True when the person holds a promise that we signed and did not keep.
    pub has_promise: bool,
    /// Day of the report.
    pub opened_on: NaiveDate,
    /// What came of it, in public words.
    pub outcome: Option<String>,
}
