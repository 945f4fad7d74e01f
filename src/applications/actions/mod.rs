//! What authors do: begin, save a section, add and remove pictures and files, hand in, take back. Every step checks that the
//! person belongs to the body today.

mod files;
mod submit;

pub(super) use files::{CheckedPicture, add_attachment, add_photo, link_concepts, remove_attachment, remove_photo};
pub use submit::{Hurdle, ask_changes, hurdles, move_to, submit, withdraw};

use chrono::Duration;
use diesel::result::{DatabaseErrorKind, Error as DieselError};

use super::{
    model::{Application, ApplicationId, Draft, Fields, Saved, SectionName},
    store,
};
use crate::{
    accounts::Grant,
    base::{Duty, Env, ZoneCode},
    bodies::{self, Body, BodyId, BodyKind},
    cycles::{self, Contest, PhaseName},
    platform::{
        db::CivicConn,
        web::{AsProblem, Problem},
    },
    transparency::{self, Act},
};

/// Someone who opened a section this long ago is still said to edit it.
const EDITING: Duration = Duration::minutes(10);

/// Why something with an application was refused.
#[derive(Debug, thiserror::Error)]
pub enum ApplicationError {
    /// There is none, or the person does not belong to its body.
    #[error("no such application for this person")]
    NotYours,
    /// Its authors may not change it now.
    #[error("the application is handed in")]
    HandedIn,
    /// Proposals are not taken now: it begins, or ended, at this moment.
    #[error("proposals are not taken now")]
    PhaseClosed(cycles::PhaseState),
    /// The rulebook does not take proposals from such a body, or not in this zone.
    #[error("this body may not propose here")]
    MayNotPropose,
    /// The time to hand in changes ended at this moment.
    #[error("the time for changes is over")]
    FixLate(chrono::DateTime<chrono::Utc>),
    /// Something stands in the way of handing in.
    #[error("{} things stand in the way", .0.len())]
    NotReady(Vec<Hurdle>),
    /// A reason is missing.
    #[error("a reason is missing")]
    ReasonMissing,
    /// A file was refused.
    #[error(transparent)]
    File(#[from] super::FileRefused),
    /// A committee's vote could not be looked up, or another fault of a body.
    #[error(transparent)]
    Body(#[from] bodies::BodyError),
    /// The database.
    #[error("the database: {0}")]
    Db(#[from] DieselError),
}

impl AsProblem for ApplicationError {
    fn problem(&self) -> Problem {
        use actix_web::http::StatusCode;
        let conflict = |code, title, text| Problem::new(StatusCode::CONFLICT, code, title, text);
        match self {
            Self::Db(error) => Problem::database(error),
            Self::Body(error) => error.problem(),
            Self::NotYours => Problem::not_found(),
            Self::HandedIn => conflict("applications.handed_in", "application-handed-in-title", "application-handed-in-text"),
            Self::MayNotPropose => conflict("applications.may_not", "application-may-not-title", "application-may-not-text"),
            Self::PhaseClosed(_) | Self::FixLate(_) => {
                conflict("applications.closed", "application-closed-title", "application-closed-text")
            }
            Self::NotReady(_) | Self::ReasonMissing | Self::File(_) => Problem::bad_form(),
        }
    }
}

/// An application with its body, for a person who belongs to the body today.
///
/// # Errors
/// [`ApplicationError::NotYours`].
pub(super) async fn own_draft(conn: &mut CivicConn, grant: &Grant, id: ApplicationId) -> Result<(Draft, Body), ApplicationError> {
    let draft = store::draft_by_id(conn, id).await?.ok_or(ApplicationError::NotYours)?;
    demand_member(conn, grant, draft.application.body).await?;
    let body = bodies::body_by_id(conn, draft.application.body).await?;
    Ok((draft, body))
}

pub(super) async fn demand_member(conn: &mut CivicConn, grant: &Grant, body: BodyId) -> Result<(), ApplicationError> {
    let today = bodies::today(conn).await?;
    let belongs = bodies::is_member(conn, grant.account(), body, today).await?;
    if belongs { Ok(()) } else { Err(ApplicationError::NotYours) }
}

/// Whether a body may propose in a contest by the rulebook: its kind is allowed, and a committee stays in its zone.
pub(super) async fn may_propose(conn: &mut CivicConn, body: &Body, contest: &Contest) -> Result<bool, ApplicationError> {
    let (_, rulebook) = cycles::rulebook(conn, &contest.cycle).await?;
    let kind_fits = rulebook.proposal.author_kinds.iter().any(|kind| kind == body.kind.code());
    let zone_fits = |zone: &ZoneCode| *zone == contest.zone.code;
    let in_zone = match body.kind {
        BodyKind::Committee => body.zone.as_ref().is_some_and(zone_fits),
        BodyKind::Organisation => body.zone.as_ref().is_none_or(zone_fits),
    };
    Ok(kind_fits && in_zone)
}

/// Begins an application.
///
/// # Errors
/// [`ApplicationError::PhaseClosed`], [`ApplicationError::MayNotPropose`], [`ApplicationError::NotYours`].
pub async fn start(
    conn: &mut CivicConn,
    env: &Env,
    grant: &Grant,
    body: BodyId,
    contest: &Contest,
    source_lang: &str,
) -> Result<ApplicationId, ApplicationError> {
    demand_member(conn, grant, body).await?;
    let state = cycles::phase_state(conn, &contest.cycle, PhaseName::Proposals).await?;
    state.open().ok_or(ApplicationError::PhaseClosed(state))?;
    let body = bodies::body_by_id(conn, body).await?;
    if !may_propose(conn, &body, contest).await? {
        return Err(ApplicationError::MayNotPropose);
    }
    // The cycle's row makes two that begin at once wait for each other's number.
    cycles::lock_cycle(conn, &contest.cycle).await?;
    let id = ApplicationId(env.random.uuid());
    let today = bodies::today(conn).await?;
    store::insert_application(conn, id, (contest.id, body.id), source_lang, today).await?;
    Ok(id)
}

/// Notes that a person has a section open, and tells who else has.
///
/// # Errors
/// The database's own error.
pub(super) async fn note_editing(
    conn: &mut CivicConn,
    env: &Env,
    grant: &Grant,
    id: ApplicationId,
    section: SectionName,
) -> Result<Vec<String>, ApplicationError> {
    store::put_editing(conn, id, section, grant.account(), env.now).await?;
    Ok(store::others_editing(conn, id, section, grant.account(), env.now - EDITING).await?)
}

/// What became of a save.
#[derive(Debug)]
pub enum Outcome {
    /// It stands as this version; nothing new when nothing had changed.
    Kept(i32),
    /// Someone else saved in between: what they saved. Nothing was written, and the page shows both.
    Conflict(Box<Saved>),
}

/// What an author sends for a section.
pub struct Save {
    /// Which.
    pub section: SectionName,
    /// The version it began from; 0 for none.
    pub base: i32,
    /// What stands in it now.
    pub fields: Fields,
    /// Its author calls it finished.
    pub completed: bool,
}

/// Saves a section as its next version, when nobody saved one in between. Also a section with faults is kept: a draft is
/// never lost.
///
/// # Errors
/// [`ApplicationError::NotYours`], [`ApplicationError::HandedIn`].
pub async fn save_section(
    conn: &mut CivicConn,
    env: &Env,
    grant: &Grant,
    id: ApplicationId,
    save: &Save,
) -> Result<Outcome, ApplicationError> {
    let application = store::find_application(conn, id).await?.ok_or(ApplicationError::NotYours)?;
    demand_member(conn, grant, application.body).await?;
    if !application.state.is_open_to_authors() {
        return Err(ApplicationError::HandedIn);
    }
    let stands = store::find_section(conn, id, save.section).await?;
    if let Some(theirs) = stands {
        if theirs.fields == save.fields && theirs.completed == save.completed {
            return Ok(Outcome::Kept(theirs.version));
        }
        if theirs.version != save.base {
            return Ok(Outcome::Conflict(Box::new(theirs)));
        }
    }
    let saved = Saved {
        version: save.base.saturating_add(1),
        fields: save.fields.clone(),
        completed: save.completed,
        saved_name: grant.name().to_owned(),
        saved_at: env.now,
    };
    store::insert_section(conn, id, save.section, &saved, grant.account()).await.map_err(closed_in_between)?;
    Ok(Outcome::Kept(saved.version))
}

/// The key of sections decides races: of two saves from one version the second collides.
pub(super) fn lost_race(error: &ApplicationError) -> bool {
    matches!(error, ApplicationError::Db(DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, _)))
}

/// The trigger's refusal when the application was handed in between looking and writing.
pub(super) fn closed_in_between(error: DieselError) -> ApplicationError {
    match &error {
        DieselError::DatabaseError(_, detail) if detail.message().contains("handed in") => ApplicationError::HandedIn,
        _ => error.into(),
    }
}

/// Records something that happened to a public application.
async fn record(
    conn: &mut CivicConn,
    env: &Env,
    actor: &str,
    (application, kind): (&Application, &'static str),
    reason: Option<&str>,
) -> Result<(), ApplicationError> {
    let contest = cycles::contest_by_id(conn, application.contest).await?;
    let mut act = Act::new(contest.cycle.as_str(), kind, actor)
        .fact("zone", contest.zone.code.as_str())
        .fact("number", application.number.to_string());
    if let Some(reason) = reason {
        act = act.because(reason);
    }
    Ok(transparency::record(conn, env.now, &act).await?)
}

fn actor(grant: &Grant) -> String {
    grant.actor(Duty::CommitteeWork)
}
