//! SQL of talk about sections (civic database).

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::super::model::{Comment, Side, Thread};
use crate::{
    applications::{ApplicationId, SectionName},
    platform::db::{CivicConn, Conn},
    schema::civic::{account, review_comment, review_thread},
};

type ThreadRow = (Uuid, Option<String>, Option<String>);
type CommentRow = (Uuid, String, String, String, Option<String>, DateTime<Utc>);

/// The threads of an application with their comments: open ones first, in the order they began.
pub(in super::super) async fn list_threads(conn: &mut CivicConn, id: ApplicationId) -> QueryResult<Vec<Thread>> {
    let rows: Vec<ThreadRow> = review_thread::table
        .filter(review_thread::application.eq(id.0))
        .select((review_thread::id, review_thread::section, review_thread::resolved_name))
        .load(conn.pg())
        .await?;
    let comments: Vec<CommentRow> = review_comment::table
        .inner_join(review_thread::table)
        .left_join(account::table.on(review_comment::told.eq(account::id.nullable())))
        .filter(review_thread::application.eq(id.0))
        .order((review_comment::written_at, review_comment::id))
        .select((
            review_comment::thread,
            review_comment::side,
            review_comment::author_name,
            review_comment::words,
            account::name.nullable(),
            review_comment::written_at,
        ))
        .load(conn.pg())
        .await?;
    let mut threads: Vec<Thread> = rows
        .into_iter()
        .map(|(id, section, resolved_name)| Thread {
            id,
            section: section.and_then(|name| SectionName::parse(&name)),
            resolved_name,
            comments: Vec::new(),
        })
        .collect();
    for (thread, side, author_name, words, told, at) in comments {
        let (Some(thread), Some(side)) = (threads.iter_mut().find(|one| one.id == thread), Side::parse(&side)) else { continue };
        thread.comments.push(Comment { side, author_name, words, told, at });
    }
    threads.sort_by_key(|thread| {
        (thread.resolved_name.is_some(), thread.comments.iter().map(|comment| comment.at).min(), thread.id)
    });
    Ok(threads)
}

/// The application that a thread is about.
pub(in super::super) async fn find_thread(conn: &mut CivicConn, thread: Uuid) -> QueryResult<Option<ApplicationId>> {
    let found: Option<Uuid> =
        review_thread::table.find(thread).select(review_thread::application).first(conn.pg()).await.optional()?;
    Ok(found.map(ApplicationId))
}

pub(in super::super) async fn insert_thread(
    conn: &mut CivicConn,
    thread: Uuid,
    id: ApplicationId,
    section: Option<SectionName>,
) -> QueryResult<()> {
    diesel::insert_into(review_thread::table)
        .values((
            review_thread::id.eq(thread),
            review_thread::application.eq(id.0),
            review_thread::section.eq(section.map(SectionName::code)),
        ))
        .execute(conn.pg())
        .await
        .map(|_| ())
}

/// Calls a thread settled, or open again.
pub(in super::super) async fn mark_resolved(conn: &mut CivicConn, thread: Uuid, by: Option<&str>) -> QueryResult<()> {
    diesel::update(review_thread::table.find(thread))
        .set(review_thread::resolved_name.eq(by))
        .execute(conn.pg())
        .await
        .map(|_| ())
}

/// A comment to be stored.
pub(in super::super) struct NewComment<'a> {
    pub id: Uuid,
    pub thread: Uuid,
    pub side: Side,
    pub author: Uuid,
    pub author_name: &'a str,
    pub words: &'a str,
    pub told: Option<Uuid>,
}

pub(in super::super) async fn insert_comment(conn: &mut CivicConn, new: &NewComment<'_>) -> QueryResult<()> {
    diesel::insert_into(review_comment::table)
        .values((
            review_comment::id.eq(new.id),
            review_comment::thread.eq(new.thread),
            review_comment::side.eq(new.side.code()),
            review_comment::author.eq(new.author),
            review_comment::author_name.eq(new.author_name),
            review_comment::words.eq(new.words),
            review_comment::told.eq(new.told),
        ))
        .execute(conn.pg())
        .await
        .map(|_| ())
}
