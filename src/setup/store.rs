//! SQL of set-up (civic database): a whole draft through the cycles feature, other names of zones, boundaries.

use chrono::NaiveDate;
use diesel::{dsl::now, prelude::*};
use diesel_async::RunQueryDsl;

use super::model::{Draft, draft_of};
use crate::{
    base::{Lang, ZoneCode},
    cycles::{self, Cycle, Zone},
    platform::db::{CivicConn, Conn},
    schema::civic::{boundary_draft, zone, zone_alias, zone_boundary},
};

/// A cycle and its set-up as they stand; nothing when there is no such cycle, or it was imported.
///
/// # Errors
/// The database's own error.
pub async fn find_draft(conn: &mut CivicConn, slug: &str, lang: Lang) -> QueryResult<Option<(Cycle, Draft)>> {
    let Some(cycle) = cycles::find_cycle(conn, slug, lang).await?.filter(|cycle| !cycle.is_imported) else { return Ok(None) };
    let versions = cycles::list_versions(conn, &cycle.slug).await?;
    let (_, rulebook) = cycles::rulebook(conn, &cycle.slug).await?;
    let frame = cycles::frame(conn, &cycle.slug).await?;
    let zones = cycles::list_zones(conn).await?;
    Ok(Some((cycle, draft_of(&versions, (rulebook, frame), zones))))
}

/// Other names of every zone, by zone and name.
///
/// # Errors
/// The database's own error.
pub async fn list_aliases(conn: &mut CivicConn) -> QueryResult<Vec<(String, String)>> {
    zone_alias::table
        .order((zone_alias::zone, zone_alias::alias))
        .select((zone_alias::zone, zone_alias::alias))
        .load(conn.pg())
        .await
}

/// A zone, if there is one.
///
/// # Errors
/// The database's own error.
pub async fn find_zone(conn: &mut CivicConn, code: &str) -> QueryResult<Option<Zone>> {
    Ok(cycles::list_zones(conn).await?.into_iter().find(|zone| zone.code.as_str() == code))
}

/// Locks the list of zones, so that two zones never take the same name at once.
pub(super) async fn lock_zones(conn: &mut CivicConn) -> QueryResult<()> {
    zone::table.select(zone::code).order(zone::code).for_update().load::<String>(conn.pg()).await.map(|_| ())
}

pub(super) async fn update_zone(conn: &mut CivicConn, new: &Zone, aliases: &[String]) -> QueryResult<()> {
    diesel::update(zone::table.find(new.code.as_str()))
        .set((zone::name.eq(&new.name), zone::neighbourhoods.eq(&new.neighbourhoods)))
        .execute(conn.pg())
        .await?;
    diesel::delete(zone_alias::table.filter(zone_alias::zone.eq(new.code.as_str()))).execute(conn.pg()).await?;
    for alias in aliases {
        diesel::insert_into(zone_alias::table)
            .values((zone_alias::zone.eq(new.code.as_str()), zone_alias::alias.eq(alias)))
            .execute(conn.pg())
            .await?;
    }
    Ok(())
}

/// A version of a zone's boundary.
#[derive(Clone, Debug)]
pub struct StoredBoundary {
    /// Zone code.
    pub zone: String,
    /// Number, from 1; 0 for one that is not confirmed.
    pub version: i32,
    /// Checked GeoJSON in one spelling.
    pub geojson: Vec<u8>,
    /// First day on which it holds.
    pub valid_from: NaiveDate,
    /// What changed and why.
    pub note: String,
    /// Who brought it, as in an act.
    pub made_by: String,
}

type BoundaryRow = (String, i32, Vec<u8>, NaiveDate, String, String);

fn boundary_of((zone, version, geojson, valid_from, note, made_by): BoundaryRow) -> StoredBoundary {
    StoredBoundary { zone, version, geojson, valid_from, note, made_by }
}

/// Every version of every boundary, oldest first.
///
/// # Errors
/// The database's own error.
pub async fn list_boundaries(conn: &mut CivicConn) -> QueryResult<Vec<StoredBoundary>> {
    let rows: Vec<BoundaryRow> = zone_boundary::table
        .order((zone_boundary::zone, zone_boundary::version))
        .select(zone_boundary::all_columns)
        .load(conn.pg())
        .await?;
    Ok(rows.into_iter().map(boundary_of).collect())
}

/// The boundary of each zone that holds today by the database's clock: the latest version that began.
///
/// # Errors
/// The database's own error.
pub async fn current_boundaries(conn: &mut CivicConn) -> QueryResult<Vec<StoredBoundary>> {
    let today: NaiveDate = diesel::select(now.into_sql::<diesel::sql_types::Timestamptz>())
        .get_result::<chrono::DateTime<chrono::Utc>>(conn.pg())
        .await?
        .with_timezone(&chrono_tz::America::Los_Angeles)
        .date_naive();
    let rows: Vec<BoundaryRow> = zone_boundary::table
        .filter(zone_boundary::valid_from.le(today))
        .distinct_on(zone_boundary::zone)
        .order((zone_boundary::zone, zone_boundary::version.desc()))
        .select(zone_boundary::all_columns)
        .load(conn.pg())
        .await?;
    Ok(rows.into_iter().map(boundary_of).collect())
}

/// The boundary of a zone that is looked at before it is confirmed.
///
/// # Errors
/// The database's own error.
pub async fn find_boundary_draft(conn: &mut CivicConn, code: &str) -> QueryResult<Option<StoredBoundary>> {
    let found: Option<(String, Vec<u8>, NaiveDate, String, String)> =
        boundary_draft::table.find(code).first(conn.pg()).await.optional()?;
    Ok(found.map(|(zone, geojson, valid_from, note, made_by)| boundary_of((zone, 0, geojson, valid_from, note, made_by))))
}

pub(super) async fn put_boundary_draft(conn: &mut CivicConn, new: &StoredBoundary) -> QueryResult<()> {
    let values = (
        boundary_draft::geojson.eq(&new.geojson),
        boundary_draft::valid_from.eq(new.valid_from),
        boundary_draft::note.eq(&new.note),
        boundary_draft::made_by.eq(&new.made_by),
    );
    diesel::insert_into(boundary_draft::table)
        .values((boundary_draft::zone.eq(&new.zone), values))
        .on_conflict(boundary_draft::zone)
        .do_update()
        .set(values)
        .execute(conn.pg())
        .await
        .map(|_| ())
}

/// Makes a draft the next version of its zone's boundary. Two at once collide on the key.
pub(super) async fn confirm_boundary(conn: &mut CivicConn, draft: &StoredBoundary) -> QueryResult<i32> {
    let last: Option<i32> = zone_boundary::table
        .filter(zone_boundary::zone.eq(&draft.zone))
        .select(diesel::dsl::max(zone_boundary::version))
        .first(conn.pg())
        .await?;
    let version = last.unwrap_or(0).saturating_add(1);
    diesel::insert_into(zone_boundary::table)
        .values((
            zone_boundary::zone.eq(&draft.zone),
            zone_boundary::version.eq(version),
            zone_boundary::geojson.eq(&draft.geojson),
            zone_boundary::valid_from.eq(draft.valid_from),
            zone_boundary::note.eq(&draft.note),
            zone_boundary::made_by.eq(&draft.made_by),
        ))
        .execute(conn.pg())
        .await?;
    diesel::delete(boundary_draft::table.find(&draft.zone)).execute(conn.pg()).await?;
    Ok(version)
}

/// Codes of the zones that anything public knows: those of published cycles.
///
/// # Errors
/// The database's own error.
pub async fn public_zones(conn: &mut CivicConn, lang: Lang) -> QueryResult<Vec<Zone>> {
    let mut codes: Vec<ZoneCode> = Vec::new();
    for cycle in cycles::list_cycles(conn, lang).await? {
        if cycle.published_at.is_some() && !cycle.is_imported {
            codes.extend(cycles::contests_of(conn, &cycle).await?.iter().map(|contest| contest.zone.code.clone()));
        }
    }
    Ok(cycles::list_zones(conn).await?.into_iter().filter(|zone| codes.contains(&zone.code)).collect())
}
