//! Reports that a ballot is not where its receipt says.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::super::model::Case;
use crate::{
    platform::db::{CivicConn, Conn},
    schema::civic::missing_ballot,
};

type Row = (String, String, Option<String>, NaiveDate, Option<String>);

fn case((number, receipt, promise, opened_on, outcome): Row) -> Case {
    Case { number, receipt, has_promise: promise.is_some(), opened_on, outcome }
}

const COLUMNS: (
    missing_ballot::case_number,
    missing_ballot::receipt,
    missing_ballot::promise,
    missing_ballot::opened_on,
    missing_ballot::outcome,
) = (
    missing_ballot::case_number,
    missing_ballot::receipt,
    missing_ballot::promise,
    missing_ballot::opened_on,
    missing_ballot::outcome,
);

pub(in crate::transparency) async fn find_case(conn: &mut CivicConn, cycle: &str, receipt: &str) -> QueryResult<Option<Case>> {
    let row: Option<Row> = missing_ballot::table
        .filter(missing_ballot::cycle.eq(cycle).and(missing_ballot::receipt.eq(receipt)))
        .select(COLUMNS)
        .first(conn.pg())
        .await
        .optional()?;
    Ok(row.map(case))
}

pub(in crate::transparency) async fn list_cases(conn: &mut CivicConn, cycle: &str) -> QueryResult<Vec<Case>> {
    let rows: Vec<Row> = missing_ballot::table
        .filter(missing_ballot::cycle.eq(cycle))
        .order((missing_ballot::opened_on, missing_ballot::case_number))
        .select(COLUMNS)
        .load(conn.pg())
        .await?;
    Ok(rows.into_iter().map(case).collect())
}

/// False when the number is taken or the receipt has a case.
pub(in crate::transparency) async fn insert_case(
    conn: &mut CivicConn,
    cycle: &str,
    new: &Case,
    promise: Option<&str>,
) -> QueryResult<bool> {
    let added = diesel::insert_into(missing_ballot::table)
        .values((
            missing_ballot::case_number.eq(&new.number),
            missing_ballot::cycle.eq(cycle),
            missing_ballot::receipt.eq(&new.receipt),
            missing_ballot::promise.eq(promise),
            missing_ballot::opened_on.eq(new.opened_on),
        ))
        .on_conflict_do_nothing()
        .execute(conn.pg())
        .await?;
    Ok(added == 1)
}

/// Puts the proof to a case that was opened without one.
pub(in crate::transparency) async fn add_promise(
    conn: &mut CivicConn,
    cycle: &str,
    receipt: &str,
    promise: &str,
) -> QueryResult<()> {
    let case = missing_ballot::table.filter(missing_ballot::cycle.eq(cycle).and(missing_ballot::receipt.eq(receipt)));
    diesel::update(case).set(missing_ballot::promise.eq(promise)).execute(conn.pg()).await.map(|_| ())
}

/// False when there is no such case or it was settled before.
pub(in crate::transparency) async fn mark_settled(
    conn: &mut CivicConn,
    cycle: &str,
    number: &str,
    outcome: &str,
) -> QueryResult<bool> {
    let case = missing_ballot::table
        .filter(missing_ballot::cycle.eq(cycle).and(missing_ballot::case_number.eq(number)))
        .filter(missing_ballot::outcome.is_null());
    Ok(diesel::update(case).set(missing_ballot::outcome.eq(outcome)).execute(conn.pg()).await? == 1)
}
