//! The tracing subscriber: JSON lines in production, text in the demo. What may be logged is in docs/logging.md.

use tracing_subscriber::{EnvFilter, fmt};

/// Starts logging to standard error. `text` chooses readable lines over JSON.
pub fn start(text: bool) {
    let filter = EnvFilter::try_new(crate::config::log_filter()).unwrap_or_else(|_| EnvFilter::new("info"));
    let builder = fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false);
    let started = if text || crate::config::log_as_text() {
        builder.with_ansi(false).try_init()
    } else {
        builder.json().flatten_event(true).try_init()
    };
    // A second start in one process (tests) keeps the first subscriber.
    drop(started);
}
