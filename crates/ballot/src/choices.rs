//! Choices on a ballot and their one encoding, padded to one length per contest.
//! Layout: version 1, form 1, count u16, numbers u16 ascending, zeros up to a multiple of 32 bytes.

use std::fmt;

use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::definition::{BallotForm, ContestDefinition};
use crate::reader::Reader;

const VERSION: u8 = 1;
const HEADER: usize = 4;
const BLOCK: usize = 32;

/// Chosen slate numbers, ascending, each once. Wiped on drop; `Debug` shows nothing.
/// Its order (first differing number decides, a prefix comes first) is the order of published ballots.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Zeroize, ZeroizeOnDrop)]
pub struct Choices(Vec<u16>);

impl fmt::Debug for Choices {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Choices(..)")
    }
}

/// Why a voter's marks do not make a ballot of this contest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ChoiceFault {
    /// A number that is not on the slate.
    #[error("number {0} is not on this ballot")]
    Unknown(u16),
    /// More different numbers than the ballot allows.
    #[error("{chosen} chosen, at most {limit} allowed")]
    TooMany {
        /// Different numbers marked.
        chosen: usize,
        /// Most allowed.
        limit: usize,
    },
    /// Nothing marked where the definition demands a choice.
    #[error("nothing is chosen")]
    Blank,
}

/// Why a sealed ballot does not open to a valid ballot. [`OpenFault::code`] is stable and is published
/// beside the ciphertext hash; no variant tells what was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, thiserror::Error)]
pub enum OpenFault {
    /// The sealed ballot has not the one length of its contest.
    #[error("the sealed ballot has the wrong length")]
    Length,
    /// Altered, sealed to another key, or for another definition, zone or style.
    #[error("the sealed ballot does not open with this key, definition, zone and style")]
    NotAuthentic,
    /// The encoding is of an unknown version or form.
    #[error("the ballot is of an unknown version or form")]
    Form,
    /// More choices than the contest allows.
    #[error("the ballot holds more choices than allowed")]
    TooMany,
    /// The numbers do not ascend, or one is repeated.
    #[error("the numbers of the ballot do not ascend")]
    Order,
    /// A number is not on the slate.
    #[error("a number is not on the slate")]
    Unknown,
    /// The padding is not all zeros.
    #[error("the padding of the ballot is not zero")]
    Padding,
    /// Blank where the definition demands a choice.
    #[error("the ballot is blank, which the definition does not allow")]
    Blank,
    /// The definition has no contest in this zone with this style.
    #[error("the definition has no such contest")]
    NoContest,
}

impl OpenFault {
    /// Every fault, in the order of its code's publication.
    pub const ALL: [Self; 9] = [
        Self::Length,
        Self::NotAuthentic,
        Self::Form,
        Self::TooMany,
        Self::Order,
        Self::Unknown,
        Self::Padding,
        Self::Blank,
        Self::NoContest,
    ];

    /// Stable word for published lists.
    pub fn code(self) -> &'static str {
        match self {
            Self::Length => "length",
            Self::NotAuthentic => "not-authentic",
            Self::Form => "form",
            Self::TooMany => "too-many",
            Self::Order => "order",
            Self::Unknown => "unknown-number",
            Self::Padding => "padding",
            Self::Blank => "blank",
            Self::NoContest => "no-contest",
        }
    }

    /// The fault of a published word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fault| fault.code() == code)
    }
}

impl Choices {
    /// Choices from marked numbers in any order; a number marked twice counts once.
    pub fn parse(contest: &ContestDefinition, marked: &[u16], blank_allowed: bool) -> Result<Self, ChoiceFault> {
        let mut choices = Self(marked.to_vec());
        choices.0.sort_unstable();
        choices.0.dedup();
        choices.check(contest)?;
        if choices.0.is_empty() && !blank_allowed {
            return Err(ChoiceFault::Blank);
        }
        Ok(choices)
    }

    /// The numbers, ascending.
    pub fn numbers(&self) -> &[u16] {
        &self.0
    }

    /// Whether nothing is chosen.
    pub fn is_blank(&self) -> bool {
        self.0.is_empty()
    }

    fn check(&self, contest: &ContestDefinition) -> Result<(), ChoiceFault> {
        if let Some(unknown) = self.0.iter().find(|number| !contest.has(**number)) {
            return Err(ChoiceFault::Unknown(*unknown));
        }
        let (chosen, limit) = (self.0.len(), contest.limit());
        if chosen > limit { Err(ChoiceFault::TooMany { chosen, limit }) } else { Ok(()) }
    }

    /// The padded encoding, [`encoded_len`] bytes. Errors when the choices belong to another contest.
    pub fn encode(&self, contest: &ContestDefinition) -> Result<Zeroizing<Vec<u8>>, ChoiceFault> {
        self.check(contest)?;
        let length = encoded_len(contest);
        let count = u16::try_from(self.0.len()).unwrap_or(u16::MAX);
        let mut out = Zeroizing::new(Vec::with_capacity(length));
        out.extend_from_slice(&[VERSION, form_code(contest.ballot)]);
        out.extend_from_slice(&count.to_be_bytes());
        for number in &self.0 {
            out.extend_from_slice(&number.to_be_bytes());
        }
        out.resize(length, 0);
        Ok(out)
    }

    /// Reads a padded encoding; accepts exactly what [`Choices::encode`] writes for this contest.
    pub fn decode(contest: &ContestDefinition, bytes: &[u8]) -> Result<Self, OpenFault> {
        if bytes.len() != encoded_len(contest) {
            return Err(OpenFault::Length);
        }
        let mut reader = Reader::new(bytes);
        let (version, form, count) = (reader.u8(), reader.u8(), reader.u16());
        if version != Some(VERSION) || form != Some(form_code(contest.ballot)) {
            return Err(OpenFault::Form);
        }
        let count = usize::from(count.ok_or(OpenFault::Length)?);
        if count > contest.limit() {
            return Err(OpenFault::TooMany);
        }
        let mut choices = Self(Vec::with_capacity(count));
        for _ in 0..count {
            choices.0.push(reader.u16().ok_or(OpenFault::Length)?);
        }
        if !choices.0.is_sorted_by(|a, b| a < b) {
            return Err(OpenFault::Order);
        }
        if !choices.0.iter().all(|number| contest.has(*number)) {
            return Err(OpenFault::Unknown);
        }
        if reader.rest().iter().any(|byte| *byte != 0) {
            return Err(OpenFault::Padding);
        }
        Ok(choices)
    }
}

/// Bytes of every encoded ballot of a contest: 4 + 2 * limit, rounded up to a multiple of 32.
pub fn encoded_len(contest: &ContestDefinition) -> usize {
    (HEADER + 2 * contest.limit()).next_multiple_of(BLOCK)
}

fn form_code(form: BallotForm) -> u8 {
    match form {
        BallotForm::ApproveUpTo { .. } => 1,
    }
}
