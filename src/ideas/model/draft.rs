//! An idea that is being given: it travels in the visitor's own sealed cookie, and nothing is stored before the last button.

use serde::{Deserialize, Serialize};

/// Seconds without a press after which a draft is forgotten.
pub const LIFE_SECONDS: i64 = 7200;

/// The answers so far.
#[derive(Clone, Default, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// One-time token of the form, 32 hexadecimal digits; the idea carries its hash.
    pub token: String,
    /// The cycle.
    pub cycle: String,
    /// The words; may be empty when there is a recording.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// Where the recording waits in this process.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sound: Option<String>,
    /// Zone code.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub zone: String,
    /// Corner or place.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// Code of the age group.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub age: String,
    /// Unix seconds of the last press.
    pub seen: i64,
}

/// The first page that still lacks an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Neither words nor recording.
    Words,
    /// No zone.
    Zone,
    /// No age group.
    Age,
}

impl Draft {
    /// What is missing, in the order of the pages.
    pub fn gap(&self) -> Option<Gap> {
        if self.words.is_empty() && self.sound.is_none() {
            Some(Gap::Words)
        } else if self.zone.is_empty() {
            Some(Gap::Zone)
        } else if self.age.is_empty() {
            Some(Gap::Age)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recording_stands_for_words_and_pages_come_in_order() {
        let mut draft = Draft::default();
        assert_eq!(draft.gap(), Some(Gap::Words));
        draft.sound = Some("x".to_owned());
        assert_eq!(draft.gap(), Some(Gap::Zone));
        draft.zone = "BOY".to_owned();
        assert_eq!(draft.gap(), Some(Gap::Age));
        draft.age = "adult".to_owned();
        assert_eq!(draft.gap(), None);
    }
}
