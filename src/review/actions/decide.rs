//! Filling in a review, signing costs, deciding.

use chrono::{DateTime, Duration, Utc};

use super::{
    super::{
        mail::{self, News, Post},
        model::{Answers, Outcome, Ready},
        store,
    },
    ReviewError, decided, demand_apart, demand_unfrozen, lawful, lock, record,
};
use crate::{
    accounts::Grant,
    applications::{self, Application, ApplicationId, SectionName, State},
    base::{Duty, Env},
    cycles,
    platform::db::CivicConn,
};

/// Keeps what a reviewer filled in so far, whatever is missing.
///
/// # Errors
/// [`ReviewError::Tied`], [`ReviewError::OwnWork`].
pub(in super::super) async fn save_answers(
    conn: &mut CivicConn,
    grant: &Grant,
    id: ApplicationId,
    answers: &Answers,
) -> Result<(), ReviewError> {
    let (application, ..) = lock(conn, id).await?;
    demand_apart(conn, grant, &application).await?;
    store::put_review_draft(conn, id, grant.account(), answers).await.map_err(lawful)
}

/// Signs the costs that stand. `version` and `cents` are those the reviewer saw; others are refused.
///
/// # Errors
/// [`ReviewError::Tied`], [`ReviewError::OwnWork`], [`ReviewError::Decided`] when the costs are other ones by now or nothing
/// is to be signed.
pub async fn sign_costs(
    conn: &mut CivicConn,
    env: &Env,
    grant: &Grant,
    id: ApplicationId,
    (version, cents): (i32, i64),
) -> Result<(), ReviewError> {
    let (application, contest, _) = lock(conn, id).await?;
    demand_apart(conn, grant, &application).await?;
    if !matches!(application.state, State::Submitted | State::Rejected | State::Appealed) {
        return Err(decided(conn, &application).await?);
    }
    let draft = applications::last_handed_in(conn, id).await?.ok_or(ReviewError::NotFound)?;
    let stands = draft.sections.get(&SectionName::Cost).map_or(0, |saved| saved.version);
    if (stands, draft.costs().total_cents()) != (version, cents) {
        return Err(ReviewError::Decided(None));
    }
    let signature = store::find_signature(conn, id, stands).await?;
    if signature.is_some_and(|signature| signature.is_current) {
        return Ok(());
    }
    store::insert_signature(conn, id, (version, cents), (grant.account(), grant.name())).await.map_err(lawful)?;
    record(conn, env, &grant.actor(Duty::ReviewProposals), (&application, &contest), ("review.costs_signed", &[], "")).await
}

/// Whether this outcome is possible where the application stands.
async fn demand_state(
    conn: &mut CivicConn,
    application: &Application,
    outcome: Outcome,
    read_at: DateTime<Utc>,
) -> Result<(), ReviewError> {
    let fits = match application.state {
        State::Submitted => outcome != Outcome::Reopened,
        State::Accepted => outcome == Outcome::Reopened,
        // Authors who let the date pass: what is left is to say no.
        State::ChangesAsked => outcome == Outcome::Rejected && application.fix_due.is_some_and(|due| due <= read_at),
        _ => false,
    };
    if fits { Ok(()) } else { Err(decided(conn, application).await?) }
}

/// Decides about an application as it was handed in at the position `hand_in`. Of two who decide at once the second is told who was faster.
///
/// # Errors
/// [`ReviewError`]; whatever the reason, what was filled in is kept.
pub async fn decide(
    conn: &mut CivicConn,
    env: &Env,
    grant: &Grant,
    (id, hand_in): (ApplicationId, i32),
    (ready, post): (&Ready, Option<&Post<'_>>),
) -> Result<(), ReviewError> {
    let (application, contest, read_at) = lock(conn, id).await?;
    demand_apart(conn, grant, &application).await?;
    if applications::last_hand_in(conn, id).await? != Some(hand_in) {
        return Err(ReviewError::HandedInAgain);
    }
    demand_state(conn, &application, ready.outcome, read_at).await?;
    demand_unfrozen(conn, &contest).await?;
    let (_, rulebook) = cycles::rulebook(conn, &contest.cycle).await?;
    let asks = matches!(ready.outcome, Outcome::ChangesAsked | Outcome::Reopened);
    let fix_due = asks.then(|| read_at + Duration::days(i64::from(rulebook.proposal.fix_days)));
    store::insert_review(conn, id, ready, fix_due, (grant.account(), grant.name())).await.map_err(lawful)?;
    match (ready.outcome, fix_due) {
        (Outcome::Accepted, _) => applications::move_to(conn, id, State::Accepted).await?,
        (Outcome::Rejected, _) => applications::move_to(conn, id, State::Rejected).await?,
        (_, Some(due)) => applications::ask_changes(conn, id, due).await?,
        (_, None) => return Err(ReviewError::Decided(None)),
    }
    store::delete_review_draft(conn, id, grant.account()).await?;
    let kind = match ready.outcome {
        Outcome::Accepted => "review.accepted",
        Outcome::ChangesAsked => "review.changes_asked",
        Outcome::Reopened => "review.reopened",
        Outcome::Rejected => "review.rejected",
    };
    let listed = ready.changes.join(" · ");
    let reason = if ready.reason.is_empty() { &listed } else { &ready.reason };
    let actor = grant.actor(Duty::ReviewProposals);
    record(conn, env, &actor, (&application, &contest), (kind, &ready.codes, reason)).await?;
    mail::tell_authors(conn, env, post, (&application, &contest), News::Review(ready.outcome)).await
}
