//! SQL of the public ledger and of an application's public steps (civic database).

use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Array, Bool, Integer, Nullable, Text, Timestamptz},
};
use diesel_async::RunQueryDsl;

use super::super::model::{LedgerRow, Outcome, PublicStep, StepKind, Words};
use crate::{
    applications::{self, ApplicationId, State},
    platform::db::{CivicConn, Conn},
};

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Integer)]
    number: i32,
    #[diesel(sql_type = Text)]
    zone: String,
    #[diesel(sql_type = Text)]
    zone_name: String,
    #[diesel(sql_type = Text)]
    title: String,
    #[diesel(sql_type = Text)]
    source_lang: String,
    #[diesel(sql_type = Text)]
    body_name: String,
    #[diesel(sql_type = Text)]
    state: String,
    #[diesel(sql_type = Timestamptz)]
    since: DateTime<Utc>,
    #[diesel(sql_type = Bool)]
    was_changed: bool,
    #[diesel(sql_type = Array<Text>)]
    codes: Vec<String>,
    #[diesel(sql_type = Nullable<Text>)]
    reason: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    reason_lang: Option<String>,
    #[diesel(sql_type = Nullable<Bool>)]
    appeal_accepted: Option<bool>,
    #[diesel(sql_type = Nullable<Text>)]
    appeal_reason: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    appeal_lang: Option<String>,
}

fn words(text: Option<String>, lang: Option<String>) -> Option<Words> {
    Some(Words { text: text.filter(|text| !text.is_empty())?, lang: lang? })
}

fn row_of(row: Row) -> Option<LedgerRow> {
    let appeal = row.appeal_accepted.zip(words(row.appeal_reason, row.appeal_lang));
    Some(LedgerRow {
        number: row.number,
        zone: row.zone,
        zone_name: row.zone_name,
        title: Words { lang: row.source_lang, text: row.title },
        body_name: row.body_name,
        state: State::parse(&row.state)?,
        since: row.since,
        was_changed: row.was_changed,
        codes: row.codes,
        reason: words(row.reason, row.reason_lang),
        appeal,
    })
}

/// Every application of a cycle that was handed in, by zone and number. A draft is never among them.
pub(in super::super) async fn list_ledger(conn: &mut CivicConn, cycle: &str) -> QueryResult<Vec<LedgerRow>> {
    let rows: Vec<Row> = sql_query(
        "SELECT a.number, z.code AS zone, z.name AS zone_name, coalesce(t.title, '') AS title, a.source_lang,
             b.name AS body_name, a.state, coalesce(m.moved_at, a.handed_in_at) AS since,
             EXISTS (SELECT FROM review v WHERE v.application = a.id AND v.outcome IN ('changes_asked', 'reopened')) AS was_changed,
             coalesce(r.codes, '{}') AS codes, r.reason, r.lang AS reason_lang,
             d.outcome = 'accepted' AS appeal_accepted, d.reason AS appeal_reason, d.lang AS appeal_lang
         FROM application a
         JOIN contest c ON c.id = a.contest
         JOIN zone z ON z.code = c.zone
         JOIN body b ON b.id = a.body
         LEFT JOIN appeal_decision d ON d.application = a.id
         LEFT JOIN LATERAL (SELECT moved_at FROM application_move WHERE application = a.id ORDER BY position DESC LIMIT 1) m ON true
         LEFT JOIN LATERAL (SELECT codes, reason, lang FROM review WHERE application = a.id ORDER BY number DESC LIMIT 1) r ON true
         LEFT JOIN LATERAL (
             SELECT s.fields -> 'title' ->> 0 AS title FROM handed_in_section h
             JOIN section s ON s.application = h.application AND s.name = h.name AND s.version = h.version
             WHERE h.application = a.id AND h.name = 'name' ORDER BY h.position DESC LIMIT 1) t ON true
         WHERE c.cycle = $1 AND a.handed_in_at IS NOT NULL ORDER BY z.name, a.number",
    )
    .bind::<Text, _>(cycle)
    .load(conn.pg())
    .await?;
    Ok(rows.into_iter().filter_map(row_of).collect())
}

fn step(at: DateTime<Utc>, kind: StepKind) -> PublicStep {
    PublicStep { at, kind, codes: Vec::new(), changes: Vec::new(), lang: String::new(), reason: None, by: None }
}

/// What everyone may know of an application's way, oldest first: handed in, decisions with their reasons, the appeal's
/// outcome. The words of an appeal and of talk stay between the body and the City.
///
/// # Errors
/// The database's own error.
pub async fn public_history(conn: &mut CivicConn, id: ApplicationId) -> QueryResult<Vec<PublicStep>> {
    let mut steps = Vec::new();
    let mut handed_in = 0;
    for one in applications::list_moves(conn, id).await? {
        let kind = match one.state {
            State::Submitted if handed_in > 0 => StepKind::HandedInAgain,
            State::Submitted => StepKind::HandedIn,
            State::Appealed => StepKind::Appealed,
            State::Withdrawn => StepKind::Withdrawn,
            _ => continue,
        };
        handed_in += usize::from(one.state == State::Submitted);
        steps.push(step(one.at, kind));
    }
    for review in super::list_reviews(conn, id).await? {
        let kind = match review.outcome {
            Outcome::Accepted => StepKind::Accepted,
            Outcome::ChangesAsked => StepKind::ChangesAsked,
            Outcome::Reopened => StepKind::Reopened,
            Outcome::Rejected => StepKind::Rejected,
        };
        steps.push(PublicStep {
            codes: review.codes,
            changes: review.changes,
            reason: (!review.reason.is_empty()).then(|| Words { lang: review.lang.clone(), text: review.reason }),
            lang: review.lang,
            by: Some(review.decided_name),
            ..step(review.decided_at, kind)
        });
    }
    if let Some(verdict) = super::find_appeal(conn, id).await?.and_then(|appeal| appeal.verdict) {
        let kind = if verdict.accepted { StepKind::AppealAccepted } else { StepKind::AppealRejected };
        steps.push(PublicStep {
            lang: verdict.reason.lang.clone(),
            reason: Some(verdict.reason),
            by: Some(verdict.decided_name),
            ..step(verdict.decided_at, kind)
        });
    }
    steps.sort_by_key(|step| step.at);
    Ok(steps)
}
