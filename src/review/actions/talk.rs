//! Comments on sections, between the people of a body and reviewers.

use uuid::Uuid;

use super::{
    super::{
        digest,
        mail::Post,
        model::{Person, Side},
        store::{self, NewComment},
    },
    ReviewError, assign, demand_apart, demand_member, lawful, lock,
};
use crate::{
    accounts::Grant,
    applications::{Application, ApplicationId, SectionName, State},
    base::Env,
    platform::db::CivicConn,
};

/// Something to be said.
pub(in super::super) struct Remark {
    /// For whom.
    pub side: Side,
    /// The thread it answers; nothing begins one.
    pub thread: Option<Uuid>,
    /// What a new thread is about; nothing: the whole application.
    pub section: Option<SectionName>,
    /// The words, checked for length.
    pub words: String,
    /// Who should be told although they are not in the thread.
    pub told: Option<Uuid>,
}

async fn demand_side(conn: &mut CivicConn, grant: &Grant, application: &Application, side: Side) -> Result<(), ReviewError> {
    match side {
        Side::Authors => demand_member(conn, grant, application).await,
        Side::City => demand_apart(conn, grant, application).await,
    }
}

/// Everyone who can be named in a comment: the body's people and its reviewers.
pub(in super::super) async fn nameable(conn: &mut CivicConn, application: &Application) -> Result<Vec<Person>, ReviewError> {
    let mut people = store::list_members(conn, application.body).await?;
    people.extend(assign::reviewers(conn, application.body).await?);
    people.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    people.dedup();
    Ok(people)
}

/// Stores a comment, and queues the mails of tomorrow for those it concerns.
///
/// # Errors
/// [`ReviewError::TalkOver`] once it is decided, [`ReviewError::Tied`], [`ReviewError::NotFound`].
pub(in super::super) async fn say(
    conn: &mut CivicConn,
    env: &Env,
    grant: &Grant,
    id: ApplicationId,
    (remark, post): (&Remark, Option<&Post<'_>>),
) -> Result<(), ReviewError> {
    let (application, ..) = lock(conn, id).await?;
    demand_side(conn, grant, &application, remark.side).await?;
    if !matches!(application.state, State::Submitted | State::ChangesAsked | State::Appealed) {
        return Err(ReviewError::TalkOver);
    }
    if let Some(told) = remark.told
        && !nameable(conn, &application).await?.iter().any(|person| person.id == told)
    {
        return Err(ReviewError::NotForThem);
    }
    let thread = match remark.thread {
        Some(thread) if store::find_thread(conn, thread).await? == Some(id) => thread,
        Some(_) => return Err(ReviewError::NotFound),
        None => {
            let thread = env.random.uuid();
            store::insert_thread(conn, thread, id, remark.section).await?;
            thread
        }
    };
    let comment = NewComment {
        id: env.random.uuid(),
        thread,
        side: remark.side,
        author: grant.account(),
        author_name: grant.name(),
        words: &remark.words,
        told: remark.told,
    };
    store::insert_comment(conn, &comment).await.map_err(lawful)?;
    // Whoever answers in a settled thread opens it again.
    store::mark_resolved(conn, thread, None).await?;
    let mut to: Vec<Uuid> = store::list_members(conn, application.body).await?.into_iter().map(|person| person.id).collect();
    to.extend(store::thread_people(conn, id, thread).await?);
    to.sort_unstable();
    to.dedup();
    to.retain(|who| *who != grant.account());
    store::insert_notices(conn, comment.id, &to).await?;
    if let Some(post) = post {
        digest::queue(conn, env, post, &to).await?;
    }
    Ok(())
}

/// Calls a thread settled, or opens it again.
///
/// # Errors
/// [`ReviewError::Tied`], [`ReviewError::NotFound`].
pub(in super::super) async fn resolve(
    conn: &mut CivicConn,
    grant: &Grant,
    id: ApplicationId,
    (thread, settled, side): (Uuid, bool, Side),
) -> Result<(), ReviewError> {
    let (application, ..) = lock(conn, id).await?;
    demand_side(conn, grant, &application, side).await?;
    if store::find_thread(conn, thread).await? != Some(id) {
        return Err(ReviewError::NotFound);
    }
    Ok(store::mark_resolved(conn, thread, settled.then(|| grant.name())).await?)
}
