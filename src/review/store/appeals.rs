//! SQL of appeals (civic database).

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{prelude::*, sql_query, sql_types};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::super::model::{Appeal, AppealVerdict, Words};
use crate::{
    applications::ApplicationId,
    platform::db::{CivicConn, Conn},
    schema::civic::{appeal, appeal_decision},
};

/// The appeal of an application with what became of it.
pub(in super::super) async fn find_appeal(conn: &mut CivicConn, id: ApplicationId) -> QueryResult<Option<Appeal>> {
    let row: Option<(String, String, String, DateTime<Utc>)> = appeal::table
        .find(id.0)
        .select((appeal::words, appeal::lang, appeal::filed_name, appeal::filed_at))
        .first(conn.pg())
        .await
        .optional()?;
    let Some((text, lang, filed_name, filed_at)) = row else { return Ok(None) };
    let verdict: Option<(String, String, String, String, DateTime<Utc>)> = appeal_decision::table
        .find(id.0)
        .select((
            appeal_decision::outcome,
            appeal_decision::reason,
            appeal_decision::lang,
            appeal_decision::decided_name,
            appeal_decision::decided_at,
        ))
        .first(conn.pg())
        .await
        .optional()?;
    let verdict = verdict.map(|(outcome, text, lang, decided_name, decided_at)| AppealVerdict {
        accepted: outcome == "accepted",
        reason: Words { lang, text },
        decided_name,
        decided_at,
    });
    Ok(Some(Appeal { words: Words { lang, text }, filed_name, filed_at, verdict }))
}

pub(in super::super) async fn insert_appeal(
    conn: &mut CivicConn,
    id: ApplicationId,
    words: &Words,
    (who, name): (Uuid, &str),
    due_on: NaiveDate,
) -> QueryResult<()> {
    diesel::insert_into(appeal::table)
        .values((
            appeal::application.eq(id.0),
            appeal::words.eq(&words.text),
            appeal::lang.eq(&words.lang),
            appeal::filed_by.eq(who),
            appeal::filed_name.eq(name),
            appeal::due_on.eq(due_on),
        ))
        .execute(conn.pg())
        .await
        .map(|_| ())
}

pub(in super::super) async fn insert_verdict(
    conn: &mut CivicConn,
    id: ApplicationId,
    (accepted, reason): (bool, &Words),
    (who, name): (Uuid, &str),
) -> QueryResult<()> {
    diesel::insert_into(appeal_decision::table)
        .values((
            appeal_decision::application.eq(id.0),
            appeal_decision::outcome.eq(if accepted { "accepted" } else { "rejected" }),
            appeal_decision::reason.eq(&reason.text),
            appeal_decision::lang.eq(&reason.lang),
            appeal_decision::decided_by.eq(who),
            appeal_decision::decided_name.eq(name),
        ))
        .execute(conn.pg())
        .await
        .map(|_| ())
}

/// True when an account had a part in the review: decided, signed costs, or has it on the desk. The same law as the trigger's.
pub(in super::super) async fn has_reviewed(conn: &mut CivicConn, who: Uuid, id: ApplicationId) -> QueryResult<bool> {
    #[derive(QueryableByName)]
    struct Found {
        #[diesel(sql_type = sql_types::Bool)]
        found: bool,
    }
    let row: Found = sql_query("SELECT has_reviewed($1, $2) AS found")
        .bind::<sql_types::Uuid, _>(who)
        .bind::<sql_types::Uuid, _>(id.0)
        .get_result(conn.pg())
        .await?;
    Ok(row.found)
}
