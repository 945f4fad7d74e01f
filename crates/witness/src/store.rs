//! What the witness last cosigned, log by log: one file each, replaced durably before a cosignature leaves.

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use data_encoding::HEXLOWER;
use ledger::checkpoint::CheckpointFault;
use ledger::cosignature::{self, WitnessKey};
use ledger::note::{KeyKind, Note, NoteFault};
use ledger::witness::{AddCheckpoint, Refusal, judge};
use ledger::{Checkpoint, NoteSignature, SignedCheckpoint, VerifierKey};
use sha2::{Digest, Sha256};

use crate::durable;

/// The witness's memory. One request of a log at a time; different logs side by side.
pub struct Store {
    key: WitnessKey,
    verifier: VerifierKey,
    folder: PathBuf,
    logs: BTreeMap<String, Slot>,
    _lock: File,
}

/// One watched log.
struct Slot {
    key: VerifierKey,
    path: PathBuf,
    /// The largest checkpoint this process has seen stored; the file must never be behind it.
    reached: Mutex<Option<Checkpoint>>,
}

/// Why the store cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StoreFault {
    /// A file or folder cannot be read or written.
    #[error("{path}: {error}")]
    File {
        /// Which one.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// A state file is not a checkpoint of its log. It is never treated as "nothing cosigned yet".
    #[error("{0}: this is not a checkpoint signed by the log's key. Restore the file; do not delete it")]
    Damaged(PathBuf),
    /// A state file holds less than was cosigned, or another history.
    #[error("{0}: the state is not the one last cosigned: an old copy was restored under the witness. It signs nothing")]
    Replaced(PathBuf),
    /// A key given for a log is of another kind, or two keys have one origin.
    #[error("{0}: not the key of a log, or given twice")]
    LogKey(String),
    /// A checkpoint given as already cosigned is not one.
    #[error("not a checkpoint of a watched log with this witness's own cosignature: {0}")]
    NotOurs(CheckpointFault),
    /// The clock is not set; a cosignature without a time is not allowed.
    #[error("the clock of this machine is not set")]
    Clock,
    /// The witness's own name or key is refused.
    #[error(transparent)]
    Own(#[from] NoteFault),
}

/// What became of a request.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// By the protocol.
    #[error(transparent)]
    Protocol(#[from] Refusal),
    /// By a fault of the witness itself; nothing was signed.
    #[error(transparent)]
    Store(#[from] StoreFault),
}

impl Store {
    /// Opens the state in `folder`, which belongs to this process from now on, for the logs of these keys.
    pub fn open(folder: &Path, key: WitnessKey, logs: &[VerifierKey]) -> Result<Self, StoreFault> {
        let verifier = key.verifier()?;
        let fault = |error| StoreFault::File { path: folder.to_owned(), error };
        let lock = durable::claim(folder).map_err(fault)?;
        let mut slots = BTreeMap::new();
        for log in logs {
            let path = folder.join(format!("{}.checkpoint", origin_hash(log.name())));
            let slot = Slot { key: log.clone(), path, reached: Mutex::new(None) };
            let stored = slot.read()?;
            *slot.reached.lock().unwrap_or_else(PoisonError::into_inner) = stored.map(|old| old.checkpoint().clone());
            let twice = slots.insert(log.name().to_owned(), slot).is_some();
            if twice || log.kind() != KeyKind::Ed25519 {
                return Err(StoreFault::LogKey(log.to_string()));
            }
        }
        Ok(Self { key, verifier, folder: folder.to_owned(), logs: slots, _lock: lock })
    }

    /// The public half of the witness's key.
    pub fn verifier(&self) -> &VerifierKey {
        &self.verifier
    }

    /// The folder of the state.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Judges a request, stores its checkpoint, and only then gives the cosignature with this time.
    pub fn add(&self, request: &AddCheckpoint, now: u64) -> Result<NoteSignature, Refused> {
        let slot = self.logs.get(&request.origin()?).ok_or(Refusal::UnknownLog)?;
        // A panic while the lock was held leaves the file whole, and the file is what counts.
        let mut reached = slot.reached.lock().unwrap_or_else(PoisonError::into_inner);
        let known = slot.current(reached.as_ref())?;
        let mut signed = judge(known.as_ref().map(SignedCheckpoint::checkpoint), request, &slot.key)?;
        if now == 0 {
            return Err(StoreFault::Clock.into());
        }
        let line = self.key.cosign(&signed, now).map_err(StoreFault::NotOurs)?;
        signed.add_signature(line.clone());
        slot.write(&signed)?;
        *reached = Some(signed.checkpoint().clone());
        Ok(line)
    }

    /// Takes a checkpoint that bears this witness's own cosignature, such as the one the log publishes, as proof of
    /// what was cosigned before a loss of the state: an older or missing state is raised to it. Gives whether it was.
    pub fn recall(&self, note: &str) -> Result<bool, StoreFault> {
        let origin = note.lines().next().unwrap_or_default();
        let slot = self.logs.get(origin).ok_or(StoreFault::NotOurs(CheckpointFault::OtherLog))?;
        let signed = SignedCheckpoint::open(note, &slot.key).map_err(StoreFault::NotOurs)?;
        cosignature::verify(&signed, &self.verifier).map_err(|fault| StoreFault::NotOurs(fault.into()))?;
        let mut reached = slot.reached.lock().unwrap_or_else(PoisonError::into_inner);
        let ours = signed.checkpoint();
        match slot.current(reached.as_ref())?.as_ref().map(SignedCheckpoint::checkpoint) {
            Some(known) if known.size > ours.size => Ok(false),
            Some(known) if known.size == ours.size && known.root == ours.root => Ok(false),
            Some(known) if known.size == ours.size => Err(StoreFault::Replaced(slot.path.clone())),
            _ => {
                slot.write(&signed)?;
                *reached = Some(ours.clone());
                Ok(true)
            }
        }
    }

    /// Newest checkpoint of each watched log with the witness's cosignature, `None` before the first.
    pub fn latest(&self) -> Result<Vec<(&VerifierKey, Option<SignedCheckpoint>)>, StoreFault> {
        self.logs.values().map(|slot| Ok((&slot.key, slot.read()?))).collect()
    }

    /// Newest checkpoint of the log whose origin has this hash (see [`origin_hash`]).
    pub fn latest_by_hash(&self, hash: &str) -> Result<Option<SignedCheckpoint>, StoreFault> {
        let slot = self.logs.iter().find(|(origin, _)| origin_hash(origin) == hash);
        slot.map_or(Ok(None), |(_, slot)| slot.read())
    }
}

impl Slot {
    fn read(&self) -> Result<Option<SignedCheckpoint>, StoreFault> {
        let bytes = durable::read(&self.path).map_err(|error| self.fault(error))?;
        let Some(bytes) = bytes else { return Ok(None) };
        let text = String::from_utf8(bytes).map_err(|_| StoreFault::Damaged(self.path.clone()))?;
        let signed = SignedCheckpoint::open(&text, &self.key).map_err(|_| StoreFault::Damaged(self.path.clone()))?;
        Ok(Some(signed))
    }

    /// The file's checkpoint, which must not be behind what this process stored: the file may have been put back
    /// from a backup while the witness ran.
    fn current(&self, reached: Option<&Checkpoint>) -> Result<Option<SignedCheckpoint>, StoreFault> {
        let stored = self.read()?;
        let held = match (reached, stored.as_ref().map(SignedCheckpoint::checkpoint)) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(reached), Some(on_disk)) => {
                on_disk.size > reached.size || (on_disk.size == reached.size && on_disk.root == reached.root)
            }
        };
        if held { Ok(stored) } else { Err(StoreFault::Replaced(self.path.clone())) }
    }

    fn write(&self, signed: &SignedCheckpoint) -> Result<(), StoreFault> {
        let note: &Note = signed.note();
        durable::replace(&self.path, note.to_string().as_bytes()).map_err(|error| self.fault(error))
    }

    fn fault(&self, error: io::Error) -> StoreFault {
        StoreFault::File { path: self.path.clone(), error }
    }
}

/// SHA-256 of the origin in hexadecimal: how tlog-witness names a log in an address.
pub fn origin_hash(origin: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(origin.as_bytes()))
}
