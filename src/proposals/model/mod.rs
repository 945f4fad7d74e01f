//! A proposal as it stands on a slate, with its words in one language.

mod notices;

pub use notices::{Notice, NoticeKind};

use serde::{Deserialize, Serialize};

use crate::{applications::ApplicationId, base::Money};

/// One line of a cost table: what, and how many cents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CostPart {
    /// What the money is for.
    pub what: String,
    /// Minor units.
    pub cents: i64,
}

/// A proposal's words in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalText {
    /// Language code of these words.
    pub lang: String,
    /// At most sixty characters.
    pub title: String,
    /// At most sixty words; the first sentence says who gets what.
    pub summary: String,
    /// A few paragraphs, separated by empty lines.
    pub description: String,
    /// Where.
    pub place: String,
    /// What it costs, line by line.
    pub cost_parts: Vec<CostPart>,
    /// Language of the words when it is not `lang`, because a signed waiver stands in for the translation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fallback: Option<String>,
}

impl ProposalText {
    /// The language the words are really in.
    pub fn words_lang(&self) -> &str {
        self.fallback.as_deref().unwrap_or(&self.lang)
    }

    /// SHA-256 of the canonical form of the words, as it goes into the definition.
    pub fn hash(&self) -> Result<String, ballot::canonical::CanonicalError> {
        Ok(hex::encode(ballot::canonical::sha256(&[&ballot::canonical::to_bytes(self)?])))
    }
}

/// A proposal on a slate.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// Fixed public number, the same on phone, paper and poster.
    pub number: u16,
    /// Stable id in definitions and exports.
    pub public_id: String,
    /// Code of the issue area.
    pub issue_area: Option<String>,
    /// Who wrote it: committee, organisation, staff, imported.
    pub author_kind: String,
    /// Price.
    pub cost: Money,
    /// People it serves, as its authors say.
    pub people_served: Option<i32>,
    /// The application it came from; `None` for samples and imports.
    pub application: Option<ApplicationId>,
    /// Words in the reader's language, or in another when there are none (`text.lang` tells).
    pub text: ProposalText,
}

/// A proposal to be added.
pub struct NewProposal {
    /// Fixed public number.
    pub number: u16,
    /// Stable id.
    pub public_id: String,
    /// Code of the issue area.
    pub issue_area: Option<String>,
    /// Who wrote it.
    pub author_kind: String,
    /// Price in minor units.
    pub cost_cents: i64,
    /// People it serves.
    pub people_served: Option<i32>,
    /// The application it came from.
    pub application: Option<ApplicationId>,
    /// Words in each language.
    pub texts: Vec<ProposalText>,
}
