//! The database's own functions: casting, testing, voiding, closing. Nothing else writes to what they write.

use diesel::{
    QueryableByName,
    prelude::*,
    sql_query,
    sql_types::{Array, BigInt, Binary, Nullable, SmallInt, Text},
};
use diesel_async::RunQueryDsl;

use super::super::model::{Challenged, Outcome, Voided};
use crate::platform::db::{BoxConn, Conn};

mod functions {
    use diesel::sql_types::{Binary, Nullable, Text};

    diesel::define_sql_function! {
        /// Closes every poll of a cycle after the casts that hold it.
        fn close_polls(in_cycle: Text) -> Integer;
    }
    diesel::define_sql_function! {
        /// Logs a ballot as tested; it can then never be cast.
        fn challenge_ballot(in_cycle: Text, in_zone: Text, in_definition: Binary, in_hash: Binary, in_entry: Binary) -> Text;
    }
    diesel::define_sql_function! {
        /// Takes a pass out after the close.
        fn void_pass(in_cycle: Text, in_zone: Text, in_tag: Binary, in_ballot: Nullable<Binary>, in_entry: Nullable<Binary>) -> Text;
    }
}

/// The arguments of one cast, as the database function takes them.
pub(in crate::ballotbox) struct CastRow {
    pub cycle: String,
    pub zone: String,
    pub definition: Vec<u8>,
    pub style: i16,
    pub kind: &'static str,
    pub tag: Vec<u8>,
    pub ticket: Option<Vec<u8>>,
    pub begun: i64,
    pub hash: Vec<u8>,
    pub ciphertext: Vec<u8>,
    pub receipt: String,
    /// Log entry of a first ballot.
    pub first: Vec<u8>,
    /// Log entry of a replacement, without the hash of what it replaces.
    pub replacement: Vec<u8>,
}

#[derive(QueryableByName)]
struct Word {
    #[diesel(sql_type = Text)]
    word: String,
}

/// Casts one after another in the caller's transaction, in one round trip: each call of the function sees what the
/// calls before it did, as separate statements would.
pub(in crate::ballotbox) async fn cast_all(conn: &mut BoxConn, rows: &[CastRow]) -> QueryResult<Vec<Option<Outcome>>> {
    fn column<'a, T>(rows: &'a [CastRow], of: impl Fn(&'a CastRow) -> T) -> Vec<T> {
        rows.iter().map(of).collect()
    }
    let words: Vec<Word> = sql_query(
        "SELECT cast_ballot(c, z, d, s, k, t, u, b, h, x, r, f, p) AS word
         FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) AS a (c, z, d, s, k, t, u, b, h, x, r, f, p)",
    )
    .bind::<Array<Text>, _>(column(rows, |row| row.cycle.as_str()))
    .bind::<Array<Text>, _>(column(rows, |row| row.zone.as_str()))
    .bind::<Array<Binary>, _>(column(rows, |row| row.definition.as_slice()))
    .bind::<Array<SmallInt>, _>(column(rows, |row| row.style))
    .bind::<Array<Text>, _>(column(rows, |row| row.kind))
    .bind::<Array<Binary>, _>(column(rows, |row| row.tag.as_slice()))
    .bind::<Array<Nullable<Binary>>, _>(column(rows, |row| row.ticket.as_deref()))
    .bind::<Array<BigInt>, _>(column(rows, |row| row.begun))
    .bind::<Array<Binary>, _>(column(rows, |row| row.hash.as_slice()))
    .bind::<Array<Binary>, _>(column(rows, |row| row.ciphertext.as_slice()))
    .bind::<Array<Text>, _>(column(rows, |row| row.receipt.as_str()))
    .bind::<Array<Binary>, _>(column(rows, |row| row.first.as_slice()))
    .bind::<Array<Binary>, _>(column(rows, |row| row.replacement.as_slice()))
    .load(conn.pg())
    .await?;
    Ok(words.iter().map(|row| Outcome::parse(&row.word)).collect())
}

pub(in crate::ballotbox) async fn close(conn: &mut BoxConn, cycle: &str) -> QueryResult<i32> {
    diesel::select(functions::close_polls(cycle)).get_result(conn.pg()).await
}

pub(in crate::ballotbox) async fn challenge(
    conn: &mut BoxConn,
    (cycle, zone): (&str, &str),
    definition: &[u8],
    hash: &[u8],
    entry: &[u8],
) -> QueryResult<Option<Challenged>> {
    let word: String =
        diesel::select(functions::challenge_ballot(cycle, zone, definition, hash, entry)).get_result(conn.pg()).await?;
    Ok(Challenged::parse(&word))
}

pub(in crate::ballotbox) async fn void(
    conn: &mut BoxConn,
    (cycle, zone): (&str, &str),
    tag: &[u8],
    ballot: Option<&[u8]>,
    entry: Option<&[u8]>,
) -> QueryResult<Option<Voided>> {
    let word: String = diesel::select(functions::void_pass(cycle, zone, tag, ballot, entry)).get_result(conn.pg()).await?;
    Ok(Voided::parse(&word))
}
