//! The database's own functions: casting, testing, voiding, closing. Nothing else writes to what they write.

use diesel::{
    pg::Pg,
    prelude::*,
    query_builder::{AstPass, Query, QueryFragment, QueryId},
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

/// The function called for a group, column by column. A type of its own, because Diesel keeps prepared statements by type,
/// and would have `sql_query` parsed anew for every group.
struct CastAll<'a> {
    cycle: Vec<&'a str>,
    zone: Vec<&'a str>,
    definition: Vec<&'a [u8]>,
    style: Vec<i16>,
    kind: Vec<&'a str>,
    tag: Vec<&'a [u8]>,
    ticket: Vec<Option<&'a [u8]>>,
    begun: Vec<i64>,
    hash: Vec<&'a [u8]>,
    ciphertext: Vec<&'a [u8]>,
    receipt: Vec<&'a str>,
    first: Vec<&'a [u8]>,
    replacement: Vec<&'a [u8]>,
}

impl<'a> CastAll<'a> {
    fn of(rows: &'a [CastRow]) -> Self {
        Self {
            cycle: rows.iter().map(|row| row.cycle.as_str()).collect(),
            zone: rows.iter().map(|row| row.zone.as_str()).collect(),
            definition: rows.iter().map(|row| row.definition.as_slice()).collect(),
            style: rows.iter().map(|row| row.style).collect(),
            kind: rows.iter().map(|row| row.kind).collect(),
            tag: rows.iter().map(|row| row.tag.as_slice()).collect(),
            ticket: rows.iter().map(|row| row.ticket.as_deref()).collect(),
            begun: rows.iter().map(|row| row.begun).collect(),
            hash: rows.iter().map(|row| row.hash.as_slice()).collect(),
            ciphertext: rows.iter().map(|row| row.ciphertext.as_slice()).collect(),
            receipt: rows.iter().map(|row| row.receipt.as_str()).collect(),
            first: rows.iter().map(|row| row.first.as_slice()).collect(),
            replacement: rows.iter().map(|row| row.replacement.as_slice()).collect(),
        }
    }
}

impl QueryId for CastAll<'_> {
    type QueryId = CastAll<'static>;
    const HAS_STATIC_QUERY_ID: bool = true;
}

impl Query for CastAll<'_> {
    type SqlType = Array<Text>;
}

impl QueryFragment<Pg> for CastAll<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("SELECT cast_ballots(");
        out.push_bind_param::<Array<Text>, _>(&self.cycle)?;
        out.push_sql(", ");
        out.push_bind_param::<Array<Text>, _>(&self.zone)?;
        out.push_sql(", ");
        out.push_bind_param::<Array<Binary>, _>(&self.definition)?;
        out.push_sql(", ");
        out.push_bind_param::<Array<SmallInt>, _>(&self.style)?;
        out.push_sql(", ");
        out.push_bind_param::<Array<Text>, _>(&self.kind)?;
        out.push_sql(", ");
        out.push_bind_param::<Array<Binary>, _>(&self.tag)?;
        out.push_sql(", ");
        out.push_bind_param::<Array<Nullable<Binary>>, _>(&self.ticket)?;
        out.push_sql(", ");
        out.push_bind_param::<Array<BigInt>, _>(&self.begun)?;
        out.push_sql(", ");
        out.push_bind_param::<Array<Binary>, _>(&self.hash)?;
        out.push_sql(", ");
        out.push_bind_param::<Array<Binary>, _>(&self.ciphertext)?;
        out.push_sql(", ");
        out.push_bind_param::<Array<Text>, _>(&self.receipt)?;
        out.push_sql(", ");
        out.push_bind_param::<Array<Binary>, _>(&self.first)?;
        out.push_sql(", ");
        out.push_bind_param::<Array<Binary>, _>(&self.replacement)?;
        out.push_sql(")");
        Ok(())
    }
}

/// Casts a group in one statement; each row gets the answer that it would get alone.
pub(in crate::ballotbox) async fn cast_all(conn: &mut BoxConn, rows: &[CastRow]) -> QueryResult<Vec<Option<Outcome>>> {
    let words: Vec<String> = CastAll::of(rows).get_result(conn.pg()).await?;
    Ok(words.iter().map(|word| Outcome::parse(word)).collect())
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
