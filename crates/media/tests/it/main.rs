//! All integration tests of the crate in one binary.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on should stop where it stands"
)]

mod cards;
mod kinds;
mod made;
mod papers;
mod pictures;
mod refused;
mod sounds;
