//! SQL of codes and issuances (civic database).

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{dsl::count_star, prelude::*};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::model::{Issued, JourneyTag};
use crate::{
    platform::db::{CivicConn, Conn},
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

/// A code to be stored.
#[derive(Insertable)]
#[diesel(table_name = verification)]
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
}

pub(super) async fn insert_verification(conn: &mut CivicConn, new: &NewVerification<'_>) -> QueryResult<()> {
    diesel::insert_into(verification::table).values(new).execute(conn.pg()).await.map(|_| ())
}

pub(super) async fn delete_old_verifications(conn: &mut CivicConn, before: DateTime<Utc>) -> QueryResult<()> {
    diesel::delete(verification::table.filter(verification::expires_at.lt(before))).execute(conn.pg()).await.map(|_| ())
}

/// Moments at which a journey asked for codes since then, newest first.
pub(super) async fn asked_by_journey(
    conn: &mut CivicConn,
    journey: &JourneyTag,
    since: DateTime<Utc>,
) -> QueryResult<Vec<DateTime<Utc>>> {
    verification::table
        .filter(verification::journey.eq(&journey.0[..]).and(verification::asked_at.gt(since)))
        .order(verification::asked_at.desc())
        .select(verification::asked_at)
        .load(conn.pg())
        .await
}

pub(super) async fn count_by_person(conn: &mut CivicConn, person: &[u8], since: DateTime<Utc>) -> QueryResult<i64> {
    verification::table
        .filter(verification::person.eq(person).and(verification::asked_at.gt(since)))
        .select(count_star())
        .first(conn.pg())
        .await
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

pub(super) async fn mark_used(conn: &mut CivicConn, id: Uuid, now: DateTime<Utc>) -> QueryResult<()> {
    diesel::update(verification::table.find(id).filter(verification::used_at.is_null()))
        .set(verification::used_at.eq(now))
        .execute(conn.pg())
        .await
        .map(|_| ())
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
    // One person at a time is the usual case, and its statement stays prepared.
    if let [one] = new {
        return diesel::insert_into(issuance::table)
            .values(one)
            .on_conflict_do_nothing()
            .returning(issuance::person)
            .get_results(conn.pg())
            .await;
    }
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
    if let [one] = new {
        return diesel::insert_into(issuance_key::table).values(one).execute(conn.pg()).await.map(|_| ());
    }
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
