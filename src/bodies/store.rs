//! SQL of bodies and memberships (civic database).

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::model::{Body, BodyId, BodyKind, Seat};
use crate::{
    base::ZoneCode,
    platform::db::{CivicConn, Conn},
    schema::civic::{body, membership},
};

type Row = (Uuid, String, String, Option<String>);

fn body_of((id, kind, name, zone): Row) -> Option<Body> {
    let zone = zone.and_then(|code| ZoneCode::parse(&code).ok());
    Some(Body { id: BodyId(id), kind: BodyKind::parse(&kind)?, name, zone })
}

/// A body that must exist.
///
/// # Errors
/// `NotFound`, or the database's own error.
pub async fn body_by_id(conn: &mut CivicConn, id: BodyId) -> QueryResult<Body> {
    let row: Row = body::table.find(id.0).select((body::id, body::kind, body::name, body::zone)).first(conn.pg()).await?;
    body_of(row).ok_or(diesel::result::Error::NotFound)
}

/// A body by its name.
///
/// # Errors
/// The database's own error.
pub async fn find_body_by_name(conn: &mut CivicConn, name: &str) -> QueryResult<Option<Body>> {
    let row: Option<Row> = body::table
        .filter(body::name.eq(name))
        .select((body::id, body::kind, body::name, body::zone))
        .first(conn.pg())
        .await
        .optional()?;
    Ok(row.and_then(body_of))
}

/// Every body by name.
///
/// # Errors
/// The database's own error.
pub async fn list_bodies(conn: &mut CivicConn) -> QueryResult<Vec<Body>> {
    let rows: Vec<Row> =
        body::table.order(body::name).select((body::id, body::kind, body::name, body::zone)).load(conn.pg()).await?;
    Ok(rows.into_iter().filter_map(body_of).collect())
}

/// The bodies to which an account belongs on a day, by name.
///
/// # Errors
/// The database's own error.
pub async fn bodies_of(conn: &mut CivicConn, account: Uuid, on: NaiveDate) -> QueryResult<Vec<Body>> {
    let rows: Vec<Row> = membership::table
        .inner_join(body::table)
        .filter(membership::account.eq(account).and(membership::starts_on.le(on)))
        .filter(membership::ends_on.is_null().or(membership::ends_on.ge(on)))
        .order(body::name)
        .select((body::id, body::kind, body::name, body::zone))
        .distinct()
        .load(conn.pg())
        .await?;
    Ok(rows.into_iter().filter_map(body_of).collect())
}

/// True when an account belongs to a body on a day.
///
/// # Errors
/// The database's own error.
pub async fn is_member(conn: &mut CivicConn, account: Uuid, of: BodyId, on: NaiveDate) -> QueryResult<bool> {
    Ok(bodies_of(conn, account, on).await?.iter().any(|body| body.id == of))
}

pub(super) async fn insert_body(conn: &mut CivicConn, new: &Body) -> QueryResult<()> {
    diesel::insert_into(body::table)
        .values((
            body::id.eq(new.id.0),
            body::kind.eq(new.kind.code()),
            body::name.eq(&new.name),
            body::zone.eq(new.zone.as_ref().map(ZoneCode::as_str)),
        ))
        .execute(conn.pg())
        .await
        .map(|_| ())
}

pub(super) async fn insert_membership(
    conn: &mut CivicConn,
    of: BodyId,
    account: Uuid,
    seat: Seat,
    starts_on: NaiveDate,
) -> QueryResult<()> {
    diesel::insert_into(membership::table)
        .values((
            membership::body.eq(of.0),
            membership::account.eq(account),
            membership::seat.eq(seat.code()),
            membership::starts_on.eq(starts_on),
        ))
        .execute(conn.pg())
        .await
        .map(|_| ())
}

/// Stub.
pub async fn carried(_: &mut CivicConn, _: BodyId, _: &str) -> QueryResult<Option<()>> {
    Ok(None)
}
/// Stub.
pub async fn today(conn: &mut CivicConn) -> QueryResult<NaiveDate> {
    diesel::select(diesel::dsl::sql::<diesel::sql_types::Date>("(now() AT TIME ZONE 'America/Los_Angeles')::date"))
        .get_result(conn.pg())
        .await
}
