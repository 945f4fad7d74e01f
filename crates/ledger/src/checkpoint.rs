//! C2SP tlog-checkpoint: origin, size and root of a log as a signed note.

use std::fmt;
use std::str::FromStr;

use crate::hash::Hash;
use crate::note::{LogKey, Note, NoteFault, NoteSignature, VerifierKey};

/// The body of a checkpoint. `Display` gives the note text, `FromStr` reads it strictly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Name of the log, one non-empty line.
    pub origin: String,
    /// Count of entries.
    pub size: u64,
    /// Tree root at this size.
    pub root: Hash,
    /// Further non-empty lines; Reparto's logs have none.
    pub extensions: Vec<String>,
}

/// A checkpoint whose log signature has been checked, with the whole note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedCheckpoint {
    checkpoint: Checkpoint,
    note: Note,
}

/// Why a checkpoint is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointFault {
    /// The note text is not origin, size, root.
    #[error("this is not a checkpoint")]
    Malformed,
    /// The origin is not the name of the log key.
    #[error("the checkpoint is of another log")]
    OtherLog,
    /// The note around it is refused.
    #[error(transparent)]
    Note(#[from] NoteFault),
}

impl Checkpoint {
    /// Signs the checkpoint with the log's key, whose name must be the origin.
    pub fn sign(self, key: &LogKey) -> Result<SignedCheckpoint, CheckpointFault> {
        let text = self.to_string();
        if text.parse::<Self>()? != self {
            return Err(CheckpointFault::Malformed);
        }
        let note = Note { signatures: vec![key.sign(&text)?], text };
        if key.verifier().name() != self.origin {
            return Err(CheckpointFault::OtherLog);
        }
        Ok(SignedCheckpoint { checkpoint: self, note })
    }
}

impl SignedCheckpoint {
    /// Reads a signed checkpoint and checks the log's signature and origin. Cosignatures are kept unchecked.
    pub fn open(note: &str, log: &VerifierKey) -> Result<Self, CheckpointFault> {
        let note: Note = note.parse()?;
        note.verify(log)?;
        let checkpoint: Checkpoint = note.text.parse()?;
        if checkpoint.origin != log.name() {
            return Err(CheckpointFault::OtherLog);
        }
        Ok(Self { checkpoint, note })
    }

    /// The body.
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// The note with all signatures; `to_string()` of it is the file that is served.
    pub fn note(&self) -> &Note {
        &self.note
    }

    /// The checkpoint without the lines of other keys, which were never checked.
    pub(crate) fn only_lines_of(mut self, key: &VerifierKey) -> Self {
        self.note.signatures = self.note.lines_of(key).cloned().collect();
        self
    }

    /// Adds a cosignature line; a line of the same name and key id is replaced.
    pub fn add_signature(&mut self, line: NoteSignature) {
        let same = |old: &NoteSignature| old.name == line.name && old.key_id == line.key_id;
        self.note.signatures.retain(|old| !same(old));
        self.note.signatures.push(line);
    }
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n{}\n{}\n", self.origin, self.size, self.root.to_base64())?;
        self.extensions.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

impl FromStr for Checkpoint {
    type Err = CheckpointFault;

    fn from_str(text: &str) -> Result<Self, CheckpointFault> {
        parse(text).ok_or(CheckpointFault::Malformed)
    }
}

fn parse(text: &str) -> Option<Checkpoint> {
    let mut lines = text.strip_suffix('\n')?.split('\n');
    let origin = lines.next().filter(|origin| !origin.is_empty())?.to_owned();
    let size = decimal(lines.next()?)?;
    let root = Hash::from_base64(lines.next()?)?;
    let extensions: Vec<String> = lines.map(str::to_owned).collect();
    if extensions.iter().any(String::is_empty) {
        return None;
    }
    Some(Checkpoint { origin, size, root, extensions })
}

/// ASCII decimal without leading zeros or sign.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    let number: u64 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}
