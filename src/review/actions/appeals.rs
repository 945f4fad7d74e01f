//! Appealing a rejection, and deciding about an appeal.

use chrono::{DateTime, Days, Duration, Utc};

use super::{
    super::{
        mail::{self, News, Post},
        model::Words,
        store,
    },
    ReviewError, decided, demand_apart, demand_member, demand_unfrozen, lawful, lock, record,
};
use crate::{
    accounts::Grant,
    applications::{self, Application, ApplicationId, State},
    base::{Duty, Env},
    bodies,
    cycles::{self, Contest, PhaseName},
    platform::db::CivicConn,
};

/// Whether a rejection can be appealed by the database's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// Until this moment.
    Open(DateTime<Utc>),
    /// From this moment on.
    Early(DateTime<Utc>),
    /// It was possible until this moment.
    Late(DateTime<Utc>),
    /// The cycle takes no appeals, or nothing was rejected.
    Closed,
}

/// When the rejection of an application can be appealed: within the rulebook's days, inside the phase. Who was rejected
/// before the phase has these days from its beginning.
///
/// # Errors
/// The database's own error.
pub(in super::super) async fn appeal_window(
    conn: &mut CivicConn,
    application: &Application,
    contest: &Contest,
    read_at: DateTime<Utc>,
) -> Result<Window, ReviewError> {
    let moves = applications::list_moves(conn, application.id).await?;
    let Some(rejected) = moves.iter().rev().find(|one| one.state == State::Rejected) else { return Ok(Window::Closed) };
    let (_, rulebook) = cycles::rulebook(conn, &contest.cycle).await?;
    let phases = cycles::list_phases(conn, &contest.cycle).await?;
    let Some(phase) = phases.into_iter().find(|span| span.name == PhaseName::Appeals) else { return Ok(Window::Closed) };
    let days = Duration::days(i64::from(rulebook.proposal.appeal_days));
    let until = (rejected.at.max(phase.starts_at) + days).min(phase.ends_at);
    Ok(if read_at < phase.starts_at {
        Window::Early(phase.starts_at)
    } else if read_at < until {
        Window::Open(until)
    } else {
        Window::Late(until)
    })
}

/// Files the one appeal of an application.
///
/// # Errors
/// [`ReviewError::NoAppeal`] with the moment that matters, [`ReviewError::AppealedBefore`], [`ReviewError::NotFound`] for
/// someone outside the body.
pub(in super::super) async fn file_appeal(
    conn: &mut CivicConn,
    env: &Env,
    grant: &Grant,
    id: ApplicationId,
    words: &Words,
) -> Result<(), ReviewError> {
    let (application, contest, read_at) = lock(conn, id).await?;
    demand_member(conn, grant, &application).await?;
    if store::find_appeal(conn, id).await?.is_some() {
        return Err(ReviewError::AppealedBefore);
    }
    if application.state != State::Rejected {
        return Err(ReviewError::NoAppeal(Window::Closed));
    }
    let window = appeal_window(conn, &application, &contest, read_at).await?;
    if !matches!(window, Window::Open(_)) {
        return Err(ReviewError::NoAppeal(window));
    }
    demand_unfrozen(conn, &contest).await?;
    // The City gets as many days to answer as the body had to ask.
    let (_, rulebook) = cycles::rulebook(conn, &contest.cycle).await?;
    let today = bodies::today(conn).await?;
    let due_on = today.checked_add_days(Days::new(u64::from(rulebook.proposal.appeal_days))).unwrap_or(today);
    store::insert_appeal(conn, id, words, (grant.account(), grant.name()), due_on).await.map_err(lawful)?;
    applications::move_to(conn, id, State::Appealed).await?;
    record(conn, env, &grant.actor(Duty::CommitteeWork), (&application, &contest), ("appeal.filed", &[], "")).await
}

/// Decides about an appeal, as someone who had no part in the review.
///
/// # Errors
/// [`ReviewError::Tied`], [`ReviewError::ReviewedIt`], [`ReviewError::CostsUnsigned`], [`ReviewError::Decided`].
pub(in super::super) async fn settle_appeal(
    conn: &mut CivicConn,
    env: &Env,
    grant: &Grant,
    id: ApplicationId,
    (accepted, reason, post): (bool, &Words, Option<&Post<'_>>),
) -> Result<(), ReviewError> {
    let (application, contest, _) = lock(conn, id).await?;
    demand_apart(conn, grant, &application).await?;
    if store::has_reviewed(conn, grant.account(), id).await? {
        return Err(ReviewError::ReviewedIt);
    }
    if application.state != State::Appealed {
        return Err(decided(conn, &application).await?);
    }
    demand_unfrozen(conn, &contest).await?;
    store::insert_verdict(conn, id, (accepted, reason), (grant.account(), grant.name())).await.map_err(lawful)?;
    let (state, kind) = if accepted { (State::Accepted, "appeal.accepted") } else { (State::Rejected, "appeal.rejected") };
    applications::move_to(conn, id, state).await?;
    let actor = grant.actor(Duty::DecideAppeals);
    record(conn, env, &actor, (&application, &contest), (kind, &[], &reason.text)).await?;
    mail::tell_authors(conn, env, post, (&application, &contest), News::Appeal(accepted)).await
}
