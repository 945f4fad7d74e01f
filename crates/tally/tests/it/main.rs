//! All integration tests of the crate, in one binary.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

mod corpus;
mod published;
mod reference;
mod round_trip;
