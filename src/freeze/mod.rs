//! The way from accepted proposals to a frozen ballot: proofs by zone, language and channel that two people approve, and
//! the freeze itself, which opens the polls in the box.

mod actions;
mod handlers;
mod model;
mod pages;
mod store;

pub use actions::{FreezeError, approve, freeze_cycle};
pub use model::{Channel, OpeningKey, Proof};

use crate::{
    base::{Access, Duty},
    platform::web::Routes,
};

/// Addresses of the console; without the language.
pub mod links {
    use crate::base::{CycleSlug, ZoneCode};

    /// The freeze of a cycle.
    pub fn freeze(cycle: &CycleSlug) -> String {
        format!("/staff/cycles/{cycle}/freeze")
    }

    /// Entering the opening key.
    pub fn key(cycle: &CycleSlug) -> String {
        format!("/staff/cycles/{cycle}/freeze/key")
    }

    /// The proofs of one zone.
    pub fn proofs(cycle: &CycleSlug, zone: &ZoneCode) -> String {
        format!("/staff/cycles/{cycle}/proofs/{zone}")
    }

    /// One proof on paper.
    pub fn paper(cycle: &CycleSlug, zone: &ZoneCode, lang: &str) -> String {
        format!("/staff/cycles/{cycle}/proofs/{zone}/{lang}.pdf")
    }
}

/// Pages of this feature.
pub fn routes() -> Routes {
    use handlers::{freezing, proofs};
    let read = Access::Staff(Duty::ReadConsole);
    Routes::default()
        .get("/staff/cycles/{cycle}/freeze", read, freezing::show)
        .post("/staff/cycles/{cycle}/freeze", Access::Staff(Duty::RunCycle), freezing::freeze)
        .post("/staff/cycles/{cycle}/freeze/key", Access::Staff(Duty::ApproveProofs), freezing::enter_key)
        .get("/staff/cycles/{cycle}/proofs/{zone}", read, proofs::show)
        .post("/staff/cycles/{cycle}/proofs/{zone}", Access::Staff(Duty::ApproveProofs), proofs::approve)
        .get("/staff/cycles/{cycle}/proofs/{zone}/{page}.pdf", read, proofs::paper)
}
