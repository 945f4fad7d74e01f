//! Entries of the public log of acts: what staff or the system did, as canonical JSON behind a fixed head.
//! Layout: version 1, kind 32, seconds 8, length 2, canonical JSON.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::canonical::{self, CanonicalError};
use crate::reader::Reader;

const VERSION: u8 = 1;
const KIND: u8 = 32;
/// Longest JSON of one act, bytes; with the head it stays below the 65,535 of an entry bundle.
pub const MAX_JSON: usize = 60_000;

/// An act as the public log holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActEntry {
    /// When, seconds since 1970.
    pub at: i64,
    /// What.
    pub body: ActBody,
}

/// The JSON of an act. Members that are absent are not written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActBody {
    /// `name/role`, or `system`, or `operator`.
    pub actor: String,
    /// The cycle it belongs to.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub cycle: Option<String>,
    /// Facts by name: texts and integers.
    pub facts: Map<String, Value>,
    /// Stable kind, `thing.happened`.
    pub kind: String,
    /// Public reason.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
}

/// Why bytes are not an act, or an act has no bytes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ActFault {
    /// First two bytes are not version 1, kind 32.
    #[error("the entry is not an act of a known version")]
    Kind,
    /// Bytes are missing or left over.
    #[error("the act has another length than it says")]
    Length,
    /// Longer than [`MAX_JSON`].
    #[error("the act is longer than 60,000 bytes")]
    TooLong,
    /// Not canonical JSON of an act.
    #[error(transparent)]
    Json(#[from] CanonicalError),
}

impl ActEntry {
    /// The bytes of the log entry; its leaf hash is SHA-256(0x00 | bytes), RFC 6962.
    ///
    /// # Errors
    /// [`ActFault::TooLong`]; [`ActFault::Json`] for numbers outside the range every JSON reader shares.
    pub fn encode(&self) -> Result<Vec<u8>, ActFault> {
        let json = canonical::to_bytes(&self.body)?;
        let length = u16::try_from(json.len()).ok().filter(|_| json.len() <= MAX_JSON).ok_or(ActFault::TooLong)?;
        let mut out = vec![VERSION, KIND];
        out.extend_from_slice(&self.at.to_be_bytes());
        out.extend_from_slice(&length.to_be_bytes());
        out.extend_from_slice(&json);
        Ok(out)
    }

    /// Reads exactly what [`ActEntry::encode`] writes.
    ///
    /// # Errors
    /// [`ActFault`].
    pub fn decode(bytes: &[u8]) -> Result<Self, ActFault> {
        let mut reader = Reader::new(bytes);
        if (reader.u8(), reader.u8()) != (Some(VERSION), Some(KIND)) {
            return Err(ActFault::Kind);
        }
        let at = reader.i64().ok_or(ActFault::Length)?;
        let length = usize::from(reader.u16().ok_or(ActFault::Length)?);
        if length > MAX_JSON {
            return Err(ActFault::TooLong);
        }
        if reader.rest().len() != length {
            return Err(ActFault::Length);
        }
        Ok(Self { at, body: canonical::from_bytes(reader.rest())? })
    }
}
