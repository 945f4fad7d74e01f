//! Notices about a proposal after the freeze: the frozen words and the votes stay for the record.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::base::ZoneCode;

/// What became known of a proposal after the freeze.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// Its authors can't do it any more.
    Withdrawal,
    /// Something on the ballot is not right.
    Correction,
}

impl NoticeKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Withdrawal, Self::Correction];

    /// Stable name in the database and in catalog keys (`notice-kind-…`).
    pub fn code(self) -> &'static str {
        match self {
            Self::Withdrawal => "withdrawal",
            Self::Correction => "correction",
        }
    }

    /// Reads a stable name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// A notice about a proposal.
#[derive(Clone, Debug)]
pub struct Notice {
    /// The zone.
    pub zone: ZoneCode,
    /// The proposal's number.
    pub number: u16,
    /// From 1 for each proposal.
    pub version: i32,
    /// What it is.
    pub kind: NoticeKind,
    /// Words by language code.
    pub words: BTreeMap<String, String>,
    /// A withdrawal after which the count passes the proposal over. Those from before counts knew of it only announce.
    pub passes_over: bool,
    /// Who proposed it.
    pub proposed_by: Uuid,
    /// True once another person confirmed it: the public sees it.
    pub is_confirmed: bool,
}

impl Notice {
    /// True when two people took the proposal back: a count passes it over.
    pub fn takes_back(&self) -> bool {
        self.is_confirmed && self.passes_over
    }

    /// The words in a language, else in English, else in any.
    pub fn text(&self, lang: &str) -> &str {
        let found = self.words.get(lang).or_else(|| self.words.get("en")).or_else(|| self.words.values().next());
        found.map_or("", String::as_str)
    }
}
