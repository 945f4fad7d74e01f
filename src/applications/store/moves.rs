//! SQL of an application's moves, and of what stood in it each time it was handed in (civic database).

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::{
    super::model::{Application, ApplicationId, Change, Draft, Move, SectionName, State, changes_since},
    draft_by_id,
    sections::{Row, saved_of},
};
use crate::{
    platform::db::{CivicConn, Conn},
    schema::civic::{application_move, handed_in_file, handed_in_section, section},
};

/// The moves of an application, first one first.
///
/// # Errors
/// The database's own error.
pub async fn list_moves(conn: &mut CivicConn, id: ApplicationId) -> QueryResult<Vec<Move>> {
    let rows: Vec<(i32, String, DateTime<Utc>)> = application_move::table
        .filter(application_move::application.eq(id.0))
        .order(application_move::position)
        .select((application_move::position, application_move::state, application_move::moved_at))
        .load(conn.pg())
        .await?;
    Ok(rows.into_iter().filter_map(|(position, state, at)| Some(Move { position, state: State::parse(&state)?, at })).collect())
}

/// An application as it was handed in with a move; nothing when that move was another one.
///
/// # Errors
/// The database's own error.
pub async fn handed_in_with(conn: &mut CivicConn, id: ApplicationId, position: i32) -> QueryResult<Option<Draft>> {
    let rows: Vec<Row> = section::table
        .inner_join(
            handed_in_section::table.on(handed_in_section::application
                .eq(section::application)
                .and(handed_in_section::name.eq(section::name))
                .and(handed_in_section::version.eq(section::version))),
        )
        .filter(handed_in_section::application.eq(id.0).and(handed_in_section::position.eq(position)))
        .select((section::name, section::version, section::fields, section::completed, section::saved_name, section::saved_at))
        .load(conn.pg())
        .await?;
    let items: Vec<Uuid> = handed_in_file::table
        .filter(handed_in_file::application.eq(id.0).and(handed_in_file::position.eq(position)))
        .select(handed_in_file::item)
        .load(conn.pg())
        .await?;
    let Some(mut draft) = draft_by_id(conn, id).await?.filter(|_| !rows.is_empty()) else { return Ok(None) };
    draft.sections = rows.into_iter().filter_map(saved_of).collect();
    draft.photos.retain(|photo| items.contains(&photo.id));
    draft.attachments.retain(|attachment| items.contains(&attachment.id));
    Ok(Some(draft))
}

/// Position of the last hand-in among the moves of an application; nothing when it never was handed in.
///
/// # Errors
/// The database's own error.
pub async fn last_hand_in(conn: &mut CivicConn, id: ApplicationId) -> QueryResult<Option<i32>> {
    Ok(list_moves(conn, id).await?.iter().rev().find(|one| one.state == State::Submitted).map(|one| one.position))
}

/// An application as it was last handed in: what reviewers and the public see. Nothing when it never was.
///
/// # Errors
/// The database's own error.
pub async fn last_handed_in(conn: &mut CivicConn, id: ApplicationId) -> QueryResult<Option<Draft>> {
    match last_hand_in(conn, id).await? {
        Some(position) => handed_in_with(conn, id, position).await,
        None => Ok(None),
    }
}

/// What changed in an application after it was first handed in, oldest first. A change counts when it is handed in: what
/// authors try in between is theirs.
///
/// # Errors
/// The database's own error.
pub async fn list_public_changes(conn: &mut CivicConn, application: &Application) -> QueryResult<Vec<Change>> {
    let moves = list_moves(conn, application.id).await?;
    let mut changes = Vec::new();
    let mut earlier: Option<Draft> = None;
    for one in moves.iter().filter(|one| one.state == State::Submitted) {
        let Some(later) = handed_in_with(conn, application.id, one.position).await? else { continue };
        if let Some(earlier) = &earlier {
            for name in SectionName::ALL {
                let (Some(before), Some(after)) = (earlier.sections.get(&name), later.sections.get(&name)) else { continue };
                let found = changes_since(name, &[before.clone(), after.clone()], DateTime::<Utc>::MIN_UTC);
                changes.extend(found.into_iter().map(|change| Change { at: one.at, ..change }));
            }
        }
        earlier = Some(later);
    }
    Ok(changes)
}
