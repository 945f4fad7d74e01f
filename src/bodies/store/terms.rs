//! SQL of terms, and of the names of people (civic database).

use chrono::NaiveDate;
use diesel::{dsl::sql, prelude::*, sql_types::Bool};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::{
    super::model::{Body, BodyId, Seat, Term},
    Row, body_of,
};
use crate::{
    base::Role,
    platform::db::{CivicConn, Conn},
    schema::civic::{account, account_role, body, membership},
};

/// The bodies to which an account belongs on a day, by name.
///
/// # Errors
/// The database's own error.
pub async fn bodies_of(conn: &mut CivicConn, account: Uuid, on: NaiveDate) -> QueryResult<Vec<Body>> {
    let rows: Vec<Row> = membership::table
        .inner_join(body::table)
        .filter(membership::account.eq(account).and(membership::starts_on.le(on)))
        .filter(membership::ends_on.is_null().or(membership::ends_on.gt(on)))
        .order(body::name)
        .select(Row::as_select())
        .load(conn.pg())
        .await?;
    Ok(rows.into_iter().filter_map(body_of).collect())
}

/// The seat of an account in a body on a day.
///
/// # Errors
/// The database's own error.
pub async fn seat_of(conn: &mut CivicConn, account: Uuid, of: BodyId, on: NaiveDate) -> QueryResult<Option<Seat>> {
    let seat: Option<String> = membership::table
        .filter(membership::body.eq(of.0).and(membership::account.eq(account)).and(membership::starts_on.le(on)))
        .filter(membership::ends_on.is_null().or(membership::ends_on.gt(on)))
        .select(membership::seat)
        .first(conn.pg())
        .await
        .optional()?;
    Ok(seat.as_deref().and_then(Seat::parse))
}

/// True when an account belongs to a body on a day.
///
/// # Errors
/// The database's own error.
pub async fn is_member(conn: &mut CivicConn, account: Uuid, of: BodyId, on: NaiveDate) -> QueryResult<bool> {
    Ok(seat_of(conn, account, of, on).await?.is_some())
}

/// Changes of one body's terms wait for each other here, as they do in the trigger.
pub(in crate::bodies) async fn lock_body(conn: &mut CivicConn, id: BodyId) -> QueryResult<()> {
    let _: Uuid = body::table.find(id.0).select(body::id).for_no_key_update().first(conn.pg()).await?;
    Ok(())
}

type TermRow = (Uuid, Uuid, String, String, NaiveDate, Option<NaiveDate>, Option<String>, bool);

/// Every term of a body, the newest first.
pub(in crate::bodies) async fn list_terms(conn: &mut CivicConn, of: BodyId) -> QueryResult<Vec<Term>> {
    let rows: Vec<TermRow> = membership::table
        .inner_join(account::table)
        .filter(membership::body.eq(of.0))
        .order((membership::starts_on.desc(), account::name, membership::ends_on.desc()))
        .select((
            membership::id,
            membership::account,
            account::name,
            membership::seat,
            membership::starts_on,
            membership::ends_on,
            membership::end_reason,
            sql::<Bool>("password_hash IS NOT NULL"),
        ))
        .load(conn.pg())
        .await?;
    let term = |(id, account, name, seat, starts_on, ends_on, end_reason, is_active): TermRow| {
        Some(Term { id, account, name, seat: Seat::parse(&seat)?, starts_on, ends_on, end_reason, is_active })
    };
    Ok(rows.into_iter().filter_map(term).collect())
}

pub(in crate::bodies) async fn insert_term(
    conn: &mut CivicConn,
    of: BodyId,
    account: Uuid,
    seat: Seat,
    (starts_on, ends_on): (NaiveDate, Option<NaiveDate>),
) -> QueryResult<()> {
    diesel::insert_into(membership::table)
        .values((
            membership::id.eq(diesel::dsl::sql::<diesel::sql_types::Uuid>("gen_random_uuid()")),
            membership::body.eq(of.0),
            membership::account.eq(account),
            membership::seat.eq(seat.code()),
            membership::starts_on.eq(starts_on),
            membership::ends_on.eq(ends_on),
        ))
        .execute(conn.pg())
        .await
        .map(|_| ())
}

pub(in crate::bodies) async fn mark_term_ended(
    conn: &mut CivicConn,
    term: Uuid,
    on: NaiveDate,
    reason: Option<&str>,
) -> QueryResult<()> {
    diesel::update(membership::table.find(term))
        .set((membership::ends_on.eq(on), membership::end_reason.eq(reason)))
        .execute(conn.pg())
        .await
        .map(|_| ())
}

/// The account of an e-mail address in its folded form, and whether its invitation was used.
pub(in crate::bodies) async fn find_account(conn: &mut CivicConn, email: &str) -> QueryResult<Option<(Uuid, bool)>> {
    account::table
        .filter(account::email.eq(email))
        .select((account::id, sql::<Bool>("password_hash IS NOT NULL")))
        .first(conn.pg())
        .await
        .optional()
}

/// Names of accounts.
pub(in crate::bodies) async fn list_names(conn: &mut CivicConn, ids: &[Uuid]) -> QueryResult<Vec<(Uuid, String)>> {
    account::table.filter(account::id.eq_any(ids)).order(account::name).select((account::id, account::name)).load(conn.pg()).await
}

/// People with one of the roles, by name.
pub(in crate::bodies) async fn people_with(conn: &mut CivicConn, roles: &[Role]) -> QueryResult<Vec<(Uuid, String)>> {
    let codes: Vec<&str> = roles.iter().map(|role| role.code()).collect();
    let mut people: Vec<(Uuid, String)> = account_role::table
        .inner_join(account::table)
        .filter(account_role::role.eq_any(codes).and(account::disabled.eq(false)))
        .order((account::name, account::id))
        .select((account::id, account::name))
        .load(conn.pg())
        .await?;
    people.dedup();
    Ok(people)
}

/// True when an account had a term that is over on a day.
pub(in crate::bodies) async fn had_terms(conn: &mut CivicConn, who: Uuid, on: NaiveDate) -> QueryResult<bool> {
    let over = membership::table.filter(membership::account.eq(who).and(membership::ends_on.le(on)));
    diesel::select(diesel::dsl::exists(over)).get_result(conn.pg()).await
}
