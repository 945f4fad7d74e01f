//! Saving what a cycle is made of, version after version, until the freeze: rules, dates, zones, titles, places; showing the
//! cycle to the public; moving the end of a phase. Each is one row lock, one check of the base version, one act.

use chrono::{DateTime, Utc};
use diesel::result::{DatabaseErrorKind, Error};

use super::{
    actions::CycleError,
    model::{Cycle, Frame, PhaseName, Rulebook},
    store::{self, NewVersion},
};
use crate::{
    base::{CycleSlug, Env},
    platform::db::CivicConn,
    transparency::{self, Act},
};

/// A change to a cycle's set-up.
pub struct Change<'a> {
    /// Version that the change began from.
    pub base: i32,
    /// Task of the set-up that is saved.
    pub task: &'a str,
    /// The rules after it.
    pub rulebook: &'a Rulebook,
    /// Dates, zones, titles and places after it.
    pub frame: &'a Frame,
    /// Public reason; a must once the cycle is public.
    pub reason: Option<&'a str>,
}

/// Locks a cycle that is not frozen.
async fn lock_unfrozen(conn: &mut CivicConn, slug: &CycleSlug) -> Result<Cycle, CycleError> {
    let cycle = store::lock_cycle(conn, slug).await?;
    if cycle.definition_hash.is_some() { Err(CycleError::FrozenAlready) } else { Ok(cycle) }
}

async fn demand_base(conn: &mut CivicConn, slug: &CycleSlug, base: i32) -> Result<(), CycleError> {
    let (version, _) = store::rulebook(conn, slug).await?;
    if version == base { Ok(()) } else { Err(CycleError::RulebookChanged) }
}

async fn record_saved(
    conn: &mut CivicConn,
    env: &Env,
    actor: &str,
    slug: &CycleSlug,
    new: &NewVersion<'_>,
) -> Result<i32, CycleError> {
    store::insert_rulebook(conn, slug, new, (actor, env.now)).await?;
    store::follow_rulebook(conn, slug, new.rulebook).await?;
    let mut act = Act::new(slug.as_str(), "rulebook.saved", actor).fact("version", new.version.to_string());
    if let Some(reason) = new.reason {
        act = act.because(reason);
    }
    transparency::record(conn, env.now, &act).await?;
    Ok(new.version)
}

/// Stores the next version of a rulebook. `base` is the version that the change began from; another save in between makes
/// this one collide, and nothing is lost without a word.
///
/// # Errors
/// [`CycleError::RulebookChanged`] after such a collision; the database's own error, such as a frozen cycle.
pub async fn save_rulebook(
    conn: &mut CivicConn,
    env: &Env,
    actor: &str,
    slug: &CycleSlug,
    (base, rulebook): (i32, &Rulebook),
    reason: Option<&str>,
) -> Result<i32, CycleError> {
    lock_unfrozen(conn, slug).await?;
    demand_base(conn, slug, base).await?;
    let frame = store::frame(conn, slug).await?;
    let new = NewVersion { version: base.saturating_add(1), rulebook, frame: &frame, task: None, reason };
    record_saved(conn, env, actor, slug, &new).await
}

/// A zone that proposals hang on is kept by its foreign key.
fn zone_in_use(error: Error) -> CycleError {
    match error {
        Error::DatabaseError(DatabaseErrorKind::ForeignKeyViolation, _) => CycleError::ZoneInUse,
        other => other.into(),
    }
}

/// Saves rules, dates, zones, titles and places as the next version.
///
/// # Errors
/// [`CycleError::FrozenAlready`], [`CycleError::RulebookChanged`], [`CycleError::ReasonMissing`] once the cycle is public,
/// [`CycleError::ZoneInUse`].
pub async fn save_set_up(
    conn: &mut CivicConn,
    env: &Env,
    actor: &str,
    slug: &CycleSlug,
    change: &Change<'_>,
) -> Result<i32, CycleError> {
    let cycle = lock_unfrozen(conn, slug).await?;
    demand_base(conn, slug, change.base).await?;
    if cycle.published_at.is_some() && change.reason.is_none() {
        return Err(CycleError::ReasonMissing);
    }
    store::put_frame(conn, slug, change.frame, change.rulebook).await.map_err(zone_in_use)?;
    let new = NewVersion {
        version: change.base.saturating_add(1),
        rulebook: change.rulebook,
        frame: change.frame,
        task: Some(change.task),
        reason: change.reason,
    };
    record_saved(conn, env, actor, slug, &new).await
}

/// Shows a cycle to the public. `base` is the version that was checked: what goes public is what was looked at.
///
/// # Errors
/// [`CycleError::PublishedAlready`], [`CycleError::RulebookChanged`].
pub async fn publish_cycle(conn: &mut CivicConn, env: &Env, actor: &str, slug: &CycleSlug, base: i32) -> Result<(), CycleError> {
    let cycle = store::lock_cycle(conn, slug).await?;
    if cycle.published_at.is_some() {
        return Err(CycleError::PublishedAlready);
    }
    demand_base(conn, slug, base).await?;
    store::mark_published(conn, slug).await?;
    let act = Act::new(slug.as_str(), "cycle.published", actor).fact("version", base.to_string());
    Ok(transparency::record(conn, env.now, &act).await?)
}

/// How a moment stands in an act: Los Angeles time, the same in every language.
fn written(at: DateTime<Utc>) -> String {
    at.with_timezone(&chrono_tz::America::Los_Angeles).format("%Y-%m-%d %H:%M").to_string()
}

/// Moves the end of a phase, with a public reason.
///
/// # Errors
/// [`CycleError::ReasonMissing`], [`CycleError::FrozenAlready`], [`CycleError::PhaseStays`].
pub async fn move_phase(
    conn: &mut CivicConn,
    env: &Env,
    actor: &str,
    slug: &CycleSlug,
    (name, to): (PhaseName, DateTime<Utc>),
    reason: &str,
) -> Result<(), CycleError> {
    if reason.trim().is_empty() {
        return Err(CycleError::ReasonMissing);
    }
    let cycle = lock_unfrozen(conn, slug).await?;
    let mut frame = store::frame(conn, slug).await?;
    let from = frame.phase(name).map(|span| span.ends_at);
    frame.move_end(name, to, cycle.read_at).map_err(CycleError::PhaseStays)?;
    let (base, rulebook) = store::rulebook(conn, slug).await?;
    store::put_frame(conn, slug, &frame, &rulebook).await?;
    let version = base.saturating_add(1);
    let new = NewVersion { version, rulebook: &rulebook, frame: &frame, task: Some("dates"), reason: Some(reason.trim()) };
    store::insert_rulebook(conn, slug, &new, (actor, env.now)).await?;
    let act = Act::new(slug.as_str(), "phase.moved", actor)
        .fact("name", name.code())
        .fact("old", from.map(written).unwrap_or_default())
        .fact("new", written(to))
        .because(reason.trim());
    Ok(transparency::record(conn, env.now, &act).await?)
}
