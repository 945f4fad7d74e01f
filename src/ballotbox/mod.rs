//! The ballot box: polls, passes, sealed ballots, receipts (box database). It knows no person, no moment and no order.
//! One database function casts; its constraints are the law.

mod actions;
mod handlers;
mod model;
mod pages;
mod store;

pub use actions::{CastError, cast_ballot, close_polls, open_polls, register_passes};
pub use model::{BoxCounts, CastCommand, PassProof};
pub use store::{count_box, list_live_ballots};

use crate::{base::Access, platform::web::Routes};

/// Public addresses; without the language.
pub mod links {
    use ballot::receipt::Receipt;

    /// A receipt's page.
    pub fn receipt(receipt: &Receipt) -> String {
        format!("/receipt/{}", receipt.to_string().replace(' ', ""))
    }
}

/// Pages of this feature.
pub fn routes() -> Routes {
    Routes::default().get("/receipt", Access::Public, handlers::look_up).post("/receipt", Access::Public, handlers::find).get(
        "/receipt/{digits}",
        Access::Public,
        handlers::show,
    )
}
