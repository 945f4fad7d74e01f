//! SQL of concepts and of the ideas in them.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::{
    super::model::{Concept, ConceptId, Idea, IdeaId, NewConcept},
    Row as IdeaRowPair, columns, idea_of,
};
use crate::{
    base::{CycleSlug, ZoneCode},
    platform::db::{CivicConn, Conn},
    schema::civic::{concept, idea, idea_sound},
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

/// Every concept of a cycle by number.
pub(in crate::ideas) async fn list_all_concepts(conn: &mut CivicConn, cycle: &CycleSlug) -> QueryResult<Vec<Concept>> {
    let rows: Vec<Row> = concept::table.filter(concept::cycle.eq(cycle.as_str())).order(concept::number).load(conn.pg()).await?;
    Ok(rows.into_iter().filter_map(concept_of).collect())
}

/// The concepts that these ideas are part of.
pub(in crate::ideas) async fn list_concepts_of(conn: &mut CivicConn, ideas: &[Idea]) -> QueryResult<Vec<Concept>> {
    let ids: Vec<Uuid> = ideas.iter().filter_map(|idea| idea.concept).map(|id| id.0).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<Row> = concept::table.filter(concept::id.eq_any(ids)).load(conn.pg()).await?;
    Ok(rows.into_iter().filter_map(concept_of).collect())
}

/// A concept by its public number.
pub(in crate::ideas) async fn find_concept(conn: &mut CivicConn, cycle: &CycleSlug, number: i32) -> QueryResult<Option<Concept>> {
    let row: Option<Row> = concept::table
        .filter(concept::cycle.eq(cycle.as_str()).and(concept::number.eq(number)))
        .first(conn.pg())
        .await
        .optional()?;
    Ok(row.and_then(concept_of))
}

/// The ideas of a concept by number.
pub(in crate::ideas) async fn members(conn: &mut CivicConn, of: ConceptId) -> QueryResult<Vec<Idea>> {
    let rows: Vec<IdeaRowPair> = idea::table
        .left_join(idea_sound::table)
        .filter(idea::concept.eq(of.0))
        .order(idea::number)
        .select(columns())
        .load(conn.pg())
        .await?;
    Ok(rows.into_iter().filter_map(idea_of).collect())
}

/// Stores a concept under the next number of its cycle; the caller holds the cycle's row.
pub(in crate::ideas) async fn insert_concept(conn: &mut CivicConn, id: ConceptId, new: &NewConcept) -> QueryResult<i32> {
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

/// Puts an idea into a concept; the concept's issue area becomes the idea's. A trigger refuses an idea that is in another.
pub(in crate::ideas) async fn mark_joined(conn: &mut CivicConn, id: IdeaId, into: &Concept) -> QueryResult<()> {
    diesel::update(idea::table.find(id.0)).set(idea::concept.eq(into.id.0)).execute(conn.pg()).await?;
    if let Some(area) = &into.issue_area {
        diesel::update(idea::table.find(id.0)).set(idea::issue_area.eq(area)).execute(conn.pg()).await?;
    }
    Ok(())
}

/// Takes an idea out of its concept.
pub(in crate::ideas) async fn mark_split(conn: &mut CivicConn, id: IdeaId) -> QueryResult<()> {
    diesel::update(idea::table.find(id.0)).set(idea::concept.eq(None::<Uuid>)).execute(conn.pg()).await.map(|_| ())
}
