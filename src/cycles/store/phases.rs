//! SQL of phases and rulebook versions (civic database).

use std::sync::{Arc, LazyLock};

use ballot::DefinitionHash;
use chrono::{DateTime, Utc};
use diesel::{dsl::now, prelude::*};
use diesel_async::RunQueryDsl;

use super::super::model::{Cycle, Frame, PhaseName, PhaseSpan, PhaseState, Rulebook, VoteRule};
use crate::{
    base::{CycleSlug, Kept},
    platform::db::{CivicConn, Conn},
    schema::civic::{cycle, phase, rulebook_version},
};

/// The phases of a cycle in their usual order.
///
/// # Errors
/// The database's own error.
pub async fn list_phases(conn: &mut CivicConn, slug: &CycleSlug) -> QueryResult<Vec<PhaseSpan>> {
    let rows: Vec<(String, DateTime<Utc>, DateTime<Utc>)> = phase::table
        .filter(phase::cycle.eq(slug.as_str()))
        .select((phase::name, phase::starts_at, phase::ends_at))
        .load(conn.pg())
        .await?;
    let mut spans: Vec<PhaseSpan> = rows
        .into_iter()
        .filter_map(|(name, starts_at, ends_at)| Some(PhaseSpan { name: PhaseName::parse(&name)?, starts_at, ends_at }))
        .collect();
    spans.sort_by_key(|span| span.name);
    Ok(spans)
}

/// Where a phase stands by the database's clock.
///
/// # Errors
/// `NotFound` when there is no such cycle; the database's own error.
pub async fn phase_state(conn: &mut CivicConn, slug: &CycleSlug, name: PhaseName) -> QueryResult<PhaseState> {
    let read_at: DateTime<Utc> =
        cycle::table.find(slug.as_str()).select(now.into_sql::<diesel::sql_types::Timestamptz>()).first(conn.pg()).await?;
    let span = list_phases(conn, slug).await?.into_iter().find(|span| span.name == name);
    Ok(PhaseState::of(span, read_at))
}

pub(in super::super) async fn put_phase(conn: &mut CivicConn, slug: &CycleSlug, span: &PhaseSpan) -> QueryResult<()> {
    diesel::insert_into(phase::table)
        .values((
            phase::cycle.eq(slug.as_str()),
            phase::name.eq(span.name.code()),
            phase::starts_at.eq(span.starts_at),
            phase::ends_at.eq(span.ends_at),
        ))
        .on_conflict((phase::cycle, phase::name))
        .do_update()
        .set((phase::starts_at.eq(span.starts_at), phase::ends_at.eq(span.ends_at)))
        .execute(conn.pg())
        .await
        .map(|_| ())
}

/// The rulebook in force with its version; the default one as version 0 when none was stored.
///
/// # Errors
/// The database's own error; an unreadable row.
pub async fn rulebook(conn: &mut CivicConn, slug: &CycleSlug) -> QueryResult<(i32, Rulebook)> {
    let found: Option<(i32, serde_json::Value)> = rulebook_version::table
        .filter(rulebook_version::cycle.eq(slug.as_str()))
        .order(rulebook_version::version.desc())
        .select((rulebook_version::version, rulebook_version::settings))
        .first(conn.pg())
        .await
        .optional()?;
    match found {
        None => Ok((0, Rulebook::default())),
        Some((version, settings)) => Ok((version, serde_json::from_value(settings).map_err(super::unreadable)?)),
    }
}

/// Who may vote in frozen cycles; the database takes no new rulebook for them.
static VOTE_RULES: LazyLock<Kept<DefinitionHash, VoteRule>> = LazyLock::new(Kept::default);

/// Who may vote in a cycle, and through which doors; read once in the life of the process when the cycle is frozen.
///
/// # Errors
/// The database's own error; an unreadable row.
pub async fn vote_rule(conn: &mut CivicConn, cycle: &Cycle) -> QueryResult<Arc<VoteRule>> {
    if let Some(known) = cycle.definition_hash.and_then(|hash| VOTE_RULES.get(&hash)) {
        return Ok(known);
    }
    let rule = rulebook(conn, &cycle.slug).await?.1.vote;
    Ok(match cycle.definition_hash {
        Some(hash) => VOTE_RULES.keep(hash, rule),
        None => Arc::new(rule),
    })
}

/// A version to be stored.
pub struct NewVersion<'a> {
    /// Number, from 1.
    pub version: i32,
    /// Its rules.
    pub rulebook: &'a Rulebook,
    /// Dates, zones, titles and places.
    pub frame: &'a Frame,
    /// Task of the set-up that was saved.
    pub task: Option<&'a str>,
    /// Public reason.
    pub reason: Option<&'a str>,
}

pub(in super::super) async fn insert_rulebook(
    conn: &mut CivicConn,
    slug: &CycleSlug,
    new: &NewVersion<'_>,
    (made_by, made_at): (&str, DateTime<Utc>),
) -> QueryResult<()> {
    diesel::insert_into(rulebook_version::table)
        .values((
            rulebook_version::cycle.eq(slug.as_str()),
            rulebook_version::version.eq(new.version),
            rulebook_version::settings.eq(serde_json::to_value(new.rulebook).map_err(super::unreadable)?),
            rulebook_version::frame.eq(serde_json::to_value(new.frame).map_err(super::unreadable)?),
            rulebook_version::task.eq(new.task),
            rulebook_version::made_by.eq(made_by),
            rulebook_version::made_at.eq(made_at),
            rulebook_version::reason.eq(new.reason),
        ))
        .execute(conn.pg())
        .await
        .map(|_| ())
}
