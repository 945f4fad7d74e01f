//! After the close: the canvass sheet that must add up, cutting the links, opening with trustee shares, the tally run,
//! certification by two different people, corrections as new versions (civic database; the box is only read).

mod actions;
mod handlers;
mod model;
mod opening;
mod pages;
mod store;

pub use actions::{CountingError, count_contest};
pub use model::{CountRecord, Funded, NotFunded, Standing, Why};
pub use opening::OpeningRoom;
pub use store::{
    Record, ResultVersion, confirmed_sheet, insert_records, latest_result, list_invalid, list_records, list_versions,
};

use crate::{
    base::{Access, Duty},
    platform::web::Routes,
};

/// Addresses of the console; without the language.
pub mod links {
    use crate::base::{CycleSlug, ZoneCode};

    /// A cycle's console page.
    pub fn cycle(cycle: &CycleSlug) -> String {
        format!("/staff/cycles/{cycle}")
    }

    /// A step of a cycle.
    pub fn step(cycle: &CycleSlug, step: &str) -> String {
        format!("/staff/cycles/{cycle}/{step}")
    }

    /// A step of a contest.
    pub fn contest(cycle: &CycleSlug, step: &str, zone: &ZoneCode) -> String {
        format!("/staff/cycles/{cycle}/{step}/{zone}")
    }
}

/// Pages of this feature.
pub fn routes() -> Routes {
    use handlers::{canvass, cases, console, opening, result, second, voids};
    let read = Access::Staff(Duty::ReadConsole);
    Routes::default()
        .get("/staff", Access::SignedIn, console::home)
        .get("/staff/cycles/{cycle}", read, console::cycle)
        .get("/staff/cycles/{cycle}/close", Access::Staff(Duty::RunCycle), console::close)
        .post("/staff/cycles/{cycle}/close", Access::Staff(Duty::RunCycle), console::post_close)
        .get("/staff/cycles/{cycle}/log", Access::Staff(Duty::RunCycle), console::log)
        .post("/staff/cycles/{cycle}/log", Access::Staff(Duty::RunCycle), console::post_log)
        .get("/staff/cycles/{cycle}/cases", read, cases::show)
        .post("/staff/cycles/{cycle}/cases", Access::Staff(Duty::SettleCases), cases::settle)
        .get("/staff/cycles/{cycle}/voids", read, voids::show)
        .post("/staff/cycles/{cycle}/voids", Access::Staff(Duty::VoidPasses), voids::propose)
        .get("/staff/cycles/{cycle}/voids/agree", read, voids::show)
        .post("/staff/cycles/{cycle}/voids/agree", Access::Staff(Duty::VoidPasses), voids::agree)
        .get("/staff/cycles/{cycle}/second", read, second::show)
        .post("/staff/cycles/{cycle}/second", Access::Staff(Duty::RunCycle), second::compare)
        .get("/staff/cycles/{cycle}/sealed", read, second::sealed)
        .get("/staff/cycles/{cycle}/canvass/{zone}", read, canvass::show)
        .post("/staff/cycles/{cycle}/canvass/{zone}", Access::Staff(Duty::Canvass), canvass::confirm)
        .get("/staff/cycles/{cycle}/cut", Access::Staff(Duty::RunCycle), opening::cut)
        .post("/staff/cycles/{cycle}/cut", Access::Staff(Duty::RunCycle), opening::post_cut)
        .get("/staff/cycles/{cycle}/open", read, opening::open)
        .post("/staff/cycles/{cycle}/open", Access::Staff(Duty::GiveShare), opening::give_share)
        .get("/staff/cycles/{cycle}/result/{zone}", read, result::show)
        .post("/staff/cycles/{cycle}/count/{zone}", Access::Staff(Duty::RunCycle), result::count)
        .post("/staff/cycles/{cycle}/certify/{zone}", Access::Staff(Duty::Certify), result::certify)
        .post("/staff/cycles/{cycle}/correct/{zone}", Access::Staff(Duty::RunCycle), result::correct)
}
