//! Proposals: costed entries that can be on a ballot, their texts in each language, and the slate that a freeze takes.

mod actions;
mod handlers;
mod model;
mod pages;
mod store;

pub use actions::{NoticeError, ProposalError, add_proposal, build_slate, drafted_slate, voter_texts};
pub use model::{CostPart, NewProposal, Notice, NoticeKind, Proposal, ProposalText};
pub use pages::{about, card_label, guide_entry, guide_labels, issue_area, notice_lines};
pub use store::{list_frozen_proposals, list_proposals, standing_notices, withdrawn_numbers};

use crate::{
    base::{Access, Duty},
    platform::web::Routes,
};

/// Public addresses; without the language.
pub mod links {
    use crate::base::{CycleSlug, ZoneCode};

    /// The printed guide of a zone.
    pub fn guide(zone: &ZoneCode) -> String {
        format!("/zones/{zone}/guide.pdf")
    }

    /// The picture shown where a proposal's page is shared.
    pub fn card(zone: &ZoneCode, number: u16) -> String {
        format!("/zones/{zone}/proposals/{number}/card.png")
    }

    /// Notices about a cycle's proposals, for staff.
    pub fn notices(cycle: &CycleSlug) -> String {
        format!("/staff/cycles/{cycle}/notices")
    }

    /// One proposal's page.
    pub fn proposal(zone: &ZoneCode, number: u16) -> String {
        format!("/zones/{zone}/proposals/{number}")
    }
}

/// Pages of this feature.
pub fn routes() -> Routes {
    use handlers::{notices, public};
    Routes::default()
        .get("/zones/{zone}", Access::Public, public::zone)
        .get("/zones/{zone}/guide.pdf", Access::Public, public::guide)
        .get("/zones/{zone}/proposals/{number}", Access::Public, public::proposal)
        .get("/zones/{zone}/proposals/{number}/card.png", Access::Public, public::card)
        .get("/staff/cycles/{cycle}/notices", Access::Staff(Duty::ReadConsole), notices::show)
        .post("/staff/cycles/{cycle}/notices", Access::Staff(Duty::RunCycle), notices::propose)
        .post("/staff/cycles/{cycle}/notices/agree", Access::Staff(Duty::ApproveProofs), notices::agree)
}
