//! Taking a pass out before the opening: two different people, each from the evidence, and an entry in the log that names
//! their decision. Nobody sees what was chosen.

use ballot::{Digest, nonce::PassMark};
use uuid::Uuid;

use super::{
    super::store::{self, NewVoid, VoidRequest},
    CountingError,
};
use crate::{
    accounts::Grant,
    base::{Duty, Env},
    cycles::{self, Contest},
    platform::db::CivicConn,
    transparency::{self, Act},
};

/// Why a decision about a pass is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VoidRefusal {
    /// No pass was given out for this contact in this zone.
    NoSuchPass,
    /// There is a decision about it.
    DecidedBefore,
    /// The second person must be another than the first.
    SamePerson,
    /// The second person's evidence leads to another pass or ballot.
    OtherPass,
}

/// A pass that somebody's evidence leads to, with the ballot that counts for it.
#[derive(Clone, Copy)]
pub(in crate::counting) struct Evidence {
    pub pass: PassMark,
    pub ballot: Option<[u8; 32]>,
}

fn act(kind: &'static str, actor: &str, contest: &Contest, evidence: &Evidence, (ground, reason): (&str, &str)) -> Act {
    Act::new(contest.cycle.as_str(), kind, actor)
        .fact("zone", contest.zone.code.as_str())
        .fact("pass", evidence.pass.to_string())
        .fact("ballot", evidence.ballot.map(|hash| Digest(hash).to_string()).unwrap_or_default())
        .fact("ground", ground)
        .because(reason)
}

/// Decisions are taken between the close and the confirmation of the zone's sheet.
async fn check_time(conn: &mut CivicConn, contest: &Contest) -> Result<(), CountingError> {
    let cycle = cycles::lock_cycle(conn, &contest.cycle).await?;
    if cycle.closed_at.is_none() || cycle.links_cut_at.is_some() {
        return Err(CountingError::NotYet);
    }
    if store::find_canvass(conn, contest.id).await?.is_some() {
        return Err(CountingError::DoneBefore);
    }
    Ok(())
}

/// A first person proposes to take a pass out.
///
/// # Errors
/// [`CountingError::NotYet`], [`CountingError::DoneBefore`], [`VoidRefusal::DecidedBefore`].
pub(in crate::counting) async fn propose_void(
    conn: &mut CivicConn,
    env: &Env,
    grant: &Grant,
    contest: &Contest,
    evidence: &Evidence,
    (ground, reason): (&str, &str),
) -> Result<(), CountingError> {
    check_time(conn, contest).await?;
    let new = NewVoid {
        id: env.random.uuid(),
        cycle: contest.cycle.as_str(),
        zone: contest.zone.code.as_str(),
        pass_mark: &evidence.pass.0,
        ground,
        reason,
        proposed_by: grant.account(),
        ballot: evidence.ballot.as_ref().map(|hash| &hash[..]),
    };
    if !store::insert_void(conn, &new).await? {
        return Err(CountingError::Void(VoidRefusal::DecidedBefore));
    }
    let act = act("void.proposed", &grant.actor(Duty::VoidPasses), contest, evidence, (ground, reason));
    Ok(transparency::record(conn, env.now, &act).await?)
}

/// Whether a second person may agree, and means the same pass.
///
/// # Errors
/// [`VoidRefusal`].
fn check_second(request: &VoidRequest, person: Uuid, evidence: &Evidence) -> Result<(), VoidRefusal> {
    if request.proposed_by == person {
        return Err(VoidRefusal::SamePerson);
    }
    if request.pass_mark != evidence.pass.0 || request.ballot.as_deref() != evidence.ballot.as_ref().map(|hash| &hash[..]) {
        return Err(VoidRefusal::OtherPass);
    }
    Ok(())
}

/// A second person agrees. Returns the leaf hash of the decision in the log of acts; what was agreed before is answered
/// again, so that a step that broke off can be finished.
///
/// # Errors
/// [`CountingError::NotYet`], [`CountingError::DoneBefore`], [`VoidRefusal`].
pub(in crate::counting) async fn confirm_void(
    conn: &mut CivicConn,
    env: &Env,
    grant: &Grant,
    contest: &Contest,
    id: Uuid,
    evidence: &Evidence,
) -> Result<[u8; 32], CountingError> {
    check_time(conn, contest).await?;
    let request = store::find_void(conn, contest.cycle.as_str(), id).await?.ok_or(CountingError::NotYet)?;
    check_second(&request, grant.account(), evidence).map_err(CountingError::Void)?;
    if let Some(leaf) = request.act_leaf.and_then(|leaf| leaf.try_into().ok()) {
        return Ok(leaf);
    }
    let words = (request.ground.as_str(), request.reason.as_str());
    let act = act("void.confirmed", &grant.actor(Duty::VoidPasses), contest, evidence, words);
    let leaf = transparency::record_with_leaf(conn, env.now, &act).await?;
    store::mark_confirmed(conn, id, grant.account(), &leaf).await?;
    Ok(leaf)
}
