//! I/O without civics: databases, keys, jobs, messages, catalogs, the web platform and the parts pages are built from.

pub mod db;
pub mod files;
pub mod i18n;
pub mod jobs;
mod joined;
pub mod keys;
pub mod metrics;
pub mod migrations;
pub mod prepared;
pub mod private_postgres;
pub mod senders;
pub mod state;
pub mod ui;
pub mod web;

pub use db::{BoxConn, CivicConn, Conn, Db};
pub use state::State;
