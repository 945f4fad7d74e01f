//! Events where residents can meet the program: fairs, workshops, meetings, places to vote (civic database). A leaf: nothing
//! below knows of it.

mod actions;
mod handlers;
mod model;
mod pages;
mod store;

pub use actions::{OutreachError, add_event};
pub use model::{EventKind, EventText, NewEvent};

use crate::{
    base::{Access, Duty},
    platform::web::Routes,
};

/// Addresses of this feature, without the language.
pub mod links {
    use uuid::Uuid;

    /// The public list.
    pub fn all() -> String {
        "/events".to_owned()
    }

    /// The staff list.
    pub fn staff() -> String {
        "/staff/events".to_owned()
    }

    /// One event's staff page.
    pub fn edit(event: Uuid) -> String {
        format!("/staff/events/{event}")
    }
}

/// Pages of this feature.
pub fn routes() -> Routes {
    let staff = Access::Staff(Duty::SetUpCycle);
    Routes::default()
        .get("/events", Access::Public, handlers::list)
        .get("/staff/events", staff, handlers::staff_list)
        .get("/staff/events/new", staff, handlers::new)
        .post("/staff/events/new", staff, handlers::add)
        .get("/staff/events/{event}", staff, handlers::edit)
        .post("/staff/events/{event}", staff, handlers::change)
        .post("/staff/events/{event}/cancel", staff, handlers::cancel)
}
