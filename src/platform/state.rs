//! What every handler may reach: the two databases, keys, clock, randomness, messages, figures.

use std::sync::Arc;

use tokio::sync::Notify;

use super::{
    db::{BoxConn, CivicConn, Db},
    keys::Keys,
    metrics::Metrics,
    senders::{Late, Sender},
};
use crate::base::{Clock, Env, Random};

/// Shared by all workers of one server.
pub struct State {
    /// People, proposals, staff, results.
    pub civic: Db<CivicConn>,
    /// Passes, sealed ballots, the log.
    pub ballot_box: Db<BoxConn>,
    /// The keys outside both databases.
    pub keys: Keys,
    /// The time.
    pub clock: Clock,
    /// Randomness.
    pub random: Random,
    /// The way messages leave.
    pub sender: Sender,
    /// Ways on which messages are late.
    pub late: Late,
    /// Rung when a job was queued, so that the worker does not wait for its next look.
    pub job_bell: Arc<Notify>,
    /// Figures for operators.
    pub metrics: Metrics,
    /// The address people type, without a slash at the end.
    pub public_url: String,
    /// The number in the help block.
    pub help_phone: String,
    /// The demo shows a banner and `/dev/outbox`.
    pub demo: bool,
}

impl State {
    /// The outside world for one command.
    pub fn env(&self) -> Env {
        Env { now: self.clock.now(), random: self.random.clone() }
    }

    /// Cookies are Secure and `__Host-` unless the site is plain HTTP on this machine.
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}
