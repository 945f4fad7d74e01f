//! SQL of files between their check and their import (civic database).

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::{
    base::CycleSlug,
    platform::db::{CivicConn, Conn},
    schema::civic::translation_file as file,
};

/// A file with translations.
#[derive(Clone, Debug)]
pub struct StoredFile {
    /// Identity in addresses.
    pub id: Uuid,
    /// Cycle it belongs to, by slug.
    pub cycle: String,
    /// Target language.
    pub lang: String,
    /// The sender's name for it.
    pub name: String,
    /// Content.
    pub bytes: Vec<u8>,
    /// Its words were made by a program.
    pub is_machine: bool,
    /// Who imported it, when, and how many rows there were of each kind.
    pub imported: Option<(String, DateTime<Utc>, BTreeMap<String, usize>)>,
}

type Row = (Uuid, String, String, String, Vec<u8>, bool, Option<String>, Option<DateTime<Utc>>, Option<serde_json::Value>);

macro_rules! columns {
    () => {
        (
            file::id,
            file::cycle,
            file::lang,
            file::name,
            file::bytes,
            file::is_machine,
            file::imported_name,
            file::imported_at,
            file::result,
        )
    };
}

fn file_of((id, cycle, lang, name, bytes, is_machine, imported_name, imported_at, result): Row) -> StoredFile {
    let counts = result.map(|result| serde_json::from_value(result).unwrap_or_default());
    let imported = imported_name.zip(imported_at).zip(counts).map(|((name, at), counts)| (name, at, counts));
    StoredFile { id, cycle, lang, name, bytes, is_machine, imported }
}

pub(in super::super) async fn find_file(conn: &mut CivicConn, id: Uuid) -> QueryResult<Option<StoredFile>> {
    let row: Option<Row> = file::table.find(id).select(columns!()).first(conn.pg()).await.optional()?;
    Ok(row.map(file_of))
}

/// The file with these bytes in a cycle and language.
pub(in super::super) async fn find_file_by_hash(
    conn: &mut CivicConn,
    cycle: &CycleSlug,
    lang: &str,
    hash: &[u8],
) -> QueryResult<Option<StoredFile>> {
    let row: Option<Row> = file::table
        .filter(file::cycle.eq(cycle.as_str()).and(file::lang.eq(lang)).and(file::hash.eq(hash)))
        .select(columns!())
        .first(conn.pg())
        .await
        .optional()?;
    Ok(row.map(file_of))
}

/// Locks a file for its import.
pub(in super::super) async fn lock_file(conn: &mut CivicConn, id: Uuid) -> QueryResult<Option<StoredFile>> {
    let locked: Option<Uuid> = file::table.find(id).select(file::id).for_update().first(conn.pg()).await.optional()?;
    if locked.is_none() {
        return Ok(None);
    }
    find_file(conn, id).await
}

/// Stores a file; false when another request stored the same bytes a moment before.
pub(in super::super) async fn insert_file(
    conn: &mut CivicConn,
    new: &StoredFile,
    hash: &[u8],
    uploaded_by: Uuid,
) -> QueryResult<bool> {
    let rows = diesel::insert_into(file::table)
        .values((
            file::id.eq(new.id),
            file::cycle.eq(&new.cycle),
            file::lang.eq(&new.lang),
            file::hash.eq(hash),
            file::name.eq(&new.name),
            file::bytes.eq(&new.bytes),
            file::is_machine.eq(new.is_machine),
            file::uploaded_by.eq(uploaded_by),
        ))
        .on_conflict_do_nothing()
        .execute(conn.pg())
        .await?;
    Ok(rows == 1)
}

/// The same file came again before it was imported: what the last sender says about it counts.
pub(in super::super) async fn mark_uploaded_again(
    conn: &mut CivicConn,
    id: Uuid,
    is_machine: bool,
    uploaded_by: Uuid,
) -> QueryResult<()> {
    diesel::update(file::table.find(id))
        .set((file::is_machine.eq(is_machine), file::uploaded_by.eq(uploaded_by)))
        .execute(conn.pg())
        .await
        .map(|_| ())
}

pub(in super::super) async fn mark_imported(
    conn: &mut CivicConn,
    id: Uuid,
    (name, at): (&str, DateTime<Utc>),
    counts: &BTreeMap<String, usize>,
) -> QueryResult<()> {
    let result = serde_json::to_value(counts).unwrap_or_default();
    diesel::update(file::table.find(id))
        .set((file::imported_name.eq(name), file::imported_at.eq(at), file::result.eq(result)))
        .execute(conn.pg())
        .await
        .map(|_| ())
}
