//! Meetings: planning, who was there, votes, minutes.

use uuid::Uuid;

use super::{
    super::{
        model::{BodyId, DecisionId, Held, Meeting, MeetingId, Minutes, NewDecision, NewMeeting, quorum_of},
        store,
    },
    BodyError, demand_work,
};
use crate::{
    accounts::Grant,
    base::{Env, local, text},
    platform::db::CivicConn,
    transparency::{self, Act},
};

/// Longest agenda or minutes, in characters.
const TEXT_MAX: usize = 15_000;
/// Longest motion, in characters.
const MOTION_MAX: usize = 300;
/// Longest subject key, in characters.
const SUBJECT_MAX: usize = 120;

/// Plans a meeting, without asking who does: for seeds.
///
/// # Errors
/// [`BodyError`] for what was typed.
pub async fn enter_meeting(conn: &mut CivicConn, env: &Env, body: BodyId, new: &NewMeeting) -> Result<MeetingId, BodyError> {
    let place = text::one_line(&new.place, 200).map_err(|_| BodyError::PlaceMissing)?;
    let agenda = optional(&new.agenda)?;
    let id = MeetingId(env.random.uuid());
    store::insert_meeting(conn, id, body, &NewMeeting { starts_at: new.starts_at, place, agenda }).await?;
    Ok(id)
}

fn optional(typed: &str) -> Result<String, BodyError> {
    match text::paragraphs(typed, TEXT_MAX) {
        Ok(text) => Ok(text),
        Err(text::TextFault::Empty) => Ok(String::new()),
        Err(text::TextFault::TooLong(_)) => Err(BodyError::TextMissing),
    }
}

/// Plans a meeting of one's body.
///
/// # Errors
/// [`BodyError::NotYours`]; others for what was typed.
pub async fn plan_meeting(
    conn: &mut CivicConn,
    env: &Env,
    grant: &Grant,
    body: BodyId,
    new: &NewMeeting,
) -> Result<MeetingId, BodyError> {
    let day = store::today(conn).await?;
    demand_work(conn, grant, body, day).await?;
    enter_meeting(conn, env, body, new).await
}

/// A meeting, locked, and the actor: a member of the day or staff.
async fn locked(conn: &mut CivicConn, grant: &Grant, id: MeetingId) -> Result<(Meeting, String), BodyError> {
    let meeting = store::lock_meeting(conn, id).await?;
    let day = store::today(conn).await?;
    let actor = demand_work(conn, grant, meeting.body, day).await?;
    Ok((meeting, actor))
}

/// Calls a meeting off; it stays in the list with the reason.
///
/// # Errors
/// [`BodyError::CalledOff`] when it was held or called off, [`BodyError::ReasonMissing`], [`BodyError::NotYours`].
pub async fn cancel_meeting(conn: &mut CivicConn, grant: &Grant, id: MeetingId, reason: &str) -> Result<(), BodyError> {
    let (meeting, _) = locked(conn, grant, id).await?;
    if meeting.held.is_some() || meeting.cancelled_because.is_some() {
        return Err(BodyError::CalledOff);
    }
    let reason = text::one_line(reason, 300).map_err(|_| BodyError::ReasonMissing)?;
    Ok(store::mark_cancelled(conn, id, &reason).await?)
}

/// Records who was there, without asking who does: for seeds. Members and quorum are those of the meeting's day.
///
/// # Errors
/// [`BodyError::NotBegun`], [`BodyError::NotMembers`], [`BodyError::PresenceFixed`] after the first vote.
pub async fn enter_presence(conn: &mut CivicConn, id: MeetingId, people: &[Uuid]) -> Result<(), BodyError> {
    let meeting = store::lock_meeting(conn, id).await?;
    if meeting.cancelled_because.is_some() {
        return Err(BodyError::CalledOff);
    }
    if meeting.starts_at > store::moment(conn).await? {
        return Err(BodyError::NotBegun);
    }
    let day = local::day_of(meeting.starts_at);
    let terms = store::list_terms(conn, meeting.body).await?;
    let members: Vec<Uuid> = terms.iter().filter(|term| term.holds_on(day)).map(|term| term.account).collect();
    let mut present = people.to_vec();
    present.sort_unstable();
    present.dedup();
    if present.iter().any(|who| !members.contains(who)) {
        return Err(BodyError::NotMembers);
    }
    let count = |list: &[Uuid]| i32::try_from(list.len()).unwrap_or(i32::MAX);
    let held = Held { members: count(&members), quorum: quorum_of(count(&members)), present: count(&present) };
    store::replace_presence(conn, id, &present).await?;
    Ok(store::mark_held(conn, id, &held).await?)
}

/// Records who was there.
///
/// # Errors
/// As [`enter_presence`], and [`BodyError::NotYours`].
pub async fn record_presence(conn: &mut CivicConn, grant: &Grant, id: MeetingId, people: &[Uuid]) -> Result<(), BodyError> {
    locked(conn, grant, id).await?;
    enter_presence(conn, id, people).await
}

/// Records a vote, without asking who does: for seeds.
///
/// # Errors
/// [`BodyError::PresenceMissing`], [`BodyError::TooManyVotes`], [`BodyError::MotionMissing`], [`BodyError::Published`].
pub async fn enter_decision(
    conn: &mut CivicConn,
    env: &Env,
    actor: &str,
    id: MeetingId,
    new: &NewDecision,
) -> Result<DecisionId, BodyError> {
    let meeting = store::lock_meeting(conn, id).await?;
    let held = meeting.held.ok_or(BodyError::PresenceMissing)?;
    let motion = text::one_line(&new.motion, MOTION_MAX).map_err(|_| BodyError::MotionMissing)?;
    let subject = new.subject.as_deref().map(str::trim).filter(|subject| !subject.is_empty());
    if subject.is_some_and(|subject| subject.len() > SUBJECT_MAX || subject.chars().any(char::is_control)) {
        return Err(BodyError::NotFound);
    }
    let votes = i32::from(new.in_favour) + i32::from(new.against) + i32::from(new.abstained);
    if votes > held.present {
        return Err(BodyError::TooManyVotes);
    }
    let number = i32::try_from(store::list_decisions(conn, id).await?.len()).unwrap_or(i32::MAX).saturating_add(1);
    let decision = DecisionId(env.random.uuid());
    let new = NewDecision { subject: subject.map(str::to_owned), motion, ..new.clone() };
    let carried = store::insert_decision(conn, decision, (id, number), &new, &held).await?;
    let body = store::body_by_id(conn, meeting.body).await?;
    let act = Act::general("decision.recorded", actor)
        .fact("body", body.name)
        .fact("motion", new.motion)
        .fact("favour", new.in_favour)
        .fact("against", new.against)
        .fact("abstained", new.abstained)
        .fact("outcome", if carried { "carried" } else { "lost" });
    transparency::record(conn, env.now, &act).await?;
    Ok(decision)
}

/// Records a vote of one's body.
///
/// # Errors
/// As [`enter_decision`], and [`BodyError::NotYours`].
pub async fn record_decision(
    conn: &mut CivicConn,
    env: &Env,
    grant: &Grant,
    id: MeetingId,
    new: &NewDecision,
) -> Result<DecisionId, BodyError> {
    let (_, actor) = locked(conn, grant, id).await?;
    enter_decision(conn, env, &actor, id, new).await
}

/// Keeps minutes that are not ready.
///
/// # Errors
/// [`BodyError::TextMissing`] when they are too long, [`BodyError::Published`], [`BodyError::NotYours`].
pub async fn save_draft(conn: &mut CivicConn, grant: &Grant, id: MeetingId, typed: &str) -> Result<(), BodyError> {
    locked(conn, grant, id).await?;
    Ok(store::mark_draft(conn, id, &optional(typed)?).await?)
}

/// Publishes the minutes; from then on the meeting is fixed.
///
/// # Errors
/// [`BodyError::PresenceMissing`], [`BodyError::TextMissing`], [`BodyError::Published`], [`BodyError::NotYours`].
pub async fn publish_minutes(
    conn: &mut CivicConn,
    env: &Env,
    grant: &Grant,
    id: MeetingId,
    typed: &str,
) -> Result<(), BodyError> {
    let (meeting, actor) = locked(conn, grant, id).await?;
    if meeting.held.is_none() {
        return Err(BodyError::PresenceMissing);
    }
    if !store::list_minutes(conn, id).await?.is_empty() {
        return Err(BodyError::Published);
    }
    put_minutes(conn, env, &meeting, (&actor, 1), typed, None).await
}

/// Publishes a corrected version with a public reason; the earlier ones stay. `base` is the version that was corrected.
///
/// # Errors
/// [`BodyError::Published`] when someone else corrected it in between, [`BodyError::ReasonMissing`], [`BodyError::NotYours`].
pub async fn correct_minutes(
    conn: &mut CivicConn,
    env: &Env,
    grant: &Grant,
    (id, base): (MeetingId, i32),
    typed: &str,
    reason: &str,
) -> Result<(), BodyError> {
    let (meeting, actor) = locked(conn, grant, id).await?;
    let latest = store::list_minutes(conn, id).await?.first().map(|minutes| minutes.version).ok_or(BodyError::NotFound)?;
    if latest != base {
        return Err(BodyError::Published);
    }
    let reason = text::one_line(reason, 300).map_err(|_| BodyError::ReasonMissing)?;
    put_minutes(conn, env, &meeting, (&actor, latest.saturating_add(1)), typed, Some(reason)).await
}

async fn put_minutes(
    conn: &mut CivicConn,
    env: &Env,
    meeting: &Meeting,
    (actor, version): (&str, i32),
    typed: &str,
    reason: Option<String>,
) -> Result<(), BodyError> {
    let text = text::paragraphs(typed, TEXT_MAX).map_err(|_| BodyError::TextMissing)?;
    let published_on = store::today(conn).await?;
    let minutes = Minutes { version, text, reason: reason.clone(), made_by: actor.to_owned(), published_on };
    store::insert_minutes(conn, meeting.id, &minutes).await?;
    let body = store::body_by_id(conn, meeting.body).await?;
    let mut act = Act::general("minutes.published", actor)
        .fact("body", body.name)
        .fact("day", local::day_of(meeting.starts_at).to_string())
        .fact("version", version.to_string());
    if let Some(reason) = &reason {
        act = act.because(reason);
    }
    Ok(transparency::record(conn, env.now, &act).await?)
}
