//! The one place where this crate reads the time; everything else is given it.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// Unix seconds when asked. Tests give their own.
pub type Clock = Arc<dyn Fn() -> u64 + Send + Sync>;

/// The machine's clock.
pub fn system() -> Clock {
    Arc::new(now)
}

#[expect(clippy::disallowed_methods, reason = "this is the door through which time comes in")]
fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
