//! SQL of applications (civic database).

mod editing;
mod files;
mod moves;
mod sections;

pub(super) use editing::{others_editing, put_editing};
pub(super) use files::{
    delete_attachment, delete_photo, insert_attachment, insert_photo, list_attachments, list_concept_links, list_photos,
    put_concept_links,
};
pub use moves::{handed_in_with, last_hand_in, last_handed_in, list_moves, list_public_changes};
pub use sections::{draft_by_id, list_drafts};
pub(super) use sections::{find_section, insert_section, list_versions};

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{dsl::now, prelude::*};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::model::{Application, ApplicationId, State};
use crate::{
    base::ContestId,
    bodies::BodyId,
    ideas::ConceptId,
    platform::db::{CivicConn, Conn},
    schema::civic::{application, application_concept},
};

type Row = (Uuid, i64, i32, Uuid, String, String, NaiveDate, Moment, Moment, Moment);
type Moment = Option<DateTime<Utc>>;

fn application_of(row: Row) -> Option<Application> {
    let (id, contest, number, body, state, source_lang, started_on, handed_in_at, submitted_at, fix_due) = row;
    Some(Application {
        id: ApplicationId(id),
        contest: ContestId(contest),
        number,
        body: BodyId(body),
        state: State::parse(&state)?,
        source_lang,
        started_on,
        handed_in_at,
        submitted_at,
        fix_due,
    })
}

/// An application, if there is one.
///
/// # Errors
/// The database's own error.
pub async fn find_application(conn: &mut CivicConn, id: ApplicationId) -> QueryResult<Option<Application>> {
    let row: Option<Row> = application::table.find(id.0).first(conn.pg()).await.optional()?;
    Ok(row.and_then(application_of))
}

/// Locks an application for a step that changes its state, and reads it with the database's clock.
///
/// # Errors
/// `NotFound`, or the database's own error.
pub async fn lock_application(conn: &mut CivicConn, id: ApplicationId) -> QueryResult<(Application, DateTime<Utc>)> {
    let row: Row = application::table.find(id.0).for_update().first(conn.pg()).await?;
    let read_at = diesel::select(now.into_sql::<diesel::sql_types::Timestamptz>()).get_result(conn.pg()).await?;
    Ok((application_of(row).ok_or(diesel::result::Error::NotFound)?, read_at))
}

/// The applications of a body, newest first.
///
/// # Errors
/// The database's own error.
pub async fn list_of_body(conn: &mut CivicConn, body: BodyId) -> QueryResult<Vec<Application>> {
    let rows: Vec<Row> = application::table
        .filter(application::body.eq(body.0))
        .order((application::started_on.desc(), application::number.desc()))
        .load(conn.pg())
        .await?;
    Ok(rows.into_iter().filter_map(application_of).collect())
}

/// The applications of a contest by number.
///
/// # Errors
/// The database's own error.
pub async fn list_of_contest(conn: &mut CivicConn, contest: ContestId) -> QueryResult<Vec<Application>> {
    let rows: Vec<Row> =
        application::table.filter(application::contest.eq(contest.0)).order(application::number).load(conn.pg()).await?;
    Ok(rows.into_iter().filter_map(application_of).collect())
}

/// Applications that name a concept and were handed in, oldest first.
pub(super) async fn list_of_concept(conn: &mut CivicConn, concept: ConceptId) -> QueryResult<Vec<Application>> {
    let named =
        application_concept::table.filter(application_concept::concept.eq(concept.0)).select(application_concept::application);
    let rows: Vec<Row> = application::table
        .filter(application::id.eq_any(named).and(application::handed_in_at.is_not_null()))
        .order(application::handed_in_at)
        .load(conn.pg())
        .await?;
    Ok(rows.into_iter().filter_map(application_of).collect())
}

/// Stores a new application under the next number of its contest; the caller holds the cycle's row.
pub(super) async fn insert_application(
    conn: &mut CivicConn,
    id: ApplicationId,
    (contest, body): (ContestId, BodyId),
    source_lang: &str,
    started_on: NaiveDate,
) -> QueryResult<i32> {
    let last: Option<i32> = application::table
        .filter(application::contest.eq(contest.0))
        .select(diesel::dsl::max(application::number))
        .first(conn.pg())
        .await?;
    let number = last.unwrap_or(0).saturating_add(1);
    diesel::insert_into(application::table)
        .values((
            application::id.eq(id.0),
            application::contest.eq(contest.0),
            application::number.eq(number),
            application::body.eq(body.0),
            application::state.eq(State::Draft.code()),
            application::source_lang.eq(source_lang),
            application::started_on.eq(started_on),
        ))
        .execute(conn.pg())
        .await?;
    Ok(number)
}

pub(super) async fn mark_state(conn: &mut CivicConn, id: ApplicationId, state: State) -> QueryResult<()> {
    diesel::update(application::table.find(id.0)).set(application::state.eq(state.code())).execute(conn.pg()).await.map(|_| ())
}

pub(super) async fn mark_fix_due(conn: &mut CivicConn, id: ApplicationId, due: Option<DateTime<Utc>>) -> QueryResult<()> {
    diesel::update(application::table.find(id.0)).set(application::fix_due.eq(due)).execute(conn.pg()).await.map(|_| ())
}

pub(super) async fn mark_submitted(conn: &mut CivicConn, id: ApplicationId) -> QueryResult<()> {
    diesel::update(application::table.find(id.0))
        .set((application::state.eq(State::Submitted.code()), application::submitted_at.eq(now)))
        .execute(conn.pg())
        .await?;
    let first = application::table.find(id.0).filter(application::handed_in_at.is_null());
    diesel::update(first).set(application::handed_in_at.eq(now)).execute(conn.pg()).await.map(|_| ())
}
