//! SQL of acts (civic database). An act's row and its log entry are written together.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::Value;

use super::super::{
    log::{self, LogName},
    model::{Act, ActRecord},
};
use crate::{
    platform::db::{CivicConn, Conn},
    schema::civic::act,
};

/// Records an act in the caller's transaction, and puts it on its way into the log. Returns its leaf hash.
///
/// # Errors
/// The database's own error; facts that no log entry can hold.
pub async fn insert_act(conn: &mut CivicConn, now: DateTime<Utc>, new: &Act) -> QueryResult<[u8; 32]> {
    let entry = new.entry(now).encode().map_err(|fault| diesel::result::Error::SerializationError(Box::new(fault)))?;
    let leaf = ledger::leaf_hash(&entry);
    log::insert_entries(conn, LogName::Acts, &[entry]).await?;
    diesel::insert_into(act::table)
        .values((
            act::cycle.eq(new.cycle.as_deref()),
            act::kind.eq(new.kind),
            act::actor.eq(&new.actor),
            act::reason.eq(new.reason.as_deref()),
            act::body.eq(Value::Object(new.facts.clone())),
            act::at.eq(now),
        ))
        .execute(conn.pg())
        .await?;
    Ok(leaf.0)
}

/// True when an act of this kind is recorded for the cycle.
///
/// # Errors
/// The database's own error.
pub async fn has_act(conn: &mut CivicConn, cycle: &str, kind: &str) -> QueryResult<bool> {
    let found = act::table.filter(act::cycle.eq(cycle).and(act::kind.eq(kind)));
    diesel::select(diesel::dsl::exists(found)).get_result(conn.pg()).await
}

type Row = (Option<String>, String, String, Option<String>, Value, DateTime<Utc>);

/// The latest acts, newest first, of one cycle or of all.
///
/// # Errors
/// The database's own error.
pub async fn list_acts(conn: &mut CivicConn, cycle: Option<&str>, limit: i64) -> QueryResult<Vec<ActRecord>> {
    let mut query = act::table
        .select((act::cycle, act::kind, act::actor, act::reason, act::body, act::at))
        .order(act::id.desc())
        .limit(limit)
        .into_boxed();
    if let Some(cycle) = cycle {
        query = query.filter(act::cycle.eq(cycle.to_owned()));
    }
    let rows: Vec<Row> = query.load(conn.pg()).await?;
    Ok(rows
        .into_iter()
        .map(|(cycle, kind, actor, reason, body, at)| ActRecord {
            cycle,
            kind,
            actor,
            reason,
            facts: match body {
                Value::Object(facts) => facts,
                _ => serde_json::Map::new(),
            },
            at,
        })
        .collect())
}
