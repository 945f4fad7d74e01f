//! What reviewers, authors and those who decide appeals do. Whoever is tied to the body keeps out: asked here, and law in
//! Postgres.

mod appeals;
mod assign;
mod decide;
mod talk;

pub(super) use appeals::{Window, appeal_window, file_appeal, settle_appeal};
pub(super) use assign::{Placing, add_department, give, reviewers, take};
pub(super) use decide::save_answers;
pub use decide::{decide, sign_costs};
pub(super) use talk::{Remark, nameable, resolve, say};

use actix_web::http::StatusCode;
use chrono::{DateTime, Utc};
use diesel::result::{DatabaseErrorKind, Error as DieselError};

use super::store;
use crate::{
    accounts::Grant,
    applications::{self, Application, ApplicationError, ApplicationId, State},
    base::Env,
    bodies::{self, Recusal},
    cycles::{self, Contest},
    platform::{
        db::CivicConn,
        web::{AsProblem, Problem},
    },
    transparency::{self, Act},
};

/// Why something around a review was refused.
#[derive(Debug, thiserror::Error)]
pub enum ReviewError {
    /// There is none, or it is not for this person.
    #[error("no such application for this person")]
    NotFound,
    /// The person keeps out of what this body asks for.
    #[error("this person is tied to the body")]
    Tied(Box<Recusal>),
    /// The person wrote in the application.
    #[error("nobody reviews what they wrote")]
    OwnWork,
    /// Someone who reviewed it may not decide the appeal.
    #[error("an appeal is decided by someone else")]
    ReviewedIt,
    /// It is decided already: by whom and when, as far as it is known.
    #[error("it is decided")]
    Decided(Option<(String, DateTime<Utc>)>),
    /// The authors have until this moment to make changes.
    #[error("the authors make changes")]
    WithAuthors(DateTime<Utc>),
    /// The authors handed it in again while it was being looked at.
    #[error("it was handed in again")]
    HandedInAgain,
    /// The costs that stand are not signed.
    #[error("the costs are not signed")]
    CostsUnsigned,
    /// Changes were asked for once before.
    #[error("changes were asked for before")]
    FixRoundUsed,
    /// The ballot is frozen.
    #[error("the ballot is frozen")]
    Frozen,
    /// Someone else has it on the desk.
    #[error("{0} has it")]
    TakenBy(String),
    /// This person can't look at it: no reviewer, or tied to the body.
    #[error("not a reviewer for this body")]
    NotForThem,
    /// Appeals are not taken now.
    #[error("appeals are not taken now")]
    NoAppeal(Window),
    /// There is an appeal.
    #[error("there is an appeal")]
    AppealedBefore,
    /// Talk ended with the decision.
    #[error("talk is over")]
    TalkOver,
    /// A name or code that is taken.
    #[error("the name is taken")]
    NameTaken,
    /// What the feature of applications refused.
    #[error(transparent)]
    Application(#[from] ApplicationError),
    /// The database.
    #[error("the database: {0}")]
    Db(#[from] DieselError),
}

impl AsProblem for ReviewError {
    fn problem(&self) -> Problem {
        let conflict = |code, title, text| Problem::new(StatusCode::CONFLICT, code, title, text);
        let no = |code, title, text| Problem::new(StatusCode::FORBIDDEN, code, title, text);
        match self {
            Self::Db(error) => Problem::database(error),
            Self::Application(error) => error.problem(),
            Self::NotFound => Problem::not_found(),
            Self::Tied(recusal) => {
                no("review.tied", "review-tied-title", "review-tied-through").with("body", recusal.through_name.clone())
            }
            Self::OwnWork => no("review.own_work", "review-own-title", "review-own-text"),
            Self::ReviewedIt => no("review.reviewed_it", "appeal-reviewed-title", "appeal-reviewed-text"),
            Self::Decided(_) => conflict("review.decided", "review-decided-title", "review-decided-text"),
            Self::WithAuthors(_) => conflict("review.with_authors", "review-authors-title", "review-authors-text"),
            Self::HandedInAgain => conflict("review.handed_in_again", "review-again-title", "review-handed-in-again"),
            Self::CostsUnsigned => conflict("review.costs_unsigned", "review-costs-title", "review-costs-unsigned"),
            Self::FixRoundUsed => conflict("review.fix_round_used", "review-round-title", "review-round-used"),
            Self::Frozen => conflict("review.frozen", "review-frozen-title", "review-frozen-text"),
            Self::TakenBy(name) => conflict("review.taken", "review-taken-title", "review-taken-text").with("name", name.clone()),
            Self::NoAppeal(_) => conflict("review.no_appeal", "appeal-closed-title", "appeal-closed-text"),
            Self::AppealedBefore => conflict("review.appealed", "appeal-twice-title", "appeal-twice-text"),
            Self::TalkOver => conflict("review.talk_over", "talk-over-title", "talk-over-text"),
            Self::NameTaken | Self::NotForThem => Problem::bad_form(),
        }
    }
}

/// What a law in Postgres said, in the words of this feature. The friendly checks come first; this is for those who were
/// faster, and for what only the database knows.
fn lawful(error: DieselError) -> ReviewError {
    let DieselError::DatabaseError(kind, detail) = &error else { return error.into() };
    match (kind, detail.constraint_name().unwrap_or_default()) {
        (_, "review_costs_signed") => ReviewError::CostsUnsigned,
        (
            _,
            "review_fits_the_state"
            | "review_pkey"
            | "appeal_decision_pkey"
            | "cost_signature_is_current"
            | "appeal_of_a_rejection",
        ) => ReviewError::Decided(None),
        (_, "review_by_others") => ReviewError::OwnWork,
        (_, "appeal_by_others") => ReviewError::ReviewedIt,
        (_, "review_recusal") => ReviewError::NotForThem,
        (_, "review_comment_in_time") => ReviewError::TalkOver,
        (DatabaseErrorKind::UniqueViolation, "review_one_fix_round") => ReviewError::FixRoundUsed,
        (DatabaseErrorKind::UniqueViolation, "appeal_pkey") => ReviewError::AppealedBefore,
        (DatabaseErrorKind::UniqueViolation, "department_name_key" | "department_pkey") => ReviewError::NameTaken,
        _ => error.into(),
    }
}

/// An application that was handed in, locked, with its contest and the database's clock.
async fn lock(conn: &mut CivicConn, id: ApplicationId) -> Result<(Application, Contest, DateTime<Utc>), ReviewError> {
    let (application, read_at) = match applications::lock_application(conn, id).await {
        Ok(found) => found,
        Err(DieselError::NotFound) => return Err(ReviewError::NotFound),
        Err(error) => return Err(error.into()),
    };
    if application.handed_in_at.is_none() {
        return Err(ReviewError::NotFound);
    }
    let contest = cycles::contest_by_id(conn, application.contest).await?;
    Ok((application, contest, read_at))
}

/// # Errors
/// [`ReviewError::Tied`] for someone who keeps out, [`ReviewError::OwnWork`] for an author.
async fn demand_apart(conn: &mut CivicConn, grant: &Grant, application: &Application) -> Result<(), ReviewError> {
    if let Some(recusal) = bodies::recusal(conn, grant.account(), application.body).await? {
        return Err(ReviewError::Tied(Box::new(recusal)));
    }
    if store::has_written(conn, application.id, grant.account()).await? {
        return Err(ReviewError::OwnWork);
    }
    Ok(())
}

/// # Errors
/// [`ReviewError::NotFound`] for someone who does not belong to the body today.
async fn demand_member(conn: &mut CivicConn, grant: &Grant, application: &Application) -> Result<(), ReviewError> {
    let today = bodies::today(conn).await?;
    let belongs = bodies::is_member(conn, grant.account(), application.body, today).await?;
    if belongs { Ok(()) } else { Err(ReviewError::NotFound) }
}

/// Nothing is decided any more once the ballot is frozen; the cycle's row makes a freeze and a decision wait for each other.
async fn demand_unfrozen(conn: &mut CivicConn, contest: &Contest) -> Result<(), ReviewError> {
    let cycle = cycles::lock_cycle(conn, &contest.cycle).await?;
    if cycle.definition_hash.is_some() { Err(ReviewError::Frozen) } else { Ok(()) }
}

/// The refusal for an application that is not where it would have to be, with who decided last.
async fn decided(conn: &mut CivicConn, application: &Application) -> Result<ReviewError, ReviewError> {
    if let (State::ChangesAsked, Some(due)) = (application.state, application.fix_due) {
        return Ok(ReviewError::WithAuthors(due));
    }
    let verdict = store::find_appeal(conn, application.id).await?.and_then(|appeal| appeal.verdict);
    let by = match verdict {
        Some(verdict) => Some((verdict.decided_name, verdict.decided_at)),
        None => store::list_reviews(conn, application.id).await?.pop().map(|last| (last.decided_name, last.decided_at)),
    };
    Ok(ReviewError::Decided(by))
}

/// Records a step of the review of a public application.
async fn record(
    conn: &mut CivicConn,
    env: &Env,
    actor: &str,
    (application, contest): (&Application, &Contest),
    (kind, codes, reason): (&'static str, &[String], &str),
) -> Result<(), ReviewError> {
    let mut act = Act::new(contest.cycle.as_str(), kind, actor)
        .fact("zone", contest.zone.code.as_str())
        .fact("number", application.number.to_string());
    if !codes.is_empty() {
        act = act.fact("codes", codes.join(", "));
    }
    if !reason.is_empty() {
        act = act.because(reason);
    }
    Ok(transparency::record(conn, env.now, &act).await?)
}
