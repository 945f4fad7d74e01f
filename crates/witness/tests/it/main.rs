//! All integration tests of the crate in one binary: real HTTP on the loopback address.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on should stop where it stands"
)]

mod alarms;
mod common;
mod following;
mod forks;
mod log_server;
mod programs;
mod protocol;
mod state;
