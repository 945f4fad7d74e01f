//! Entries of the public ballot log: fixed binary layout, version byte first, read strictly.
//! Layout: version 1, kind 1, definition 32, zone length 1, zone, style 2, then the fields of the kind.

use serde::{Deserialize, Serialize};

use crate::DefinitionHash;
use crate::definition::MAX_ID;
use crate::nonce::PassMark;
use crate::reader::Reader;

const VERSION: u8 = 1;
/// Longest encoded ballot a challenged entry can show, bytes.
const MAX_PLAIN: usize = 4096;

/// The contest an entry belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    /// Definition under which the entry was made.
    pub definition: DefinitionHash,
    /// Zone id, 1 to 64 bytes.
    pub zone: String,
    /// Ballot style.
    pub style: u16,
}

/// One entry of the ballot log.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Entry {
    /// Contest.
    pub place: Place,
    /// What happened.
    pub event: Event,
}

/// What an entry records. Hashes are SHA-256 of sealed ballots.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Event {
    /// Kind 1: the first ballot of a pass.
    Ballot {
        /// Public number of the pass.
        pass: PassMark,
        /// The sealed ballot.
        ciphertext_hash: [u8; 32],
    },
    /// Kind 2: a later ballot of the same pass; the earlier one no longer counts.
    Replacement {
        /// Public number of the pass.
        pass: PassMark,
        /// The sealed ballot that counts now.
        ciphertext_hash: [u8; 32],
        /// The sealed ballot that no longer counts.
        replaced: [u8; 32],
    },
    /// Kind 3: a ballot tested in public; it can never be cast.
    Challenged {
        /// The sealed ballot that was tested.
        ciphertext_hash: [u8; 32],
        /// The seed shown to the voter.
        seed: [u8; 32],
        /// The padded encoding of the choices shown.
        plain: Vec<u8>,
    },
    /// Kind 4: a ballot taken out before the opening by decision of two people.
    Void {
        /// Public number of the pass.
        pass: PassMark,
        /// The sealed ballot that does not count.
        ciphertext_hash: [u8; 32],
        /// Ground of the decision.
        reason: VoidReason,
        /// Leaf hash of the decision in the log of acts.
        act: [u8; 32],
    },
}

/// Ground on which a ballot is voided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum VoidReason {
    /// 1: the person was not entitled to vote in this zone.
    NotEligible,
    /// 2: the same person had voted already by another way.
    Duplicate,
    /// 3: the pass was issued on false statements or used by somebody else.
    Fraud,
    /// 4: a court or the competent office ordered it.
    Order,
}

impl VoidReason {
    /// Stable word, as in acts and published lists.
    pub fn word(self) -> &'static str {
        match self {
            Self::NotEligible => "not_eligible",
            Self::Duplicate => "duplicate",
            Self::Fraud => "fraud",
            Self::Order => "order",
        }
    }

    fn code(self) -> u8 {
        match self {
            Self::NotEligible => 1,
            Self::Duplicate => 2,
            Self::Fraud => 3,
            Self::Order => 4,
        }
    }

    fn from_code(code: u8) -> Option<Self> {
        match code {
            1 => Some(Self::NotEligible),
            2 => Some(Self::Duplicate),
            3 => Some(Self::Fraud),
            4 => Some(Self::Order),
            _ => None,
        }
    }
}

/// Why bytes are not an entry, or an entry has no bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EntryFault {
    /// First byte is not 1.
    #[error("the entry is of an unknown version")]
    Version,
    /// Unknown kind.
    #[error("the entry is of an unknown kind")]
    Kind,
    /// Zone ids have 1 to 64 bytes of UTF-8.
    #[error("the zone of an entry has 1 to 64 bytes")]
    Zone,
    /// Unknown ground of a void entry.
    #[error("the ground of a void entry is unknown")]
    Reason,
    /// Bytes are missing.
    #[error("the entry ends too early")]
    Short,
    /// Bytes are left over.
    #[error("bytes follow the entry")]
    Trailing,
    /// A challenged ballot longer than 4096 bytes.
    #[error("the ballot of a challenged entry is too long")]
    TooLong,
}

impl Entry {
    /// SHA-256 of the sealed ballot the entry is about.
    pub fn ciphertext_hash(&self) -> &[u8; 32] {
        match &self.event {
            Event::Ballot { ciphertext_hash, .. }
            | Event::Replacement { ciphertext_hash, .. }
            | Event::Challenged { ciphertext_hash, .. }
            | Event::Void { ciphertext_hash, .. } => ciphertext_hash,
        }
    }

    /// The bytes of the log entry; its leaf hash is SHA-256(0x00 | bytes), RFC 6962.
    pub fn encode(&self) -> Result<Vec<u8>, EntryFault> {
        let zone = &self.place.zone;
        check_zone(zone)?;
        let mut out = Vec::with_capacity(256);
        out.extend_from_slice(&[VERSION, self.event.kind()]);
        out.extend_from_slice(&self.place.definition.0);
        out.push(u8::try_from(zone.len()).map_err(|_| EntryFault::Zone)?);
        out.extend_from_slice(zone.as_bytes());
        out.extend_from_slice(&self.place.style.to_be_bytes());
        self.event.write(&mut out)?;
        Ok(out)
    }

    /// Reads exactly what [`Entry::encode`] writes.
    pub fn decode(bytes: &[u8]) -> Result<Self, EntryFault> {
        let mut reader = Reader::new(bytes);
        if reader.u8().ok_or(EntryFault::Short)? != VERSION {
            return Err(EntryFault::Version);
        }
        let kind = reader.u8().ok_or(EntryFault::Short)?;
        let definition = DefinitionHash(reader.array().ok_or(EntryFault::Short)?);
        let length = reader.u8().ok_or(EntryFault::Short)?;
        let zone = reader.take(length.into()).ok_or(EntryFault::Short)?;
        let zone = std::str::from_utf8(zone).map_err(|_| EntryFault::Zone)?.to_owned();
        check_zone(&zone)?;
        let style = reader.u16().ok_or(EntryFault::Short)?;
        let event = Event::read(kind, &mut reader)?;
        if !reader.is_empty() {
            return Err(EntryFault::Trailing);
        }
        Ok(Self { place: Place { definition, zone, style }, event })
    }
}

impl Event {
    fn kind(&self) -> u8 {
        match self {
            Self::Ballot { .. } => 1,
            Self::Replacement { .. } => 2,
            Self::Challenged { .. } => 3,
            Self::Void { .. } => 4,
        }
    }

    fn write(&self, out: &mut Vec<u8>) -> Result<(), EntryFault> {
        match self {
            Self::Ballot { pass, ciphertext_hash } => put(out, &[&pass.0, ciphertext_hash]),
            Self::Replacement { pass, ciphertext_hash, replaced } => {
                put(out, &[&pass.0, ciphertext_hash, replaced]);
            }
            Self::Challenged { ciphertext_hash, seed, plain } => {
                let length = u16::try_from(plain.len()).ok().filter(|_| plain.len() <= MAX_PLAIN);
                let length = length.ok_or(EntryFault::TooLong)?.to_be_bytes();
                put(out, &[ciphertext_hash, seed, &length, plain]);
            }
            Self::Void { pass, ciphertext_hash, reason, act } => {
                put(out, &[&pass.0, ciphertext_hash, &[reason.code()], act]);
            }
        }
        Ok(())
    }

    fn read(kind: u8, reader: &mut Reader<'_>) -> Result<Self, EntryFault> {
        let mut hash = || reader.array::<32>().ok_or(EntryFault::Short);
        match kind {
            1 => Ok(Self::Ballot { pass: PassMark(hash()?), ciphertext_hash: hash()? }),
            2 => Ok(Self::Replacement { pass: PassMark(hash()?), ciphertext_hash: hash()?, replaced: hash()? }),
            3 => {
                let (ciphertext_hash, seed) = (hash()?, hash()?);
                let length = usize::from(reader.u16().ok_or(EntryFault::Short)?);
                if length > MAX_PLAIN {
                    return Err(EntryFault::TooLong);
                }
                let plain = reader.take(length).ok_or(EntryFault::Short)?.to_vec();
                Ok(Self::Challenged { ciphertext_hash, seed, plain })
            }
            4 => {
                let (pass, ciphertext_hash) = (PassMark(hash()?), hash()?);
                let code = reader.u8().ok_or(EntryFault::Short)?;
                let reason = VoidReason::from_code(code).ok_or(EntryFault::Reason)?;
                let act = reader.array().ok_or(EntryFault::Short)?;
                Ok(Self::Void { pass, ciphertext_hash, reason, act })
            }
            _ => Err(EntryFault::Kind),
        }
    }
}

fn put(out: &mut Vec<u8>, parts: &[&[u8]]) {
    parts.iter().for_each(|part| out.extend_from_slice(part));
}

fn check_zone(zone: &str) -> Result<(), EntryFault> {
    if zone.is_empty() || zone.len() > MAX_ID { Err(EntryFault::Zone) } else { Ok(()) }
}
