//! Faults (the file is refused) and warnings (read leniently, and said so).

use std::fmt;

/// The first thing wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Line of the file, from 1.
    pub line: u64,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub todo: String,
}

impl Fault {
    pub(super) fn new(line: u64, what: impl Into<String>, todo: impl Into<String>) -> Self {
        Self { line, what: what.into(), todo: todo.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.line, self.what, self.todo)
    }
}

impl std::error::Error for Fault {}

/// A text shortened for a message.
pub(super) fn shown(text: &str) -> String {
    if text.chars().count() <= 40 {
        return format!("\"{text}\"");
    }
    let head: String = text.chars().take(37).collect();
    format!("\"{head}...\"")
}

/// Warnings by kind: each kind keeps its first sentence and how often it came.
#[derive(Default)]
pub(super) struct Warnings(Vec<(&'static str, String, u64)>);

impl Warnings {
    /// Notes one case of `kind`; only the first sentence of a kind is kept.
    pub(super) fn note(&mut self, kind: &'static str, first: impl FnOnce() -> String) {
        if let Some(w) = self.0.iter_mut().find(|w| w.0 == kind) {
            w.2 = w.2.saturating_add(1);
        } else {
            self.0.push((kind, first(), 1));
        }
    }

    pub(super) fn once(&mut self, kind: &'static str, text: String) {
        self.note(kind, || text);
    }

    pub(super) fn sentences(self) -> Vec<String> {
        let more = |n: u64| {
            if n > 1 { format!(" (and {} more like this)", n - 1) } else { String::new() }
        };
        self.0.into_iter().map(|(_, text, n)| format!("{text}{}", more(n))).collect()
    }
}

/// A number with its noun: "1 field", "2 fields".
pub(super) fn counted(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}
