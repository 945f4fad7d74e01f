//! SQL of who has a section open now (civic database).

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::super::model::{ApplicationId, SectionName};
use crate::{
    platform::db::{CivicConn, Conn},
    schema::civic::{account, editing},
};

pub(in super::super) async fn put_editing(
    conn: &mut CivicConn,
    id: ApplicationId,
    name: SectionName,
    who: Uuid,
    at: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::insert_into(editing::table)
        .values((editing::application.eq(id.0), editing::name.eq(name.code()), editing::account.eq(who), editing::seen_at.eq(at)))
        .on_conflict((editing::application, editing::name, editing::account))
        .do_update()
        .set(editing::seen_at.eq(at))
        .execute(conn.pg())
        .await
        .map(|_| ())
}

/// Names of others who opened the section since a moment.
pub(in super::super) async fn others_editing(
    conn: &mut CivicConn,
    id: ApplicationId,
    section: SectionName,
    me: Uuid,
    since: DateTime<Utc>,
) -> QueryResult<Vec<String>> {
    editing::table
        .inner_join(account::table)
        .filter(editing::application.eq(id.0).and(editing::name.eq(section.code())))
        .filter(editing::account.ne(me).and(editing::seen_at.gt(since)))
        .order(account::name)
        .select(account::name)
        .load(conn.pg())
        .await
}
