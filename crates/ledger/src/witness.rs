//! C2SP tlog-witness: what a log asks of a witness (`add-checkpoint`), how a witness judges it, how a log reads the
//! answer. Pure: the witness keeps its state and its clock elsewhere, and must have stored a checkpoint that
//! [`judge`] lets pass before it answers.

use std::str::FromStr;

use crate::checkpoint::{Checkpoint, CheckpointFault, SignedCheckpoint, decimal};
use crate::cosignature;
use crate::hash::Hash;
use crate::note::{Note, NoteFault, NoteSignature, VerifierKey};
use crate::proof::verify_consistency;

/// Path of the call below a witness's submission prefix.
pub const ADD_CHECKPOINT: &str = "add-checkpoint";
/// Content type of a 409 answer whose body is the size that the witness knows.
pub const SIZE_TYPE: &str = "text/x.tlog.size";
/// Most bytes of a request or an answer.
pub const MAX_BODY: usize = 64 * 1024;
/// Most lines of a consistency proof; a tree of 2^63 leaves needs no more.
pub const MAX_PROOF: usize = 63;

/// The body of `POST <prefix>/add-checkpoint`. Nothing in it is to be believed before [`judge`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddCheckpoint {
    /// Size of the last checkpoint that the witness cosigned, as far as the log knows; 0 for none.
    pub old: u64,
    /// Consistency proof from `old` to the size of the checkpoint.
    pub proof: Vec<Hash>,
    /// The checkpoint, a signed note.
    pub note: String,
}

/// Why a witness does not cosign. `Display` is the sentence for the body of the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// 400: the body is not an add-checkpoint request.
    #[error("this is not an add-checkpoint request")]
    Malformed,
    /// 400: the old size is larger than the checkpoint.
    #[error("the old size is larger than the checkpoint")]
    OldBeyond,
    /// 403: the key trusted for this log did not sign, or its signature is wrong.
    #[error("no valid signature of the log's key")]
    NotSigned,
    /// 404: the witness does not watch a log of this origin.
    #[error("this witness does not watch this log")]
    UnknownLog,
    /// 409: the old size is not the one that the witness knows.
    #[error("the last size cosigned here is {known}")]
    Conflict {
        /// Size of the last checkpoint cosigned, 0 for none.
        known: u64,
    },
    /// 422: same size as the known checkpoint, another root. The log has signed two histories.
    #[error("another root was cosigned at this size")]
    OtherRoot,
    /// 422: the proof does not lead from the known root to the new one.
    #[error("the consistency proof does not hold")]
    Inconsistent,
}

/// What a log learns from a witness's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// 200: cosignature lines, of known and unknown keys; see [`add_cosignature`].
    Cosigned(Vec<NoteSignature>),
    /// 409 with a size: ask again with a proof from this size.
    Known(u64),
    /// Any other answer, by its status.
    Refused(u16),
}

impl Refusal {
    /// The HTTP status of the answer.
    pub fn status(&self) -> u16 {
        match self {
            Self::Malformed | Self::OldBeyond => 400,
            Self::NotSigned => 403,
            Self::UnknownLog => 404,
            Self::Conflict { .. } => 409,
            Self::OtherRoot | Self::Inconsistent => 422,
        }
    }
}

impl AddCheckpoint {
    /// The body to send. Error: [`Refusal::Malformed`] when it would break a limit or not be read back the same.
    pub fn encode(&self) -> Result<String, Refusal> {
        let proof: String = self.proof.iter().map(|hash| hash.to_base64() + "\n").collect();
        let body = format!("old {}\n{proof}\n{}", self.old, self.note);
        if body.parse::<Self>()? == *self { Ok(body) } else { Err(Refusal::Malformed) }
    }

    /// The origin that the checkpoint names, by which a witness finds the log's key and its own state.
    pub fn origin(&self) -> Result<String, Refusal> {
        self.checkpoint().map(|body| body.origin).ok_or(Refusal::Malformed)
    }

    fn checkpoint(&self) -> Option<Checkpoint> {
        let note: Note = self.note.parse().ok()?;
        note.text.parse().ok()
    }
}

/// Reads exactly what [`AddCheckpoint::encode`] writes. The note must be a note around a checkpoint.
impl FromStr for AddCheckpoint {
    type Err = Refusal;

    fn from_str(body: &str) -> Result<Self, Refusal> {
        parse(body).ok_or(Refusal::Malformed)
    }
}

fn parse(body: &str) -> Option<AddCheckpoint> {
    if body.len() > MAX_BODY {
        return None;
    }
    let (head, note) = body.split_once("\n\n")?;
    let mut lines = head.split('\n');
    let old = decimal(lines.next()?.strip_prefix("old ")?)?;
    let proof: Vec<Hash> = lines.map(Hash::from_base64).collect::<Option<_>>()?;
    let request = AddCheckpoint { old, proof, note: note.to_owned() };
    let whole = request.proof.len() <= MAX_PROOF && request.checkpoint().is_some();
    whole.then_some(request)
}

/// Whether a witness that last cosigned `known` of this log may cosign the request's checkpoint. Gives the checkpoint
/// with the log's own signature lines only. The caller has found `log` and `known` by [`AddCheckpoint::origin`]
/// ([`Refusal::UnknownLog`] otherwise) and lets no other request of this log in until the result is stored.
pub fn judge(known: Option<&Checkpoint>, request: &AddCheckpoint, log: &VerifierKey) -> Result<SignedCheckpoint, Refusal> {
    let signed = SignedCheckpoint::open(&request.note, log).map_err(|fault| match fault {
        CheckpointFault::Malformed | CheckpointFault::Note(NoteFault::Malformed) => Refusal::Malformed,
        CheckpointFault::OtherLog => Refusal::UnknownLog,
        CheckpointFault::Note(_) => Refusal::NotSigned,
    })?;
    let new = signed.checkpoint();
    if request.old > new.size {
        return Err(Refusal::OldBeyond);
    }
    let (known_size, known_root) = known.map_or((0, Hash::empty_root()), |known| (known.size, known.root));
    if request.old != known_size {
        return Err(Refusal::Conflict { known: known_size });
    }
    if new.size == known_size && new.root != known_root {
        return Err(Refusal::OtherRoot);
    }
    verify_consistency((known_size, &known_root), (new.size, &new.root), &request.proof).map_err(|_| Refusal::Inconsistent)?;
    Ok(signed.only_lines_of(log))
}

/// The body of a 200 answer.
pub fn encode_cosignatures(lines: &[NoteSignature]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// Reads the body of a 200 answer: one or more signature lines. They are not checked; see [`add_cosignature`].
/// Error: [`NoteFault::Malformed`], also for a body beyond [`MAX_BODY`].
pub fn parse_cosignatures(body: &str) -> Result<Vec<NoteSignature>, NoteFault> {
    if body.len() > MAX_BODY {
        return Err(NoteFault::Malformed);
    }
    body.strip_suffix('\n').ok_or(NoteFault::Malformed)?.split('\n').map(str::parse).collect()
}

/// Reads an answer by its status, content type and body. Error: [`NoteFault::Malformed`] for a 200 without
/// signature lines and for a 409 of the size type without a size.
pub fn read_answer(status: u16, content_type: &str, body: &str) -> Result<Answer, NoteFault> {
    match status {
        200 => parse_cosignatures(body).map(Answer::Cosigned),
        409 if content_type == SIZE_TYPE => {
            let known = body.strip_suffix('\n').and_then(decimal);
            known.map(Answer::Known).ok_or(NoteFault::Malformed)
        }
        other => Ok(Answer::Refused(other)),
    }
}

/// Adds the witness's cosignature to the checkpoint if it is among the lines and holds, and gives its time.
/// Lines of other keys are left out. Errors: [`NoteFault::Unsigned`], [`NoteFault::BadSignature`];
/// the checkpoint is then as before.
pub fn add_cosignature(
    checkpoint: &mut SignedCheckpoint,
    lines: &[NoteSignature],
    witness: &VerifierKey,
) -> Result<u64, NoteFault> {
    let mut trial = checkpoint.clone();
    let id = witness.key_id();
    let own = lines.iter().find(|line| line.key_id == id && line.name == witness.name());
    trial.add_signature(own.ok_or(NoteFault::Unsigned)?.clone());
    let time = cosignature::verify(&trial, witness)?;
    *checkpoint = trial;
    Ok(time)
}
