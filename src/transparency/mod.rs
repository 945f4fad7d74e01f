//! What the public can check: acts, each written in the transaction of the thing itself and read on `/audit` as a
//! sentence; and the three logs of ballots, issuances and acts, served as tiles under `/log/`.

mod actions;
mod handlers;
mod log;
mod model;
mod pages;
mod store;

pub use actions::{find_case, list_cases, open_case, settle_case};
pub use log::{Haste, LogFault, LogFiles, LogName, PublishedLog, Sequencer, is_published, read_published};
pub use model::{Act, ActRecord, Case};
pub use store::{has_act, insert_act as record_with_leaf, list_acts};

use chrono::{DateTime, Utc};

use crate::{
    base::Access,
    platform::{db::CivicConn, web::Routes},
};

/// Records an act in the caller's transaction, and puts it on its way into the log.
///
/// # Errors
/// The database's own error.
pub async fn record(conn: &mut CivicConn, now: DateTime<Utc>, act: &Act) -> diesel::QueryResult<()> {
    record_with_leaf(conn, now, act).await.map(|_| ())
}

/// Puts issuances on their way into their log, in the caller's transaction.
///
/// # Errors
/// The database's own error.
pub async fn record_issuances(conn: &mut CivicConn, entries: &[Vec<u8>]) -> diesel::QueryResult<()> {
    log::insert_entries(conn, LogName::Issuance, entries).await
}

/// The public pages and files of this feature.
pub fn routes() -> Routes {
    Routes::default()
        .get("/audit", Access::Public, handlers::audit)
        .get("/protect", Access::Public, handlers::protect)
        .get_plain("/log/{log}/checkpoint", Access::Public, handlers::checkpoint)
        .get_plain("/log/{log}/{tile:tile/.+}", Access::Public, handlers::tile)
}
