//! Words every feature uses: ids, money, languages, the clock and the source of randomness. No I/O.

pub mod clock;
pub mod duty;
pub mod ids;
mod kept;
pub mod lang;
pub mod local;
pub mod money;
pub mod random;
pub mod secret;
pub mod text;

pub use clock::Clock;
pub use duty::{Access, Duty, Role};
pub use ids::{ContestId, CycleSlug, ZoneCode};
pub use kept::Kept;
pub use lang::Lang;
pub use money::Money;
pub use random::Random;
pub use secret::Secret;

/// What an action may know of the outside world: the moment it runs at, and where its randomness comes from.
#[derive(Clone)]
pub struct Env {
    /// The moment the command was received, UTC.
    pub now: chrono::DateTime<chrono::Utc>,
    /// Source of every random byte the action needs.
    pub random: Random,
}
