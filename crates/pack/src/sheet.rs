//! `canvass/<ZONE>.json`: what became of every pass and every entry of a zone, before the opening. Counts, no choices.

use ballot::Digest;
use ballot::canonical::{self, CanonicalError};
use serde::{Deserialize, Serialize};

/// The sheet of a zone, canonical JSON.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sheet {
    /// Passes printed, by the acts.
    pub printed: u64,
    /// Printed passes registered in the box.
    pub registered: u64,
    /// Of these, never used and not voided.
    pub unused: u64,
    /// Passes issued online, by the log of issuances.
    pub issued_online: u64,
    /// Of these, shown at the box.
    pub shown: u64,
    /// Passes voided, used or not.
    pub void: u64,
    /// Passes that cast and were not voided.
    pub cast: u64,
    /// Passes with a ballot in the log, voided ones included.
    pub live: u64,
    /// Ballots that a later one replaced.
    pub replaced: u64,
    /// Ballots taken out by decision.
    pub voided: u64,
    /// Ballots tested in public.
    pub challenged: u64,
    /// Entries of the zone in the ballot log.
    pub log_entries: u64,
}

/// An equation that does not hold: its name and both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Which equation.
    pub name: &'static str,
    /// Left side.
    pub left: u64,
    /// Right side.
    pub right: u64,
}

impl Sheet {
    /// Every equation that does not hold.
    pub fn gaps(&self) -> Vec<Gap> {
        let sum = |parts: &[u64]| parts.iter().fold(0u64, |sum, part| sum.saturating_add(*part));
        let mut equations = vec![
            ("printed", self.printed, self.registered),
            ("passes", sum(&[self.registered, self.shown]), sum(&[self.cast, self.unused, self.void])),
            ("ballots", self.live, sum(&[self.cast, self.voided])),
            ("entries", self.log_entries, sum(&[self.live, self.replaced, self.challenged, self.voided])),
        ];
        if self.shown > self.issued_online {
            equations.push(("online", self.shown, self.issued_online));
        }
        let open = equations.into_iter().filter(|(_, left, right)| left != right);
        open.map(|(name, left, right)| Gap { name, left, right }).collect()
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// [`CanonicalError`] for figures beyond 2^53 - 1.
    pub fn to_bytes(&self) -> Result<Vec<u8>, CanonicalError> {
        canonical::to_bytes(self)
    }

    /// Reads exactly what [`Sheet::to_bytes`] writes.
    ///
    /// # Errors
    /// [`CanonicalError`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CanonicalError> {
        canonical::from_bytes(bytes)
    }

    /// SHA-256 of the file: what `canvass.confirmed` names.
    ///
    /// # Errors
    /// [`CanonicalError`].
    pub fn hash(&self) -> Result<Digest, CanonicalError> {
        self.to_bytes().map(|bytes| Digest::of(&bytes))
    }
}
