//! SQL of the queue: applications with who looks at them and until when (civic database).

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{BigInt, Bool, Date, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid},
};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::super::model::{Department, Matter, Person};
use crate::{
    applications::{ApplicationId, State},
    base::{ContestId, CycleSlug, ZoneCode},
    bodies::BodyId,
    platform::db::{CivicConn, Conn},
};

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Integer)]
    number: i32,
    #[diesel(sql_type = Text)]
    state: String,
    #[diesel(sql_type = Text)]
    cycle: String,
    #[diesel(sql_type = Bool)]
    is_frozen: bool,
    #[diesel(sql_type = BigInt)]
    contest: i64,
    #[diesel(sql_type = Text)]
    zone: String,
    #[diesel(sql_type = Text)]
    zone_name: String,
    #[diesel(sql_type = SqlUuid)]
    body: Uuid,
    #[diesel(sql_type = Text)]
    body_name: String,
    #[diesel(sql_type = Text)]
    source_lang: String,
    #[diesel(sql_type = Text)]
    title: String,
    #[diesel(sql_type = Nullable<Text>)]
    department: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    department_name: Option<String>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    reviewer: Option<Uuid>,
    #[diesel(sql_type = Nullable<Text>)]
    reviewer_name: Option<String>,
    #[diesel(sql_type = Nullable<Date>)]
    due_on: Option<NaiveDate>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    due: Option<DateTime<Utc>>,
    #[diesel(sql_type = Bool)]
    is_tied: bool,
    #[diesel(sql_type = Timestamptz)]
    read_at: DateTime<Utc>,
}

/// `$1` is the reader. A day by staff ends when the day ends in Los Angeles.
const MATTERS: &str = "
    SELECT a.id, a.number, a.state, c.cycle, y.definition IS NOT NULL AS is_frozen, c.id AS contest, z.code AS zone,
        z.name AS zone_name, b.id AS body, b.name AS body_name, a.source_lang, coalesce(t.title, '') AS title,
        d.code AS department, d.name AS department_name, p.id AS reviewer, p.name AS reviewer_name, r.due_on,
        CASE a.state
            WHEN 'changes_asked' THEN a.fix_due
            WHEN 'appealed' THEN (w.due_on + 1)::timestamp AT TIME ZONE 'America/Los_Angeles'
            WHEN 'submitted' THEN coalesce((r.due_on + 1)::timestamp AT TIME ZONE 'America/Los_Angeles', ph.ends_at)
        END AS due,
        is_tied($1, a.body) AS is_tied, now() AS read_at
    FROM application a
    JOIN contest c ON c.id = a.contest
    JOIN cycle y ON y.slug = c.cycle
    JOIN zone z ON z.code = c.zone
    JOIN body b ON b.id = a.body
    LEFT JOIN review_assignment r ON r.application = a.id
    LEFT JOIN department d ON d.code = r.department
    LEFT JOIN account p ON p.id = r.reviewer
    LEFT JOIN appeal w ON w.application = a.id
    LEFT JOIN phase ph ON ph.cycle = c.cycle AND ph.name = 'review'
    LEFT JOIN LATERAL (
        SELECT s.fields -> 'title' ->> 0 AS title FROM handed_in_section h
        JOIN section s ON s.application = h.application AND s.name = h.name AND s.version = h.version
        WHERE h.application = a.id AND h.name = 'name' ORDER BY h.position DESC LIMIT 1) t ON true
    WHERE a.handed_in_at IS NOT NULL";

fn matter_of(row: Row) -> Option<Matter> {
    let department = row.department.zip(row.department_name).map(|(code, name)| Department { code, name });
    let reviewer = row.reviewer.zip(row.reviewer_name).map(|(id, name)| Person { id, name });
    Some(Matter {
        application: ApplicationId(row.id),
        number: row.number,
        state: State::parse(&row.state)?,
        cycle: CycleSlug::parse(&row.cycle).ok()?,
        is_frozen: row.is_frozen,
        contest: ContestId(row.contest),
        zone: ZoneCode::parse(&row.zone).ok()?,
        zone_name: row.zone_name,
        body: BodyId(row.body),
        body_name: row.body_name,
        source_lang: row.source_lang,
        title: row.title,
        department,
        reviewer,
        due_on: row.due_on,
        due: row.due,
        is_overdue: row.due.is_some_and(|due| due <= row.read_at),
        is_tied: row.is_tied,
        read_at: row.read_at,
    })
}

/// Every application that was handed in, as a reader sees it: late ones first, then by the day they are due.
pub(in super::super) async fn list_matters(conn: &mut CivicConn, reader: Uuid) -> QueryResult<Vec<Matter>> {
    let query = format!("{MATTERS} ORDER BY y.opens_at DESC, due NULLS LAST, z.name, a.number LIMIT 2000");
    let rows: Vec<Row> = sql_query(query).bind::<SqlUuid, _>(reader).load(conn.pg()).await?;
    Ok(rows.into_iter().filter_map(matter_of).collect())
}

/// One application that was handed in, as a reader sees it.
pub(in super::super) async fn find_matter(conn: &mut CivicConn, reader: Uuid, id: ApplicationId) -> QueryResult<Option<Matter>> {
    let query = format!("{MATTERS} AND a.id = $2");
    let row: Option<Row> =
        sql_query(query).bind::<SqlUuid, _>(reader).bind::<SqlUuid, _>(id.0).get_result(conn.pg()).await.optional()?;
    Ok(row.and_then(matter_of))
}

/// The application with a public number, in a cycle that is public, once it was handed in.
pub(in super::super) async fn find_public_application(
    conn: &mut CivicConn,
    (cycle, zone): (&str, &str),
    number: i32,
) -> QueryResult<Option<ApplicationId>> {
    #[derive(QueryableByName)]
    struct Found {
        #[diesel(sql_type = SqlUuid)]
        id: Uuid,
    }
    let row: Option<Found> = sql_query(
        "SELECT a.id FROM application a JOIN contest c ON c.id = a.contest JOIN cycle y ON y.slug = c.cycle
         WHERE c.cycle = $1 AND c.zone = $2 AND a.number = $3 AND a.handed_in_at IS NOT NULL AND y.published_at IS NOT NULL",
    )
    .bind::<Text, _>(cycle)
    .bind::<Text, _>(zone)
    .bind::<Integer, _>(number)
    .get_result(conn.pg())
    .await
    .optional()?;
    Ok(row.map(|found| ApplicationId(found.id)))
}
