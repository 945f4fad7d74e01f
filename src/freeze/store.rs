//! SQL of proofs, their approvals, and the opening key as people entered it (civic database).

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use ballot::definition::TrusteeRule;

use super::model::{Approval, Channel, KeyEntry, OpeningKey, Proof};
use crate::{
    base::{CycleSlug, ZoneCode},
    cycles::Contest,
    platform::db::{CivicConn, Conn},
    schema::civic::{frozen_proof, opening_key_entry, proof_approval},
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

/// Writes down the proofs that the freeze takes; Postgres counts the approvals behind each of them.
pub(super) async fn insert_frozen_proofs(conn: &mut CivicConn, contest: &Contest, proofs: &[Proof]) -> QueryResult<()> {
    let row = |proof: &Proof| {
        (
            frozen_proof::cycle.eq(contest.cycle.as_str().to_owned()),
            frozen_proof::zone.eq(contest.zone.code.as_str().to_owned()),
            frozen_proof::lang.eq(proof.lang.clone()),
            frozen_proof::channel.eq(proof.channel.code()),
            frozen_proof::hash.eq(proof.hash.to_vec()),
        )
    };
    let rows: Vec<_> = proofs.iter().map(row).collect();
    diesel::insert_into(frozen_proof::table).values(&rows).execute(conn.pg()).await.map(|_| ())
}

type KeyRow = (Uuid, String, Vec<u8>, i16, i16);

fn entry_of((account, name, public, threshold, shares): KeyRow) -> Option<KeyEntry> {
    let trustees = TrusteeRule { threshold: u8::try_from(threshold).ok()?, count: u8::try_from(shares).ok()? };
    let key = OpeningKey { public: public.try_into().ok()?, trustees };
    Some(KeyEntry { by: Approval { account, name }, key })
}

/// The opening key as each person entered it.
pub(super) async fn list_key_entries(conn: &mut CivicConn, cycle: &CycleSlug) -> QueryResult<Vec<KeyEntry>> {
    let rows: Vec<KeyRow> = opening_key_entry::table
        .filter(opening_key_entry::cycle.eq(cycle.as_str()))
        .order(opening_key_entry::entered_at)
        .select((
            opening_key_entry::account,
            opening_key_entry::name,
            opening_key_entry::public_key,
            opening_key_entry::threshold,
            opening_key_entry::shares,
        ))
        .load(conn.pg())
        .await?;
    Ok(rows.into_iter().filter_map(entry_of).collect())
}

/// Keeps what a person entered, in place of what they entered before.
pub(super) async fn put_key_entry(
    conn: &mut CivicConn,
    cycle: &CycleSlug,
    entry: &KeyEntry,
    at: DateTime<Utc>,
) -> QueryResult<()> {
    let values = (
        opening_key_entry::name.eq(&entry.by.name),
        opening_key_entry::public_key.eq(&entry.key.public[..]),
        opening_key_entry::threshold.eq(i16::from(entry.key.trustees.threshold)),
        opening_key_entry::shares.eq(i16::from(entry.key.trustees.count)),
        opening_key_entry::entered_at.eq(at),
    );
    diesel::insert_into(opening_key_entry::table)
        .values((opening_key_entry::cycle.eq(cycle.as_str()), opening_key_entry::account.eq(entry.by.account), values))
        .on_conflict((opening_key_entry::cycle, opening_key_entry::account))
        .do_update()
        .set(values)
        .execute(conn.pg())
        .await
        .map(|_| ())
}
