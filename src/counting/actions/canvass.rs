//! Closing the log of ballots, and confirming a canvass sheet.

use ledger::Checkpoint;

use super::{
    super::{
        model::{BalancedCanvass, Sheet},
        store,
    },
    CountingError,
};
use crate::{
    accounts::Grant,
    base::{CycleSlug, Duty, Env},
    cycles::{self, Contest},
    platform::db::CivicConn,
    transparency::{self, Act, LogName},
};

/// Records where the log of ballots ended, once every ballot is in it. Doing it again changes nothing.
///
/// # Errors
/// [`CountingError::NotYet`] while voting is not closed.
pub(in crate::counting) async fn record_log_closed(
    conn: &mut CivicConn,
    env: &Env,
    actor: &str,
    slug: &CycleSlug,
    checkpoint: &Checkpoint,
) -> Result<(), CountingError> {
    let cycle = cycles::lock_cycle(conn, slug).await?;
    if cycle.closed_at.is_none() {
        return Err(CountingError::NotYet);
    }
    if transparency::has_act(conn, slug.as_str(), "log.closed").await? {
        return Ok(());
    }
    let act = Act::new(slug.as_str(), "log.closed", actor)
        .fact("log", LogName::Ballots.word())
        .fact("size", checkpoint.size)
        .fact("root", checkpoint.root.to_base64());
    Ok(transparency::record(conn, env.now, &act).await?)
}

/// Confirms a sheet that adds up. The sheet is computed by the caller from both databases, just now.
///
/// # Errors
/// [`CountingError::Gaps`], [`CountingError::NotYet`] before the close, [`CountingError::DoneBefore`].
pub(in crate::counting) async fn confirm_canvass(
    conn: &mut CivicConn,
    env: &Env,
    grant: &Grant,
    contest: &Contest,
    sheet: Sheet,
) -> Result<(), CountingError> {
    let cycle = cycles::lock_cycle(conn, &contest.cycle).await?;
    if cycle.closed_at.is_none() || !transparency::has_act(conn, contest.cycle.as_str(), "log.closed").await? {
        return Err(CountingError::NotYet);
    }
    if store::has_unfinished_void(conn, contest.cycle.as_str(), contest.zone.code.as_str()).await? {
        return Err(CountingError::NotYet);
    }
    let balanced = BalancedCanvass::of(sheet).map_err(CountingError::Gaps)?;
    if store::find_canvass(conn, contest.id).await?.is_some() {
        return Err(CountingError::DoneBefore);
    }
    store::insert_canvass(conn, contest.id, balanced.sheet(), grant.account()).await?;
    let act = Act::new(contest.cycle.as_str(), "canvass.confirmed", &grant.actor(Duty::Canvass))
        .fact("zone", contest.zone.code.as_str())
        .fact("ballots", balanced.sheet().live)
        .fact("hash", balanced.sheet().hash()?.to_string());
    Ok(transparency::record(conn, env.now, &act).await?)
}
