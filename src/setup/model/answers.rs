//! The answers of a task's form as text, by field: what a page shows, what it sends, what two people who saved at once
//! compare, and what the history lists. One form for all.

use std::collections::BTreeMap;

/// Values by field name; fields with several answers keep their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers(BTreeMap<&'static str, Vec<String>>);

impl Answers {
    /// Sets a field's single answer.
    pub fn set(&mut self, field: &'static str, value: impl Into<String>) {
        self.0.insert(field, vec![value.into()]);
    }

    /// Sets a field's answers.
    pub fn put(&mut self, field: &'static str, values: Vec<String>) {
        self.0.insert(field, values);
    }

    /// The first answer, trimmed; empty when there is none.
    pub fn one(&self, field: &str) -> &str {
        self.0.get(field).and_then(|values| values.first()).map_or("", |value| value.trim())
    }

    /// Every answer of a field.
    pub fn all(&self, field: &str) -> &[String] {
        self.0.get(field).map_or(&[], Vec::as_slice)
    }

    /// The answer at a place of a repeated field; empty when it is missing.
    pub fn at(&self, field: &str, index: usize) -> &str {
        self.all(field).get(index).map_or("", |value| value.trim())
    }

    /// True when this answer was given.
    pub fn has(&self, field: &str, value: &str) -> bool {
        self.all(field).iter().any(|given| given == value)
    }
}
