//! Making a cycle, freezing it, and the steps it goes through after voting. Each step is one row lock, one mark, one act.

use ballot::{DefinitionHash, definition::Definition};
use chrono::{DateTime, Utc};

use super::{
    model::{Cycle, FrozenDefinition, MoveRefusal, PhaseSpan, PrintOrder, Zone},
    store,
};
use crate::{
    base::{ContestId, CycleSlug, Env, Money, ZoneCode},
    platform::{
        db::CivicConn,
        web::{AsProblem, Problem},
    },
    transparency::{self, Act},
};

/// Why a step was refused.
#[derive(Debug, thiserror::Error)]
pub enum CycleError {
    /// There is no such cycle.
    #[error("there is no cycle {0}")]
    NoSuchCycle(String),
    /// It was frozen before.
    #[error("the cycle is frozen already")]
    FrozenAlready,
    /// The definition contradicts itself.
    #[error("the definition can't be frozen: {0}")]
    BadDefinition(String),
    /// Voting was closed before.
    #[error("voting is closed already")]
    ClosedAlready,
    /// This step comes later.
    #[error("another step comes first")]
    NotYet,
    /// Someone else saved the rulebook in between.
    #[error("the rulebook was changed by someone else")]
    RulebookChanged,
    /// Closing before the declared time needs a public reason.
    #[error("a public reason is missing")]
    ReasonMissing,
    /// A zone that has proposals cannot leave the cycle.
    #[error("a zone with proposals can't leave the cycle")]
    ZoneInUse,
    /// The public sees the cycle already.
    #[error("the cycle is public already")]
    PublishedAlready,
    /// The end of the phase stays where it is.
    #[error("the phase can't end then: {0:?}")]
    PhaseStays(MoveRefusal),
    /// The database.
    #[error("the database: {0}")]
    Db(#[from] diesel::result::Error),
}

impl AsProblem for CycleError {
    fn problem(&self) -> Problem {
        use actix_web::http::StatusCode;
        match self {
            Self::Db(error) => Problem::database(error),
            Self::NoSuchCycle(_) => Problem::not_found(),
            Self::BadDefinition(_) => Problem::internal(self),
            _ => {
                Problem::new(StatusCode::CONFLICT, "cycles.step_refused", "cycles-step-refused-title", "cycles-step-refused-text")
            }
        }
    }
}

/// A cycle to be made.
pub struct NewCycle {
    /// Name in addresses.
    pub slug: CycleSlug,
    /// Title by language code.
    pub titles: Vec<(String, String)>,
    /// A past election.
    pub is_imported: bool,
    /// Everything in it is invented.
    pub is_sample: bool,
    /// Id of the count rule.
    pub count_rule: String,
    /// Declared tie rule.
    pub tie_break: String,
    /// Parameters of the count rule.
    pub rule_params: serde_json::Value,
    /// First moment of voting.
    pub opens_at: DateTime<Utc>,
    /// First moment at which it is over.
    pub closes_at: DateTime<Utc>,
    /// Seconds in which a ballot begun before the close may still be cast.
    pub grace_seconds: u32,
    /// When the public sees it; `None` while staff set it up.
    pub published_at: Option<DateTime<Utc>>,
}

/// A contest to be made.
pub struct NewContest {
    /// The cycle.
    pub cycle: CycleSlug,
    /// The zone.
    pub zone: ZoneCode,
    /// Money to share out.
    pub budget: Money,
    /// True when the budget is a sample.
    pub budget_is_sample: bool,
    /// Most proposals on one ballot.
    pub pick_limit: u16,
    /// Kind of ballots, by Pabulib's names.
    pub ballot_kind: String,
}

/// Makes a zone; one that exists stays as it is.
///
/// # Errors
/// The database's own error.
pub async fn create_zone(conn: &mut CivicConn, zone: &Zone) -> Result<(), CycleError> {
    Ok(store::insert_zone(conn, zone).await?)
}

/// Makes a cycle.
///
/// # Errors
/// The database's own error, such as a slug that is taken.
pub async fn create_cycle(conn: &mut CivicConn, new: &NewCycle) -> Result<(), CycleError> {
    Ok(store::insert_cycle(conn, new).await?)
}

/// Adds a zone to a cycle.
///
/// # Errors
/// The database's own error, such as a zone that is in it already.
pub async fn create_contest(conn: &mut CivicConn, new: &NewContest) -> Result<ContestId, CycleError> {
    Ok(store::insert_contest(conn, new).await?)
}

/// Sets when a phase is, in a cycle that is being made.
///
/// # Errors
/// The database's own error, such as an end before the start.
pub async fn set_phase(conn: &mut CivicConn, slug: &CycleSlug, span: &PhaseSpan) -> Result<(), CycleError> {
    Ok(store::put_phase(conn, slug, span).await?)
}

/// Freezes everything a ballot depends on; from here on Postgres refuses changes to the slate and the rulebook.
///
/// # Errors
/// [`CycleError::FrozenAlready`], [`CycleError::BadDefinition`].
pub async fn freeze(
    conn: &mut CivicConn,
    env: &Env,
    actor: &str,
    slug: &CycleSlug,
    definition: &Definition,
) -> Result<DefinitionHash, CycleError> {
    let cycle = store::lock_cycle(conn, slug).await?;
    if cycle.definition_hash.is_some() {
        return Err(CycleError::FrozenAlready);
    }
    definition.validate().map_err(|fault| CycleError::BadDefinition(fault.to_string()))?;
    let bytes = definition.to_bytes().map_err(|fault| CycleError::BadDefinition(fault.to_string()))?;
    let hash = DefinitionHash(ballot::canonical::sha256(&[&bytes]));
    let order = PrintOrder(env.random.bytes());
    store::mark_frozen(conn, slug, (&bytes, &hash), &order).await?;
    let act = Act::new(slug.as_str(), "cycle.frozen", actor).fact("hash", hash.to_string());
    transparency::record(conn, env.now, &act).await?;
    // After the act that freezes, before which a pack allows no other of this cycle.
    let drawn = Act::new(slug.as_str(), "order.drawn", actor).fact("seed", hex::encode(order.0));
    transparency::record(conn, env.now, &drawn).await?;
    Ok(hash)
}

/// Records that voting is closed. The box was closed before, so no ballot can follow.
///
/// # Errors
/// [`CycleError::ClosedAlready`]; [`CycleError::ReasonMissing`] when it is earlier than declared and no reason is given.
pub async fn close_voting(
    conn: &mut CivicConn,
    env: &Env,
    actor: &str,
    slug: &CycleSlug,
    reason: &str,
) -> Result<(), CycleError> {
    let cycle = store::lock_cycle(conn, slug).await?;
    if cycle.closed_at.is_some() {
        return Err(CycleError::ClosedAlready);
    }
    check_closing(&cycle, reason)?;
    store::mark_closed(conn, slug).await?;
    let mut act = Act::new(slug.as_str(), "voting.closed", actor);
    if !reason.trim().is_empty() {
        act = act.because(reason.trim());
    }
    Ok(transparency::record(conn, env.now, &act).await?)
}

/// Whether voting may be closed now; asked before the box is closed and again when it is recorded.
///
/// # Errors
/// [`CycleError::NotYet`] before it opened, [`CycleError::ReasonMissing`].
pub fn check_closing(cycle: &Cycle, reason: &str) -> Result<(), CycleError> {
    if cycle.definition_hash.is_none() {
        return Err(CycleError::NotYet);
    }
    if cycle.read_at < cycle.closes_at && reason.trim().is_empty() {
        return Err(CycleError::ReasonMissing);
    }
    Ok(())
}

/// Records that the link key is destroyed.
///
/// # Errors
/// [`CycleError::NotYet`] while voting is not closed.
pub async fn record_links_cut(conn: &mut CivicConn, env: &Env, actor: &str, slug: &CycleSlug) -> Result<(), CycleError> {
    let cycle = store::lock_cycle(conn, slug).await?;
    if cycle.closed_at.is_none() {
        return Err(CycleError::NotYet);
    }
    if cycle.links_cut_at.is_some() {
        return Ok(());
    }
    store::mark_links_cut(conn, slug).await?;
    Ok(transparency::record(conn, env.now, &Act::new(slug.as_str(), "links.cut", actor)).await?)
}

/// A past election is over and open from the start: its three steps are marked at once.
///
/// # Errors
/// The database's own error.
pub async fn record_imported(conn: &mut CivicConn, slug: &CycleSlug) -> Result<(), CycleError> {
    store::mark_closed(conn, slug).await?;
    store::mark_links_cut(conn, slug).await?;
    Ok(store::mark_opened(conn, slug).await?)
}

/// Records that the ballots are opened, in the transaction that stores them.
///
/// # Errors
/// [`CycleError::NotYet`] before the links were cut.
pub async fn record_opened(
    conn: &mut CivicConn,
    env: &Env,
    cycle: &Cycle,
    trustees: usize,
    opened: u64,
    invalid: u64,
) -> Result<(), CycleError> {
    if cycle.links_cut_at.is_none() || cycle.opened_at.is_some() {
        return Err(CycleError::NotYet);
    }
    store::mark_opened(conn, &cycle.slug).await?;
    let act = Act::new(cycle.slug.as_str(), "ballots.opened", "system")
        .fact("trustees", trustees)
        .fact("opened", opened)
        .fact("invalid", invalid);
    Ok(transparency::record(conn, env.now, &act).await?)
}

impl Cycle {
    /// The frozen definition.
    ///
    /// # Errors
    /// [`CycleError::NotYet`] before the freeze.
    pub async fn frozen(&self, conn: &mut CivicConn) -> Result<FrozenDefinition, CycleError> {
        store::frozen(conn, self).await?.ok_or(CycleError::NotYet)
    }
}
