//! Printed passes: sixteen digits, the first a 9, for people who vote with a slip of paper.
//! The box stores only a keyed tag, so a dump of it gives no pass that could be used.

use std::fmt;

use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::canonical::hmac_framed;
use crate::digits::{self, Misread};
use crate::nonce::PassTag;

/// 10^14: fourteen random digits, about 46.5 bits.
const RANGE: u128 = 100_000_000_000_000;
/// 9 followed by fourteen zeros: makes the first of the fifteen digits a 9.
const FIRST: u64 = 900_000_000_000_000;

/// A pass as printed. A secret: no `Debug`, no serde, wiped on drop, compared in constant time.
/// `Display` exists for the print shop's file and the voter's slip and for nothing else.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct PrintedPass([u8; digits::LENGTH]);

/// Why a typed text is not a printed pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PassFault {
    /// Not sixteen digits; holds how many there were.
    #[error("a pass has 16 digits, this has {0}")]
    WrongLength(usize),
    /// Something other than digits, spaces and hyphens.
    #[error("a pass has digits only")]
    NotDigits,
    /// A digit is wrong or two neighbours are swapped.
    #[error("a digit of the pass is wrong")]
    CheckDigit,
    /// The number is a receipt, which shows a vote and cannot cast one.
    #[error("this is a receipt, not a pass")]
    IsAReceipt,
}

impl From<Misread> for PassFault {
    fn from(fault: Misread) -> Self {
        match fault {
            Misread::NotDigits => Self::NotDigits,
            Misread::WrongLength(count) => Self::WrongLength(count),
        }
    }
}

impl PrintedPass {
    /// A pass from sixteen random bytes: their big-endian value modulo 10^14, after a leading 9.
    /// The bias of the remainder is below 2^-81.
    pub fn from_random(random: &[u8; 16]) -> Self {
        let rest = u64::try_from(u128::from_be_bytes(*random) % RANGE).unwrap_or(0);
        Self(digits::with_check_digit(FIRST + rest))
    }

    /// Reads a typed pass; spaces, hyphens and the digits of several scripts are accepted.
    pub fn parse(text: &str) -> Result<Self, PassFault> {
        let read = Self(digits::read(text)?);
        if digits::damm(&read.0) != 0 {
            return Err(PassFault::CheckDigit);
        }
        match read.0.first() {
            Some(9) => Ok(read),
            _ => Err(PassFault::IsAReceipt),
        }
    }

    /// HMAC-SHA256(pass key, frame("reparto/printed-pass/v1", cycle, zone, sixteen ASCII digits)).
    pub fn tag(&self, pass_key: &[u8; 32], cycle: &str, zone: &str) -> PassTag {
        let mut ascii = self.0.map(|digit| b'0' + digit % 10);
        let label = b"reparto/printed-pass/v1".as_slice();
        let tag = hmac_framed(pass_key, &[label, cycle.as_bytes(), zone.as_bytes(), &ascii]);
        ascii.zeroize();
        PassTag(tag)
    }
}

impl PartialEq for PrintedPass {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for PrintedPass {}

impl fmt::Display for PrintedPass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&digits::grouped(&self.0))
    }
}
