//! Giving an idea, looking at it, and making concepts of ideas. Each step of an idea is one row lock, one mark, one event.

mod concepts;
mod give;
mod moderate;
mod tell;

pub(super) use concepts::split;
pub use concepts::{Target, create_concept, gather};
pub(super) use give::{Gift, Given, follow_hash, forget_contact, give, given_before};
pub use give::{PaperIdea, enter};
pub use moderate::publish;
pub(super) use moderate::{hide, move_to, redact, transcribe, undo};
pub use tell::Answering;

use actix_web::http::StatusCode;
use chrono::NaiveDate;
use chrono_tz::America::Los_Angeles;

use super::{
    model::{EventKind, Idea, IdeaEvent, OtherZone},
    store,
};
use crate::{
    base::{CycleSlug, Env},
    cycles::PhaseState,
    platform::{
        db::CivicConn,
        web::{AsProblem, Problem},
    },
    transparency::{self, Act},
};

/// Why something with an idea or a concept was refused.
#[derive(Debug, thiserror::Error)]
pub enum IdeaError {
    /// There is no such idea, concept or zone in the cycle.
    #[error("there is no such idea, concept or zone")]
    NoSuch,
    /// Ideas are not taken now.
    #[error("ideas are not taken now")]
    NotNow(PhaseState),
    /// The zone belongs to another committee.
    #[error(transparent)]
    OtherZone(#[from] OtherZone),
    /// An idea was put into a concept, or hidden, in between.
    #[error("idea {0} is not free any more")]
    NotFree(i32),
    /// Published ideas have words; a recording must be typed first.
    #[error("the idea has no words")]
    NoWords,
    /// The step does not fit where the idea stands.
    #[error("the step does not fit where the idea stands")]
    WrongStep,
    /// The database.
    #[error("the database: {0}")]
    Db(#[from] diesel::result::Error),
}

impl AsProblem for IdeaError {
    fn problem(&self) -> Problem {
        match self {
            Self::Db(error) => Problem::database(error),
            Self::NoSuch => Problem::not_found(),
            Self::OtherZone(_) => {
                Problem::new(StatusCode::FORBIDDEN, "ideas.other_zone", "idea-other-zone-title", "idea-other-zone-text")
            }
            _ => Problem::new(StatusCode::CONFLICT, "ideas.step_refused", "idea-step-refused-title", "idea-step-refused-text"),
        }
    }
}

/// The day in Los Angeles: of residents no moment is kept.
fn today(env: &Env) -> NaiveDate {
    env.now.with_timezone(&Los_Angeles).date_naive()
}

async fn lock(conn: &mut CivicConn, cycle: &CycleSlug, number: i32) -> Result<Idea, IdeaError> {
    store::lock_idea(conn, cycle, number).await?.ok_or(IdeaError::NoSuch)
}

/// A step as it leaves the idea standing now; callers change what differs.
fn event(env: &Env, idea: &Idea, kind: EventKind, actor: &str) -> IdeaEvent {
    IdeaEvent {
        kind,
        actor: actor.to_owned(),
        reason: None,
        note: None,
        state: idea.state,
        zone: idea.zone.clone(),
        concept: idea.concept,
        happened_on: today(env),
    }
}

/// Writes a step down: for the idea's history, and as a public act.
async fn note(conn: &mut CivicConn, env: &Env, idea: &Idea, event: &IdeaEvent, act_kind: &'static str) -> Result<(), IdeaError> {
    store::insert_event(conn, idea.id, event).await?;
    let mut act = Act::new(idea.cycle.as_str(), act_kind, &event.actor)
        .fact("idea", idea.number)
        .fact("zone", event.zone.as_str())
        .fact("code", event.reason.map_or("", super::model::Reason::code));
    if let Some(words) = &event.note {
        act = act.because(words);
    }
    Ok(transparency::record(conn, env.now, &act).await?)
}
