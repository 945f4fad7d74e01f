//! Reparto: participatory-budgeting voting that a resident can cast on an old phone and a stranger can recount.
//! Modules stand in ladder order: each may import only from those above it (`docs/architecture.md`).

pub mod base;
pub mod config;
pub mod platform;
pub mod schema;

pub mod transparency;

pub mod accounts;

pub mod cycles;

pub mod setup;

pub mod bodies;

pub mod ideas;

pub mod applications;

pub mod review;

pub mod translations;

pub mod proposals;

pub mod eligibility;

pub mod ballotbox;

pub mod freeze;

pub mod counting;

pub mod publication;

pub mod booth;

pub mod outreach;

pub mod app;
pub mod cli;
pub mod demo;
pub mod telemetry;

/// Version and, when built from a checkout, the commit.
pub const VERSION: &str = match option_env!("REPARTO_COMMIT") {
    Some(commit) => commit,
    None => env!("CARGO_PKG_VERSION"),
};
