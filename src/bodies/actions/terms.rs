//! Seats: inviting someone into a body, renewing, handing over the chair, ending a term.

use chrono::NaiveDate;
use uuid::Uuid;

use super::{
    super::{
        model::{Body, BodyId, BodyKind, Seat, Term},
        store,
    },
    BodyError, demand_lead,
};
use crate::{
    accounts::{self, AccountError, Grant, NewPerson},
    base::{Duty, Env, Role, text},
    platform::{
        db::CivicConn,
        jobs,
        keys::Key,
        senders::{Channel, Message, SendMessage},
    },
    transparency::{self, Act},
};

/// Gives an account a seat in a body from a day on, without an end. For seeds; people are invited.
///
/// # Errors
/// [`BodyError`].
pub async fn add_member(
    conn: &mut CivicConn,
    body: BodyId,
    account: Uuid,
    seat: Seat,
    starts_on: NaiveDate,
) -> Result<(), BodyError> {
    Ok(store::insert_term(conn, body, account, seat, (starts_on, None)).await?)
}

/// Someone to be invited into a body.
pub struct Invitee {
    /// E-mail, as typed.
    pub email: String,
    /// Name as the public may see it next to acts.
    pub name: String,
    /// The seat.
    pub seat: Seat,
    /// Last day of the term; nothing for a term without an end.
    pub last_day: Option<NaiveDate>,
}

/// The message that carries a one-time link.
pub struct Mail<'a> {
    /// Seals it while it waits.
    pub key: &'a Key,
    /// Language code of the words.
    pub lang: &'a str,
    /// Subject, and words with `{link}` in them.
    pub words: (String, String),
    /// Site and language, such as `https://vote.example/en`.
    pub site: String,
}

/// What came of an invitation. The one-time link goes to the person's own address and is shown to nobody: whoever opens it
/// first owns the account, with every role that the address is given later.
pub enum Invited {
    /// The link is on its way.
    Mailed,
    /// Nothing sends mail here; an administrator can hand over a link.
    Waits,
    /// The person signs in as before.
    SignsInAsBefore,
}

/// Invites a person by e-mail and gives the seat, both or neither. Someone who was invited before and never came gets a
/// new link for the same seat.
///
/// # Errors
/// [`BodyError::SeatHeld`] for a member who signs in already; others for what was typed.
pub async fn invite_member(
    conn: &mut CivicConn,
    env: &Env,
    grant: &Grant,
    body: &Body,
    who: &Invitee,
    mail: Option<&Mail<'_>>,
) -> Result<Invited, BodyError> {
    store::lock_body(conn, body.id).await?;
    let day = store::today(conn).await?;
    let actor = demand_lead(conn, grant, body.id, day).await?;
    let end = term_end(day, who.last_day)?;
    let email = who.email.trim().to_lowercase();
    let known = store::find_account(conn, &email).await?;
    let terms = store::list_terms(conn, body.id).await?;
    let has_seat = known.is_some_and(|(id, _)| terms.iter().any(|term| term.account == id && !term.is_over_on(day)));
    if has_seat && known.is_some_and(|(_, is_active)| is_active) {
        return Err(BodyError::SeatHeld);
    }
    let token = invite_account(conn, env, &actor, body, who).await?;
    if !has_seat {
        let (account, _) = store::find_account(conn, &email).await?.ok_or(BodyError::BadEmail)?;
        store::insert_term(conn, body.id, account, who.seat, (day, end)).await?;
        record_term(conn, env, &actor, ("term.started", body), account, who.seat).await?;
    }
    match (token, mail) {
        (None, _) => Ok(Invited::SignsInAsBefore),
        (Some(_), None) => Ok(Invited::Waits),
        (Some(token), Some(mail)) => {
            send_link(conn, env, &email, mail, &token).await?;
            Ok(Invited::Mailed)
        }
    }
}

/// The role that a seat brings with it.
fn role_in(body: &Body) -> Role {
    match body.kind {
        BodyKind::Committee => Role::CommitteeMember,
        BodyKind::Organisation => Role::Proposer,
    }
}

async fn invite_account(
    conn: &mut CivicConn,
    env: &Env,
    actor: &str,
    body: &Body,
    who: &Invitee,
) -> Result<Option<String>, BodyError> {
    let role = role_in(body);
    let zone = body.zone.clone().filter(|_| role.is_zone_bound());
    let person = NewPerson { email: who.email.clone(), name: who.name.clone(), role, zone };
    match accounts::invite(conn, env, actor, &person).await {
        Ok(token) => Ok(token),
        // They have the role from another body or an earlier term, and sign in as before.
        Err(AccountError::RoleHeld) => Ok(None),
        Err(AccountError::BadEmail) => Err(BodyError::BadEmail),
        Err(AccountError::BadName) => Err(BodyError::BadName),
        Err(AccountError::Db(error)) => Err(error.into()),
        Err(error) => Err(BodyError::Account(error)),
    }
}

async fn send_link(conn: &mut CivicConn, env: &Env, to: &str, mail: &Mail<'_>, token: &str) -> Result<(), BodyError> {
    let link = format!("{}{}", mail.site, accounts::links::invitation(token));
    let message = Message {
        to: to.to_owned(),
        channel: Channel::Email,
        lang: mail.lang.to_owned(),
        subject: mail.words.0.clone(),
        text: mail.words.1.replace("{link}", &link),
        at: env.now.to_rfc3339(),
    };
    Ok(jobs::enqueue(conn, env, mail.key, &SendMessage(message)).await?)
}

/// The first day after the last one, which must not be before `first`.
fn term_end(first: NaiveDate, last_day: Option<NaiveDate>) -> Result<Option<NaiveDate>, BodyError> {
    match last_day {
        None => Ok(None),
        Some(last) if last < first => Err(BodyError::EndsTooEarly),
        Some(last) => Ok(last.succ_opt()),
    }
}

async fn record_term(
    conn: &mut CivicConn,
    env: &Env,
    actor: &str,
    (kind, body): (&'static str, &Body),
    account: Uuid,
    seat: Seat,
) -> Result<(), BodyError> {
    let names = store::list_names(conn, &[account]).await?;
    let name = names.into_iter().next().map(|(_, name)| name).unwrap_or_default();
    let act = Act::general(kind, actor).fact("name", name).fact("body", body.name.as_str()).fact("seat", seat.code());
    Ok(transparency::record(conn, env.now, &act).await?)
}

/// A term of the body, with the body locked.
async fn locked_term(conn: &mut CivicConn, body: &Body, term: Uuid) -> Result<Term, BodyError> {
    store::lock_body(conn, body.id).await?;
    store::list_terms(conn, body.id).await?.into_iter().find(|one| one.id == term).ok_or(BodyError::NotFound)
}

/// Ends a term at once; its rights end with it. The person may leave; the chair and staff may end it.
///
/// # Errors
/// [`BodyError::LastChair`], [`BodyError::TermOver`], [`BodyError::ReasonMissing`], [`BodyError::NotYours`].
pub async fn end_term(
    conn: &mut CivicConn,
    env: &Env,
    grant: &Grant,
    body: &Body,
    term: Uuid,
    reason: &str,
) -> Result<(), BodyError> {
    let term = locked_term(conn, body, term).await?;
    let day = store::today(conn).await?;
    let actor = if term.account == grant.account() {
        grant.actor(Duty::CommitteeWork)
    } else {
        demand_lead(conn, grant, body.id, day).await?
    };
    let reason = text::one_line(reason, 300).map_err(|_| BodyError::ReasonMissing)?;
    store::mark_term_ended(conn, term.id, day.max(term.starts_on), Some(&reason)).await?;
    record_term(conn, env, &actor, ("term.ended", body), term.account, term.seat).await
}

/// Goes on with a term that has an end: a new term begins where the old one ends, or today when that was before.
///
/// # Errors
/// [`BodyError::EndsTooEarly`], [`BodyError::TermsOverlap`] when it was renewed before, [`BodyError::NotYours`].
pub async fn renew_term(
    conn: &mut CivicConn,
    env: &Env,
    grant: &Grant,
    body: &Body,
    term: Uuid,
    last_day: Option<NaiveDate>,
) -> Result<(), BodyError> {
    let term = locked_term(conn, body, term).await?;
    let day = store::today(conn).await?;
    let actor = demand_lead(conn, grant, body.id, day).await?;
    let starts_on = term.ends_on.ok_or(BodyError::TermsOverlap)?.max(day);
    let end = term_end(starts_on, last_day)?;
    store::insert_term(conn, body.id, term.account, term.seat, (starts_on, end)).await?;
    record_term(conn, env, &actor, ("term.renewed", body), term.account, term.seat).await
}

/// Changes a seat from today on: the old term ends and one with the other seat begins, so that the history is true.
///
/// # Errors
/// [`BodyError::LastChair`], [`BodyError::TermOver`], [`BodyError::NotYours`].
pub async fn change_seat(
    conn: &mut CivicConn,
    env: &Env,
    grant: &Grant,
    body: &Body,
    term: Uuid,
    seat: Seat,
) -> Result<(), BodyError> {
    let term = locked_term(conn, body, term).await?;
    let day = store::today(conn).await?;
    let actor = demand_lead(conn, grant, body.id, day).await?;
    if !term.holds_on(day) || term.seat == seat {
        return Err(BodyError::TermOver);
    }
    store::mark_term_ended(conn, term.id, day, None).await?;
    store::insert_term(conn, body.id, term.account, seat, (day, term.ends_on)).await?;
    record_term(conn, env, &actor, ("seat.changed", body), term.account, seat).await
}
