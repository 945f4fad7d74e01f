//! Whether an entry is one that its log may hold; the kind of log is the last word of its origin.

use ballot::act::ActEntry;
use ballot::entry::Entry;
use ballot::issuance::Issuance;

/// What the entries of a log are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    Ballots,
    Issuance,
    Acts,
    /// Another log: entries are bytes.
    Unknown,
}

impl EntryKind {
    /// By the origin, such as `vote.example.org/log/ballots`.
    pub fn of(origin: &str) -> Self {
        match origin.rsplit('/').next() {
            Some("ballots") => Self::Ballots,
            Some("issuance") => Self::Issuance,
            Some("acts") => Self::Acts,
            _ => Self::Unknown,
        }
    }

    /// Error: what is wrong with the entry.
    pub fn check(self, entry: &[u8]) -> Result<(), String> {
        match self {
            Self::Ballots => Entry::decode(entry).map(drop).map_err(|fault| fault.to_string()),
            Self::Issuance => Issuance::decode(entry).map(drop).map_err(|fault| fault.to_string()),
            Self::Acts => ActEntry::decode(entry).map(drop).map_err(|fault| fault.to_string()),
            Self::Unknown => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::EntryKind;

    #[test]
    fn the_last_word_of_the_origin_says_what_entries_are() {
        for kind in ["ballots", "issuance", "acts"] {
            let kind = EntryKind::of(&format!("vote.example.org/log/{kind}"));
            assert_ne!(kind, EntryKind::Unknown);
            assert!(kind.check(b"hello").is_err());
        }
        for other in ["vote.example.org/log/other", "ballots.example", ""] {
            assert_eq!(EntryKind::of(other).check(b"hello"), Ok(()));
        }
    }
}
