//! SQL of who is to be told of what, and of the daily mail (civic database).

use chrono::NaiveDate;
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Array, BigInt, Bool, Date, Nullable, Text, Uuid as SqlUuid},
};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::super::model::Person;
use crate::{
    applications::ApplicationId,
    base::Role,
    bodies::BodyId,
    platform::db::{CivicConn, Conn},
    schema::civic::{review_digest, review_notice},
};

#[derive(QueryableByName)]
struct PersonRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    name: String,
}

fn people(rows: Vec<PersonRow>) -> Vec<Person> {
    rows.into_iter().map(|row| Person { id: row.id, name: row.name }).collect()
}

/// Who belongs to a body today, by name.
pub(in super::super) async fn list_members(conn: &mut CivicConn, body: BodyId) -> QueryResult<Vec<Person>> {
    let rows: Vec<PersonRow> = sql_query(
        "SELECT DISTINCT p.id, p.name FROM membership m JOIN account p ON p.id = m.account
         WHERE m.body = $1 AND m.starts_on <= city_day() AND (m.ends_on IS NULL OR m.ends_on > city_day()) AND NOT p.disabled
         ORDER BY p.name, p.id",
    )
    .bind::<SqlUuid, _>(body.0)
    .load(conn.pg())
    .await?;
    Ok(people(rows))
}

/// People with one of these roles who may look at what a body asks for, by name.
pub(in super::super) async fn list_city_people(conn: &mut CivicConn, roles: &[Role], body: BodyId) -> QueryResult<Vec<Person>> {
    let roles: Vec<&str> = roles.iter().map(|role| role.code()).collect();
    let rows: Vec<PersonRow> = sql_query(
        "SELECT p.id, p.name FROM account p WHERE NOT p.disabled AND p.password_hash IS NOT NULL AND NOT is_tied(p.id, $2)
         AND EXISTS (SELECT FROM account_role r WHERE r.account = p.id AND r.role = ANY ($1)) ORDER BY p.name, p.id",
    )
    .bind::<Array<Text>, _>(roles)
    .bind::<SqlUuid, _>(body.0)
    .load(conn.pg())
    .await?;
    Ok(people(rows))
}

/// Those of the City in a thread: who has the application, decided about it, wrote in the thread or was named there. Whoever
/// is tied to the body by now is left out.
pub(in super::super) async fn thread_people(conn: &mut CivicConn, id: ApplicationId, thread: Uuid) -> QueryResult<Vec<Uuid>> {
    let rows: Vec<PersonRow> = sql_query(
        "SELECT p.id, p.name FROM account p WHERE NOT p.disabled AND p.id IN (
             SELECT reviewer FROM review_assignment WHERE application = $1 UNION
             SELECT decided_by FROM review WHERE application = $1 UNION
             SELECT author FROM review_comment WHERE thread = $2 AND side = 'city' UNION
             SELECT told FROM review_comment WHERE thread = $2)
         AND NOT is_tied(p.id, (SELECT body FROM application WHERE id = $1))",
    )
    .bind::<SqlUuid, _>(id.0)
    .bind::<SqlUuid, _>(thread)
    .load(conn.pg())
    .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

pub(in super::super) async fn insert_notices(conn: &mut CivicConn, comment: Uuid, to: &[Uuid]) -> QueryResult<()> {
    let rows: Vec<_> =
        to.iter().map(|account| (review_notice::account.eq(account), review_notice::comment.eq(comment))).collect();
    diesel::insert_into(review_notice::table).values(rows).on_conflict_do_nothing().execute(conn.pg()).await.map(|_| ())
}

/// Something new in a person's threads.
#[derive(QueryableByName)]
pub(in super::super) struct NewsRow {
    #[diesel(sql_type = SqlUuid)]
    pub application: Uuid,
    #[diesel(sql_type = Text)]
    pub title: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub section: Option<String>,
    #[diesel(sql_type = Text)]
    pub names: String,
    #[diesel(sql_type = BigInt)]
    pub comments: i64,
    #[diesel(sql_type = Bool)]
    pub is_author: bool,
}

/// Takes the right to write a person's mail of a day; false when it was written. Two who try wait for each other.
pub(in super::super) async fn claim_digest(conn: &mut CivicConn, who: Uuid, day: NaiveDate) -> QueryResult<bool> {
    let made = diesel::insert_into(review_digest::table)
        .values((review_digest::account.eq(who), review_digest::sent_on.eq(day)))
        .on_conflict_do_nothing()
        .execute(conn.pg())
        .await?;
    Ok(made == 1)
}

/// True when a person was not yet told of something.
pub(in super::super) async fn has_waiting(conn: &mut CivicConn, who: Uuid) -> QueryResult<bool> {
    let waiting = review_notice::table.filter(review_notice::account.eq(who).and(review_notice::sent_on.is_null()));
    diesel::select(diesel::dsl::exists(waiting)).get_result(conn.pg()).await
}

/// Marks everything that waits for a person as told on a day; how much it was.
pub(in super::super) async fn mark_noticed(conn: &mut CivicConn, who: Uuid, day: NaiveDate) -> QueryResult<usize> {
    let waiting = review_notice::table.filter(review_notice::account.eq(who).and(review_notice::sent_on.is_null()));
    diesel::update(waiting).set(review_notice::sent_on.eq(day)).execute(conn.pg()).await
}

/// What a person is told of in the mail of a day, by application and section.
pub(in super::super) async fn list_news(conn: &mut CivicConn, who: Uuid, day: NaiveDate) -> QueryResult<Vec<NewsRow>> {
    sql_query(
        "SELECT t.application, coalesce(max(n.title), '') AS title, t.section, string_agg(DISTINCT c.author_name, ', ') AS names,
             count(*) AS comments,
             EXISTS (SELECT FROM membership m JOIN application a ON a.body = m.body WHERE a.id = t.application
                 AND m.account = $1 AND m.starts_on <= city_day() AND (m.ends_on IS NULL OR m.ends_on > city_day())) AS is_author
         FROM review_notice o JOIN review_comment c ON c.id = o.comment JOIN review_thread t ON t.id = c.thread
         LEFT JOIN LATERAL (
             SELECT s.fields -> 'title' ->> 0 AS title FROM handed_in_section h
             JOIN section s ON s.application = h.application AND s.name = h.name AND s.version = h.version
             WHERE h.application = t.application AND h.name = 'name' ORDER BY h.position DESC LIMIT 1) n ON true
         WHERE o.account = $1 AND o.sent_on = $2
         GROUP BY t.application, t.section ORDER BY t.application, min(c.written_at)",
    )
    .bind::<SqlUuid, _>(who)
    .bind::<Date, _>(day)
    .load(conn.pg())
    .await
}
