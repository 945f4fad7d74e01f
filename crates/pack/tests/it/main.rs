//! All integration tests of the crate in one binary. Whole packs are tested with their verifier, in the crate `verify`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on should stop where it stands"
)]

mod acts;
mod archives;
mod opened;
mod sheets;

/// A whole honest pack of one zone.
const TINY: &[u8] = include_bytes!("../vectors/tiny.tar.zst");
