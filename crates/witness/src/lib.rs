//! For people outside the city who watch its public logs: a witness that cosigns checkpoints (C2SP tlog-witness) and
//! a follower that keeps its own copy of a log and alarms. The program is `reparto-witness`; `docs/witness.md` is the
//! page for whoever runs one.
#![forbid(unsafe_code)]

pub mod clock;
mod durable;
pub mod follow;
pub mod keys;
mod page;
mod server;
mod store;

pub use server::{Config, Running, ServeFault, run, serve, spawn};
pub use store::{Store, StoreFault, origin_hash};
