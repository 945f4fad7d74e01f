//! `pack.json`: what the pack is about. Everything in it follows from the other files but the names of the logs.

use ballot::DefinitionHash;
use ballot::canonical::{self, CanonicalError};
use serde::{Deserialize, Serialize};

use crate::log::{LogCopy, LogName};

/// The only value of [`Front::schema`] this crate reads.
pub const SCHEMA: &str = "reparto.pack/1";

/// The front page, canonical JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Front {
    /// [`SCHEMA`].
    pub schema: String,
    /// Cycle id.
    pub cycle: String,
    /// SHA-256 of `definition.json`.
    pub definition_hash: DefinitionHash,
    /// The three logs.
    pub logs: Logs,
    /// Zones in the order of the definition.
    pub zones: Vec<String>,
}

/// The three logs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Logs {
    /// Acts.
    pub acts: LogFacts,
    /// Ballots.
    pub ballots: LogFacts,
    /// Issuances.
    pub issuance: LogFacts,
}

/// A log's size and key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogFacts {
    /// Count of entries, as its checkpoint says.
    pub size: u64,
    /// C2SP verifier key with the definition's log key; its name is the log's origin.
    pub vkey: String,
}

impl LogFacts {
    /// The facts of a copy.
    pub fn of(log: &LogCopy) -> Self {
        Self { size: log.entries.len() as u64, vkey: log.key.to_string() }
    }
}

impl Logs {
    /// The facts of one log.
    pub fn get(&self, name: LogName) -> &LogFacts {
        match name {
            LogName::Acts => &self.acts,
            LogName::Ballots => &self.ballots,
            LogName::Issuance => &self.issuance,
        }
    }
}

impl Front {
    /// The bytes of `pack.json`.
    ///
    /// # Errors
    /// [`CanonicalError`] for sizes beyond 2^53 - 1.
    pub fn to_bytes(&self) -> Result<Vec<u8>, CanonicalError> {
        canonical::to_bytes(self)
    }

    /// Reads exactly what [`Front::to_bytes`] writes.
    ///
    /// # Errors
    /// [`CanonicalError`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CanonicalError> {
        canonical::from_bytes(bytes)
    }
}
