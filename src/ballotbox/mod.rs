//! The ballot box: polls, passes, sealed ballots, receipts (box database). It knows no person, no moment and no order.
//! One database function casts; its constraints are the law.

mod actions;
mod handlers;
mod model;
mod pages;
mod queue;
mod store;

pub use actions::{
    CastError, ChallengeCommand, VoidCommand, ballot_of_pass, cast_ballot, challenge_ballot, close_polls, is_printed_pass,
    open_polls, register_passes, void_pass,
};
pub use model::{BoxCounts, CastCommand, PassProof, countable};
pub use queue::CastQueue;
pub use store::{count_box, has_polls, list_live_ballots};

use crate::{base::Access, platform::web::Routes};

/// Public addresses; without the language.
pub mod links {
    use ballot::receipt::Receipt;

    /// A receipt's page.
    pub fn receipt(receipt: &Receipt) -> String {
        format!("/receipt/{}", receipt.to_string().replace(' ', ""))
    }

    /// The page for a ballot that is not where its receipt says.
    pub fn missing() -> &'static str {
        "/receipt/missing"
    }
}

/// Pages of this feature.
pub fn routes() -> Routes {
    use handlers::{missing, receipt};
    let public = Access::Public;
    Routes::default()
        .get("/receipt", public, receipt::look_up)
        .post("/receipt", public, receipt::find)
        .get("/receipt/alike", public, receipt::alike)
        .get("/receipt/missing", public, missing::show)
        .post("/receipt/missing", public, missing::report)
        .get("/receipt/{digits}", public, receipt::show)
        .get("/receipt/{digits}/promise", public, receipt::promise)
        .get("/receipt/{digits}/proof", public, receipt::proof)
}
