//! All integration tests of the crate in one binary.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on should stop where it stands"
)]

mod acts;
mod common;
mod definitions;
mod digits;
mod documented;
mod entries;
mod openings;
mod rfc9180;
mod sealed_files;
mod sealing;
mod shares;
mod tickets;
mod vectors;
