//! Decisions to take a pass out.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::{
    platform::db::{CivicConn, Conn},
    schema::civic::{account, void_request},
};

/// A decision as it stands.
#[derive(Queryable, Selectable)]
#[diesel(table_name = void_request)]
pub(in crate::counting) struct VoidRequest {
    pub id: Uuid,
    pub zone: String,
    pub pass_mark: Vec<u8>,
    pub ground: String,
    pub reason: String,
    pub proposed_by: Uuid,
    pub ballot: Option<Vec<u8>>,
    pub act_leaf: Option<Vec<u8>>,
    pub done: bool,
}

/// A decision that a first person proposes.
#[derive(Insertable)]
#[diesel(table_name = void_request)]
pub(in crate::counting) struct NewVoid<'a> {
    pub id: Uuid,
    pub cycle: &'a str,
    pub zone: &'a str,
    pub pass_mark: &'a [u8],
    pub ground: &'a str,
    pub reason: &'a str,
    pub proposed_by: Uuid,
    pub ballot: Option<&'a [u8]>,
}

/// False when the pass has a decision already.
pub(in crate::counting) async fn insert_void(conn: &mut CivicConn, new: &NewVoid<'_>) -> QueryResult<bool> {
    let added = diesel::insert_into(void_request::table).values(new).on_conflict_do_nothing().execute(conn.pg()).await?;
    Ok(added == 1)
}

pub(in crate::counting) async fn find_void(conn: &mut CivicConn, cycle: &str, id: Uuid) -> QueryResult<Option<VoidRequest>> {
    void_request::table
        .find(id)
        .filter(void_request::cycle.eq(cycle))
        .select(VoidRequest::as_select())
        .first(conn.pg())
        .await
        .optional()
}

/// Every decision of a cycle with the name of whoever proposed it.
pub(in crate::counting) async fn list_voids(conn: &mut CivicConn, cycle: &str) -> QueryResult<Vec<(VoidRequest, String)>> {
    void_request::table
        .inner_join(account::table.on(account::id.eq(void_request::proposed_by)))
        .filter(void_request::cycle.eq(cycle))
        .order((void_request::zone, void_request::pass_mark))
        .select((VoidRequest::as_select(), account::name))
        .load(conn.pg())
        .await
}

/// The second person agrees; the table refuses the first one.
pub(in crate::counting) async fn mark_confirmed(conn: &mut CivicConn, id: Uuid, by: Uuid, leaf: &[u8]) -> QueryResult<()> {
    diesel::update(void_request::table.find(id).filter(void_request::confirmed_by.is_null()))
        .set((void_request::confirmed_by.eq(by), void_request::act_leaf.eq(leaf)))
        .execute(conn.pg())
        .await
        .map(|_| ())
}

/// The box has taken the pass out.
pub(in crate::counting) async fn mark_done(conn: &mut CivicConn, id: Uuid) -> QueryResult<()> {
    diesel::update(void_request::table.find(id)).set(void_request::done.eq(true)).execute(conn.pg()).await.map(|_| ())
}

/// True while a pass of the zone is agreed to be taken out and the box has not done it.
pub(in crate::counting) async fn has_unfinished_void(conn: &mut CivicConn, cycle: &str, zone: &str) -> QueryResult<bool> {
    let open = void_request::table
        .filter(void_request::cycle.eq(cycle).and(void_request::zone.eq(zone)))
        .filter(void_request::confirmed_by.is_not_null().and(void_request::done.eq(false)));
    diesel::select(diesel::dsl::exists(open)).get_result(conn.pg()).await
}
