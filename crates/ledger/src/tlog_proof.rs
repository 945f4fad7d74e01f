//! C2SP tlog-proof: an entry's index, its inclusion proof and the cosigned checkpoint in one text file
//! (`.tlog-proof`), which a voter can keep and check without any network.

use std::fmt;
use std::str::FromStr;

use data_encoding::BASE64;

use crate::checkpoint::{CheckpointFault, SignedCheckpoint, decimal};
use crate::hash::Hash;
use crate::note::VerifierKey;
use crate::proof::{self, ProofFault};

const FIRST_LINE: &str = "c2sp.org/tlog-proof@v1";
const MAX_HASHES: usize = 64;

/// A proof as read or to be written. Nothing in it is to be believed before [`TlogProof::verify`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlogProof {
    /// Opaque, unauthenticated; Reparto puts the log entry here, so that the file needs nothing else.
    pub extra: Option<Vec<u8>>,
    /// Index of the entry, from 0.
    pub index: u64,
    /// Hashes from the leaf's sibling up to the root's child.
    pub hashes: Vec<Hash>,
    /// The checkpoint, a signed note, verbatim.
    pub checkpoint: String,
}

/// Why a proof is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TlogProofFault {
    /// The text is not a tlog-proof of version 1.
    #[error("this is not a tlog-proof of version 1")]
    Malformed,
    /// The checkpoint is refused.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointFault),
    /// The inclusion proof does not hold.
    #[error(transparent)]
    Proof(#[from] ProofFault),
}

impl TlogProof {
    /// Checks log signature and inclusion of the leaf. Cosignatures are the policy's affair:
    /// pass the result to [`crate::policy::Policy::check`].
    pub fn verify(&self, leaf: &Hash, log: &VerifierKey) -> Result<SignedCheckpoint, TlogProofFault> {
        let signed = SignedCheckpoint::open(&self.checkpoint, log)?;
        let body = signed.checkpoint();
        proof::verify_inclusion(leaf, self.index, body.size, &self.hashes, &body.root)?;
        Ok(signed)
    }
}

impl fmt::Display for TlogProof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{FIRST_LINE}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", BASE64.encode(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        self.hashes.iter().try_for_each(|hash| writeln!(f, "{}", hash.to_base64()))?;
        write!(f, "\n{}", self.checkpoint)
    }
}

impl FromStr for TlogProof {
    type Err = TlogProofFault;

    fn from_str(text: &str) -> Result<Self, TlogProofFault> {
        parse(text).ok_or(TlogProofFault::Malformed)
    }
}

fn parse(text: &str) -> Option<TlogProof> {
    let (head, checkpoint) = text.split_once("\n\n")?;
    let mut lines = head.split('\n').peekable();
    if lines.next()? != FIRST_LINE {
        return None;
    }
    let extra = match lines.next_if(|line| line.starts_with("extra ")) {
        Some(line) => Some(BASE64.decode(line.strip_prefix("extra ")?.as_bytes()).ok()?),
        None => None,
    };
    let index = decimal(lines.next()?.strip_prefix("index ")?)?;
    let hashes: Vec<Hash> = lines.map(Hash::from_base64).collect::<Option<_>>()?;
    let fits = hashes.len() <= MAX_HASHES;
    fits.then(|| TlogProof { extra, index, hashes, checkpoint: checkpoint.to_owned() })
}
