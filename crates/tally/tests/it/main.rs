//! All integration tests of the crate, in one binary.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "tests stop at the first surprise")]

mod axioms;
mod corpus;
mod faults;
mod fuzzed;
mod published;
mod reader;
mod reference;
mod round_trip;
mod slow;
mod small;
mod source;
