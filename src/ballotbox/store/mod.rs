//! SQL of the box (box database).

mod casting;
mod counts;
mod receipts;

pub(super) use casting::{CastRow, cast_all, challenge, close, void};
pub use counts::{count_box, list_live_ballots};
pub(super) use receipts::{find_recorded, list_by_prefix, live_ballot_of};

use ballot::nonce::PassTag;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::{
    base::CycleSlug,
    platform::db::{BoxConn, Conn},
    schema::ballot_box::{pass, poll},
};

/// A poll to be opened.
#[derive(Insertable)]
#[diesel(table_name = poll)]
pub(in crate::ballotbox) struct NewPoll<'a> {
    pub cycle: &'a str,
    pub zone: &'a str,
    pub definition_hash: &'a [u8],
    pub style: i16,
    pub ballot_bytes: i32,
    pub change_allowed: bool,
    pub opens_epoch: i64,
    pub closes_epoch: i64,
    pub grace_seconds: i32,
}

pub(in crate::ballotbox) async fn insert_poll(conn: &mut BoxConn, new: &NewPoll<'_>) -> QueryResult<()> {
    diesel::insert_into(poll::table).values(new).on_conflict_do_nothing().execute(conn.pg()).await.map(|_| ())
}

/// True once the polls of a cycle were opened; they are opened together.
///
/// # Errors
/// The database's own error.
pub async fn has_polls(conn: &mut BoxConn, cycle: &CycleSlug) -> QueryResult<bool> {
    diesel::select(diesel::dsl::exists(poll::table.filter(poll::cycle.eq(cycle.as_str())))).get_result(conn.pg()).await
}

pub(in crate::ballotbox) async fn insert_printed_passes(
    conn: &mut BoxConn,
    cycle: &str,
    zone: &str,
    tags: &[PassTag],
) -> QueryResult<usize> {
    let rows: Vec<_> = tags
        .iter()
        .map(|tag| {
            (
                pass::tag.eq(&tag.0[..]),
                pass::cycle.eq(cycle),
                pass::zone.eq(zone),
                pass::kind.eq("printed"),
                pass::state.eq("unused"),
            )
        })
        .collect();
    diesel::insert_into(pass::table).values(rows).on_conflict_do_nothing().execute(conn.pg()).await
}

pub(in crate::ballotbox) async fn has_printed_pass(conn: &mut BoxConn, tag: &[u8]) -> QueryResult<bool> {
    diesel::select(diesel::dsl::exists(pass::table.find(tag).filter(pass::kind.eq("printed")))).get_result(conn.pg()).await
}
