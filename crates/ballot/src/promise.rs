//! Promises: the box signs "the entry with this ciphertext hash is in the log by this hour".
//! A promise whose entry is missing after the hour is proof of misbehaviour that anyone can check.

use data_encoding::BASE64URL_NOPAD;

use crate::DefinitionHash;
use crate::canonical::frame;
use crate::definition::MAX_ID;
use crate::keys::{self, signing_key};
use crate::reader::Reader;

const LABEL: &[u8] = b"reparto/promise/v1";
const PREFIX: &str = "reparto-promise-1.";
const VERSION: u8 = 1;
const MAX_TEXT: usize = 320;

signing_key! {
    /// The receipt key of trust.md section 3: signs promises and nothing else.
    ReceiptKey
}

/// A signed promise. Says nothing about choices and nothing about the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// Definition under which the ballot was cast.
    pub definition: DefinitionHash,
    /// Zone id, 1 to 64 bytes.
    pub zone: String,
    /// SHA-256 of the sealed ballot.
    pub ciphertext_hash: [u8; 32],
    /// Hours since 1970-01-01T00:00Z; the entry is in the log when this hour begins.
    pub by_hour: i64,
    /// Ed25519 over frame("reparto/promise/v1", definition, zone, ciphertext hash, hour as 8 bytes).
    pub signature: [u8; 64],
}

/// Why a promise does not hold as a statement of the box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PromiseFault {
    /// The text is not a promise of this version.
    #[error("this is not a promise of a known version")]
    Malformed,
    /// The text is longer than any promise.
    #[error("this text is too long for a promise")]
    TooLong,
    /// Zone ids have 1 to 64 bytes.
    #[error("the zone of a promise has 1 to 64 bytes")]
    Zone,
    /// The signature is not of this key over these fields.
    #[error("the signature of the promise is not valid")]
    BadSignature,
}

impl Promise {
    /// Signs a promise. Error: [`PromiseFault::Zone`].
    pub fn sign(
        key: &ReceiptKey,
        definition: DefinitionHash,
        zone: &str,
        ciphertext_hash: [u8; 32],
        by_hour: i64,
    ) -> Result<Self, PromiseFault> {
        let zone = checked_zone(zone)?;
        let signature = [0; 64];
        let mut promise = Self { definition, zone, ciphertext_hash, by_hour, signature };
        promise.signature = keys::sign(&key.0, &promise.message());
        Ok(promise)
    }

    /// Checks the signature under the definition's receipt key.
    pub fn verify(&self, public: &[u8; 32]) -> Result<(), PromiseFault> {
        if keys::verifies(public, &self.message(), &self.signature) { Ok(()) } else { Err(PromiseFault::BadSignature) }
    }

    /// Whether the promised hour has begun at `now` (unix seconds): from then on a missing entry is a broken promise.
    pub fn is_due(&self, now: i64) -> bool {
        now.div_euclid(3600) >= self.by_hour
    }

    fn message(&self) -> Vec<u8> {
        let hour = self.by_hour.to_be_bytes();
        frame(&[LABEL, &self.definition.0, self.zone.as_bytes(), &self.ciphertext_hash, &hour])
    }

    /// `reparto-promise-1.` and base64url without padding of
    /// version 1, definition 32, zone length 1, zone, ciphertext hash 32, hour 8, signature 64.
    pub fn to_text(&self) -> String {
        let mut bytes = Vec::with_capacity(138 + self.zone.len());
        bytes.push(VERSION);
        bytes.extend_from_slice(&self.definition.0);
        bytes.push(u8::try_from(self.zone.len()).unwrap_or(u8::MAX));
        bytes.extend_from_slice(self.zone.as_bytes());
        bytes.extend_from_slice(&self.ciphertext_hash);
        bytes.extend_from_slice(&self.by_hour.to_be_bytes());
        bytes.extend_from_slice(&self.signature);
        format!("{PREFIX}{}", BASE64URL_NOPAD.encode(&bytes))
    }

    /// Reads what [`Promise::to_text`] writes; white space at the ends is ignored. Does not verify.
    pub fn from_text(text: &str) -> Result<Self, PromiseFault> {
        let text = text.trim();
        if text.len() > MAX_TEXT {
            return Err(PromiseFault::TooLong);
        }
        let body = text.strip_prefix(PREFIX).ok_or(PromiseFault::Malformed)?;
        let bytes = BASE64URL_NOPAD.decode(body.as_bytes()).map_err(|_| PromiseFault::Malformed)?;
        Self::read(&bytes).ok_or(PromiseFault::Malformed)
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        if reader.u8()? != VERSION {
            return None;
        }
        let promise = Self {
            definition: DefinitionHash(reader.array()?),
            zone: checked_zone(reader.short_text()?).ok()?,
            ciphertext_hash: reader.array()?,
            by_hour: reader.i64()?,
            signature: reader.array()?,
        };
        reader.is_empty().then_some(promise)
    }
}

fn checked_zone(zone: &str) -> Result<String, PromiseFault> {
    if zone.is_empty() || zone.len() > MAX_ID {
        return Err(PromiseFault::Zone);
    }
    Ok(zone.to_owned())
}
