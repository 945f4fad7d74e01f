//! Setting up a cycle: its rules, dates, zones, money, texts and places as a list of tasks, version by version until the
//! freeze; what contradicts itself; the public calendar; zones with their other names, boundaries and the map.

mod actions;
mod handlers;
mod model;
mod names;
mod pages;
mod store;

pub use actions::{NewSetUp, SavedTask, SetUpError, TypedZone, publish, save_boundary, save_task, save_zone, start_cycle};
pub use model::{Answers, Contradiction, Draft, Kind, Task, Touch, contradictions, show};
pub use names::{Named, zone_named};
pub use store::find_draft;

use crate::{
    base::{Access, Duty},
    platform::web::Routes,
};

/// Addresses of set-up; without the language.
pub mod links {
    use crate::base::CycleSlug;

    /// Starting a cycle.
    pub fn new_cycle() -> String {
        "/staff/cycles/new".to_owned()
    }

    /// A cycle's console page, which belongs to the count.
    pub fn console(cycle: &CycleSlug) -> String {
        format!("/staff/cycles/{cycle}")
    }

    /// The task list of a cycle.
    pub fn set_up(cycle: &CycleSlug) -> String {
        format!("/staff/cycles/{cycle}/set-up")
    }

    /// One task of a cycle.
    pub fn task(cycle: &CycleSlug, task: &str) -> String {
        format!("/staff/cycles/{cycle}/set-up/{task}")
    }

    /// Checking everything, and showing the cycle to the public.
    pub fn check(cycle: &CycleSlug) -> String {
        format!("/staff/cycles/{cycle}/check")
    }

    /// The versions of a cycle's set-up.
    pub fn history(cycle: &CycleSlug) -> String {
        format!("/staff/cycles/{cycle}/history")
    }

    /// Moving the ends of phases.
    pub fn phases(cycle: &CycleSlug) -> String {
        format!("/staff/cycles/{cycle}/phases")
    }

    /// The public calendar.
    pub fn calendar() -> String {
        "/calendar".to_owned()
    }

    /// The public map.
    pub fn map() -> String {
        "/map".to_owned()
    }

    /// The list of zones for staff.
    pub fn zones() -> String {
        "/staff/zones".to_owned()
    }

    /// A zone that is made.
    pub fn new_zone() -> String {
        "/staff/zones/new".to_owned()
    }

    /// One zone for staff.
    pub fn zone(code: &str) -> String {
        format!("/staff/zones/{code}")
    }

    /// A zone's boundary.
    pub fn boundary(code: &str) -> String {
        format!("/staff/zones/{code}/boundary")
    }
}

/// Pages of this feature. They come before those of the count, whose `/staff/cycles/{cycle}` would take "new" for a cycle.
pub fn routes() -> Routes {
    use handlers::{boundary, calendar, check, map, new_cycle, phases, task, zones};
    let staff = Access::Staff(Duty::SetUpCycle);
    Routes::default()
        .get("/staff/cycles/new", staff, new_cycle::show)
        .post("/staff/cycles/new", staff, new_cycle::start)
        .get("/staff/cycles/{cycle}/set-up", staff, check::list)
        .get("/staff/cycles/{cycle}/set-up/{task}", staff, task::show)
        .post("/staff/cycles/{cycle}/set-up/{task}", staff, task::save)
        .get("/staff/cycles/{cycle}/check", staff, check::show)
        .post("/staff/cycles/{cycle}/check", staff, check::publish)
        .get("/staff/cycles/{cycle}/history", staff, check::history)
        .get("/staff/cycles/{cycle}/phases", staff, phases::show)
        .post("/staff/cycles/{cycle}/phases", staff, phases::save)
        .get("/staff/zones", staff, zones::list)
        .get("/staff/zones/new", staff, zones::new)
        .post("/staff/zones/new", staff, zones::make)
        .get("/staff/zones/{zone}", staff, zones::show)
        .post("/staff/zones/{zone}", staff, zones::save)
        .get("/staff/zones/{zone}/boundary", staff, boundary::show)
        .post("/staff/zones/{zone}/boundary", staff, boundary::send)
        .post("/staff/zones/{zone}/boundary/confirm", staff, boundary::confirm)
        .get("/map", Access::Public, map::show)
        .get("/calendar", Access::Public, calendar::show)
}
