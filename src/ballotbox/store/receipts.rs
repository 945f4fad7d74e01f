//! Finding ballots by their receipts.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::super::model::{Listed, Recorded};
use crate::{
    platform::db::{BoxConn, Conn},
    schema::ballot_box::{log_entry, pass, sealed_ballot},
};

pub(in crate::ballotbox) async fn find_recorded(conn: &mut BoxConn, receipt: &str) -> QueryResult<Option<Recorded>> {
    type Row = (String, String, bool, Vec<u8>, String, Option<(i64, Vec<u8>)>);
    let row: Option<Row> = sealed_ballot::table
        .inner_join(pass::table)
        .left_join(log_entry::table.on(log_entry::subject.eq(sealed_ballot::ciphertext_hash.nullable())))
        .filter(sealed_ballot::receipt.eq(receipt))
        .select((
            sealed_ballot::cycle,
            sealed_ballot::zone,
            sealed_ballot::live,
            sealed_ballot::ciphertext_hash,
            pass::state,
            (log_entry::position, log_entry::entry).nullable(),
        ))
        .first(conn.pg())
        .await
        .optional()?;
    Ok(row.map(|(cycle, zone, live, hash, state, logged)| Recorded {
        cycle,
        zone,
        live,
        is_void: state == "void",
        hash,
        logged: logged.map(|(position, entry)| (u64::try_from(position).unwrap_or(0), entry)),
    }))
}

/// Every receipt that begins with three digits, in order; who asks does not say which one is theirs.
pub(in crate::ballotbox) async fn list_by_prefix(conn: &mut BoxConn, prefix: &str) -> QueryResult<Vec<Listed>> {
    let rows: Vec<(String, String, bool, i64)> = sealed_ballot::table
        .inner_join(log_entry::table.on(log_entry::subject.eq(sealed_ballot::ciphertext_hash.nullable())))
        .filter(left(sealed_ballot::receipt, 3).eq(prefix))
        .order(sealed_ballot::receipt)
        .select((sealed_ballot::receipt, sealed_ballot::zone, sealed_ballot::live, log_entry::position))
        .load(conn.pg())
        .await?;
    Ok(rows.into_iter().map(|(receipt, zone, live, position)| Listed { receipt, zone, live, position }).collect())
}

diesel::define_sql_function! {
    /// The first characters of a text; `sealed_ballot` is indexed by the first three of its receipts.
    fn left(text: diesel::sql_types::Text, count: diesel::sql_types::Integer) -> diesel::sql_types::Text;
}

/// The ballot that counts for a pass, by its hash; `None` when the pass never cast.
pub(in crate::ballotbox) async fn live_ballot_of(conn: &mut BoxConn, tag: &[u8]) -> QueryResult<Option<Vec<u8>>> {
    sealed_ballot::table
        .filter(sealed_ballot::pass.eq(tag).and(sealed_ballot::live))
        .select(sealed_ballot::ciphertext_hash)
        .first(conn.pg())
        .await
        .optional()
}
