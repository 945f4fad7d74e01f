//! Acts: what staff or the system does that the public should be able to check. Each is written in the transaction of
//! the thing itself, into a table that only grows, and read on `/audit` as a sentence.

mod handlers;
mod model;
mod pages;
mod store;

pub use model::{Act, ActRecord};
pub use store::{insert_act as record, list_acts};

use crate::{base::Access, platform::web::Routes};

/// The public pages of this feature.
pub fn routes() -> Routes {
    Routes::default().get("/audit", Access::Public, handlers::audit).get("/protect", Access::Public, handlers::protect)
}
