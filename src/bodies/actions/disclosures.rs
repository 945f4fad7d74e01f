//! Declaring a tie to a body, and ending it. What was declared is kept.

use uuid::Uuid;

use super::{
    super::{
        model::{Body, TieKind},
        store,
    },
    BodyError,
};
use crate::{
    accounts::Grant,
    base::{Duty, Env, text},
    platform::db::CivicConn,
    transparency::{self, Act},
};

/// A tie to be declared.
pub struct NewDisclosure<'a> {
    /// Whose tie.
    pub account: Uuid,
    /// To which body.
    pub body: &'a Body,
    /// What ties them.
    pub tie: TieKind,
    /// More words, for staff only; may be empty except for [`TieKind::Other`].
    pub words: &'a str,
}

/// One's own ties are one's own to declare; staff who set up cycles may record anyone's. Returns the actor.
fn demand(grant: &Grant, account: Uuid) -> Result<String, BodyError> {
    let staff = grant.has(Duty::SetUpCycle);
    if !staff && grant.account() != account {
        return Err(BodyError::NotYours);
    }
    let duties = [Duty::SetUpCycle, Duty::ReviewProposals, Duty::DecideAppeals, Duty::ApproveProofs, Duty::CommitteeWork];
    let duty = duties.into_iter().find(|duty| grant.has(*duty));
    Ok(duty.map_or_else(|| grant.name().to_owned(), |duty| grant.actor(duty)))
}

async fn name_of(conn: &mut CivicConn, account: Uuid) -> Result<String, BodyError> {
    let names = store::list_names(conn, &[account]).await?;
    names.into_iter().next().map(|(_, name)| name).ok_or(BodyError::NotFound)
}

/// Declares a tie. It binds from now on.
///
/// # Errors
/// [`BodyError::TieStands`], [`BodyError::TieWordsMissing`], [`BodyError::TextMissing`] for too many words, [`BodyError::NotYours`].
pub async fn declare(conn: &mut CivicConn, env: &Env, grant: &Grant, new: &NewDisclosure<'_>) -> Result<(), BodyError> {
    let actor = demand(grant, new.account)?;
    let words = match text::one_line(new.words, 300) {
        Ok(words) => words,
        Err(text::TextFault::Empty) if new.tie == TieKind::Other => return Err(BodyError::TieWordsMissing),
        Err(text::TextFault::Empty) => String::new(),
        Err(text::TextFault::TooLong(_)) => return Err(BodyError::TextMissing),
    };
    let name = name_of(conn, new.account).await?;
    let subject = (new.account, new.body.id);
    if !store::insert_disclosure(conn, env.random.uuid(), subject, (new.tie, &words), &actor).await? {
        return Err(BodyError::TieStands);
    }
    let act = Act::general("disclosure.made", &actor)
        .fact("name", name)
        .fact("body", new.body.name.as_str())
        .fact("tie", new.tie.code());
    Ok(transparency::record(conn, env.now, &act).await?)
}

/// Ends a tie with a public reason. It binds for twelve months more unless someone else than its bearer ends it.
///
/// # Errors
/// [`BodyError::TieEnded`], [`BodyError::ReasonMissing`], [`BodyError::NotYours`].
pub async fn end_disclosure(conn: &mut CivicConn, env: &Env, grant: &Grant, id: Uuid, reason: &str) -> Result<(), BodyError> {
    let (account, body, ended) = store::lock_disclosure(conn, id).await?.ok_or(BodyError::NotFound)?;
    let actor = demand(grant, account)?;
    if ended {
        return Err(BodyError::TieEnded);
    }
    let reason = text::one_line(reason, 300).map_err(|_| BodyError::ReasonMissing)?;
    let day = store::today(conn).await?;
    store::mark_disclosure_ended(conn, id, (day, grant.account()), &reason).await?;
    let name = name_of(conn, account).await?;
    let body = store::find_body(conn, body).await?.ok_or(BodyError::NotFound)?;
    let act = Act::general("disclosure.ended", &actor).fact("name", name).fact("body", body.name).because(&reason);
    Ok(transparency::record(conn, env.now, &act).await?)
}
