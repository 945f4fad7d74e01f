//! What people do with accounts: invite, accept an invitation, sign in, show the second factor again, sign out.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

use super::{
    model::{self, Grant, INVITATION_LIFE, NewPerson, Refusal},
    passwords::{PasswordDoor, PasswordDoorError},
    store, totp,
};
use crate::{
    base::{Env, Secret},
    platform::{
        db::CivicConn,
        keys::{self, Key},
        web::{AsProblem, Problem},
    },
    transparency::{self, Act},
};

/// Why something with an account did not work.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// The e-mail is not one.
    #[error("not an e-mail address")]
    BadEmail,
    /// The name is empty or too long.
    #[error("the name is empty or too long")]
    BadName,
    /// A zone-bound role needs a zone, another must not have one.
    #[error("this role needs a zone, or must not have one")]
    BadZone,
    /// The person holds this role already.
    #[error("that person already has this role")]
    RoleHeld,
    /// The link was used, is too old, or never existed.
    #[error("the invitation can't be used")]
    InvitationGone,
    /// E-mail, password or code do not fit together.
    #[error("e-mail, password or code are not right")]
    NotRight,
    /// The code of the second factor is not right or was used.
    #[error("the code is not right")]
    WrongCode,
    /// Too many failures; wait until then.
    #[error("too many tries")]
    WaitUntil(DateTime<Utc>),
    /// The line at the password door is full.
    #[error(transparent)]
    Door(#[from] PasswordDoorError),
    /// The signed-in person may not do this now.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The database.
    #[error("the database: {0}")]
    Db(#[from] diesel::result::Error),
}

impl AsProblem for AccountError {
    fn problem(&self) -> Problem {
        use actix_web::http::StatusCode;
        let problem = |status, code, title, text| Problem::new(status, code, title, text);
        match self {
            Self::Db(error) => Problem::database(error),
            Self::Door(PasswordDoorError::Busy) => Problem::too_many(30),
            Self::Door(PasswordDoorError::Failed) => Problem::internal(self),
            Self::InvitationGone => problem(
                StatusCode::GONE,
                "accounts.invitation_gone",
                "accounts-invitation-gone-title",
                "accounts-invitation-gone-text",
            ),
            Self::Refused(refusal) => refusal.problem(),
            Self::WaitUntil(_) => Problem::too_many(120),
            _ => problem(
                StatusCode::UNPROCESSABLE_ENTITY,
                "accounts.not_right",
                "accounts-not-right-title",
                "accounts-not-right-text",
            ),
        }
    }
}

impl AsProblem for Refusal {
    fn problem(&self) -> Problem {
        match self {
            Self::NoDuty => Problem::forbidden(),
            Self::StepUpFirst => Problem::new(
                actix_web::http::StatusCode::FORBIDDEN,
                "accounts.step_up_first",
                "accounts-step-up-first-title",
                "accounts-step-up-first-text",
            ),
        }
    }
}

/// A token for a link or a cookie, and the hash that is stored of it.
pub(super) fn fresh_token(env: &Env) -> (String, [u8; 32]) {
    let token = URL_SAFE_NO_PAD.encode(env.random.bytes::<32>());
    let hash = token_hash(&token);
    (token, hash)
}

pub(super) fn token_hash(token: &str) -> [u8; 32] {
    ballot::canonical::sha256(&[token.as_bytes()])
}

fn folded_email(raw: &str) -> Result<String, AccountError> {
    let email = raw.trim().to_lowercase();
    let is_plausible = email.len() <= 254 && email.parse::<lettre::Address>().is_ok();
    if is_plausible { Ok(email) } else { Err(AccountError::BadEmail) }
}

/// Invites a person, or gives a further role to one who has an account. Returns the token of a one-time link, or nothing
/// when the person is active already and signs in as before. Someone who lost their link is invited again.
///
/// # Errors
/// [`AccountError`].
pub async fn invite(conn: &mut CivicConn, env: &Env, actor: &str, person: &NewPerson) -> Result<Option<String>, AccountError> {
    let email = folded_email(&person.email)?;
    let name = crate::base::text::one_line(&person.name, 80).map_err(|_| AccountError::BadName)?;
    if person.role.is_zone_bound() != person.zone.is_some() {
        return Err(AccountError::BadZone);
    }
    let id = store::insert_account(conn, env.random.uuid(), &email, &name).await?;
    let is_new_role = store::insert_role(conn, id, person).await?;
    let is_active = store::lock_credentials(conn, id).await?.password_hash.is_some();
    if is_active && !is_new_role {
        return Err(AccountError::RoleHeld);
    }
    if is_new_role {
        let zone = person.zone.as_ref().map_or("", |z| z.as_str());
        let act = Act::general("role.granted", actor).fact("name", name).fact("role", person.role.code()).fact("zone", zone);
        transparency::record(conn, env.now, &act).await?;
    }
    if is_active {
        return Ok(None);
    }
    let (token, hash) = fresh_token(env);
    store::insert_invitation(conn, &hash, id, env.now + INVITATION_LIFE).await?;
    Ok(Some(token))
}

/// What a sample person may do, without a session: the demo's people do their work through the same actions as real ones.
/// For the operator's commands alone; no request reaches it.
///
/// # Errors
/// [`AccountError::NotRight`] when nobody has this address.
pub async fn sample_grant(conn: &mut CivicConn, env: &Env, email: &str) -> Result<Grant, AccountError> {
    let found = store::list_people(conn).await?.into_iter().find(|person| person.email == email);
    let person = found.ok_or(AccountError::NotRight)?;
    Ok(Grant::new(person.id, person.name, person.roles, env.now))
}

/// The account behind an invitation, for the page that asks for a password.
///
/// # Errors
/// [`AccountError::InvitationGone`].
pub(super) async fn invited(
    conn: &mut CivicConn,
    now: DateTime<Utc>,
    token: &str,
) -> Result<(Uuid, String, String), AccountError> {
    store::find_invited(conn, &token_hash(token), now).await?.ok_or(AccountError::InvitationGone)
}

/// The second-factor secret of an invitation: derived from its token, so that the page can be shown again.
pub(super) fn secret_for(key: &Key, token: &str) -> [u8; 20] {
    let long = keys::keyed_hash(key, &[b"totp", token.as_bytes()]);
    let mut secret = [0; 20];
    secret.iter_mut().zip(long).for_each(|(to, from)| *to = from);
    secret
}

/// Uses an invitation: stores the password's hash and the second factor, and signs in. Returns the session token.
///
/// # Errors
/// [`AccountError::InvitationGone`], [`AccountError::WrongCode`].
pub(super) async fn accept(
    conn: &mut CivicConn,
    env: &Env,
    key: &Key,
    token: &str,
    password_hash: &str,
    code: &str,
) -> Result<String, AccountError> {
    let (id, _, _) = invited(conn, env.now, token).await?;
    let secret = secret_for(key, token);
    let step = totp::step_of(&secret, code, env.now.timestamp(), 0).ok_or(AccountError::WrongCode)?;
    if !store::mark_invitation_used(conn, &token_hash(token), env.now).await? {
        return Err(AccountError::InvitationGone);
    }
    let sealed = keys::seal(key, "totp", &secret, &env.random);
    store::mark_activated(conn, id, password_hash, &sealed, step).await?;
    start_session(conn, env, id).await
}

async fn start_session(conn: &mut CivicConn, env: &Env, id: Uuid) -> Result<String, AccountError> {
    let (session, hash) = fresh_token(env);
    store::insert_session(conn, &hash, id, env.now).await?;
    Ok(session)
}

/// Outcome of signing in, decided inside the transaction so that failures are counted even though it is refused.
pub(super) enum SignIn {
    /// Session token.
    In(String),
    /// Refused.
    No(AccountError),
}

/// Signs in with e-mail, password and second factor. Whichever is wrong, the answer and the time taken are the same.
///
/// # Errors
/// [`AccountError::Door`] when the line is full; the database's errors.
pub(super) async fn sign_in(
    conn: &mut CivicConn,
    env: &Env,
    key: &Key,
    door: &PasswordDoor,
    (email, password, code): (&str, &Secret<String>, &str),
) -> Result<SignIn, AccountError> {
    let found = match folded_email(email) {
        Ok(email) => store::lock_credentials_by_email(conn, &email).await?,
        Err(_) => None,
    };
    if let Some(until) = found.as_ref().and_then(|c| c.wait_until).filter(|until| *until > env.now) {
        return Ok(SignIn::No(AccountError::WaitUntil(until)));
    }
    let stored = found.as_ref().and_then(|c| c.password_hash.clone());
    let fits = door.fits(password.clone(), stored).await?;
    let Some(account) = found else {
        return Ok(SignIn::No(AccountError::NotRight));
    };
    let step = second_factor(env, key, &account, code);
    match step {
        Some(step) if fits && !account.disabled => {
            store::mark_success(conn, account.id, step).await?;
            Ok(SignIn::In(start_session(conn, env, account.id).await?))
        }
        _ => {
            count_failure(conn, env, &account).await?;
            Ok(SignIn::No(AccountError::NotRight))
        }
    }
}

fn second_factor(env: &Env, key: &Key, account: &store::Credentials, code: &str) -> Option<i64> {
    let secret = keys::unseal(key, "totp", account.totp_sealed.as_ref()?)?;
    totp::step_of(&secret, code, env.now.timestamp(), account.totp_last)
}

async fn count_failure(conn: &mut CivicConn, env: &Env, account: &store::Credentials) -> Result<(), AccountError> {
    let failures = account.failures.saturating_add(1);
    let wait: Duration = model::wait_after(failures);
    tracing::info!(account.id = %account.id, account.failures = failures, "sign-in refused");
    Ok(store::mark_failure(conn, account.id, failures, env.now + wait).await?)
}

/// Shows the second factor again. `Ok(false)` means that the code was not right; the failure is counted.
///
/// # Errors
/// [`AccountError::WaitUntil`]; the database's errors.
pub(super) async fn step_up(
    conn: &mut CivicConn,
    env: &Env,
    key: &Key,
    grant: &Grant,
    session: &str,
    code: &str,
) -> Result<bool, AccountError> {
    let account = store::lock_credentials(conn, grant.account()).await?;
    if let Some(until) = account.wait_until.filter(|until| *until > env.now) {
        return Err(AccountError::WaitUntil(until));
    }
    match second_factor(env, key, &account, code) {
        Some(step) => {
            store::mark_success(conn, account.id, step).await?;
            store::mark_stepped_up(conn, &token_hash(session), env.now).await?;
            Ok(true)
        }
        None => {
            count_failure(conn, env, &account).await?;
            Ok(false)
        }
    }
}

/// Ends a session.
///
/// # Errors
/// The database's errors.
pub(super) async fn sign_out(conn: &mut CivicConn, session: &str) -> Result<(), AccountError> {
    Ok(store::delete_session(conn, &token_hash(session)).await?)
}
