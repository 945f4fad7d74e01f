//! Canonical JSON (RFC 8785), SHA-256, and injective framing of several byte strings into one.
//! Numbers are integers within ±(2^53 - 1), the range in which every JSON reader agrees (RFC 8785 3.2.2.3).

use hmac::{Hmac, KeyInit, Mac};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// Largest integer magnitude in a canonical document: 2^53 - 1.
pub const MAX_SAFE_INTEGER: i64 = 9_007_199_254_740_991;

/// Why a value has no canonical form, or bytes are not one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CanonicalError {
    /// The value cannot be written as JSON, or the bytes cannot be read as the type.
    #[error("not a JSON document of this kind: {0}")]
    Json(String),
    /// A number is not an integer within ±(2^53 - 1).
    #[error("number {0} is not an integer within the range every JSON reader shares")]
    Number(String),
    /// The bytes are JSON but not the canonical spelling of it.
    #[error("the JSON is not in canonical form (RFC 8785)")]
    NotCanonical,
}

/// The RFC 8785 bytes of `v`. Errors: [`CanonicalError::Json`], [`CanonicalError::Number`].
pub fn to_bytes<T: Serialize>(v: &T) -> Result<Vec<u8>, CanonicalError> {
    let value = serde_json::to_value(v).map_err(|e| CanonicalError::Json(e.to_string()))?;
    check_numbers(&value)?;
    serde_json_canonicalizer::to_vec(&value).map_err(|e| CanonicalError::Json(e.to_string()))
}

/// Reads a document that must already be canonical, so that one value has one byte string.
/// Repeated keys, extra spaces and other spellings are refused with [`CanonicalError::NotCanonical`].
pub fn from_bytes<T: Serialize + DeserializeOwned>(bytes: &[u8]) -> Result<T, CanonicalError> {
    let value: T = serde_json::from_slice(bytes).map_err(|e| CanonicalError::Json(e.to_string()))?;
    if to_bytes(&value)? != bytes {
        return Err(CanonicalError::NotCanonical);
    }
    Ok(value)
}

fn check_numbers(value: &Value) -> Result<(), CanonicalError> {
    match value {
        Value::Number(number) => match number.as_i64() {
            Some(n) if (-MAX_SAFE_INTEGER..=MAX_SAFE_INTEGER).contains(&n) => Ok(()),
            _ => Err(CanonicalError::Number(number.to_string())),
        },
        Value::Array(items) => items.iter().try_for_each(check_numbers),
        Value::Object(members) => members.values().try_for_each(check_numbers),
        Value::Null | Value::Bool(_) | Value::String(_) => Ok(()),
    }
}

/// Plain SHA-256 of the parts one after another, as `sha256sum` gives for one file.
/// For two or more parts of variable length use [`sha256_framed`].
pub fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize().into()
}

/// Every part preceded by its length in four bytes, big-endian: different lists give different bytes.
/// By convention the first part is the domain label, e.g. `reparto/ticket/v1`.
pub fn frame(parts: &[&[u8]]) -> Vec<u8> {
    let mut out = Vec::with_capacity(parts.iter().map(|p| p.len() + 4).sum());
    for part in parts {
        out.extend_from_slice(&length(part));
        out.extend_from_slice(part);
    }
    out
}

/// SHA-256 of [`frame`]`(parts)`.
pub fn sha256_framed(parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(length(part));
        hasher.update(part);
    }
    hasher.finalize().into()
}

/// HMAC-SHA256 (RFC 2104) under a 32-byte key of [`frame`]`(parts)`.
pub fn hmac_framed(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    // RFC 2104 fills a short key with zeros up to the block of 64 bytes; doing so here cannot fail.
    let mut block = Zeroizing::new([0u8; 64]);
    block.iter_mut().zip(key).for_each(|(to, from)| *to = *from);
    let mut mac = Hmac::<Sha256>::new(&(*block).into());
    for part in parts {
        mac.update(&length(part));
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// Parts come from memory, so four bytes of length suffice; a longer one saturates.
fn length(part: &[u8]) -> [u8; 4] {
    u32::try_from(part.len()).unwrap_or(u32::MAX).to_be_bytes()
}
