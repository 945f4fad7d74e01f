//! All integration tests of the crate in one binary: real HTTP on the loopback address.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod alarms;
mod common;
mod following;
mod forks;
mod log_server;
mod programs;
mod protocol;
mod state;
