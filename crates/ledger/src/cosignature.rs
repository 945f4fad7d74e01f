//! C2SP tlog-cosignature v1: a witness states, with a time, the largest consistent tree it has seen of a log.

use ed25519_dalek::{Signer, SigningKey};

use crate::checkpoint::{CheckpointFault, SignedCheckpoint};
use crate::note::{KeyKind, NoteFault, NoteSignature, VerifierKey, check_name};

/// A witness's signing key (type 0x04). Wiped on drop, not printable.
pub struct WitnessKey {
    name: String,
    key: SigningKey,
}

impl WitnessKey {
    /// The key of a 32-byte secret seed (RFC 8032) under a name. Error: [`NoteFault::Name`].
    pub fn from_seed(name: &str, seed: &[u8; 32]) -> Result<Self, NoteFault> {
        check_name(name)?;
        Ok(Self { name: name.to_owned(), key: SigningKey::from_bytes(seed) })
    }

    /// The public half. Error: [`NoteFault::Key`] cannot happen for a key made from a seed.
    pub fn verifier(&self) -> Result<VerifierKey, NoteFault> {
        VerifierKey::new(&self.name, KeyKind::Cosignature, self.key.verifying_key().to_bytes())
    }

    /// Cosigns a checkpoint at `timestamp` (unix seconds). The witness must have checked consistency with, and
    /// durably recorded, the largest size it cosigned before. Error: [`CheckpointFault::Malformed`] for times beyond 2^63 - 1.
    pub fn cosign(&self, checkpoint: &SignedCheckpoint, timestamp: u64) -> Result<NoteSignature, CheckpointFault> {
        if i64::try_from(timestamp).is_err() {
            return Err(CheckpointFault::Malformed);
        }
        let message = message(&checkpoint.note().text, timestamp);
        let mut bytes = timestamp.to_be_bytes().to_vec();
        bytes.extend_from_slice(&self.key.sign(message.as_bytes()).to_bytes());
        Ok(NoteSignature { name: self.name.clone(), key_id: self.verifier()?.key_id(), bytes })
    }
}

/// Checks a witness's cosignature on a checkpoint and gives its time in unix seconds.
/// Errors: [`NoteFault::Unsigned`] without a line of this key, [`NoteFault::BadSignature`] if any such line is wrong.
pub fn verify(checkpoint: &SignedCheckpoint, witness: &VerifierKey) -> Result<u64, NoteFault> {
    let mut latest = None;
    for line in checkpoint.note().lines_of(witness) {
        let time = check_line(&checkpoint.note().text, line, witness).ok_or(NoteFault::BadSignature)?;
        latest = latest.max(Some(time));
    }
    latest.ok_or(NoteFault::Unsigned)
}

/// Time of a valid cosignature line.
fn check_line(text: &str, line: &NoteSignature, witness: &VerifierKey) -> Option<u64> {
    let (time, signature) = line.bytes.split_first_chunk::<8>()?;
    let timestamp = u64::from_be_bytes(*time);
    i64::try_from(timestamp).ok()?;
    let signature = <&[u8; 64]>::try_from(signature).ok()?;
    let kind = witness.kind() == KeyKind::Cosignature;
    let valid = kind && witness.verifies(message(text, timestamp).as_bytes(), signature);
    valid.then_some(timestamp)
}

fn message(text: &str, timestamp: u64) -> String {
    format!("cosignature/v1\ntime {timestamp}\n{text}")
}
