//! Proposals: costed entries that can be on a ballot, their texts in each language, and the slate that a freeze takes.

mod actions;
mod handlers;
mod model;
mod pages;
mod store;

pub use actions::{ProposalError, add_proposal, build_slate, voter_texts};
pub use model::{CostPart, NewProposal, Proposal, ProposalText};
pub use pages::{about, card_label, issue_area};
pub use store::{list_frozen_proposals, list_proposals};

use crate::{base::Access, platform::web::Routes};

/// Public addresses; without the language.
pub mod links {
    use crate::base::ZoneCode;

    /// One proposal's page.
    pub fn proposal(zone: &ZoneCode, number: u16) -> String {
        format!("/zones/{zone}/proposals/{number}")
    }
}

/// Pages of this feature.
pub fn routes() -> Routes {
    Routes::default().get("/zones/{zone}", Access::Public, handlers::zone).get(
        "/zones/{zone}/proposals/{number}",
        Access::Public,
        handlers::proposal,
    )
}
