//! SQL of bodies, their zones and their parts in cycles (civic database).

mod disclosures;
mod meetings;
mod terms;

pub use disclosures::recusal;
pub(super) use disclosures::{Of, insert_disclosure, list_disclosures, lock_disclosure, mark_disclosure_ended};
pub use meetings::carried;
pub(super) use meetings::{
    find_meeting, insert_decision, insert_meeting, insert_minutes, list_decisions, list_meetings, list_minutes, list_present,
    lock_meeting, mark_cancelled, mark_draft, mark_held, replace_presence,
};
pub use terms::{bodies_of, is_member, seat_of};
pub(super) use terms::{find_account, had_terms, insert_term, list_names, list_terms, lock_body, mark_term_ended, people_with};

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Date, Timestamptz},
};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::model::{Body, BodyId, BodyKind, CyclePart, CycleRole, Details, OrganisationKind};
use crate::{
    base::{CycleSlug, ZoneCode},
    platform::db::{CivicConn, Conn},
    schema::civic::{body, body_cycle_role, body_zone},
};

#[derive(Queryable, Selectable, QueryableByName)]
#[diesel(table_name = body)]
pub(super) struct Row {
    id: Uuid,
    kind: String,
    name: String,
    zone: Option<String>,
    organisation_kind: Option<String>,
    own_tax_status: bool,
    languages: Vec<String>,
    issue_areas: Vec<String>,
    web: Option<String>,
    sponsor: Option<Uuid>,
}

pub(super) fn body_of(row: Row) -> Option<Body> {
    Some(Body {
        id: BodyId(row.id),
        kind: BodyKind::parse(&row.kind)?,
        name: row.name,
        zone: row.zone.and_then(|code| ZoneCode::parse(&code).ok()),
        details: Details {
            organisation_kind: row.organisation_kind.as_deref().and_then(OrganisationKind::parse),
            own_tax_status: row.own_tax_status,
            languages: row.languages,
            issue_areas: row.issue_areas,
            web: row.web,
            sponsor: row.sponsor.map(BodyId),
        },
    })
}

/// The day in the city by the database's clock; the day on which terms are asked for.
///
/// # Errors
/// The database's own error.
pub async fn today(conn: &mut CivicConn) -> QueryResult<NaiveDate> {
    #[derive(QueryableByName)]
    struct Day {
        #[diesel(sql_type = Date)]
        day: NaiveDate,
    }
    let row: Day = sql_query("SELECT city_day() AS day").get_result(conn.pg()).await?;
    Ok(row.day)
}

/// The moment by the database's clock.
pub(in crate::bodies) async fn moment(conn: &mut CivicConn) -> QueryResult<DateTime<Utc>> {
    #[derive(QueryableByName)]
    struct Moment {
        #[diesel(sql_type = Timestamptz)]
        at: DateTime<Utc>,
    }
    let row: Moment = sql_query("SELECT clock_timestamp() AS at").get_result(conn.pg()).await?;
    Ok(row.at)
}

/// A body, if there is one with this identity.
///
/// # Errors
/// The database's own error.
pub async fn find_body(conn: &mut CivicConn, id: Uuid) -> QueryResult<Option<Body>> {
    let row: Option<Row> = body::table.find(id).select(Row::as_select()).first(conn.pg()).await.optional()?;
    Ok(row.and_then(body_of))
}

/// A body that must exist.
///
/// # Errors
/// `NotFound`, or the database's own error.
pub async fn body_by_id(conn: &mut CivicConn, id: BodyId) -> QueryResult<Body> {
    find_body(conn, id.0).await?.ok_or(diesel::result::Error::NotFound)
}

/// A body by its name.
///
/// # Errors
/// The database's own error.
pub async fn find_body_by_name(conn: &mut CivicConn, name: &str) -> QueryResult<Option<Body>> {
    let row: Option<Row> = body::table.filter(body::name.eq(name)).select(Row::as_select()).first(conn.pg()).await.optional()?;
    Ok(row.and_then(body_of))
}

/// Every body by name.
///
/// # Errors
/// The database's own error.
pub async fn list_bodies(conn: &mut CivicConn) -> QueryResult<Vec<Body>> {
    let rows: Vec<Row> = body::table.order(body::name).select(Row::as_select()).load(conn.pg()).await?;
    Ok(rows.into_iter().filter_map(body_of).collect())
}

pub(in crate::bodies) async fn insert_body(conn: &mut CivicConn, new: &Body) -> QueryResult<()> {
    diesel::insert_into(body::table)
        .values((
            body::id.eq(new.id.0),
            body::kind.eq(new.kind.code()),
            body::name.eq(&new.name),
            body::zone.eq(new.zone.as_ref().map(ZoneCode::as_str)),
            body::organisation_kind.eq(new.details.organisation_kind.map(OrganisationKind::code)),
            body::own_tax_status.eq(new.details.own_tax_status),
            body::languages.eq(&new.details.languages),
            body::issue_areas.eq(&new.details.issue_areas),
            body::web.eq(new.details.web.as_deref()),
            body::sponsor.eq(new.details.sponsor.map(|sponsor| sponsor.0)),
        ))
        .execute(conn.pg())
        .await
        .map(|_| ())
}

/// Name and details; kind and a committee's zone stay.
pub(in crate::bodies) async fn mark_body(conn: &mut CivicConn, id: BodyId, name: &str, details: &Details) -> QueryResult<()> {
    diesel::update(body::table.find(id.0))
        .set((
            body::name.eq(name),
            body::organisation_kind.eq(details.organisation_kind.map(OrganisationKind::code)),
            body::own_tax_status.eq(details.own_tax_status),
            body::languages.eq(&details.languages),
            body::issue_areas.eq(&details.issue_areas),
            body::web.eq(details.web.as_deref()),
            body::sponsor.eq(details.sponsor.map(|sponsor| sponsor.0)),
        ))
        .execute(conn.pg())
        .await
        .map(|_| ())
}

/// Zones that a body serves, by code.
pub(in crate::bodies) async fn list_zones_served(conn: &mut CivicConn, id: BodyId) -> QueryResult<Vec<ZoneCode>> {
    let codes: Vec<String> =
        body_zone::table.filter(body_zone::body.eq(id.0)).order(body_zone::zone).select(body_zone::zone).load(conn.pg()).await?;
    Ok(codes.iter().filter_map(|code| ZoneCode::parse(code).ok()).collect())
}

pub(in crate::bodies) async fn replace_zones_served(conn: &mut CivicConn, id: BodyId, zones: &[ZoneCode]) -> QueryResult<()> {
    diesel::delete(body_zone::table.filter(body_zone::body.eq(id.0))).execute(conn.pg()).await?;
    let rows: Vec<_> = zones.iter().map(|zone| (body_zone::body.eq(id.0), body_zone::zone.eq(zone.as_str()))).collect();
    diesel::insert_into(body_zone::table).values(rows).on_conflict_do_nothing().execute(conn.pg()).await.map(|_| ())
}

/// What a body does in cycles: cycle, then role.
pub(in crate::bodies) async fn list_parts(conn: &mut CivicConn, id: BodyId) -> QueryResult<Vec<CyclePart>> {
    let rows: Vec<(String, String, String)> = body_cycle_role::table
        .filter(body_cycle_role::body.eq(id.0))
        .order((body_cycle_role::cycle.desc(), body_cycle_role::role))
        .select((body_cycle_role::cycle, body_cycle_role::role, body_cycle_role::note))
        .load(conn.pg())
        .await?;
    let part = |(cycle, role, note): (String, String, String)| {
        Some(CyclePart { cycle: CycleSlug::parse(&cycle).ok()?, role: CycleRole::parse(&role)?, note })
    };
    Ok(rows.into_iter().filter_map(part).collect())
}

/// Bodies with a part in each cycle: cycle, body.
pub(in crate::bodies) async fn list_bodies_in_cycles(conn: &mut CivicConn) -> QueryResult<Vec<(String, Uuid)>> {
    body_cycle_role::table.select((body_cycle_role::cycle, body_cycle_role::body)).distinct().load(conn.pg()).await
}

/// False when the body has this part already.
pub(in crate::bodies) async fn insert_part(conn: &mut CivicConn, id: BodyId, part: &CyclePart) -> QueryResult<bool> {
    let rows = diesel::insert_into(body_cycle_role::table)
        .values((
            body_cycle_role::body.eq(id.0),
            body_cycle_role::cycle.eq(part.cycle.as_str()),
            body_cycle_role::role.eq(part.role.code()),
            body_cycle_role::note.eq(&part.note),
        ))
        .on_conflict_do_nothing()
        .execute(conn.pg())
        .await?;
    Ok(rows == 1)
}

/// False when there was no such part.
pub(in crate::bodies) async fn delete_part(
    conn: &mut CivicConn,
    id: BodyId,
    cycle: &CycleSlug,
    role: CycleRole,
) -> QueryResult<bool> {
    let key = (id.0, cycle.as_str(), role.code());
    Ok(diesel::delete(body_cycle_role::table.find(key)).execute(conn.pg()).await? == 1)
}
