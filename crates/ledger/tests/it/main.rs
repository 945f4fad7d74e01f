//! All integration tests of the crate in one binary.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on should stop where it stands"
)]

mod checkpoints;
mod common;
mod ct_vectors;
mod documented;
mod notes;
mod oracle;
mod policies;
mod tiles;
mod vectors;
mod witnessing;
