//! Those who write proposals: zone committees and organisations, who belongs to them and until when (civic database).

mod actions;
mod model;
mod store;

pub use actions::{BodyError, add_member, create_body};
pub use model::{Body, BodyId, BodyKind, Seat};
pub use store::{bodies_of, body_by_id, carried, find_body_by_name, is_member, list_bodies, today};

/// Stub.
pub mod links {
    /// Stub.
    pub fn record_vote(_: super::BodyId, _: &str) -> String {
        String::new()
    }
}
