//! Formats of one vote: definition, choices, sealing, passes, tickets, receipts, shares, log entries.
//! Pure: no input or output, no clock, no randomness; random bytes, seeds and times are arguments.
//! `docs/formats.md` describes every byte; the vectors in `tests/vectors` are its examples.
#![forbid(unsafe_code)]

pub mod act;
pub mod canonical;
pub mod choices;
pub mod definition;
mod digits;
pub mod entry;
mod hexed;
pub mod issuance;
mod keys;
pub mod nonce;
pub mod opening;
pub mod pass;
pub mod promise;
mod reader;
pub mod receipt;
pub mod seal;
pub mod sealed_file;
pub mod shares;
pub mod ticket;

pub use hexed::{DefinitionHash, Digest, HexFault};
