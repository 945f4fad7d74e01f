//! SQL of events (civic database).

use chrono::{DateTime, Utc};
use diesel::{dsl::sql, prelude::*, sql_types::Bool};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::model::{Event, EventKind, EventText, NewEvent};
use crate::{
    base::{Lang, ZoneCode},
    platform::db::{CivicConn, Conn},
    schema::civic::{event, event_text},
};

#[derive(Queryable)]
struct Row {
    id: Uuid,
    zone: String,
    kind: String,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    place: String,
    languages: Vec<String>,
    cancelled_because: Option<String>,
    is_over: bool,
}

type TextRow = (Uuid, String, String, String, String);

fn event_of(row: Row, texts: &[TextRow]) -> Option<Event> {
    let own = texts.iter().filter(|text| text.0 == row.id);
    let texts = own.filter_map(|(_, lang, title, text, access)| {
        let words = EventText { title: title.clone(), text: text.clone(), access: access.clone() };
        Some((Lang::parse(lang)?, words))
    });
    let what = NewEvent {
        zone: ZoneCode::parse(&row.zone).ok()?,
        kind: EventKind::parse(&row.kind)?,
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        place: row.place,
        languages: row.languages,
        texts: texts.collect(),
    };
    Some(Event { id: row.id, what, cancelled_because: row.cancelled_because, is_over: row.is_over })
}

/// Every event in the order of time.
pub(super) async fn list_events(conn: &mut CivicConn) -> QueryResult<Vec<Event>> {
    let rows: Vec<Row> = event::table
        .order((event::starts_at, event::id))
        .select((
            event::id,
            event::zone,
            event::kind,
            event::starts_at,
            event::ends_at,
            event::place,
            event::languages,
            event::cancelled_because,
            sql::<Bool>("ends_at <= now()"),
        ))
        .load(conn.pg())
        .await?;
    let texts: Vec<TextRow> = event_text::table.order((event_text::event, event_text::lang)).load(conn.pg()).await?;
    Ok(rows.into_iter().filter_map(|row| event_of(row, &texts)).collect())
}

pub(super) async fn lock_event(conn: &mut CivicConn, id: Uuid) -> QueryResult<Option<Option<String>>> {
    event::table.find(id).select(event::cancelled_because).for_update().first(conn.pg()).await.optional()
}

pub(super) async fn put_event(conn: &mut CivicConn, id: Uuid, what: &NewEvent) -> QueryResult<()> {
    let values = (
        event::zone.eq(what.zone.as_str()),
        event::kind.eq(what.kind.code()),
        event::starts_at.eq(what.starts_at),
        event::ends_at.eq(what.ends_at),
        event::place.eq(&what.place),
        event::languages.eq(&what.languages),
    );
    diesel::insert_into(event::table)
        .values((event::id.eq(id), values))
        .on_conflict(event::id)
        .do_update()
        .set(values)
        .execute(conn.pg())
        .await?;
    for (lang, words) in &what.texts {
        let values = (event_text::title.eq(&words.title), event_text::text.eq(&words.text), event_text::access.eq(&words.access));
        diesel::insert_into(event_text::table)
            .values((event_text::event.eq(id), event_text::lang.eq(lang.code()), values))
            .on_conflict((event_text::event, event_text::lang))
            .do_update()
            .set(values)
            .execute(conn.pg())
            .await?;
    }
    Ok(())
}

pub(super) async fn mark_cancelled(conn: &mut CivicConn, id: Uuid, reason: &str) -> QueryResult<()> {
    diesel::update(event::table.find(id)).set(event::cancelled_because.eq(reason)).execute(conn.pg()).await.map(|_| ())
}
