//! Adding, changing and cancelling events. Each is public, so each is an act.

use uuid::Uuid;

use super::{
    model::{Event, EventText, NewEvent},
    store,
};
use crate::{
    base::{Env, Lang, local, text},
    platform::{
        db::CivicConn,
        web::{AsProblem, Problem},
    },
    transparency::{self, Act},
};

/// Why something with an event was refused.
#[derive(Debug, thiserror::Error)]
pub enum OutreachError {
    /// A name is missing or too long.
    #[error("a name is missing or too long")]
    TitleMissing(Lang),
    /// A text or an access note is too long.
    #[error("a text is too long")]
    TextTooLong(Lang),
    /// The place is missing or too long.
    #[error("the place is missing or too long")]
    PlaceMissing,
    /// No language is named.
    #[error("no language is named")]
    LanguageMissing,
    /// It ends before it starts.
    #[error("the event would end before it starts")]
    EndsTooEarly,
    /// A reason is missing or too long.
    #[error("a reason is missing or too long")]
    ReasonMissing,
    /// It was cancelled before.
    #[error("the event was cancelled")]
    Cancelled,
    /// There is no such event.
    #[error("there is no such event")]
    NotFound,
    /// The database.
    #[error("the database: {0}")]
    Db(#[source] diesel::result::Error),
}

impl From<diesel::result::Error> for OutreachError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Db(error)
    }
}

impl AsProblem for OutreachError {
    fn problem(&self) -> Problem {
        use actix_web::http::StatusCode;
        match self {
            Self::Db(error) => Problem::database(error),
            Self::NotFound => Problem::not_found(),
            Self::Cancelled => Problem::new(StatusCode::CONFLICT, "outreach.cancelled", "event-over-title", "event-over-text"),
            _ => Problem::bad_form(),
        }
    }
}

fn checked_text(lang: Lang, words: &EventText) -> Result<EventText, OutreachError> {
    let title = text::one_line(&words.title, 120).map_err(|_| OutreachError::TitleMissing(lang))?;
    let optional = |typed: &str, max| match text::paragraphs(typed, max) {
        Ok(text) => Ok(text),
        Err(text::TextFault::Empty) => Ok(String::new()),
        Err(text::TextFault::TooLong(_)) => Err(OutreachError::TextTooLong(lang)),
    };
    Ok(EventText { title, text: optional(&words.text, 2000)?, access: optional(&words.access, 500)? })
}

fn checked(what: &NewEvent) -> Result<NewEvent, OutreachError> {
    if what.ends_at <= what.starts_at {
        return Err(OutreachError::EndsTooEarly);
    }
    let place = text::one_line(&what.place, 200).map_err(|_| OutreachError::PlaceMissing)?;
    if what.languages.is_empty() {
        return Err(OutreachError::LanguageMissing);
    }
    let mut texts = Vec::with_capacity(what.texts.len());
    for (lang, words) in &what.texts {
        texts.push((*lang, checked_text(*lang, words)?));
    }
    Ok(NewEvent { place, texts, ..what.clone() })
}

fn act(kind: &'static str, actor: &str, what: &NewEvent) -> Act {
    let name = what.texts.first().map(|(_, words)| words.title.clone()).unwrap_or_default();
    Act::general(kind, actor)
        .fact("zone", what.zone.as_str())
        .fact("day", local::day_of(what.starts_at).to_string())
        .fact("name", name)
}

/// Adds an event.
///
/// # Errors
/// [`OutreachError`] for what was typed.
pub async fn add_event(conn: &mut CivicConn, env: &Env, actor: &str, what: &NewEvent) -> Result<Uuid, OutreachError> {
    let what = checked(what)?;
    let id = env.random.uuid();
    store::put_event(conn, id, &what).await?;
    transparency::record(conn, env.now, &act("event.added", actor, &what)).await?;
    Ok(id)
}

async fn demand_open(conn: &mut CivicConn, id: Uuid) -> Result<(), OutreachError> {
    match store::lock_event(conn, id).await?.ok_or(OutreachError::NotFound)? {
        None => Ok(()),
        Some(_) => Err(OutreachError::Cancelled),
    }
}

/// Changes an event.
///
/// # Errors
/// [`OutreachError::Cancelled`]; others for what was typed.
pub(super) async fn change_event(
    conn: &mut CivicConn,
    env: &Env,
    actor: &str,
    id: Uuid,
    what: &NewEvent,
) -> Result<(), OutreachError> {
    demand_open(conn, id).await?;
    let what = checked(what)?;
    store::put_event(conn, id, &what).await?;
    Ok(transparency::record(conn, env.now, &act("event.changed", actor, &what)).await?)
}

/// Cancels an event; it stays on the list with the reason.
///
/// # Errors
/// [`OutreachError::Cancelled`], [`OutreachError::ReasonMissing`].
pub(super) async fn cancel_event(
    conn: &mut CivicConn,
    env: &Env,
    actor: &str,
    event: &Event,
    reason: &str,
) -> Result<(), OutreachError> {
    demand_open(conn, event.id).await?;
    let reason = text::one_line(reason, 300).map_err(|_| OutreachError::ReasonMissing)?;
    store::mark_cancelled(conn, event.id, &reason).await?;
    let act = act("event.cancelled", actor, &event.what).because(&reason);
    Ok(transparency::record(conn, env.now, &act).await?)
}
