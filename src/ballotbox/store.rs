//! SQL of the box (box database).

use ballot::{nonce::PassTag, seal::SealedBallot};
use diesel::{
    prelude::*,
    sql_types::{BigInt, Text},
};
use diesel_async::RunQueryDsl;

use super::model::{BoxCounts, CastCommand, Outcome, Recorded};
use crate::{
    platform::db::{BoxConn, Conn},
    schema::ballot_box::{pass, poll, sealed_ballot},
};

/// The database's own functions.
mod functions {
    #![expect(clippy::too_many_arguments, reason = "the arguments are the columns of one cast")]
    use diesel::sql_types::{BigInt, Binary, Nullable, SmallInt, Text};

    diesel::define_sql_function! {
        /// The one way into the box; see the migration that makes it.
        fn cast_ballot(
            in_cycle: Text, in_zone: Text, in_definition: Binary, in_style: SmallInt,
            in_kind: Text, in_tag: Binary, in_ticket: Nullable<Binary>, in_begun_epoch: BigInt,
            in_hash: Binary, in_ciphertext: Binary, in_receipt: Text,
            in_entry_first: Binary, in_entry_replacement: Binary
        ) -> Text;
    }
    diesel::define_sql_function! {
        /// Closes every poll of a cycle after the casts that hold it.
        fn close_polls(in_cycle: Text) -> diesel::sql_types::Integer;
    }
}
use functions::{cast_ballot, close_polls};

/// The log entries for a first ballot, and for a replacement without the hash of what it replaces.
pub(super) struct Entries {
    pub first: Vec<u8>,
    pub replacement: Vec<u8>,
}

pub(super) async fn cast(conn: &mut BoxConn, command: &CastCommand, entries: &Entries) -> QueryResult<Option<Outcome>> {
    let receipt: String = command.receipt().to_string().replace(' ', "");
    let ticket = command.pass.ticket_tag();
    let word: String = diesel::select(cast_ballot(
        command.cycle.as_str(),
        command.zone.as_str(),
        &command.definition.0[..],
        i16::try_from(command.style).unwrap_or(i16::MAX),
        command.pass.kind(),
        &command.pass.tag().0[..],
        ticket.as_ref().map(|tag| &tag[..]),
        command.begun,
        &command.sealed.hash()[..],
        command.sealed.as_bytes(),
        receipt,
        &entries.first,
        &entries.replacement,
    ))
    .get_result(conn.pg())
    .await?;
    Ok(Outcome::parse(&word))
}

pub(super) async fn close(conn: &mut BoxConn, cycle: &str) -> QueryResult<i32> {
    diesel::select(close_polls(cycle)).get_result(conn.pg()).await
}

pub(super) async fn find_recorded(conn: &mut BoxConn, receipt: &str) -> QueryResult<Option<Recorded>> {
    let row: Option<(String, String, bool)> = sealed_ballot::table
        .filter(sealed_ballot::receipt.eq(receipt))
        .select((sealed_ballot::cycle, sealed_ballot::zone, sealed_ballot::live))
        .first(conn.pg())
        .await
        .optional()?;
    Ok(row.map(|(cycle, zone, live)| Recorded { cycle, zone, live }))
}

/// A poll to be opened.
#[derive(Insertable)]
#[diesel(table_name = poll)]
pub(super) struct NewPoll<'a> {
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

pub(super) async fn insert_poll(conn: &mut BoxConn, new: &NewPoll<'_>) -> QueryResult<()> {
    diesel::insert_into(poll::table).values(new).on_conflict_do_nothing().execute(conn.pg()).await.map(|_| ())
}

pub(super) async fn insert_printed_passes(conn: &mut BoxConn, cycle: &str, zone: &str, tags: &[PassTag]) -> QueryResult<usize> {
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

/// The sealed ballots of one contest that count, in the order of their hashes, which tells nothing of when they were cast.
///
/// # Errors
/// The database's own error.
pub async fn list_live_ballots(conn: &mut BoxConn, cycle: &str, zone: &str) -> QueryResult<Vec<SealedBallot>> {
    let rows: Vec<Vec<u8>> = sealed_ballot::table
        .filter(sealed_ballot::cycle.eq(cycle).and(sealed_ballot::zone.eq(zone)).and(sealed_ballot::live))
        .order(sealed_ballot::ciphertext_hash)
        .select(sealed_ballot::ciphertext)
        .load(conn.pg())
        .await?;
    Ok(rows.iter().filter_map(|bytes| SealedBallot::from_bytes(bytes).ok()).collect())
}

#[derive(QueryableByName)]
struct CountsRow {
    #[diesel(sql_type = BigInt)]
    printed: i64,
    #[diesel(sql_type = BigInt)]
    printed_unused: i64,
    #[diesel(sql_type = BigInt)]
    tickets: i64,
    #[diesel(sql_type = BigInt)]
    passes_cast: i64,
    #[diesel(sql_type = BigInt)]
    void: i64,
    #[diesel(sql_type = BigInt)]
    live: i64,
    #[diesel(sql_type = BigInt)]
    replaced: i64,
}

/// What the box holds for one zone, for the canvass.
///
/// # Errors
/// The database's own error.
pub async fn count_box(conn: &mut BoxConn, cycle: &str, zone: &str) -> QueryResult<BoxCounts> {
    let row: CountsRow = diesel::sql_query(
        "SELECT p.*, b.* FROM
            (SELECT count(*) FILTER (WHERE kind = 'printed') AS printed,
                    count(*) FILTER (WHERE kind = 'printed' AND state = 'unused') AS printed_unused,
                    count(*) FILTER (WHERE kind = 'ticket') AS tickets,
                    count(*) FILTER (WHERE state = 'cast') AS passes_cast,
                    count(*) FILTER (WHERE state = 'void') AS void
             FROM pass WHERE cycle = $1 AND zone = $2) p,
            (SELECT count(*) FILTER (WHERE live) AS live, count(*) FILTER (WHERE NOT live) AS replaced
             FROM sealed_ballot WHERE cycle = $1 AND zone = $2) b",
    )
    .bind::<Text, _>(cycle)
    .bind::<Text, _>(zone)
    .get_result(conn.pg())
    .await?;
    Ok(BoxCounts {
        printed: row.printed,
        printed_unused: row.printed_unused,
        tickets: row.tickets,
        cast: row.passes_cast,
        void: row.void,
        live: row.live,
        replaced: row.replaced,
    })
}
