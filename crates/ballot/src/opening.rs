//! Opening a zone: every countable sealed ballot opened, sorted into one canonical order, hashed.
//! Two honest openings give the same bytes, and the order tells nothing (trust.md section 4, step 11).

use std::fmt::Write;

use crate::DefinitionHash;
use crate::canonical::{CanonicalError, sha256};
use crate::choices::{Choices, OpenFault};
use crate::definition::Definition;
use crate::hexed;
use crate::seal::{self, OpeningSecretKey, SealedBallot};

/// Opens ballots of one definition.
pub struct Opener<'a> {
    key: &'a OpeningSecretKey,
    definition: &'a Definition,
    hash: DefinitionHash,
}

/// The opened ballots of one zone in canonical order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedZone {
    /// Zone id.
    pub zone: String,
    /// Valid ballots, sorted; equal ballots stand side by side.
    pub ballots: Vec<Choices>,
    /// Ciphertext hash and fault of every invalid ballot, sorted.
    pub invalid: Vec<([u8; 32], OpenFault)>,
}

impl<'a> Opener<'a> {
    /// An opener; hashes the definition once.
    pub fn new(key: &'a OpeningSecretKey, definition: &'a Definition) -> Result<Self, CanonicalError> {
        Ok(Self { key, definition, hash: definition.hash()? })
    }

    /// Opens one ballot and applies the definition's rule on blank ballots.
    pub fn open(&self, zone: &str, sealed: &SealedBallot) -> Result<Choices, OpenFault> {
        let contest = self.definition.contest(zone).ok_or(OpenFault::NoContest)?;
        let choices = seal::open(self.key, &self.hash, zone, contest.style, contest, sealed)?;
        if choices.is_blank() && !self.definition.blank_allowed {
            return Err(OpenFault::Blank);
        }
        Ok(choices)
    }

    /// Opens all countable ballots of a zone, in any order, and sorts the outcome.
    pub fn open_zone<'b>(&self, zone: &str, sealed: impl IntoIterator<Item = &'b SealedBallot>) -> OpenedZone {
        let (mut ballots, mut invalid) = (Vec::new(), Vec::new());
        for one in sealed {
            match self.open(zone, one) {
                Ok(choices) => ballots.push(choices),
                Err(fault) => invalid.push((one.hash(), fault)),
            }
        }
        OpenedZone::sorted(zone, ballots, invalid)
    }
}

impl OpenedZone {
    /// Puts opened ballots, e.g. of several workers, into the canonical order.
    pub fn sorted(zone: &str, mut ballots: Vec<Choices>, mut invalid: Vec<([u8; 32], OpenFault)>) -> Self {
        ballots.sort_unstable();
        invalid.sort_unstable();
        Self { zone: zone.to_owned(), ballots, invalid }
    }

    /// The canonical text: `reparto opened ballots 1`, the zone, the count of ballots, one line per ballot
    /// with its numbers joined by commas (an empty line is a blank ballot), the count of invalid ones, one line each
    /// with ciphertext hash, space, fault code. Every line ends with a line feed.
    pub fn to_text(&self) -> String {
        let mut out = String::with_capacity(64 + 16 * self.ballots.len());
        // Writing to a String cannot fail.
        let _ = write!(out, "reparto opened ballots 1\n{}\n{}\n", self.zone, self.ballots.len());
        for ballot in &self.ballots {
            for (place, number) in ballot.numbers().iter().enumerate() {
                let comma = if place == 0 { "" } else { "," };
                let _ = write!(out, "{comma}{number}");
            }
            out.push('\n');
        }
        let _ = writeln!(out, "{}", self.invalid.len());
        for (hash, fault) in &self.invalid {
            let _ = writeln!(out, "{} {}", hexed::show(hash), fault.code());
        }
        out
    }

    /// SHA-256 of [`OpenedZone::to_text`]: what two openings compare.
    pub fn hash(&self) -> [u8; 32] {
        sha256(&[self.to_text().as_bytes()])
    }
}
