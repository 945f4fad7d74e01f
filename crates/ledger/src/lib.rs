//! The public log: RFC 6962 tree hashing and proofs, C2SP tiles, signed notes, checkpoints, cosignatures.
//! Pure: no input or output, no clock, no randomness. Paths and texts are C2SP's, unchanged, so that any
//! tlog client can follow the log. `docs/formats.md` gives each format with an example.
#![forbid(unsafe_code)]

pub mod bundle;
pub mod checkpoint;
pub mod cosignature;
pub mod hash;
pub mod note;
pub mod policy;
pub mod proof;
pub mod tile;
pub mod tile_tree;
pub mod tlog_proof;
pub mod tree;
pub mod witness;

pub use checkpoint::{Checkpoint, SignedCheckpoint};
pub use hash::{Hash, leaf_hash, node_hash};
pub use note::{LogKey, Note, NoteSignature, VerifierKey};
pub use tlog_proof::TlogProof;
