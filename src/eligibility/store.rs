//! SQL of codes and issuances (civic database).

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    dsl::count_star,
    prelude::*,
    sql_query,
    sql_types::{self, BigInt, Binary, Bool, Date, Nullable, SmallInt, Text, Timestamptz},
};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::model::{Issued, JourneyTag};
use crate::{
    platform::{
        db::{CivicConn, Conn},
        prepared::prepared,
    },
    schema::civic::{issuance, issuance_key, pass_batch, verification},
};

/// A code on its way.
#[derive(Queryable, Selectable)]
#[diesel(table_name = verification)]
pub(super) struct Verification {
    pub id: Uuid,
    pub zone: String,
    pub door: String,
    pub person: Vec<u8>,
    pub code_hash: Vec<u8>,
    pub asked_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub tries_left: i16,
}

/// A code to be stored, with the message that carries it.
pub(super) struct NewVerification<'a> {
    pub id: Uuid,
    pub cycle: &'a str,
    pub zone: &'a str,
    pub door: &'a str,
    pub person: &'a [u8],
    pub journey: &'a [u8],
    pub code_hash: &'a [u8],
    pub asked_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub tries_left: i16,
    /// Kind and sealed payload of the job that sends the message.
    pub job: (&'a str, Vec<u8>),
}

/// When a code may be made.
pub(super) struct CodeLimits {
    /// Codes asked for since then are counted.
    pub since: DateTime<Utc>,
    /// The journey's last code was asked for then at the latest.
    pub last_before: DateTime<Utc>,
    /// Fewer codes than this went to the journey.
    pub of_journey: i64,
    /// Fewer codes than this went to the contact.
    pub of_person: i64,
    /// Codes that ended before are removed.
    pub ended_before: DateTime<Utc>,
}

/// What asking for a code came to.
#[derive(QueryableByName)]
pub(super) struct Asked {
    /// When the journey asked for its last code before this one.
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub last: Option<DateTime<Utc>>,
    /// Whether the code was stored and its message queued.
    #[diesel(sql_type = Bool)]
    pub is_made: bool,
}

struct AskCode;

/// Stores a code and queues its message, unless a limit stands against it: one statement, which is one transaction.
pub(super) async fn insert_verification(
    conn: &mut CivicConn,
    new: &NewVerification<'_>,
    limits: &CodeLimits,
) -> QueryResult<Asked> {
    let query = sql_query(
        "WITH journey AS (SELECT max(asked_at) AS last, count(*) AS codes FROM verification WHERE journey = $1 AND asked_at > $2),
              person AS (SELECT count(*) AS codes FROM verification WHERE person = $3 AND asked_at > $2),
              ended AS (DELETE FROM verification WHERE expires_at < $4),
              code AS (INSERT INTO verification
                          (id, cycle, zone, door, person, journey, code_hash, asked_at, expires_at, tries_left)
                       SELECT $5, $6, $7, $8, $3, $1, $9, $10, $11, $12 FROM journey, person
                       WHERE (journey.last IS NULL OR journey.last <= $13) AND journey.codes < $14 AND person.codes < $15
                       RETURNING id),
              message AS (INSERT INTO job (kind, payload, run_at) SELECT $16, $17, $10 FROM code)
         SELECT last, EXISTS (SELECT 1 FROM code) AS is_made FROM journey",
    )
    .bind::<Binary, _>(new.journey)
    .bind::<Timestamptz, _>(limits.since)
    .bind::<Binary, _>(new.person)
    .bind::<Timestamptz, _>(limits.ended_before)
    .bind::<sql_types::Uuid, _>(new.id)
    .bind::<Text, _>(new.cycle)
    .bind::<Text, _>(new.zone)
    .bind::<Text, _>(new.door)
    .bind::<Binary, _>(new.code_hash)
    .bind::<Timestamptz, _>(new.asked_at)
    .bind::<Timestamptz, _>(new.expires_at)
    .bind::<SmallInt, _>(new.tries_left)
    .bind::<Timestamptz, _>(limits.last_before)
    .bind::<BigInt, _>(limits.of_journey)
    .bind::<BigInt, _>(limits.of_person)
    .bind::<Text, _>(new.job.0)
    .bind::<Binary, _>(&new.job.1);
    prepared::<AskCode, _>(query).get_result(conn.pg()).await
}

/// The codes of a journey in this cycle, newest first, locked so that parallel guesses are counted one by one.
pub(super) async fn lock_by_journey(conn: &mut CivicConn, cycle: &str, journey: &JourneyTag) -> QueryResult<Vec<Verification>> {
    verification::table
        .filter(verification::cycle.eq(cycle).and(verification::journey.eq(&journey.0[..])))
        .order((verification::asked_at.desc(), verification::id))
        .select(Verification::as_select())
        .for_update()
        .load(conn.pg())
        .await
}

pub(super) async fn mark_wrong_guess(conn: &mut CivicConn, journey: &JourneyTag) -> QueryResult<()> {
    diesel::update(verification::table.filter(verification::journey.eq(&journey.0[..]).and(verification::tries_left.gt(0))))
        .set(verification::tries_left.eq(verification::tries_left - 1))
        .execute(conn.pg())
        .await
        .map(|_| ())
}

/// A code that was given right, and what it brings.
pub(super) struct NewPass<'a> {
    pub verification: Uuid,
    pub issuance: NewIssuance<'a>,
    pub row_key: &'a [u8],
}

#[derive(QueryableByName)]
struct Recorded {
    #[diesel(sql_type = Bool)]
    is_new: bool,
}

struct RecordPass;

/// Marks the code as used and records the issuance with its key, unless the person has one: the primary key is the law.
/// True when it is new.
pub(super) async fn insert_pass(conn: &mut CivicConn, new: &NewPass<'_>, now: DateTime<Utc>) -> QueryResult<bool> {
    let issuance = &new.issuance;
    let query = sql_query(
        "WITH used AS (UPDATE verification SET used_at = $1 WHERE id = $2 AND used_at IS NULL),
              added AS (INSERT INTO issuance (cycle, scope, person, zone, door, issued_on, commitment)
                        VALUES ($3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING RETURNING cycle, scope, person),
              keyed AS (INSERT INTO issuance_key (cycle, scope, person, row_key) SELECT cycle, scope, person, $10 FROM added)
         SELECT EXISTS (SELECT 1 FROM added) AS is_new",
    )
    .bind::<Timestamptz, _>(now)
    .bind::<sql_types::Uuid, _>(new.verification)
    .bind::<Text, _>(issuance.cycle)
    .bind::<Text, _>(issuance.scope)
    .bind::<Binary, _>(issuance.person)
    .bind::<Text, _>(issuance.zone)
    .bind::<Text, _>(issuance.door)
    .bind::<Date, _>(issuance.issued_on)
    .bind::<Binary, _>(&issuance.commitment)
    .bind::<Binary, _>(new.row_key);
    prepared::<RecordPass, _>(query).get_result::<Recorded>(conn.pg()).await.map(|recorded| recorded.is_new)
}

/// An issuance to be recorded.
#[derive(Insertable)]
#[diesel(table_name = issuance)]
pub(super) struct NewIssuance<'a> {
    pub cycle: &'a str,
    pub scope: &'a str,
    pub person: &'a [u8],
    pub zone: &'a str,
    pub door: &'a str,
    pub issued_on: NaiveDate,
    pub commitment: Vec<u8>,
}

/// Records issuances; those that exist stay as they are. The primary key is the law. Returns the persons that are new.
pub(super) async fn insert_issuances(conn: &mut CivicConn, new: &[NewIssuance<'_>]) -> QueryResult<Vec<Vec<u8>>> {
    diesel::insert_into(issuance::table)
        .values(new)
        .on_conflict_do_nothing()
        .returning(issuance::person)
        .get_results(conn.pg())
        .await
}

/// What the public commitment of a new issuance is keyed with.
#[derive(Insertable)]
#[diesel(table_name = issuance_key)]
pub(super) struct NewIssuanceKey<'a> {
    pub cycle: &'a str,
    pub scope: &'a str,
    pub person: &'a [u8],
    pub row_key: Vec<u8>,
}

pub(super) async fn insert_issuance_keys(conn: &mut CivicConn, new: &[NewIssuanceKey<'_>]) -> QueryResult<()> {
    diesel::insert_into(issuance_key::table).values(new).execute(conn.pg()).await.map(|_| ())
}

/// The persons of a scope and zone that were given a pass, for a decision about one of them.
pub(super) async fn has_issuance(conn: &mut CivicConn, cycle: &str, scope: &str, person: &[u8], zone: &str) -> QueryResult<bool> {
    let found = issuance::table.find((cycle, scope, person)).filter(issuance::zone.eq(zone));
    diesel::select(diesel::dsl::exists(found)).get_result(conn.pg()).await
}

/// The zone in which a person was given a pass under this scope.
pub(super) async fn zone_of_issuance(conn: &mut CivicConn, cycle: &str, scope: &str, person: &[u8]) -> QueryResult<String> {
    issuance::table.find((cycle, scope, person)).select(issuance::zone).first(conn.pg()).await
}

/// Passes issued online, by zone and door.
///
/// # Errors
/// The database's own error.
pub async fn issued_by_zone(conn: &mut CivicConn, cycle: &str) -> QueryResult<Vec<Issued>> {
    let rows: Vec<(String, String, i64)> = issuance::table
        .filter(issuance::cycle.eq(cycle))
        .group_by((issuance::zone, issuance::door))
        .select((issuance::zone, issuance::door, count_star()))
        .order((issuance::zone, issuance::door))
        .load(conn.pg())
        .await?;
    Ok(rows.into_iter().map(|(zone, door, passes)| Issued { zone, door, passes }).collect())
}

/// Passes printed, by zone.
///
/// # Errors
/// The database's own error.
pub async fn printed_by_zone(conn: &mut CivicConn, cycle: &str) -> QueryResult<Vec<(String, i64)>> {
    let rows: Vec<(String, Option<i64>)> = pass_batch::table
        .filter(pass_batch::cycle.eq(cycle))
        .group_by(pass_batch::zone)
        .select((pass_batch::zone, diesel::dsl::sum(pass_batch::printed)))
        .load(conn.pg())
        .await?;
    Ok(rows.into_iter().map(|(zone, sum)| (zone, sum.unwrap_or(0))).collect())
}

pub(super) async fn insert_pass_batch(
    conn: &mut CivicConn,
    cycle: &str,
    zone: &str,
    printed: i32,
    made_on: NaiveDate,
    made_by: &str,
) -> QueryResult<()> {
    diesel::insert_into(pass_batch::table)
        .values((
            pass_batch::cycle.eq(cycle),
            pass_batch::zone.eq(zone),
            pass_batch::printed.eq(printed),
            pass_batch::made_on.eq(made_on),
            pass_batch::made_by.eq(made_by),
        ))
        .execute(conn.pg())
        .await
        .map(|_| ())
}
