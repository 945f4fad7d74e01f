//! The definition: everything a ballot depends on, fixed before the poll opens and hashed into every ballot.
//! Canonical JSON (RFC 8785); its SHA-256 is the [`DefinitionHash`]. Rule: trust.md section 2.

mod check;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::DefinitionHash;
use crate::canonical::{self, CanonicalError};
use crate::hexed;

pub use check::DefinitionFault;

/// The only value of [`Definition::schema`] this crate reads.
pub const SCHEMA: &str = "reparto.definition/1";
/// Longest cycle, zone or proposal id, in bytes.
pub const MAX_ID: usize = 64;
/// Scope of every person's nonce when [`OneBallotPer::Cycle`] holds.
pub const CYCLE_SCOPE: &str = "cycle";
/// Most entries in one slate.
pub const MAX_SLATE: usize = 2000;

/// Everything a ballot depends on. Unknown members are refused when reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// [`SCHEMA`].
    pub schema: String,
    /// Cycle id: 1 to 64 of letters, digits, `.`, `_`, `-`.
    pub cycle: String,
    /// Title by language tag; every language of `languages`.
    pub title: BTreeMap<String, String>,
    /// First second in which a ballot may be cast, unix seconds.
    pub opens_at: i64,
    /// First second in which a ballot may no longer be begun, unix seconds.
    pub closes_at: i64,
    /// Seconds after `closes_at` in which a ballot begun before may still be cast.
    pub grace_seconds: u32,
    /// Whether a later ballot replaces an earlier one of the same pass.
    pub change_allowed: bool,
    /// Whether a ballot without any choice may be cast.
    pub blank_allowed: bool,
    /// X25519 public key to which ballots are sealed.
    #[serde(with = "hexed")]
    pub opening_key: [u8; 32],
    /// Ed25519 public key of tickets.
    #[serde(with = "hexed")]
    pub ticket_key: [u8; 32],
    /// Ed25519 public key of promises.
    #[serde(with = "hexed")]
    pub receipt_key: [u8; 32],
    /// Ed25519 public key of checkpoints.
    #[serde(with = "hexed")]
    pub log_key: [u8; 32],
    /// How many trustees hold a share and how many must come together.
    pub trustees: TrusteeRule,
    /// Whether a person has one ballot per zone or one per cycle.
    pub one_ballot_per: OneBallotPer,
    /// Id of the count rule.
    pub count_rule: String,
    /// Id of the tie rule.
    pub tie_break: String,
    /// Parameters of the count rule, by name.
    pub rule_params: BTreeMap<String, String>,
    /// Language tags in which texts exist, in order of display.
    pub languages: Vec<String>,
    /// One contest per zone, in ascending byte order of zone ids.
    pub contests: Vec<ContestDefinition>,
}

/// Threshold of trustees: 2 <= threshold <= count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrusteeRule {
    /// Shares needed to open.
    pub threshold: u8,
    /// Shares made.
    pub count: u8,
}

/// Scope of one person's ballot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OneBallotPer {
    /// One ballot in each zone to which the person has a tie.
    Zone,
    /// One ballot in the whole cycle.
    Cycle,
}

/// One zone's contest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContestDefinition {
    /// Zone id: 1 to 64 of letters, digits, `.`, `_`, `-`.
    pub zone: String,
    /// Ballot style; sealed ballots of one contest have one length.
    pub style: u16,
    /// Money to allocate, in hundredths of `currency`, above zero.
    pub budget_cents: i64,
    /// ISO 4217 code, three capital letters.
    pub currency: String,
    /// What a voter may mark.
    pub ballot: BallotForm,
    /// Proposals in ascending order of number.
    pub slate: Vec<SlateEntry>,
}

/// What a voter may mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "form", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum BallotForm {
    /// Approve at most `max` proposals of the slate.
    ApproveUpTo {
        /// At least 1.
        max: u16,
    },
}

/// One proposal on a slate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlateEntry {
    /// Number on the ballot, at least 1, unique in the slate.
    pub number: u16,
    /// Stable id of the proposal: 1 to 64 of letters, digits, `.`, `_`, `-`.
    pub proposal: String,
    /// Price in hundredths of the contest's currency, above zero.
    pub cost_cents: i64,
    /// Lower-case hexadecimal SHA-256 of the voter text, by language tag; every language of the definition.
    pub text_hashes: BTreeMap<String, String>,
}

impl Definition {
    /// RFC 8785 bytes: what is published, signed and hashed.
    pub fn to_bytes(&self) -> Result<Vec<u8>, CanonicalError> {
        canonical::to_bytes(self)
    }

    /// Reads bytes that must be canonical. Does not [`Definition::validate`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CanonicalError> {
        canonical::from_bytes(bytes)
    }

    /// SHA-256 of [`Definition::to_bytes`].
    pub fn hash(&self) -> Result<DefinitionHash, CanonicalError> {
        Ok(DefinitionHash(canonical::sha256(&[&self.to_bytes()?])))
    }

    /// The first rule this definition breaks, if any; a definition must pass before it is frozen.
    pub fn validate(&self) -> Result<(), DefinitionFault> {
        check::definition(self)
    }

    /// The scope of a person's nonce in a zone, for [`crate::nonce::person_nonce`].
    pub fn scope<'a>(&self, zone: &'a str) -> &'a str {
        match self.one_ballot_per {
            OneBallotPer::Zone => zone,
            OneBallotPer::Cycle => CYCLE_SCOPE,
        }
    }

    /// The contest of a zone.
    pub fn contest(&self, zone: &str) -> Option<&ContestDefinition> {
        self.contests.iter().find(|contest| contest.zone == zone)
    }
}

impl ContestDefinition {
    /// Most choices a ballot of this contest can hold: the form's limit, at most the slate's length.
    pub fn limit(&self) -> usize {
        match self.ballot {
            BallotForm::ApproveUpTo { max } => usize::from(max).min(self.slate.len()),
        }
    }

    /// Whether `number` is on the slate (binary search: slates are sorted).
    pub fn has(&self, number: u16) -> bool {
        self.slate.binary_search_by_key(&number, |entry| entry.number).is_ok()
    }
}
