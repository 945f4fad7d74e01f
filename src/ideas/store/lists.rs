//! SQL of finding ideas: the public list with its search, the queue, the inbox, ideas that are alike.

use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Integer, Text, Uuid as SqlUuid},
};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::{
    super::model::{Idea, IdeaId, PAGE_SIZE, Search, Standing, ZoneCount},
    Row, columns, idea_of,
};
use crate::{
    base::{CycleSlug, ZoneCode, text},
    platform::db::{CivicConn, Conn},
    schema::civic::{idea, idea_sound},
};

/// Ideas farther apart than this are not called alike: the share of runs of three letters that they do not have in common.
/// Two long ideas about different things are 0.69 and more apart, because words of a language share letters.
const APART: &str = "0.65";

#[derive(QueryableByName)]
struct Slug {
    #[diesel(sql_type = Text)]
    slug: String,
}

/// The public cycle whose ideas people mean when they name none: one that takes ideas now, else the one that began to
/// last, else the next.
pub(in crate::ideas) async fn pick_cycle(conn: &mut CivicConn) -> QueryResult<Option<String>> {
    let found: Option<Slug> = sql_query(
        "SELECT c.slug FROM cycle c JOIN phase p ON p.cycle = c.slug AND p.name = 'ideas'
         WHERE c.kind = 'vote' AND c.published_at IS NOT NULL
         ORDER BY (p.starts_at <= now() AND now() < p.ends_at) DESC, (p.starts_at <= now()) DESC,
                  abs(extract(epoch FROM p.starts_at - now())), c.slug LIMIT 1",
    )
    .get_result(conn.pg())
    .await
    .optional()?;
    Ok(found.map(|row| row.slug))
}

type Boxed<'a> = idea::BoxedQuery<'a, diesel::pg::Pg, idea::SqlType>;

/// The ideas that fit. What is not public is never searched: the answer would tell its words.
fn fitting<'a>(cycle: &'a CycleSlug, search: &'a Search) -> Boxed<'a> {
    let mut query = idea::table.filter(idea::cycle.eq(cycle.as_str())).into_boxed();
    if let Some(zone) = &search.zone {
        query = query.filter(idea::zone.eq(zone.as_str()));
    }
    if let Some(area) = &search.area {
        query = query.filter(idea::issue_area.eq(area));
    }
    let words = search.words();
    query = match search.standing {
        None => query.filter(idea::state.eq("published")),
        Some(Standing::Listed) => query.filter(idea::state.eq("published").and(idea::concept.is_null())),
        Some(Standing::Joined) => query.filter(idea::concept.is_not_null()),
        Some(Standing::Waiting) => query.filter(idea::state.eq("new")),
        Some(Standing::Hidden) => query.filter(idea::state.eq("hidden")),
    };
    if !words.is_empty() {
        query = query.filter(idea::state.eq("published"));
    }
    for word in words {
        // Folded words hold letters and digits only, so nothing in them means something to LIKE.
        query = query.filter(idea::folded.like(format!("%{word}%")));
    }
    query
}

/// How many ideas fit.
pub(in crate::ideas) async fn count_found(conn: &mut CivicConn, cycle: &CycleSlug, search: &Search) -> QueryResult<i64> {
    fitting(cycle, search).count().get_result(conn.pg()).await
}

async fn load(conn: &mut CivicConn, ids: Vec<Uuid>) -> QueryResult<Vec<Idea>> {
    let rows: Vec<Row> = idea::table
        .left_join(idea_sound::table)
        .filter(idea::id.eq_any(ids))
        .order(idea::number.desc())
        .select(columns())
        .load(conn.pg())
        .await?;
    Ok(rows.into_iter().filter_map(idea_of).collect())
}

/// One page of the ideas that fit, newest first.
pub(in crate::ideas) async fn list_found(conn: &mut CivicConn, cycle: &CycleSlug, search: &Search) -> QueryResult<Vec<Idea>> {
    let ids: Vec<Uuid> = fitting(cycle, search)
        .order(idea::number.desc())
        .limit(PAGE_SIZE)
        .offset(search.page.saturating_mul(PAGE_SIZE))
        .select(idea::id)
        .load(conn.pg())
        .await?;
    load(conn, ids).await
}

/// How many ideas each zone has, hidden ones left out; zones without one are not named.
pub(in crate::ideas) async fn count_zones(conn: &mut CivicConn, cycle: &CycleSlug) -> QueryResult<Vec<ZoneCount>> {
    let rows: Vec<(String, i64)> = idea::table
        .filter(idea::cycle.eq(cycle.as_str()).and(idea::state.ne("hidden")))
        .group_by(idea::zone)
        .select((idea::zone, diesel::dsl::count_star()))
        .order(idea::zone)
        .load(conn.pg())
        .await?;
    Ok(rows.into_iter().filter_map(|(zone, ideas)| Some(ZoneCount { zone: ZoneCode::parse(&zone).ok()?, ideas })).collect())
}

/// An idea by its public number.
pub(in crate::ideas) async fn find_idea(conn: &mut CivicConn, cycle: &CycleSlug, number: i32) -> QueryResult<Option<Idea>> {
    let row: Option<Row> = idea::table
        .left_join(idea_sound::table)
        .filter(idea::cycle.eq(cycle.as_str()).and(idea::number.eq(number)))
        .select(columns())
        .first(conn.pg())
        .await
        .optional()?;
    Ok(row.and_then(idea_of))
}

/// Locks an idea for a step, and reads it as it then is.
pub(in crate::ideas) async fn lock_idea(conn: &mut CivicConn, cycle: &CycleSlug, number: i32) -> QueryResult<Option<Idea>> {
    let id: Option<Uuid> = idea::table
        .filter(idea::cycle.eq(cycle.as_str()).and(idea::number.eq(number)))
        .select(idea::id)
        .for_update()
        .first(conn.pg())
        .await
        .optional()?;
    if id.is_none() {
        return Ok(None);
    }
    find_idea(conn, cycle, number).await
}

/// How many ideas wait for a look.
pub(in crate::ideas) async fn count_new(conn: &mut CivicConn, cycle: &CycleSlug) -> QueryResult<i64> {
    idea::table.filter(idea::cycle.eq(cycle.as_str()).and(idea::state.eq("new"))).count().get_result(conn.pg()).await
}

/// The ideas that wait for a look, oldest first; one page.
pub(in crate::ideas) async fn list_new(conn: &mut CivicConn, cycle: &CycleSlug) -> QueryResult<Vec<Idea>> {
    let rows: Vec<Row> = idea::table
        .left_join(idea_sound::table)
        .filter(idea::cycle.eq(cycle.as_str()).and(idea::state.eq("new")))
        .order(idea::number)
        .limit(PAGE_SIZE)
        .select(columns())
        .load(conn.pg())
        .await?;
    Ok(rows.into_iter().filter_map(idea_of).collect())
}

/// Published ideas of a zone that are in no concept, newest first; one page, and how many there are.
pub(in crate::ideas) async fn list_unmerged(
    conn: &mut CivicConn,
    cycle: &CycleSlug,
    zone: &ZoneCode,
    page: i64,
) -> QueryResult<(Vec<Idea>, i64)> {
    let search = Search { zone: Some(zone.clone()), standing: Some(Standing::Listed), page, ..Search::default() };
    let count = count_found(conn, cycle, &search).await?;
    Ok((list_found(conn, cycle, &search).await?, count))
}

#[derive(QueryableByName)]
struct Alike {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

/// Published ideas of the same zone that are like this one, most alike first; `unmerged` leaves out those in a concept.
pub(in crate::ideas) async fn similar(conn: &mut CivicConn, to: &Idea, unmerged: bool, limit: i32) -> QueryResult<Vec<Idea>> {
    let only = if unmerged { "AND concept IS NULL" } else { "" };
    let found: Vec<Alike> = sql_query(format!(
        "SELECT id FROM (SELECT id, folded <-> $1 AS apart FROM idea
            WHERE cycle = $2 AND zone = $3 AND state = 'published' AND id <> $4 {only} ORDER BY folded <-> $1 LIMIT $5) near
         WHERE apart <= {APART} ORDER BY apart"
    ))
    .bind::<Text, _>(text::folded(&to.words))
    .bind::<Text, _>(to.cycle.as_str())
    .bind::<Text, _>(to.zone.as_str())
    .bind::<SqlUuid, _>(to.id.0)
    .bind::<Integer, _>(limit)
    .load(conn.pg())
    .await?;
    let order: Vec<Uuid> = found.into_iter().map(|row| row.id).collect();
    let mut ideas = load(conn, order.clone()).await?;
    ideas.sort_by_key(|idea| order.iter().position(|id| IdeaId(*id) == idea.id));
    Ok(ideas)
}
