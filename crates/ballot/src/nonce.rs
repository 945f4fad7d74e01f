//! The person nonce, which only the link key can derive, and the tag by which the box knows a pass.
//! Rule: trust.md sections 3 and 4; once the link key is destroyed nothing leads from person to tag.

use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::DefinitionHash;
use crate::canonical::{hmac_framed, sha256_framed};
use crate::hexed::public_hex;

/// The 32-byte secret of one person's pass in one zone (or cycle). Wiped on drop, compared in constant time.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Nonce([u8; 32]);

impl Nonce {
    /// Wraps 32 secret bytes, e.g. read from a ticket.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The secret bytes; keep them out of logs and databases (the box stores [`pass_tag`]).
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }
}

impl PartialEq for Nonce {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for Nonce {}

/// What the box stores for a pass: 32 bytes, the same for online and printed passes.
/// Not printable: a tag in a log line could be matched with the box.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PassTag(pub [u8; 32]);

impl PassTag {
    /// The 32 bytes, for the box's `pass.tag` column.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The public mark of this pass in log entries of one definition: binds an entry to one pass
    /// (no two voters can share an entry) without showing the tag.
    pub fn mark(&self, definition: &DefinitionHash) -> PassMark {
        PassMark(sha256_framed(&[b"reparto/pass-mark/v1", &definition.0, &self.0]))
    }
}

public_hex! {
    /// Public number of a pass in the log, SHA-256 over definition hash and tag.
    PassMark
}

/// HMAC-SHA256(link key, frame("reparto/nonce/v1", cycle, scope, person)).
/// The scope is [`crate::definition::Definition::scope`]; `person` is the stable id of the person.
pub fn person_nonce(link_key: &[u8; 32], cycle: &str, zone_or_cycle_scope: &str, person: &[u8]) -> Nonce {
    Nonce(hmac_framed(link_key, &[b"reparto/nonce/v1", cycle.as_bytes(), zone_or_cycle_scope.as_bytes(), person]))
}

/// SHA-256(frame("reparto/pass-tag/v1", nonce)): a dump of the box gives no usable nonce.
pub fn pass_tag(nonce: &Nonce) -> PassTag {
    PassTag(sha256_framed(&[b"reparto/pass-tag/v1", &nonce.0]))
}
