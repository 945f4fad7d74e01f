//! All integration tests of the crate in one binary. Elections are generated in memory with the builders that the server uses.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on should stop where it stands"
)]

mod challenges;
mod honest;
mod mutations;
mod program;
mod receipts;
mod rng;
mod second;
mod structure;
mod vectors;
mod world;
