//! What the box holds, for the canvass and the opening.

use ballot::seal::SealedBallot;
use diesel::{
    prelude::*,
    sql_types::{BigInt, Text},
};
use diesel_async::RunQueryDsl;

use super::super::model::BoxCounts;
use crate::{
    platform::db::{BoxConn, Conn},
    schema::ballot_box::{pass, sealed_ballot},
};

/// The sealed ballots of one contest that are opened: the last one of each pass that was not voided, in the order of
/// their hashes, which tells nothing of when they were cast.
///
/// # Errors
/// The database's own error.
pub async fn list_live_ballots(conn: &mut BoxConn, cycle: &str, zone: &str) -> QueryResult<Vec<SealedBallot>> {
    let rows: Vec<Vec<u8>> = sealed_ballot::table
        .inner_join(pass::table)
        .filter(sealed_ballot::cycle.eq(cycle).and(sealed_ballot::zone.eq(zone)).and(sealed_ballot::live))
        .filter(pass::state.ne("void"))
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
    #[diesel(sql_type = BigInt)]
    voided: i64,
    #[diesel(sql_type = BigInt)]
    challenged: i64,
    #[diesel(sql_type = BigInt)]
    log_entries: i64,
}

/// What the box holds for one zone. The log's side is counted from its entries (docs/formats.md section 13: kind in the
/// second byte, definition from the third, zone after its length), so that it stands on its own.
///
/// # Errors
/// The database's own error.
pub async fn count_box(conn: &mut BoxConn, cycle: &str, zone: &str) -> QueryResult<BoxCounts> {
    let row: CountsRow = diesel::sql_query(
        "WITH logged AS (
            SELECT get_byte(e.entry, 1) AS kind FROM log_entry e JOIN poll q ON q.cycle = $1 AND q.zone = $2
            WHERE e.log = 'ballots' AND substring(e.entry FROM 3 FOR 32) = q.definition_hash
              AND substring(e.entry FROM 36 FOR get_byte(e.entry, 34)) = convert_to($2, 'UTF8'))
         SELECT p.*, b.*, l.* FROM
            (SELECT count(*) FILTER (WHERE kind = 'printed') AS printed,
                    count(*) FILTER (WHERE kind = 'printed' AND state = 'unused') AS printed_unused,
                    count(*) FILTER (WHERE kind = 'ticket') AS tickets,
                    count(*) FILTER (WHERE state = 'cast') AS passes_cast,
                    count(*) FILTER (WHERE state = 'void') AS void
             FROM pass WHERE cycle = $1 AND zone = $2) p,
            (SELECT count(*) FILTER (WHERE live) AS live, count(*) FILTER (WHERE NOT live) AS replaced,
                    count(*) FILTER (WHERE live AND p.state = 'void') AS voided
             FROM sealed_ballot s JOIN pass p ON p.tag = s.pass WHERE s.cycle = $1 AND s.zone = $2) b,
            (SELECT count(*) FILTER (WHERE kind = 3) AS challenged, count(*) AS log_entries FROM logged) l",
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
        voided: row.voided,
        challenged: row.challenged,
        log_entries: row.log_entries,
    })
}
