//! SQL of ideas and concepts (civic database).

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::model::{Concept, ConceptId, NewConcept};
use crate::{
    base::{CycleSlug, ZoneCode},
    platform::db::{CivicConn, Conn},
    schema::civic::concept,
};

type Row = (Uuid, String, String, i32, String, String, Option<String>);

fn concept_of((id, cycle, zone, number, title, summary, issue_area): Row) -> Option<Concept> {
    Some(Concept {
        id: ConceptId(id),
        cycle: CycleSlug::parse(&cycle).ok()?,
        zone: ZoneCode::parse(&zone).ok()?,
        number,
        title,
        summary,
        issue_area,
    })
}

/// The concepts of a zone by number.
///
/// # Errors
/// The database's own error.
pub async fn list_concepts(conn: &mut CivicConn, cycle: &CycleSlug, zone: &ZoneCode) -> QueryResult<Vec<Concept>> {
    let rows: Vec<Row> = concept::table
        .filter(concept::cycle.eq(cycle.as_str()).and(concept::zone.eq(zone.as_str())))
        .order(concept::number)
        .load(conn.pg())
        .await?;
    Ok(rows.into_iter().filter_map(concept_of).collect())
}

/// A concept, if there is one.
///
/// # Errors
/// The database's own error.
pub async fn concept_by_id(conn: &mut CivicConn, id: ConceptId) -> QueryResult<Option<Concept>> {
    let row: Option<Row> = concept::table.find(id.0).first(conn.pg()).await.optional()?;
    Ok(row.and_then(concept_of))
}

/// Stores a concept under the next number of its cycle; the caller holds the cycle's row.
pub(super) async fn insert_concept(conn: &mut CivicConn, id: ConceptId, new: &NewConcept) -> QueryResult<i32> {
    let last: Option<i32> = concept::table
        .filter(concept::cycle.eq(new.cycle.as_str()))
        .select(diesel::dsl::max(concept::number))
        .first(conn.pg())
        .await?;
    let number = last.unwrap_or(0).saturating_add(1);
    diesel::insert_into(concept::table)
        .values((
            concept::id.eq(id.0),
            concept::cycle.eq(new.cycle.as_str()),
            concept::zone.eq(new.zone.as_str()),
            concept::number.eq(number),
            concept::title.eq(&new.title),
            concept::summary.eq(&new.summary),
            concept::issue_area.eq(&new.issue_area),
        ))
        .execute(conn.pg())
        .await?;
    Ok(number)
}
