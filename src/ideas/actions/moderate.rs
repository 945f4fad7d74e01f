//! Looking at ideas: on the list, off it, to another zone, words about a person out for good, and the step back.

use super::{
    super::{
        model::{Desk, EventKind, Idea, IdeaEvent, IdeaState, Reason},
        store,
    },
    Answering, IdeaError, event, lock, note, tell,
};
use crate::{
    base::{CycleSlug, Env, ZoneCode},
    cycles,
    platform::db::CivicConn,
};

/// Which idea.
type Which<'a> = (&'a CycleSlug, i32);

async fn apply(conn: &mut CivicConn, idea: &Idea, step: &IdeaEvent) -> Result<(), IdeaError> {
    Ok(store::mark_state(conn, idea.id, step.state, &step.zone).await?)
}

/// Puts an idea on the public list, under an issue area when one was chosen.
///
/// # Errors
/// [`IdeaError::NoWords`] while only a recording is there; [`IdeaError::WrongStep`] when it is on the list.
pub async fn publish(
    conn: &mut CivicConn,
    env: &Env,
    desk: &Desk,
    answering: &Answering<'_>,
    (cycle, number): Which<'_>,
    area: Option<&str>,
) -> Result<(), IdeaError> {
    let idea = lock(conn, cycle, number).await?;
    desk.demand(&idea.zone)?;
    if idea.state == IdeaState::Published {
        return Err(IdeaError::WrongStep);
    }
    if idea.words.is_empty() {
        return Err(IdeaError::NoWords);
    }
    let step = IdeaEvent { state: IdeaState::Published, ..event(env, &idea, EventKind::Published, desk.actor()) };
    apply(conn, &idea, &step).await?;
    if let Some(area) = area {
        store::mark_area(conn, idea.id, area).await?;
    }
    note(conn, env, &idea, &step, "idea.published").await?;
    tell::tell(conn, env, answering, &idea, "idea-told-published").await
}

/// Takes an idea off the list, or never puts it there, for a public reason.
///
/// # Errors
/// [`IdeaError::WrongStep`] when it is hidden, or part of a concept: it is taken out of that first.
pub(in crate::ideas) async fn hide(
    conn: &mut CivicConn,
    env: &Env,
    desk: &Desk,
    answering: &Answering<'_>,
    (cycle, number): Which<'_>,
    (reason, words): (Reason, Option<&str>),
) -> Result<(), IdeaError> {
    let idea = lock(conn, cycle, number).await?;
    desk.demand(&idea.zone)?;
    if idea.state == IdeaState::Hidden || idea.concept.is_some() {
        return Err(IdeaError::WrongStep);
    }
    let step = IdeaEvent {
        state: IdeaState::Hidden,
        reason: Some(reason),
        note: words.map(str::to_owned),
        ..event(env, &idea, EventKind::Hidden, desk.actor())
    };
    apply(conn, &idea, &step).await?;
    note(conn, env, &idea, &step, "idea.hidden").await?;
    tell::tell(conn, env, answering, &idea, "idea-told-hidden").await
}

/// Brings an idea to the zone that it is about.
///
/// # Errors
/// [`IdeaError::NoSuch`] for a zone outside the cycle; [`IdeaError::WrongStep`] when it is there, or part of a concept.
pub(in crate::ideas) async fn move_to(
    conn: &mut CivicConn,
    env: &Env,
    desk: &Desk,
    (cycle, number): Which<'_>,
    zone: &ZoneCode,
) -> Result<(), IdeaError> {
    let idea = lock(conn, cycle, number).await?;
    desk.demand(&idea.zone)?;
    if idea.zone == *zone || idea.concept.is_some() {
        return Err(IdeaError::WrongStep);
    }
    cycles::contest_by_zone(conn, cycle, zone.as_str()).await?.ok_or(IdeaError::NoSuch)?;
    let step = IdeaEvent { zone: zone.clone(), reason: Some(Reason::Zone), ..event(env, &idea, EventKind::Moved, desk.actor()) };
    apply(conn, &idea, &step).await?;
    note(conn, env, &idea, &step, "idea.moved").await
}

/// Takes words about a person out. The words that were there and the recording are deleted: a copy that is kept would have to
/// be guarded for ever, and nobody needs it.
///
/// # Errors
/// [`IdeaError::NoSuch`].
pub(in crate::ideas) async fn redact(
    conn: &mut CivicConn,
    env: &Env,
    desk: &Desk,
    (cycle, number): Which<'_>,
    (words, place): (&str, &str),
) -> Result<(), IdeaError> {
    let idea = lock(conn, cycle, number).await?;
    desk.demand(&idea.zone)?;
    store::mark_words(conn, idea.id, words, place).await?;
    store::delete_sound(conn, idea.id).await?;
    let step = IdeaEvent { reason: Some(Reason::Private), ..event(env, &idea, EventKind::Redacted, desk.actor()) };
    note(conn, env, &idea, &step, "idea.redacted").await
}

/// Types the words of a recording.
///
/// # Errors
/// [`IdeaError::WrongStep`] when there is no recording, or words are there already.
pub(in crate::ideas) async fn transcribe(
    conn: &mut CivicConn,
    env: &Env,
    desk: &Desk,
    (cycle, number): Which<'_>,
    words: &str,
) -> Result<(), IdeaError> {
    let idea = lock(conn, cycle, number).await?;
    desk.demand(&idea.zone)?;
    if !idea.has_sound || !idea.words.is_empty() {
        return Err(IdeaError::WrongStep);
    }
    store::mark_words(conn, idea.id, words, &idea.place).await?;
    note(conn, env, &idea, &event(env, &idea, EventKind::Transcribed, desk.actor()), "idea.transcribed").await
}

/// Takes the last step back; the step and its undoing both stay in the history.
///
/// # Errors
/// [`IdeaError::WrongStep`] when the last step changed words or concerns a concept.
pub(in crate::ideas) async fn undo(
    conn: &mut CivicConn,
    env: &Env,
    desk: &Desk,
    (cycle, number): Which<'_>,
) -> Result<(), IdeaError> {
    let idea = lock(conn, cycle, number).await?;
    desk.demand(&idea.zone)?;
    let steps = store::list_events(conn, idea.id).await?;
    let [.., before, last] = steps.as_slice() else {
        return Err(IdeaError::WrongStep);
    };
    if !last.kind.can_be_undone() || idea.concept.is_some() {
        return Err(IdeaError::WrongStep);
    }
    let step = IdeaEvent { state: before.state, zone: before.zone.clone(), ..event(env, &idea, EventKind::Undone, desk.actor()) };
    apply(conn, &idea, &step).await?;
    note(conn, env, &idea, &step, "idea.undone").await
}
