//! SQL of the steps of ideas; the table only grows.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::super::model::{ConceptId, EventKind, IdeaEvent, IdeaId, IdeaState, Reason};
use crate::{
    base::ZoneCode,
    platform::db::{CivicConn, Conn},
    schema::civic::idea_event,
};

/// Adds the next step; the caller holds the idea's row, so two never take the same number.
pub(in crate::ideas) async fn insert_event(conn: &mut CivicConn, of: IdeaId, event: &IdeaEvent) -> QueryResult<()> {
    let last: Option<i32> =
        idea_event::table.filter(idea_event::idea.eq(of.0)).select(diesel::dsl::max(idea_event::step)).first(conn.pg()).await?;
    diesel::insert_into(idea_event::table)
        .values((
            idea_event::idea.eq(of.0),
            idea_event::step.eq(last.unwrap_or(0).saturating_add(1)),
            idea_event::kind.eq(event.kind.code()),
            idea_event::actor.eq(&event.actor),
            idea_event::reason_code.eq(event.reason.map(Reason::code)),
            idea_event::note.eq(event.note.as_deref()),
            idea_event::state.eq(event.state.code()),
            idea_event::zone.eq(event.zone.as_str()),
            idea_event::concept.eq(event.concept.map(|id| id.0)),
            idea_event::happened_on.eq(event.happened_on),
        ))
        .execute(conn.pg())
        .await
        .map(|_| ())
}

type Row = (String, String, Option<String>, Option<String>, String, String, Option<Uuid>, NaiveDate);

fn event_of((kind, actor, reason, note, state, zone, concept, happened_on): Row) -> Option<IdeaEvent> {
    Some(IdeaEvent {
        kind: EventKind::parse(&kind)?,
        actor,
        reason: reason.and_then(|code| Reason::parse(&code)),
        note,
        state: IdeaState::parse(&state)?,
        zone: ZoneCode::parse(&zone).ok()?,
        concept: concept.map(ConceptId),
        happened_on,
    })
}

/// The steps of an idea, first to last.
pub(in crate::ideas) async fn list_events(conn: &mut CivicConn, of: IdeaId) -> QueryResult<Vec<IdeaEvent>> {
    let rows: Vec<Row> = idea_event::table
        .filter(idea_event::idea.eq(of.0))
        .order(idea_event::step)
        .select((
            idea_event::kind,
            idea_event::actor,
            idea_event::reason_code,
            idea_event::note,
            idea_event::state,
            idea_event::zone,
            idea_event::concept,
            idea_event::happened_on,
        ))
        .load(conn.pg())
        .await?;
    Ok(rows.into_iter().filter_map(event_of).collect())
}
