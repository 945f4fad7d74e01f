//! SQL of accounts, invitations and sessions (civic database).

use chrono::{DateTime, Utc};
use diesel::{dsl::sql, prelude::*, sql_types::Bool};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::model::{HeldRole, NewPerson, Person};
use crate::{
    base::{Role, ZoneCode},
    platform::db::{CivicConn, Conn},
    schema::civic::{account, account_role, invitation, session},
};

/// What signing in needs to know of an account.
#[derive(Queryable, Selectable)]
#[diesel(table_name = account)]
pub(super) struct Credentials {
    pub id: Uuid,
    pub password_hash: Option<String>,
    pub totp_sealed: Option<Vec<u8>>,
    pub totp_last: i64,
    pub failures: i32,
    pub wait_until: Option<DateTime<Utc>>,
    pub disabled: bool,
}

pub(super) async fn lock_credentials_by_email(conn: &mut CivicConn, email: &str) -> QueryResult<Option<Credentials>> {
    account::table
        .filter(account::email.eq(email))
        .select(Credentials::as_select())
        .for_update()
        .first(conn.pg())
        .await
        .optional()
}

pub(super) async fn lock_credentials(conn: &mut CivicConn, id: Uuid) -> QueryResult<Credentials> {
    account::table.find(id).select(Credentials::as_select()).for_update().first(conn.pg()).await
}

pub(super) async fn insert_account(conn: &mut CivicConn, id: Uuid, email: &str, name: &str) -> QueryResult<Uuid> {
    diesel::insert_into(account::table)
        .values((account::id.eq(id), account::email.eq(email), account::name.eq(name)))
        .on_conflict(account::email)
        .do_nothing()
        .execute(conn.pg())
        .await?;
    account::table.filter(account::email.eq(email)).select(account::id).first(conn.pg()).await
}

/// False when the person has this role already.
pub(super) async fn insert_role(conn: &mut CivicConn, id: Uuid, person: &NewPerson) -> QueryResult<bool> {
    let inserted = diesel::insert_into(account_role::table)
        .values((
            account_role::account.eq(id),
            account_role::role.eq(person.role.code()),
            account_role::zone.eq(person.zone.as_ref().map(ZoneCode::as_str)),
        ))
        .on_conflict_do_nothing()
        .execute(conn.pg())
        .await?;
    Ok(inserted == 1)
}

pub(super) async fn insert_invitation(conn: &mut CivicConn, hash: &[u8], id: Uuid, until: DateTime<Utc>) -> QueryResult<()> {
    diesel::insert_into(invitation::table)
        .values((invitation::token_hash.eq(hash), invitation::account.eq(id), invitation::expires_at.eq(until)))
        .execute(conn.pg())
        .await
        .map(|_| ())
}

/// The account of an invitation that can still be used.
pub(super) async fn find_invited(
    conn: &mut CivicConn,
    hash: &[u8],
    now: DateTime<Utc>,
) -> QueryResult<Option<(Uuid, String, String)>> {
    invitation::table
        .inner_join(account::table.on(account::id.eq(invitation::account)))
        .filter(invitation::token_hash.eq(hash))
        .filter(invitation::used_at.is_null())
        .filter(invitation::expires_at.gt(now))
        .filter(account::password_hash.is_null())
        .select((account::id, account::email, account::name))
        .first(conn.pg())
        .await
        .optional()
}

/// Marks the invitation used; false when someone else was faster.
pub(super) async fn mark_invitation_used(conn: &mut CivicConn, hash: &[u8], now: DateTime<Utc>) -> QueryResult<bool> {
    let rows = diesel::update(invitation::table.filter(invitation::token_hash.eq(hash)).filter(invitation::used_at.is_null()))
        .set(invitation::used_at.eq(now))
        .execute(conn.pg())
        .await?;
    Ok(rows == 1)
}

pub(super) async fn mark_activated(
    conn: &mut CivicConn,
    id: Uuid,
    password_hash: &str,
    totp: &[u8],
    step: i64,
) -> QueryResult<()> {
    diesel::update(account::table.find(id))
        .set((account::password_hash.eq(password_hash), account::totp_sealed.eq(totp), account::totp_last.eq(step)))
        .execute(conn.pg())
        .await
        .map(|_| ())
}

pub(super) async fn mark_failure(conn: &mut CivicConn, id: Uuid, failures: i32, until: DateTime<Utc>) -> QueryResult<()> {
    diesel::update(account::table.find(id))
        .set((account::failures.eq(failures), account::wait_until.eq(until)))
        .execute(conn.pg())
        .await
        .map(|_| ())
}

pub(super) async fn mark_success(conn: &mut CivicConn, id: Uuid, step: i64) -> QueryResult<()> {
    diesel::update(account::table.find(id))
        .set((account::failures.eq(0), account::wait_until.eq(None::<DateTime<Utc>>), account::totp_last.eq(step)))
        .execute(conn.pg())
        .await
        .map(|_| ())
}

pub(super) async fn insert_session(conn: &mut CivicConn, hash: &[u8], id: Uuid, now: DateTime<Utc>) -> QueryResult<()> {
    diesel::insert_into(session::table)
        .values((
            session::token_hash.eq(hash),
            session::account.eq(id),
            session::started_at.eq(now),
            session::seen_at.eq(now),
            session::stepped_up_at.eq(now),
        ))
        .execute(conn.pg())
        .await
        .map(|_| ())
}

pub(super) async fn delete_session(conn: &mut CivicConn, hash: &[u8]) -> QueryResult<()> {
    diesel::delete(session::table.find(hash)).execute(conn.pg()).await.map(|_| ())
}

pub(super) async fn mark_stepped_up(conn: &mut CivicConn, hash: &[u8], now: DateTime<Utc>) -> QueryResult<()> {
    diesel::update(session::table.find(hash)).set(session::stepped_up_at.eq(now)).execute(conn.pg()).await.map(|_| ())
}

pub(super) async fn mark_seen(conn: &mut CivicConn, hash: &[u8], now: DateTime<Utc>) -> QueryResult<()> {
    diesel::update(session::table.find(hash)).set(session::seen_at.eq(now)).execute(conn.pg()).await.map(|_| ())
}

/// A live session: account, name, when seen, when stepped up.
pub(super) type Live = (Uuid, String, DateTime<Utc>, DateTime<Utc>);

pub(super) async fn find_session(
    conn: &mut CivicConn,
    hash: &[u8],
    seen_after: DateTime<Utc>,
    started_after: DateTime<Utc>,
) -> QueryResult<Option<Live>> {
    session::table
        .inner_join(account::table)
        .filter(session::token_hash.eq(hash))
        .filter(session::seen_at.gt(seen_after))
        .filter(session::started_at.gt(started_after))
        .filter(account::disabled.eq(false))
        .select((account::id, account::name, session::seen_at, session::stepped_up_at))
        .first(conn.pg())
        .await
        .optional()
}

pub(super) async fn list_roles(conn: &mut CivicConn, id: Uuid) -> QueryResult<Vec<HeldRole>> {
    let rows: Vec<(String, Option<String>)> = account_role::table
        .filter(account_role::account.eq(id))
        .select((account_role::role, account_role::zone))
        .order((account_role::role, account_role::zone))
        .load(conn.pg())
        .await?;
    Ok(rows.into_iter().filter_map(|(role, zone)| held(&role, zone)).collect())
}

fn held(role: &str, zone: Option<String>) -> Option<HeldRole> {
    Some(HeldRole { role: Role::parse(role)?, zone: zone.and_then(|z| ZoneCode::parse(&z).ok()) })
}

/// Everyone with an account, by name.
///
/// # Errors
/// The database's own error.
pub async fn list_people(conn: &mut CivicConn) -> QueryResult<Vec<Person>> {
    let accounts: Vec<(Uuid, String, String, bool)> = account::table
        .select((account::id, account::name, account::email, sql::<Bool>("password_hash IS NOT NULL")))
        .order((account::name, account::email))
        .load(conn.pg())
        .await?;
    let roles: Vec<(Uuid, String, Option<String>)> =
        account_role::table.order((account_role::role, account_role::zone)).load(conn.pg()).await?;
    Ok(accounts
        .into_iter()
        .map(|(id, name, email, is_active)| {
            let own = roles.iter().filter(|(account, _, _)| *account == id);
            let roles = own.filter_map(|(_, role, zone)| held(role, zone.clone())).collect();
            Person { id, name, email, is_active, roles }
        })
        .collect())
}

/// Where an account takes mail; nothing for one that is switched off.
///
/// # Errors
/// The database's own error.
pub async fn email_of(conn: &mut CivicConn, id: Uuid) -> QueryResult<Option<String>> {
    account::table.find(id).filter(account::disabled.eq(false)).select(account::email).first(conn.pg()).await.optional()
}
