//! The nine questions a reviewer answers about an application (ux.md C7).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// One question. `field` is its name in forms and the catalog key of its words, `note` the name of the field beside it.
#[derive(Debug)]
pub struct Check {
    /// Stable name in the database.
    pub code: &'static str,
    /// Form field and catalog key.
    pub field: &'static str,
    /// Form field of the note.
    pub note: &'static str,
}

const fn check(code: &'static str, field: &'static str, note: &'static str) -> Check {
    Check { code, field, note }
}

/// The questions in their order; Postgres knows the same names (`is_fully_checked`).
pub static CHECKS: [Check; 9] = [
    check("legal", "check-legal", "note-legal"),
    check("powers", "check-powers", "note-powers"),
    check("zone", "check-zone", "note-zone"),
    check("open", "check-open", "note-open"),
    check("capital", "check-capital", "note-capital"),
    check("months", "check-months", "note-months"),
    check("costs", "check-costs", "note-costs"),
    check("site", "check-site", "note-site"),
    check("conflict", "check-conflict", "note-conflict"),
];

/// An answer to a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Fine.
    Yes,
    /// Not fine.
    No,
    /// The question does not arise.
    NotNeeded,
}

impl Answer {
    /// Every answer.
    pub const ALL: [Self; 3] = [Self::Yes, Self::No, Self::NotNeeded];

    /// Stable name in forms and in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::NotNeeded => "not_needed",
        }
    }

    /// Reads a stable name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.code() == code)
    }
}

/// An answer with its note.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// Nothing while it is open.
    pub answer: Option<Answer>,
    /// For colleagues; may be empty.
    #[serde(default)]
    pub note: String,
}

/// The answers so far, by question.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Checklist(BTreeMap<String, Checked>);

impl Checklist {
    /// Every question answered with yes.
    pub fn all_yes() -> Self {
        let mut all = Self::default();
        CHECKS.iter().for_each(|check| all.put(check, Some(Answer::Yes), String::new()));
        all
    }

    /// Puts an answer and its note.
    pub fn put(&mut self, check: &Check, answer: Option<Answer>, note: String) {
        self.0.insert(check.code.to_owned(), Checked { answer, note });
    }

    /// The answer to a question.
    pub fn answer(&self, check: &Check) -> Option<Answer> {
        self.0.get(check.code).and_then(|checked| checked.answer)
    }

    /// The note beside it.
    pub fn note(&self, check: &Check) -> &str {
        self.0.get(check.code).map_or("", |checked| &checked.note)
    }

    /// Questions without an answer.
    pub fn open(&self) -> impl Iterator<Item = &'static Check> {
        CHECKS.iter().filter(|check| self.answer(check).is_none())
    }

    /// Questions answered with no.
    pub fn failed(&self) -> impl Iterator<Item = &'static Check> {
        CHECKS.iter().filter(|check| self.answer(check) == Some(Answer::No))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_open_and_what_failed_is_told_apart() {
        let mut list = Checklist::default();
        assert_eq!(list.open().count(), CHECKS.len());
        for check in &CHECKS {
            list.put(check, Some(Answer::Yes), String::new());
        }
        list.put(&CHECKS[2], Some(Answer::No), "in the next zone".to_owned());
        assert_eq!((list.open().count(), list.failed().count()), (0, 1));
        assert_eq!(list.note(&CHECKS[2]), "in the next zone");
    }

    #[test]
    fn a_checklist_survives_storage() {
        let mut list = Checklist::default();
        list.put(&CHECKS[0], Some(Answer::NotNeeded), "note".to_owned());
        let stored = serde_json::to_value(&list).expect("it can be stored");
        assert_eq!(stored["legal"]["answer"], "not_needed");
        assert_eq!(serde_json::from_value::<Checklist>(stored).expect("it can be read"), list);
    }
}
