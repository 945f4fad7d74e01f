//! SQL of approvals of proofs (civic database).

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::model::{Approval, Channel};
use crate::{
    base::{CycleSlug, ZoneCode},
    cycles::Contest,
    platform::db::{CivicConn, Conn},
    schema::civic::proof_approval,
};

/// Approvals of a zone's proofs: language, channel, hash, who.
pub(super) type ApprovalRow = (String, Channel, Vec<u8>, Approval);

pub(super) async fn list_approvals(conn: &mut CivicConn, cycle: &CycleSlug, zone: &ZoneCode) -> QueryResult<Vec<ApprovalRow>> {
    let rows: Vec<(String, String, Vec<u8>, Uuid, String)> = proof_approval::table
        .filter(proof_approval::cycle.eq(cycle.as_str()).and(proof_approval::zone.eq(zone.as_str())))
        .order((proof_approval::approved_at, proof_approval::name))
        .select((
            proof_approval::lang,
            proof_approval::channel,
            proof_approval::hash,
            proof_approval::account,
            proof_approval::name,
        ))
        .load(conn.pg())
        .await?;
    let row = |(lang, channel, hash, account, name): (String, String, Vec<u8>, Uuid, String)| {
        Some((lang, Channel::parse(&channel)?, hash, Approval { account, name }))
    };
    Ok(rows.into_iter().filter_map(row).collect())
}

/// Stores an approval; the same person approving the same again changes nothing.
pub(super) async fn insert_approval(
    conn: &mut CivicConn,
    contest: &Contest,
    (lang, channel, hash): (&str, Channel, &[u8; 32]),
    by: &Approval,
    at: DateTime<Utc>,
) -> QueryResult<bool> {
    diesel::insert_into(proof_approval::table)
        .values((
            proof_approval::cycle.eq(contest.cycle.as_str()),
            proof_approval::zone.eq(contest.zone.code.as_str()),
            proof_approval::lang.eq(lang),
            proof_approval::channel.eq(channel.code()),
            proof_approval::hash.eq(&hash[..]),
            proof_approval::account.eq(by.account),
            proof_approval::name.eq(&by.name),
            proof_approval::approved_at.eq(at),
        ))
        .on_conflict_do_nothing()
        .execute(conn.pg())
        .await
        .map(|rows| rows > 0)
}
