//! Where a vote stands, as every step of it has to know. Requests that ask at the same time share one read.

use std::sync::Arc;

use diesel::QueryResult;

use super::{
    model::{Contest, Cycle, FrozenDefinition, VoteRule},
    store,
};
use crate::{
    base::Lang,
    platform::{CivicConn, Db},
};

/// A cycle with what belongs to it.
pub struct Standing {
    /// The cycle, read after it was asked for.
    pub cycle: Cycle,
    /// Its contests by zone name.
    pub contests: Arc<Vec<Contest>>,
    /// Its frozen definition, once there is one.
    pub frozen: Option<FrozenDefinition>,
    /// Who may vote, and through which doors.
    pub voters: Arc<VoteRule>,
}

impl Standing {
    /// The contest of a zone.
    pub fn contest(&self, zone: &str) -> Option<&Contest> {
        self.contests.iter().find(|contest| contest.zone.code.as_str() == zone)
    }
}

async fn with_parts(conn: &mut CivicConn, cycle: Option<Cycle>) -> QueryResult<Option<Standing>> {
    let Some(cycle) = cycle else { return Ok(None) };
    let contests = store::contests_of(conn, &cycle).await?;
    let frozen = store::frozen(conn, &cycle).await?;
    let voters = store::vote_rule(conn, &cycle).await?;
    Ok(Some(Standing { cycle, contests, frozen, voters }))
}

/// The cycle that residents meet on the front page, if there is one.
///
/// # Errors
/// The database's own error.
pub async fn current(civic: &Db<CivicConn>, lang: Lang) -> QueryResult<Arc<Option<Standing>>> {
    let read = async move |conn: &mut CivicConn| {
        let cycle = store::current_cycle(conn, lang).await?;
        with_parts(conn, cycle).await
    };
    civic.read_joined(("current", lang), read).await
}

/// A cycle by its slug, which must be one that a database gave: each slug has a line of its own for ever.
///
/// # Errors
/// The database's own error.
pub async fn of_slug(civic: &Db<CivicConn>, slug: &str, lang: Lang) -> QueryResult<Arc<Option<Standing>>> {
    let slug = slug.to_owned();
    let key = (slug.clone(), lang);
    let read = async move |conn: &mut CivicConn| {
        let cycle = store::find_cycle(conn, &slug, lang).await?;
        with_parts(conn, cycle).await
    };
    civic.read_joined(key, read).await
}
