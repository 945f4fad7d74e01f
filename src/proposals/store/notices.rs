//! SQL of notices about frozen proposals (civic database).

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::super::model::{Notice, NoticeKind};
use crate::{
    base::{ContestId, ZoneCode},
    cycles::Contest,
    platform::db::{CivicConn, Conn},
    schema::civic::ballot_notice,
};

type NoticeRow = (i16, i32, String, bool, serde_json::Value, Uuid, Option<Uuid>);

fn notice_of(
    zone: &ZoneCode,
    (number, version, kind, passes_over, words, proposed_by, confirmed_by): NoticeRow,
) -> Option<Notice> {
    let words: BTreeMap<String, String> = serde_json::from_value(words).ok()?;
    Some(Notice {
        zone: zone.clone(),
        number: u16::try_from(number).ok()?,
        version,
        kind: NoticeKind::parse(&kind)?,
        passes_over,
        words,
        proposed_by,
        is_confirmed: confirmed_by.is_some(),
    })
}

/// Every notice about a contest's proposals, by number and version.
pub(in super::super) async fn list_notices(conn: &mut CivicConn, contest: &Contest) -> QueryResult<Vec<Notice>> {
    let rows: Vec<NoticeRow> = ballot_notice::table
        .filter(ballot_notice::contest.eq(contest.id.0))
        .order((ballot_notice::number, ballot_notice::version))
        .select((
            ballot_notice::number,
            ballot_notice::version,
            ballot_notice::kind,
            ballot_notice::passes_over,
            ballot_notice::words,
            ballot_notice::proposed_by,
            ballot_notice::confirmed_by,
        ))
        .load(conn.pg())
        .await?;
    Ok(rows.into_iter().filter_map(|row| notice_of(&contest.zone.code, row)).collect())
}

/// The notices that two people stand behind, as the public sees them.
///
/// # Errors
/// The database's own error.
pub async fn standing_notices(conn: &mut CivicConn, contest: &Contest) -> QueryResult<Vec<Notice>> {
    let mut notices = list_notices(conn, contest).await?;
    notices.retain(|notice| notice.is_confirmed);
    Ok(notices)
}

/// Numbers of the proposals that two people took back; a count passes them over.
///
/// # Errors
/// The database's own error.
pub async fn withdrawn_numbers(conn: &mut CivicConn, contest: &Contest) -> QueryResult<BTreeSet<u16>> {
    let notices = list_notices(conn, contest).await?;
    Ok(notices.iter().filter(|notice| notice.takes_back()).map(|notice| notice.number).collect())
}

/// Stores a notice under the next version of its proposal; two at once collide on the key.
pub(in super::super) async fn insert_notice(
    conn: &mut CivicConn,
    contest: ContestId,
    notice: &Notice,
    at: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::insert_into(ballot_notice::table)
        .values((
            ballot_notice::contest.eq(contest.0),
            ballot_notice::number.eq(i16::try_from(notice.number).unwrap_or(i16::MAX)),
            ballot_notice::version.eq(notice.version),
            ballot_notice::kind.eq(notice.kind.code()),
            ballot_notice::passes_over.eq(notice.passes_over),
            ballot_notice::words.eq(serde_json::to_value(&notice.words).unwrap_or_default()),
            ballot_notice::proposed_by.eq(notice.proposed_by),
            ballot_notice::proposed_at.eq(at),
        ))
        .execute(conn.pg())
        .await
        .map(|_| ())
}

/// Confirms a notice that waits; false when none does.
pub(in super::super) async fn mark_confirmed(
    conn: &mut CivicConn,
    contest: ContestId,
    (number, version): (u16, i32),
    by: Uuid,
    at: DateTime<Utc>,
) -> QueryResult<bool> {
    let number = i16::try_from(number).unwrap_or(i16::MAX);
    diesel::update(ballot_notice::table.find((contest.0, number, version)).filter(ballot_notice::confirmed_by.is_null()))
        .set((ballot_notice::confirmed_by.eq(by), ballot_notice::confirmed_at.eq(at)))
        .execute(conn.pg())
        .await
        .map(|rows| rows > 0)
}
