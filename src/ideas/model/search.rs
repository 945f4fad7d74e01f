//! What people look for in the list of ideas.

use super::{Idea, IdeaState};
use crate::base::{ZoneCode, text};

/// Ideas on one page of a list.
pub const PAGE_SIZE: i64 = 25;
/// Words of a search that are looked at; more would only narrow a list that is short already.
const WORDS_TRIED: usize = 6;

/// Where an idea stands, as the public meets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// On the list, in no concept yet.
    Listed,
    /// Part of a concept.
    Joined,
    /// Waiting for a look.
    Waiting,
    /// Not shown.
    Hidden,
}

impl Standing {
    /// Every standing.
    pub const ALL: [Self; 4] = [Self::Listed, Self::Joined, Self::Waiting, Self::Hidden];

    /// Stable name in addresses and catalog keys (`idea-standing-…`).
    pub fn code(self) -> &'static str {
        match self {
            Self::Listed => "listed",
            Self::Joined => "joined",
            Self::Waiting => "waiting",
            Self::Hidden => "hidden",
        }
    }

    /// Reads a stable name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.code() == code)
    }

    /// The standing of an idea.
    pub fn of(idea: &Idea) -> Self {
        match (idea.state, idea.concept) {
            (IdeaState::New, _) => Self::Waiting,
            (IdeaState::Hidden, _) => Self::Hidden,
            (IdeaState::Published, Some(_)) => Self::Joined,
            (IdeaState::Published, None) => Self::Listed,
        }
    }
}

/// A look into the list.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// Only this zone.
    pub zone: Option<ZoneCode>,
    /// Only this issue area.
    pub area: Option<String>,
    /// Only ideas that stand so; otherwise all whose words are public.
    pub standing: Option<Standing>,
    /// What was typed, as it came.
    pub typed: String,
    /// Page from 0.
    pub page: i64,
}

impl Search {
    /// The words looked for, folded as stored ideas are; only public words are ever searched.
    pub fn words(&self) -> Vec<String> {
        text::folded(&self.typed).split_whitespace().take(WORDS_TRIED).map(str::to_owned).collect()
    }
}

/// How many ideas a zone has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneCount {
    /// The zone.
    pub zone: ZoneCode,
    /// Ideas given and not hidden.
    pub ideas: i64,
}
