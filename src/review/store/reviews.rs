//! SQL of decisions, drafts of them, cost signatures, departments and assignments (civic database).

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{dsl::exists, prelude::*};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::super::model::{Answers, Department, Outcome, Ready, Review, Signature};
use crate::{
    applications::ApplicationId,
    platform::db::{CivicConn, Conn},
    schema::civic::{cost_signature, department, review, review_assignment, review_draft, section},
};

/// Departments by name.
pub(in super::super) async fn list_departments(conn: &mut CivicConn) -> QueryResult<Vec<Department>> {
    let rows: Vec<(String, String)> = department::table.order(department::name).load(conn.pg()).await?;
    Ok(rows.into_iter().map(|(code, name)| Department { code, name }).collect())
}

pub(in super::super) async fn insert_department(conn: &mut CivicConn, new: &Department) -> QueryResult<()> {
    let values = (department::code.eq(&new.code), department::name.eq(&new.name));
    diesel::insert_into(department::table).values(values).execute(conn.pg()).await.map(|_| ())
}

/// False when there is none with that code.
pub(in super::super) async fn rename_department(conn: &mut CivicConn, new: &Department) -> QueryResult<bool> {
    let changed =
        diesel::update(department::table.find(&new.code)).set(department::name.eq(&new.name)).execute(conn.pg()).await?;
    Ok(changed == 1)
}

/// Who has an application, locked until the transaction ends; the application's row is locked before.
pub(in super::super) async fn lock_assignment(conn: &mut CivicConn, id: ApplicationId) -> QueryResult<Option<Uuid>> {
    let found: Option<Option<Uuid>> =
        review_assignment::table.find(id.0).select(review_assignment::reviewer).for_update().first(conn.pg()).await.optional()?;
    Ok(found.flatten())
}

pub(in super::super) async fn put_assignment(
    conn: &mut CivicConn,
    id: ApplicationId,
    (department, reviewer, due_on): (Option<&str>, Option<Uuid>, Option<NaiveDate>),
) -> QueryResult<()> {
    let values = (
        review_assignment::department.eq(department),
        review_assignment::reviewer.eq(reviewer),
        review_assignment::due_on.eq(due_on),
    );
    diesel::insert_into(review_assignment::table)
        .values((review_assignment::application.eq(id.0), values))
        .on_conflict(review_assignment::application)
        .do_update()
        .set(values)
        .execute(conn.pg())
        .await
        .map(|_| ())
}

pub(in super::super) async fn find_review_draft(
    conn: &mut CivicConn,
    id: ApplicationId,
    who: Uuid,
) -> QueryResult<Option<Answers>> {
    let found: Option<serde_json::Value> =
        review_draft::table.find((id.0, who)).select(review_draft::answers).first(conn.pg()).await.optional()?;
    Ok(found.and_then(|answers| serde_json::from_value(answers).ok()))
}

pub(in super::super) async fn put_review_draft(
    conn: &mut CivicConn,
    id: ApplicationId,
    who: Uuid,
    answers: &Answers,
) -> QueryResult<()> {
    let answers = serde_json::to_value(answers).unwrap_or_default();
    diesel::insert_into(review_draft::table)
        .values((review_draft::application.eq(id.0), review_draft::reviewer.eq(who), review_draft::answers.eq(&answers)))
        .on_conflict((review_draft::application, review_draft::reviewer))
        .do_update()
        .set(review_draft::answers.eq(&answers))
        .execute(conn.pg())
        .await
        .map(|_| ())
}

pub(in super::super) async fn delete_review_draft(conn: &mut CivicConn, id: ApplicationId, who: Uuid) -> QueryResult<()> {
    diesel::delete(review_draft::table.find((id.0, who))).execute(conn.pg()).await.map(|_| ())
}

/// The last signature under the costs, and whether it stands for this version of the table.
pub(in super::super) async fn find_signature(
    conn: &mut CivicConn,
    id: ApplicationId,
    version: i32,
) -> QueryResult<Option<Signature>> {
    let row: Option<(String, DateTime<Utc>, i64, i32)> = cost_signature::table
        .filter(cost_signature::application.eq(id.0))
        .order((cost_signature::cost_version.desc(), cost_signature::signed_at))
        .select((cost_signature::signed_name, cost_signature::signed_at, cost_signature::cents, cost_signature::cost_version))
        .first(conn.pg())
        .await
        .optional()?;
    Ok(row.map(|(name, at, cents, signed)| Signature { name, at, cents, is_current: signed == version }))
}

/// Signing twice changes nothing.
pub(in super::super) async fn insert_signature(
    conn: &mut CivicConn,
    id: ApplicationId,
    (version, cents): (i32, i64),
    (who, name): (Uuid, &str),
) -> QueryResult<()> {
    diesel::insert_into(cost_signature::table)
        .values((
            cost_signature::application.eq(id.0),
            cost_signature::cost_version.eq(version),
            cost_signature::signed_by.eq(who),
            cost_signature::signed_name.eq(name),
            cost_signature::cents.eq(cents),
        ))
        .on_conflict_do_nothing()
        .execute(conn.pg())
        .await
        .map(|_| ())
}

/// True when an account ever saved a section of the application.
pub(in super::super) async fn has_written(conn: &mut CivicConn, id: ApplicationId, who: Uuid) -> QueryResult<bool> {
    let own = section::table.filter(section::application.eq(id.0).and(section::saved_by.eq(who)));
    diesel::select(exists(own)).get_result(conn.pg()).await
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = review)]
struct Row {
    outcome: String,
    answers: serde_json::Value,
    codes: Vec<String>,
    changes: Vec<String>,
    reason: String,
    lang: String,
    decided_name: String,
    decided_at: DateTime<Utc>,
}

/// The decisions about an application, first one first.
pub(in super::super) async fn list_reviews(conn: &mut CivicConn, id: ApplicationId) -> QueryResult<Vec<Review>> {
    let rows: Vec<Row> =
        review::table.filter(review::application.eq(id.0)).order(review::number).select(Row::as_select()).load(conn.pg()).await?;
    let review_of = |row: Row| {
        Some(Review {
            outcome: Outcome::parse(&row.outcome)?,
            checks: serde_json::from_value(row.answers).unwrap_or_default(),
            codes: row.codes,
            changes: row.changes,
            reason: row.reason,
            lang: row.lang,
            decided_name: row.decided_name,
            decided_at: row.decided_at,
        })
    };
    Ok(rows.into_iter().filter_map(review_of).collect())
}

/// Stores a decision under the next number; the caller holds the application's row.
pub(in super::super) async fn insert_review(
    conn: &mut CivicConn,
    id: ApplicationId,
    ready: &Ready,
    fix_due: Option<DateTime<Utc>>,
    (who, name): (Uuid, &str),
) -> QueryResult<()> {
    let last: Option<i32> =
        review::table.filter(review::application.eq(id.0)).select(diesel::dsl::max(review::number)).first(conn.pg()).await?;
    diesel::insert_into(review::table)
        .values((
            review::application.eq(id.0),
            review::number.eq(last.unwrap_or(0).saturating_add(1)),
            review::outcome.eq(ready.outcome.code()),
            review::answers.eq(serde_json::to_value(&ready.checks).unwrap_or_default()),
            review::codes.eq(&ready.codes),
            review::changes.eq(&ready.changes),
            review::reason.eq(&ready.reason),
            review::lang.eq(&ready.lang),
            review::fix_due.eq(fix_due),
            review::decided_by.eq(who),
            review::decided_name.eq(name),
        ))
        .execute(conn.pg())
        .await
        .map(|_| ())
}
