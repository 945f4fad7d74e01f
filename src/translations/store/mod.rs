//! SQL of translations and waivers: every version is a row, the last one stands (civic database).

mod files;

pub(super) use files::{StoredFile, find_file, find_file_by_hash, insert_file, lock_file, mark_imported, mark_uploaded_again};

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::{dsl::max, prelude::*};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::model::{State, Version, Waiver, Words};
use crate::{
    applications::ApplicationId,
    platform::db::{CivicConn, Conn},
    schema::civic::{translation, translation_waiver},
};

type Key = (Uuid, String);
type Person = (Option<Uuid>, Option<String>);
type Row = (Key, i32, serde_json::Value, serde_json::Value, String, bool, (Uuid, String), Person, Option<String>, DateTime<Utc>);

macro_rules! columns {
    () => {
        (
            (translation::application, translation::lang),
            translation::version,
            translation::units,
            translation::source,
            translation::state,
            translation::is_machine,
            (translation::translated_by, translation::translated_name),
            (translation::reviewed_by, translation::reviewed_name),
            translation::note,
            translation::saved_at,
        )
    };
}

fn version_of(row: Row) -> Option<(Key, Version)> {
    let (key, number, units, source, state, is_machine, (translated_by, translated_name), reviewer, note, saved_at) = row;
    let version = Version {
        number,
        units: serde_json::from_value(units).ok()?,
        source: serde_json::from_value(source).ok()?,
        state: State::parse(&state)?,
        is_machine,
        translated_by,
        translated_name,
        reviewer: reviewer.0.zip(reviewer.1),
        note,
        saved_at,
    };
    Some((key, version))
}

/// The standing versions of these applications, by application and language.
pub(super) async fn list_standing(conn: &mut CivicConn, ids: &[ApplicationId]) -> QueryResult<BTreeMap<Key, Version>> {
    let rows: Vec<Row> = translation::table
        .filter(translation::application.eq_any(ids.iter().map(|id| id.0)))
        .distinct_on((translation::application, translation::lang))
        .order((translation::application, translation::lang, translation::version.desc()))
        .select(columns!())
        .load(conn.pg())
        .await?;
    Ok(rows.into_iter().filter_map(version_of).collect())
}

/// The last `most` versions of a translation, the one that stands first.
pub(super) async fn list_versions(conn: &mut CivicConn, id: ApplicationId, lang: &str, most: i64) -> QueryResult<Vec<Version>> {
    let rows: Vec<Row> = translation::table
        .filter(translation::application.eq(id.0).and(translation::lang.eq(lang)))
        .order(translation::version.desc())
        .limit(most)
        .select(columns!())
        .load(conn.pg())
        .await?;
    Ok(rows.into_iter().filter_map(version_of).map(|(_, version)| version).collect())
}

/// Everyone who wrote or changed the words since they were last approved.
pub(super) async fn list_writers(conn: &mut CivicConn, id: ApplicationId, lang: &str) -> QueryResult<Vec<Uuid>> {
    let of = translation::application.eq(id.0).and(translation::lang.eq(lang));
    let approved: Option<i32> = translation::table
        .filter(of.and(translation::state.eq(State::Approved.code())))
        .select(max(translation::version))
        .first(conn.pg())
        .await?;
    translation::table
        .filter(of.and(translation::version.gt(approved.unwrap_or(0))))
        .select(translation::translated_by)
        .distinct()
        .load(conn.pg())
        .await
}

fn json(words: &Words) -> serde_json::Value {
    serde_json::to_value(words).unwrap_or_default()
}

/// Stores the next version; a second one of the same number collides on the key.
pub(super) async fn insert_version(conn: &mut CivicConn, id: ApplicationId, lang: &str, new: &Version) -> QueryResult<()> {
    diesel::insert_into(translation::table)
        .values((
            translation::application.eq(id.0),
            translation::lang.eq(lang),
            translation::version.eq(new.number),
            translation::units.eq(json(&new.units)),
            translation::source.eq(json(&new.source)),
            translation::state.eq(new.state.code()),
            translation::is_machine.eq(new.is_machine),
            translation::translated_by.eq(new.translated_by),
            translation::translated_name.eq(&new.translated_name),
            translation::reviewed_by.eq(new.reviewer.as_ref().map(|(id, _)| *id)),
            translation::reviewed_name.eq(new.reviewer.as_ref().map(|(_, name)| name)),
            translation::note.eq(&new.note),
            translation::saved_at.eq(new.saved_at),
        ))
        .execute(conn.pg())
        .await
        .map(|_| ())
}

type WaiverRow = (Key, i32, bool, String, String, String, DateTime<Utc>);

/// The last waivers of these applications, in force or not, by application and language.
pub(super) async fn list_waivers(conn: &mut CivicConn, ids: &[ApplicationId]) -> QueryResult<BTreeMap<Key, Waiver>> {
    let rows: Vec<WaiverRow> = translation_waiver::table
        .filter(translation_waiver::application.eq_any(ids.iter().map(|id| id.0)))
        .distinct_on((translation_waiver::application, translation_waiver::lang))
        .order((translation_waiver::application, translation_waiver::lang, translation_waiver::version.desc()))
        .select((
            (translation_waiver::application, translation_waiver::lang),
            translation_waiver::version,
            translation_waiver::in_force,
            translation_waiver::fallback,
            translation_waiver::reason,
            translation_waiver::signed_name,
            translation_waiver::signed_at,
        ))
        .load(conn.pg())
        .await?;
    let waiver = |(key, number, in_force, fallback, reason, signed_name, signed_at)| {
        (key, Waiver { number, in_force, fallback, reason, signed_name, signed_at })
    };
    Ok(rows.into_iter().map(waiver).collect())
}

pub(super) async fn insert_waiver(
    conn: &mut CivicConn,
    id: ApplicationId,
    lang: &str,
    new: &Waiver,
    signed_by: Uuid,
) -> QueryResult<()> {
    diesel::insert_into(translation_waiver::table)
        .values((
            translation_waiver::application.eq(id.0),
            translation_waiver::lang.eq(lang),
            translation_waiver::version.eq(new.number),
            translation_waiver::in_force.eq(new.in_force),
            translation_waiver::fallback.eq(&new.fallback),
            translation_waiver::reason.eq(&new.reason),
            translation_waiver::signed_by.eq(signed_by),
            translation_waiver::signed_name.eq(&new.signed_name),
            translation_waiver::signed_at.eq(new.signed_at),
        ))
        .execute(conn.pg())
        .await
        .map(|_| ())
}
