//! Receipts: sixteen digits that lead to the log entry of one sealed ballot and say nothing about its choices.
//! A search key, not the proof; the proof is the ciphertext hash in the [`Promise`] and the log.

use std::fmt;
use std::str::FromStr;

use crate::DefinitionHash;
use crate::canonical::sha256_framed;
use crate::digits::{self, Misread};
use crate::seal::SealedBallot;

pub use crate::promise::{Promise, PromiseFault, ReceiptKey};

/// 8 * 10^14: the first of fifteen digits lies in 1 to 8 (0 is never printed, 9 marks a pass).
const RANGE: u128 = 800_000_000_000_000;
const FIRST: u64 = 100_000_000_000_000;

/// Sixteen digits, each 0 to 9: first 1 to 8, last a Damm check digit.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Receipt([u8; digits::LENGTH]);

/// Why a typed text is not a receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptFault {
    /// Not sixteen digits; holds how many there were.
    #[error("a receipt has 16 digits, this has {0}")]
    WrongLength(usize),
    /// Something other than digits, spaces and hyphens.
    #[error("a receipt has digits only")]
    NotDigits,
    /// A digit is wrong or two neighbours are swapped.
    #[error("a digit of the receipt is wrong")]
    CheckDigit,
    /// The number is a printed pass: it must be kept secret and does not lead to a vote.
    #[error("this is a pass, not a receipt")]
    IsAPass,
}

impl From<Misread> for ReceiptFault {
    fn from(fault: Misread) -> Self {
        match fault {
            Misread::NotDigits => Self::NotDigits,
            Misread::WrongLength(count) => Self::WrongLength(count),
        }
    }
}

impl Receipt {
    /// The receipt of a sealed ballot in a zone.
    pub fn of(definition: &DefinitionHash, zone: &str, sealed: &SealedBallot) -> Self {
        Self::of_hash(definition, zone, &sealed.hash())
    }

    /// The receipt from the ciphertext hash alone, as anyone can recompute it from a log entry:
    /// first 16 bytes of SHA-256(frame("reparto/receipt/v1", definition, zone, ciphertext hash)),
    /// big-endian, modulo 8 * 10^14, plus 10^14, then the check digit.
    pub fn of_hash(definition: &DefinitionHash, zone: &str, ciphertext_hash: &[u8; 32]) -> Self {
        let label = b"reparto/receipt/v1".as_slice();
        let hash = sha256_framed(&[label, &definition.0, zone.as_bytes(), ciphertext_hash]);
        let mut head = [0u8; 16];
        head.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
        let rest = u64::try_from(u128::from_be_bytes(head) % RANGE).unwrap_or(0);
        Self(digits::with_check_digit(FIRST + rest))
    }

    /// Reads a typed receipt; spaces, hyphens and the digits of several scripts are accepted.
    pub fn parse(text: &str) -> Result<Self, ReceiptFault> {
        let read = digits::read(text)?;
        if digits::damm(&read) != 0 {
            return Err(ReceiptFault::CheckDigit);
        }
        match read.first() {
            Some(1..=8) => Ok(Self(read)),
            Some(9) => Err(ReceiptFault::IsAPass),
            _ => Err(ReceiptFault::CheckDigit),
        }
    }

    /// The sixteen digits, each 0 to 9.
    pub fn digits(&self) -> &[u8; 16] {
        &self.0
    }

    /// The sixteen digits as one number below 9 * 10^15, for a database column or a prefix page.
    pub fn number(&self) -> u64 {
        self.0.iter().fold(0, |sum, digit| sum * 10 + u64::from(*digit))
    }
}

impl fmt::Display for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&digits::grouped(&self.0))
    }
}

impl fmt::Debug for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Receipt(..)")
    }
}

impl FromStr for Receipt {
    type Err = ReceiptFault;
    fn from_str(text: &str) -> Result<Self, ReceiptFault> {
        Self::parse(text)
    }
}
