//! Entries of the public log of issuances: that a pass was given out in a zone by a door, and to nobody named.
//! Layout: version 1, kind 16, definition 32, zone length 1, zone, door 1, commitment 32.

use crate::DefinitionHash;
use crate::canonical::hmac_framed;
use crate::definition::MAX_ID;
use crate::reader::Reader;

const VERSION: u8 = 1;
const KIND: u8 = 16;

/// The way a person was verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Door {
    /// 1: a code by text message.
    Text,
    /// 2: a code by e-mail.
    Email,
    /// 3: in person.
    Person,
}

impl Door {
    fn code(self) -> u8 {
        match self {
            Self::Text => 1,
            Self::Email => 2,
            Self::Person => 3,
        }
    }
}

/// One pass given out after verification. Printed passes are not here: an act tells how many were printed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Issuance {
    /// Definition of the vote.
    pub definition: DefinitionHash,
    /// Zone id, 1 to 64 bytes.
    pub zone: String,
    /// How the person was verified.
    pub door: Door,
    /// Keyed hash of the civic row; without the row's own key it says nothing.
    pub commitment: [u8; 32],
}

/// Why bytes are not an issuance, or an issuance has no bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IssuanceFault {
    /// First two bytes are not version 1, kind 16.
    #[error("the entry is not an issuance of a known version")]
    Kind,
    /// Zone ids have 1 to 64 bytes of UTF-8.
    #[error("the zone of an issuance has 1 to 64 bytes")]
    Zone,
    /// Unknown door.
    #[error("the door of an issuance is unknown")]
    Door,
    /// Bytes are missing or left over.
    #[error("the issuance has another length than it should")]
    Length,
}

/// `HMAC(row key, frame("reparto/issuance/v1", cycle, scope, person))`: deleting the row key later makes the public entry meaningless.
pub fn commitment(row_key: &[u8; 32], cycle: &str, scope: &str, person: &[u8]) -> [u8; 32] {
    hmac_framed(row_key, &[b"reparto/issuance/v1", cycle.as_bytes(), scope.as_bytes(), person])
}

impl Issuance {
    /// The bytes of the log entry.
    ///
    /// # Errors
    /// [`IssuanceFault::Zone`].
    pub fn encode(&self) -> Result<Vec<u8>, IssuanceFault> {
        let length = u8::try_from(self.zone.len()).map_err(|_| IssuanceFault::Zone)?;
        if length == 0 || self.zone.len() > MAX_ID {
            return Err(IssuanceFault::Zone);
        }
        let mut out = vec![VERSION, KIND];
        out.extend_from_slice(&self.definition.0);
        out.push(length);
        out.extend_from_slice(self.zone.as_bytes());
        out.push(self.door.code());
        out.extend_from_slice(&self.commitment);
        Ok(out)
    }

    /// Reads exactly what [`Issuance::encode`] writes.
    ///
    /// # Errors
    /// [`IssuanceFault`].
    pub fn decode(bytes: &[u8]) -> Result<Self, IssuanceFault> {
        let mut reader = Reader::new(bytes);
        if (reader.u8(), reader.u8()) != (Some(VERSION), Some(KIND)) {
            return Err(IssuanceFault::Kind);
        }
        let definition = DefinitionHash(reader.array().ok_or(IssuanceFault::Length)?);
        let zone = reader.short_text().ok_or(IssuanceFault::Length)?.to_owned();
        if zone.is_empty() || zone.len() > MAX_ID {
            return Err(IssuanceFault::Zone);
        }
        let door = match reader.u8().ok_or(IssuanceFault::Length)? {
            1 => Door::Text,
            2 => Door::Email,
            3 => Door::Person,
            _ => return Err(IssuanceFault::Door),
        };
        let commitment = reader.array().ok_or(IssuanceFault::Length)?;
        if !reader.is_empty() {
            return Err(IssuanceFault::Length);
        }
        Ok(Self { definition, zone, door, commitment })
    }
}
