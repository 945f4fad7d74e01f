//! SQL of canvass sheets, opened ballots, tally runs and signatures (civic database).

use chrono::{DateTime, Utc};
use diesel::{dsl::now, prelude::*};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

mod voids;

pub(super) use voids::{
    NewVoid, VoidRequest, find_void, has_unfinished_void, insert_void, list_voids, mark_confirmed, mark_done,
};

use super::model::{CountRecord, Sheet, Standing};
use crate::{
    base::ContestId,
    platform::db::{CivicConn, Conn},
    schema::civic::{canvass, cast_vote_record, certification, contest, invalid_ballot, opening, second_opening, tally_run},
};

/// Ballots with the same choices, counted together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Numbers chosen; in order of preference where the form has one.
    pub choices: Vec<i16>,
    /// Points, in the same order; empty where the form has none.
    pub points: Vec<i32>,
    /// How many ballots.
    pub ballots: i64,
}

pub(super) async fn insert_canvass(conn: &mut CivicConn, id: ContestId, sheet: &Sheet, by: Uuid) -> QueryResult<()> {
    diesel::insert_into(canvass::table)
        .values((
            canvass::contest.eq(id.0),
            canvass::sheet.eq(serde_json::to_value(sheet).unwrap_or_default()),
            canvass::confirmed_by.eq(by),
            canvass::confirmed_at.eq(now),
        ))
        .execute(conn.pg())
        .await
        .map(|_| ())
}

/// The confirmed sheet of a contest, with the moment.
pub(super) async fn find_canvass(conn: &mut CivicConn, id: ContestId) -> QueryResult<Option<(Sheet, DateTime<Utc>)>> {
    let row: Option<(serde_json::Value, DateTime<Utc>)> =
        canvass::table.find(id.0).select((canvass::sheet, canvass::confirmed_at)).first(conn.pg()).await.optional()?;
    Ok(row.and_then(|(sheet, at)| Some((serde_json::from_value(sheet).ok()?, at))))
}

/// Contests of a cycle whose sheet is confirmed.
pub(super) async fn canvassed(conn: &mut CivicConn, cycle: &str) -> QueryResult<Vec<i64>> {
    canvass::table
        .inner_join(contest::table.on(contest::id.eq(canvass::contest)))
        .filter(contest::cycle.eq(cycle))
        .select(canvass::contest)
        .load(conn.pg())
        .await
}

/// Stores opened or imported ballots, equal ones merged.
///
/// # Errors
/// The database's own error.
pub async fn insert_records(conn: &mut CivicConn, id: ContestId, channel: &str, records: &[Record]) -> QueryResult<()> {
    for chunk in records.chunks(2000) {
        let rows: Vec<_> = chunk
            .iter()
            .map(|record| {
                (
                    cast_vote_record::contest.eq(id.0),
                    cast_vote_record::channel.eq(channel),
                    cast_vote_record::choices.eq(&record.choices),
                    cast_vote_record::points.eq(&record.points),
                    cast_vote_record::ballots.eq(record.ballots),
                )
            })
            .collect();
        diesel::insert_into(cast_vote_record::table).values(rows).execute(conn.pg()).await?;
    }
    Ok(())
}

/// The ballots of a contest, equal ones merged, in canonical order.
///
/// # Errors
/// The database's own error.
pub async fn list_records(conn: &mut CivicConn, id: ContestId) -> QueryResult<Vec<Record>> {
    let rows: Vec<(Vec<i16>, Vec<i32>, i64)> = cast_vote_record::table
        .filter(cast_vote_record::contest.eq(id.0))
        .order((cast_vote_record::choices, cast_vote_record::points))
        .select((cast_vote_record::choices, cast_vote_record::points, cast_vote_record::ballots))
        .load(conn.pg())
        .await?;
    Ok(rows.into_iter().map(|(choices, points, ballots)| Record { choices, points, ballots }).collect())
}

/// An opened zone: how many ballots, how many invalid, and the hash of the sorted whole.
pub(super) struct OpeningRow {
    pub opened: i64,
    pub invalid: i64,
    pub hash: Vec<u8>,
}

pub(super) async fn insert_opening(
    conn: &mut CivicConn,
    id: ContestId,
    row: &OpeningRow,
    invalid: &[([u8; 32], &str)],
) -> QueryResult<()> {
    diesel::insert_into(opening::table)
        .values((
            opening::contest.eq(id.0),
            opening::opened.eq(row.opened),
            opening::invalid.eq(row.invalid),
            opening::hash.eq(&row.hash),
        ))
        .execute(conn.pg())
        .await?;
    for (hash, reason) in invalid {
        diesel::insert_into(invalid_ballot::table)
            .values((
                invalid_ballot::contest.eq(id.0),
                invalid_ballot::ciphertext_hash.eq(&hash[..]),
                invalid_ballot::reason.eq(*reason),
            ))
            .execute(conn.pg())
            .await?;
    }
    Ok(())
}

pub(super) async fn find_opening(conn: &mut CivicConn, id: ContestId) -> QueryResult<Option<OpeningRow>> {
    let row: Option<(i64, i64, Vec<u8>)> =
        opening::table.find(id.0).select((opening::opened, opening::invalid, opening::hash)).first(conn.pg()).await.optional()?;
    Ok(row.map(|(opened, invalid, hash)| OpeningRow { opened, invalid, hash }))
}

/// Hash and reason of every invalid ballot of a contest.
///
/// # Errors
/// The database's own error.
pub async fn list_invalid(conn: &mut CivicConn, id: ContestId) -> QueryResult<Vec<(Vec<u8>, String)>> {
    invalid_ballot::table
        .filter(invalid_ballot::contest.eq(id.0))
        .order(invalid_ballot::ciphertext_hash)
        .select((invalid_ballot::ciphertext_hash, invalid_ballot::reason))
        .load(conn.pg())
        .await
}

/// The sheet of a contest as it was confirmed.
///
/// # Errors
/// The database's own error.
pub async fn confirmed_sheet(conn: &mut CivicConn, id: ContestId) -> QueryResult<Option<Sheet>> {
    Ok(find_canvass(conn, id).await?.map(|(sheet, _)| sheet))
}

/// Records that a second opening gave the same hash.
pub(super) async fn insert_second_opening(conn: &mut CivicConn, id: ContestId, hash: &[u8], by: Uuid) -> QueryResult<()> {
    diesel::insert_into(second_opening::table)
        .values((
            second_opening::contest.eq(id.0),
            second_opening::hash.eq(hash),
            second_opening::confirmed_by.eq(by),
            second_opening::confirmed_at.eq(now),
        ))
        .execute(conn.pg())
        .await
        .map(|_| ())
}

/// True when a second opening gave the same hash.
pub(super) async fn has_second_opening(conn: &mut CivicConn, id: ContestId) -> QueryResult<bool> {
    diesel::select(diesel::dsl::exists(second_opening::table.find(id.0))).get_result(conn.pg()).await
}

/// A version of a contest's result with its signatures.
pub struct ResultVersion {
    /// 1 for the first count, more for corrections.
    pub version: i32,
    /// What was counted.
    pub record: CountRecord,
    /// SHA-256 that is signed.
    pub hash: Vec<u8>,
    /// Public reason of a correction.
    pub reason: Option<String>,
    /// When it was counted.
    pub run_at: DateTime<Utc>,
    /// Names and moments of the signatures, in order.
    pub signatures: Vec<(Uuid, String, DateTime<Utc>)>,
}

impl ResultVersion {
    /// Unofficial, half signed or official.
    pub fn standing(&self) -> Standing {
        Standing::of(self.signatures.len())
    }

    /// True from the second signature on.
    pub fn is_official(&self) -> bool {
        self.standing() == Standing::Official
    }
}

/// Every version of a contest's result, newest first.
///
/// # Errors
/// The database's own error.
pub async fn list_versions(conn: &mut CivicConn, id: ContestId) -> QueryResult<Vec<ResultVersion>> {
    type Row = (i32, serde_json::Value, Vec<u8>, Option<String>, DateTime<Utc>);
    let runs: Vec<Row> = tally_run::table
        .filter(tally_run::contest.eq(id.0))
        .order(tally_run::version.desc())
        .select((tally_run::version, tally_run::outcome, tally_run::hash, tally_run::reason, tally_run::run_at))
        .load(conn.pg())
        .await?;
    let signed: Vec<(i32, Uuid, String, DateTime<Utc>)> = certification::table
        .filter(certification::contest.eq(id.0))
        .order(certification::place)
        .select((certification::version, certification::certifier, certification::name, certification::signed_at))
        .load(conn.pg())
        .await?;
    let mut versions = Vec::with_capacity(runs.len());
    for (version, outcome, hash, reason, run_at) in runs {
        let record: CountRecord =
            serde_json::from_value(outcome).map_err(|e| diesel::result::Error::DeserializationError(Box::new(e)))?;
        let signatures = signed.iter().filter(|s| s.0 == version).map(|(_, who, name, at)| (*who, name.clone(), *at)).collect();
        versions.push(ResultVersion { version, record, hash, reason, run_at, signatures });
    }
    Ok(versions)
}

/// The newest version of a contest's result.
///
/// # Errors
/// The database's own error.
pub async fn latest_result(conn: &mut CivicConn, id: ContestId) -> QueryResult<Option<ResultVersion>> {
    Ok(list_versions(conn, id).await?.into_iter().next())
}

pub(super) async fn insert_run(
    conn: &mut CivicConn,
    id: ContestId,
    version: i32,
    record: &CountRecord,
    hash: &[u8],
    reason: Option<&str>,
) -> QueryResult<()> {
    let outcome = serde_json::to_value(record).map_err(|e| diesel::result::Error::SerializationError(Box::new(e)))?;
    diesel::insert_into(tally_run::table)
        .values((
            tally_run::contest.eq(id.0),
            tally_run::version.eq(version),
            tally_run::outcome.eq(outcome),
            tally_run::hash.eq(hash),
            tally_run::reason.eq(reason),
            tally_run::run_at.eq(now),
        ))
        .execute(conn.pg())
        .await
        .map(|_| ())
}

/// A signature to be stored.
pub(super) struct NewSignature<'a> {
    pub contest: ContestId,
    pub version: i32,
    pub certifier: Uuid,
    pub name: &'a str,
    pub hash: &'a [u8],
    pub place: i16,
}

pub(super) async fn insert_signature(conn: &mut CivicConn, new: &NewSignature<'_>) -> QueryResult<()> {
    diesel::insert_into(certification::table)
        .values((
            certification::contest.eq(new.contest.0),
            certification::version.eq(new.version),
            certification::certifier.eq(new.certifier),
            certification::name.eq(new.name),
            certification::hash.eq(new.hash),
            certification::signed_at.eq(now),
            certification::place.eq(new.place),
        ))
        .execute(conn.pg())
        .await
        .map(|_| ())
}
