//! Handing in and taking back, and the moves that a review makes.

use chrono::{DateTime, Utc};

use super::{
    super::{
        model::{Application, ApplicationId, Draft, SectionName, State},
        store,
    },
    ApplicationError, actor, own_draft, record,
};
use crate::{
    accounts::Grant,
    base::{Env, Money},
    bodies::{self, Body, BodyKind},
    cycles::{self, Contest, PhaseName, ProposalRule},
    platform::db::CivicConn,
};

/// Something that stands in the way of handing in; each says where to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hurdle {
    /// A section is not finished.
    Unfinished(SectionName),
    /// The ask is below the rulebook's least.
    TooLittle(Money),
    /// The ask is above what the rulebook allows in this zone.
    TooMuch(Money),
    /// It takes longer than the rulebook allows, in months.
    TooLong(u16),
    /// The committee has not voted to hand it in.
    NoVote,
}

fn money_hurdle(draft: &Draft, contest: &Contest, rule: &ProposalRule) -> Option<Hurdle> {
    let ask = draft.costs().total_cents();
    let most = rule.most_cents(contest.budget.cents);
    let money = |cents| Money::new(cents, &contest.budget.currency);
    let least = rule.least_cents(contest.budget.cents);
    if ask < least {
        Some(Hurdle::TooLittle(money(least)))
    } else if ask > most {
        Some(Hurdle::TooMuch(money(most)))
    } else {
        None
    }
}

/// Everything that stands in the way, in the order of the task list.
///
/// # Errors
/// The database's own error.
pub async fn hurdles(
    conn: &mut CivicConn,
    draft: &Draft,
    body: &Body,
    contest: &Contest,
) -> Result<Vec<Hurdle>, ApplicationError> {
    let (_, rulebook) = cycles::rulebook(conn, &contest.cycle).await?;
    let rule = &rulebook.proposal;
    let unfinished = draft.unfinished();
    let mut hurdles: Vec<Hurdle> = unfinished.iter().copied().map(Hurdle::Unfinished).collect();
    if !unfinished.contains(&SectionName::Cost) {
        hurdles.extend(money_hurdle(draft, contest, rule));
    }
    if draft.months().is_some_and(|months| months > u32::from(rule.term_months)) {
        hurdles.push(Hurdle::TooLong(rule.term_months));
    }
    if rule.committee_vote && body.kind == BodyKind::Committee {
        let subject = draft.application.id.subject();
        if bodies::carried(conn, body.id, &subject).await?.is_none() {
            hurdles.push(Hurdle::NoVote);
        }
    }
    Ok(hurdles)
}

/// Whether handing in is still in time: the phase for a first time, the reviewer's date for changes.
async fn demand_time(
    conn: &mut CivicConn,
    application: &Application,
    contest: &Contest,
    read_at: DateTime<Utc>,
) -> Result<(), ApplicationError> {
    match application.state {
        State::Draft => {
            let state = cycles::phase_state(conn, &contest.cycle, PhaseName::Proposals).await?;
            state.open().map(|_| ()).ok_or(ApplicationError::PhaseClosed(state))
        }
        State::ChangesAsked => match application.fix_due {
            Some(due) if read_at >= due => Err(ApplicationError::FixLate(due)),
            _ => Ok(()),
        },
        _ => Err(ApplicationError::HandedIn),
    }
}

/// Hands an application in.
///
/// # Errors
/// [`ApplicationError`]; whatever the reason, the draft stays as it is.
pub async fn submit(conn: &mut CivicConn, env: &Env, grant: &Grant, id: ApplicationId) -> Result<(), ApplicationError> {
    let (application, read_at) = store::lock_application(conn, id).await.map_err(|_| ApplicationError::NotYours)?;
    let (draft, body) = own_draft(conn, grant, id).await?;
    let contest = cycles::contest_by_id(conn, application.contest).await?;
    if cycles::lock_cycle(conn, &contest.cycle).await?.definition_hash.is_some() {
        return Err(ApplicationError::HandedIn);
    }
    demand_time(conn, &application, &contest, read_at).await?;
    let hurdles = hurdles(conn, &draft, &body, &contest).await?;
    if !hurdles.is_empty() {
        return Err(ApplicationError::NotReady(hurdles));
    }
    let kind = if application.state == State::Draft { "application.submitted" } else { "application.changed" };
    store::mark_submitted(conn, id).await?;
    record(conn, env, &actor(grant), (&application, kind), None).await
}

/// Takes an application back for good; a reason is published when it was handed in before.
///
/// # Errors
/// [`ApplicationError::ReasonMissing`], [`ApplicationError::HandedIn`] when it can't be taken back any more.
pub async fn withdraw(
    conn: &mut CivicConn,
    env: &Env,
    grant: &Grant,
    id: ApplicationId,
    reason: &str,
) -> Result<(), ApplicationError> {
    let (application, _) = store::lock_application(conn, id).await.map_err(|_| ApplicationError::NotYours)?;
    super::demand_member(conn, grant, application.body).await?;
    let contest = cycles::contest_by_id(conn, application.contest).await?;
    let cycle = cycles::lock_cycle(conn, &contest.cycle).await?;
    if matches!(application.state, State::Rejected | State::Withdrawn) || cycle.definition_hash.is_some() {
        return Err(ApplicationError::HandedIn);
    }
    if application.is_public() && reason.trim().is_empty() {
        return Err(ApplicationError::ReasonMissing);
    }
    store::mark_state(conn, id, State::Withdrawn).await?;
    if application.is_public() {
        record(conn, env, &actor(grant), (&application, "application.withdrawn"), Some(reason.trim())).await?;
    }
    Ok(())
}

/// Moves an application that the caller has locked; Postgres refuses a move that is not legal. For reviews.
///
/// # Errors
/// The database's own error.
pub async fn move_to(conn: &mut CivicConn, id: ApplicationId, state: State) -> Result<(), ApplicationError> {
    Ok(store::mark_state(conn, id, state).await?)
}

/// Sends an application that the caller has locked back for changes until a moment. For reviews.
///
/// # Errors
/// The database's own error.
pub async fn ask_changes(conn: &mut CivicConn, id: ApplicationId, due: DateTime<Utc>) -> Result<(), ApplicationError> {
    store::mark_fix_due(conn, id, Some(due)).await?;
    Ok(store::mark_state(conn, id, State::ChangesAsked).await?)
}
