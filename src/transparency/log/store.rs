//! SQL of the logs; the same tables stand in both databases, each log in one of them.

use diesel::{
    ExpressionMethods, QueryableByName, sql_query,
    sql_types::{Array, BigInt, Binary, Text},
};
use diesel_async::RunQueryDsl;

use super::LogName;
use crate::{
    platform::{
        db::{BoxConn, CivicConn, Conn},
        prepared::prepared,
    },
    schema::civic::outbox,
};

/// A database that holds logs.
pub(in crate::transparency) trait Logged: Conn {
    /// Type of the outbox's key: random in the box, a sequence in the civic database, where acts keep their order.
    const OUTBOX_KEY: &'static str;
}

impl Logged for BoxConn {
    const OUTBOX_KEY: &'static str = "uuid";
}

impl Logged for CivicConn {
    const OUTBOX_KEY: &'static str = "bigint";
}

/// An entry on its way into a log.
#[derive(QueryableByName, Clone)]
pub(super) struct Waiting {
    #[diesel(sql_type = Text)]
    pub id: String,
    #[diesel(sql_type = Binary)]
    pub entry: Vec<u8>,
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

#[derive(QueryableByName)]
struct Entry {
    #[diesel(sql_type = Binary)]
    entry: Vec<u8>,
}

/// Puts entries into the civic outbox, in the caller's transaction.
pub(in crate::transparency) async fn insert_entries(
    conn: &mut CivicConn,
    log: LogName,
    entries: &[Vec<u8>],
) -> diesel::QueryResult<()> {
    // One at a time is the usual case, and its statement stays prepared.
    if let [entry] = entries {
        let row = (outbox::log.eq(log.word()), outbox::entry.eq(entry));
        return diesel::insert_into(outbox::table).values(row).execute(conn.pg()).await.map(|_| ());
    }
    sql_query("INSERT INTO outbox (log, entry) SELECT $1, unnest($2)")
        .bind::<Text, _>(log.word())
        .bind::<Array<Binary>, _>(entries)
        .execute(conn.pg())
        .await
        .map(|_| ())
}

struct ListWaiting;

pub(super) async fn list_waiting<C: Logged>(conn: &mut C, log: LogName, limit: i64) -> diesel::QueryResult<Vec<Waiting>> {
    let query = sql_query("SELECT id::text AS id, entry FROM outbox WHERE log = $1 ORDER BY outbox.id LIMIT $2")
        .bind::<Text, _>(log.word())
        .bind::<BigInt, _>(limit);
    prepared::<ListWaiting, _>(query).load(conn.pg()).await
}

struct LogSize;

/// How many entries the log has.
pub(super) async fn log_size<C: Logged>(conn: &mut C, log: LogName) -> diesel::QueryResult<u64> {
    let query = sql_query("SELECT coalesce(max(position) + 1, 0) AS n FROM log_entry WHERE log = $1").bind::<Text, _>(log.word());
    let row: Number = prepared::<LogSize, _>(query).get_result(conn.pg()).await?;
    Ok(u64::try_from(row.n).unwrap_or(0))
}

struct Append;

/// Moves outbox rows to the end of the log, in the order given. The database refuses when the log does not end at `first`.
pub(super) async fn append<C: Logged>(conn: &mut C, log: LogName, ids: &[String], first: u64) -> diesel::QueryResult<()> {
    let query = format!("SELECT append_to_log($1, $2::text[]::{}[], $3) AS n", C::OUTBOX_KEY);
    let query = sql_query(query)
        .bind::<Text, _>(log.word())
        .bind::<Array<Text>, _>(ids)
        .bind::<BigInt, _>(i64::try_from(first).unwrap_or(i64::MAX));
    // On one connection the text is always the same: a connection leads to one kind of database.
    prepared::<Append, _>(query).get_result::<Number>(conn.pg()).await.map(|row| debug_assert!(row.n > 0))
}

/// Entries of a log from a position on, at most `limit`.
pub(super) async fn list_entries<C: Logged>(
    conn: &mut C,
    log: LogName,
    from: u64,
    limit: i64,
) -> diesel::QueryResult<Vec<Vec<u8>>> {
    let rows: Vec<Entry> = sql_query("SELECT entry FROM log_entry WHERE log = $1 AND position >= $2 ORDER BY position LIMIT $3")
        .bind::<Text, _>(log.word())
        .bind::<BigInt, _>(i64::try_from(from).unwrap_or(i64::MAX))
        .bind::<BigInt, _>(limit)
        .load(conn.pg())
        .await?;
    Ok(rows.into_iter().map(|row| row.entry).collect())
}

/// True when every entry that was written is in its log and within the checkpoint of this size.
///
/// # Errors
/// The database's own error.
pub async fn is_published(conn: &mut CivicConn, log: LogName, size: u64) -> diesel::QueryResult<bool> {
    let row: Number = sql_query(
        "SELECT (SELECT count(*) FROM outbox WHERE log = $1) + (SELECT coalesce(max(position) + 1, 0) FROM log_entry WHERE log = $1) AS n",
    )
    .bind::<Text, _>(log.word())
    .get_result(conn.pg())
    .await?;
    Ok(u64::try_from(row.n).is_ok_and(|entries| entries == size))
}

struct CountWaiting;

/// How many entries wait.
pub(super) async fn count_waiting<C: Logged>(conn: &mut C, log: LogName) -> diesel::QueryResult<i64> {
    let query = sql_query("SELECT count(*) AS n FROM outbox WHERE log = $1").bind::<Text, _>(log.word());
    prepared::<CountWaiting, _>(query).get_result::<Number>(conn.pg()).await.map(|row| row.n)
}
