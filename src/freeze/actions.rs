//! Approving proofs and freezing. The freeze takes exactly what two people approved.

use std::collections::BTreeMap;

use ballot::{
    definition::{Definition, OneBallotPer, SCHEMA},
    receipt::ReceiptKey,
    ticket::TicketKey,
};

use super::{
    model::{Approval, Channel, KeyEntry, Obstacle, OpeningKey, Proof, agreed_key, proof_hash},
    store,
};
use crate::{
    accounts::{Grant, Refusal},
    applications::{self, State as ApplicationState},
    base::{CycleSlug, Duty, Env, Lang, ZoneCode},
    cycles::{self, Contest, Cycle, CycleError, PhaseName, PhaseState, Rulebook},
    ideas,
    platform::{
        db::CivicConn,
        keys::Keys,
        web::{AsProblem, Problem},
    },
    proposals::{self, NewProposal, ProposalError},
    translations,
    transparency::{self, Act},
};

/// Number of the one ballot layout of a contest.
const STYLE: u16 = 1;

/// Why a freeze, an approval or a notice was refused.
#[derive(Debug, thiserror::Error)]
pub enum FreezeError {
    /// Something stands in the way.
    #[error("{} things stand in the way", .0.len())]
    Obstacles(Vec<Obstacle>),
    /// What was approved is not what stands there now.
    #[error("the proof changed")]
    ProofChanged,
    /// There is no such cycle, zone or proof.
    #[error("nothing to do")]
    NothingThere,
    /// The signed-in person may not do this now.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The cycle.
    #[error(transparent)]
    Cycle(#[from] CycleError),
    /// The slate.
    #[error(transparent)]
    Slate(#[from] ProposalError),
    /// An application.
    #[error(transparent)]
    Application(#[from] applications::ApplicationError),
    /// A value has no canonical form.
    #[error(transparent)]
    Canonical(#[from] ballot::canonical::CanonicalError),
    /// The database.
    #[error("the database: {0}")]
    Db(#[from] diesel::result::Error),
}

impl AsProblem for FreezeError {
    fn problem(&self) -> Problem {
        use actix_web::http::StatusCode;
        let conflict = |code, title, text| Problem::new(StatusCode::CONFLICT, code, title, text);
        match self {
            Self::Db(error) => Problem::database(error),
            Self::Refused(refusal) => refusal.problem(),
            Self::Cycle(error) => error.problem(),
            Self::Application(error) => error.problem(),
            Self::Slate(_) | Self::Canonical(_) => Problem::internal(self),
            Self::ProofChanged => conflict("freeze.proof_changed", "freeze-changed-title", "freeze-changed-text"),
            Self::NothingThere => Problem::not_found(),
            Self::Obstacles(_) => Problem::bad_form(),
        }
    }
}

/// A contest's slate as it would be frozen, with its proofs.
pub struct ZoneProofs {
    /// The contest.
    pub contest: Contest,
    /// The slate.
    pub slate: Vec<NewProposal>,
    /// A proof for each language and channel.
    pub proofs: Vec<Proof>,
}

/// The proofs of one zone as they stand.
///
/// # Errors
/// The database's own error.
pub(super) async fn zone_proofs(
    conn: &mut CivicConn,
    contest: &Contest,
    (cycle, rulebook): (&Cycle, &Rulebook),
) -> Result<ZoneProofs, FreezeError> {
    let slate = proposals::drafted_slate(conn, contest, &rulebook.languages).await?;
    let approvals = store::list_approvals(conn, &contest.cycle, &contest.zone.code).await?;
    let mut proofs = Vec::new();
    for lang in &rulebook.languages {
        for channel in Channel::ALL {
            let hash = proof_hash(contest, &slate, (cycle, rulebook), (lang, channel))?;
            let fits = |row: &&store::ApprovalRow| row.0 == *lang && row.1 == channel && row.2 == hash;
            let approvals = approvals.iter().filter(fits).map(|row| row.3.clone()).collect();
            proofs.push(Proof { lang: lang.clone(), channel, hash, approvals });
        }
    }
    Ok(ZoneProofs { contest: contest.clone(), slate, proofs })
}

/// Approves one proof as it stood on the approver's page.
///
/// # Errors
/// [`FreezeError::ProofChanged`] when something changed since; [`CycleError::FrozenAlready`].
pub async fn approve(
    conn: &mut CivicConn,
    env: &Env,
    grant: &Grant,
    contest: &Contest,
    (lang, channel, seen): (&str, Channel, &[u8]),
) -> Result<(), FreezeError> {
    grant.demand_fresh(Duty::ApproveProofs, env.now)?;
    let cycle = cycles::lock_cycle(conn, &contest.cycle).await?;
    if cycle.definition_hash.is_some() {
        return Err(CycleError::FrozenAlready.into());
    }
    let (_, rulebook) = cycles::rulebook(conn, &contest.cycle).await?;
    let zone = zone_proofs(conn, contest, (&cycle, &rulebook)).await?;
    let stands = zone.proofs.iter().find(|proof| proof.lang == lang && proof.channel == channel);
    let proof = stands.ok_or(FreezeError::NothingThere)?;
    if proof.hash[..] != *seen {
        return Err(FreezeError::ProofChanged);
    }
    let by = Approval { account: grant.account(), name: grant.name().to_owned() };
    if store::insert_approval(conn, contest, (lang, channel, &proof.hash), &by, env.now).await? {
        let act = Act::new(contest.cycle.as_str(), "proof.approved", &grant.actor(Duty::ApproveProofs))
            .fact("zone", contest.zone.code.as_str())
            .fact("lang", lang)
            .fact("channel", channel.code())
            .fact("hash", hex::encode(proof.hash));
        transparency::record(conn, env.now, &act).await?;
    }
    Ok(())
}

/// Enters the opening key's public half as a person copied it from the ceremony.
///
/// # Errors
/// [`CycleError::FrozenAlready`]; a stale second factor.
pub async fn enter_key(
    conn: &mut CivicConn,
    env: &Env,
    grant: &Grant,
    (slug, key): (&CycleSlug, OpeningKey),
) -> Result<(), FreezeError> {
    grant.demand_fresh(Duty::ApproveProofs, env.now)?;
    if cycles::lock_cycle(conn, slug).await?.definition_hash.is_some() {
        return Err(CycleError::FrozenAlready.into());
    }
    let by = Approval { account: grant.account(), name: grant.name().to_owned() };
    store::put_key_entry(conn, slug, &KeyEntry { by, key }, env.now).await?;
    let act = Act::new(slug.as_str(), "key.entered", &grant.actor(Duty::ApproveProofs))
        .fact("key", hex::encode(key.public))
        .fact("threshold", i64::from(key.trustees.threshold))
        .fact("shares", i64::from(key.trustees.count));
    Ok(transparency::record(conn, env.now, &act).await?)
}

async fn zone_obstacles(conn: &mut CivicConn, zone: &ZoneProofs, languages: &[String]) -> Result<Vec<Obstacle>, FreezeError> {
    let code = &zone.contest.zone.code;
    let mut found = Vec::new();
    let all = applications::list_of_contest(conn, zone.contest.id).await?;
    for state in [ApplicationState::Submitted, ApplicationState::ChangesAsked, ApplicationState::Appealed] {
        let count = all.iter().filter(|application| application.state == state).count();
        if count > 0 {
            found.push(Obstacle::Undecided(code.clone(), state, count));
        }
    }
    if zone.slate.is_empty() {
        found.push(Obstacle::EmptySlate(code.clone()));
        return Ok(found);
    }
    let missing = translations::readiness(conn, zone.contest.id, languages).await?;
    found.extend(missing.into_iter().map(|missing| Obstacle::Untranslated(code.clone(), missing)));
    let lacking = zone.proofs.iter().filter(|proof| !proof.is_approved());
    found.extend(
        lacking.map(|proof| Obstacle::Unapproved(code.clone(), proof.lang.clone(), proof.channel, proof.approvals.len())),
    );
    Ok(found)
}

/// A cycle as it would be frozen, and what stands in the way.
#[derive(Default)]
pub struct Survey {
    /// Its zones with their proofs.
    pub zones: Vec<ZoneProofs>,
    /// What stands in the way.
    pub obstacles: Vec<Obstacle>,
}

/// Looks at everything a freeze needs.
///
/// # Errors
/// The database's own error.
pub(super) async fn survey(conn: &mut CivicConn, cycle: &Cycle, rulebook: &Rulebook) -> Result<Survey, FreezeError> {
    let (mut zones, mut obstacles) = (Vec::new(), Vec::new());
    if cycle.read_at >= cycle.opens_at {
        obstacles.push(Obstacle::TooLate);
    }
    if agreed_key(&store::list_key_entries(conn, &cycle.slug).await?).is_none() {
        obstacles.push(Obstacle::KeyNotAgreed);
    }
    if cycle.published_at.is_none() {
        obstacles.push(Obstacle::NotPublished);
    }
    for name in [PhaseName::Proposals, PhaseName::Review, PhaseName::Appeals] {
        if matches!(cycles::phase_state(conn, &cycle.slug, name).await?, PhaseState::Open(_) | PhaseState::Before(_)) {
            obstacles.push(Obstacle::PhaseOpen(name));
        }
    }
    for contest in cycles::list_contests(conn, &cycle.slug).await? {
        let zone = zone_proofs(conn, &contest, (cycle, rulebook)).await?;
        obstacles.extend(zone_obstacles(conn, &zone, &rulebook.languages).await?);
        zones.push(zone);
    }
    Ok(Survey { zones, obstacles })
}

async fn definition(
    conn: &mut CivicConn,
    keys: &Keys,
    cycle: &Cycle,
    rulebook: &Rulebook,
    opening: &OpeningKey,
) -> Result<Definition, FreezeError> {
    let mut title = BTreeMap::new();
    for code in &rulebook.languages {
        let lang = Lang::parse(code).unwrap_or(Lang::En);
        title.insert(code.clone(), cycles::cycle_by_slug(conn, &cycle.slug, lang).await?.title);
    }
    let mut contests = Vec::new();
    for contest in cycles::list_contests(conn, &cycle.slug).await? {
        contests.push(proposals::build_slate(conn, &contest, STYLE).await?);
    }
    contests.sort_by(|a, b| a.zone.cmp(&b.zone));
    let params = cycle.rule_params.as_object().into_iter().flatten();
    let text = |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    Ok(Definition {
        schema: SCHEMA.to_owned(),
        cycle: cycle.slug.to_string(),
        title,
        opens_at: cycle.opens_at.timestamp(),
        closes_at: cycle.closes_at.timestamp(),
        grace_seconds: u32::try_from(cycle.grace_seconds).unwrap_or(0),
        change_allowed: rulebook.ballot.change_allowed,
        blank_allowed: rulebook.ballot.blank_allowed,
        opening_key: opening.public,
        ticket_key: TicketKey::from_seed(keys.ticket.reveal()).public(),
        receipt_key: ReceiptKey::from_seed(keys.receipt.reveal()).public(),
        log_key: ReceiptKey::from_seed(keys.log.reveal()).public(),
        trustees: opening.trustees,
        one_ballot_per: if rulebook.vote.one_per_zone { OneBallotPer::Zone } else { OneBallotPer::Cycle },
        count_rule: cycle.count_rule.clone(),
        tie_break: cycle.tie_break.clone(),
        rule_params: params.map(|(name, value)| (name.clone(), text(value))).collect(),
        languages: rulebook.languages.clone(),
        contests,
    })
}

/// Freezes a cycle: the slates become what was approved, and the definition is fixed with its hash as an act.
///
/// # Errors
/// [`FreezeError::Obstacles`], [`CycleError::FrozenAlready`], a stale second factor.
pub async fn freeze_cycle(
    conn: &mut CivicConn,
    env: &Env,
    grant: &Grant,
    keys: &Keys,
    slug: &CycleSlug,
) -> Result<(), FreezeError> {
    grant.demand_fresh(Duty::RunCycle, env.now)?;
    let cycle = cycles::lock_cycle(conn, slug).await?;
    if cycle.definition_hash.is_some() {
        return Err(CycleError::FrozenAlready.into());
    }
    let (_, rulebook) = cycles::rulebook(conn, slug).await?;
    let Survey { zones, obstacles } = survey(conn, &cycle, &rulebook).await?;
    let opening = agreed_key(&store::list_key_entries(conn, slug).await?);
    let Some(opening) = opening.filter(|_| obstacles.is_empty()) else {
        return Err(FreezeError::Obstacles(obstacles));
    };
    for zone in &zones {
        for proposal in &zone.slate {
            proposals::add_proposal(conn, zone.contest.id, proposal).await?;
        }
        store::insert_frozen_proofs(conn, &zone.contest, &zone.proofs).await?;
    }
    let actor = grant.actor(Duty::RunCycle);
    let definition = definition(conn, keys, &cycle, &rulebook, &opening).await?;
    cycles::freeze(conn, env, &actor, slug, &definition).await?;
    // What became of each idea stands on its page from now on; nobody needs to be written to.
    let contacts = ideas::forget_contacts(conn, slug).await?;
    let forgotten =
        Act::new(slug.as_str(), "ideas.contacts_forgotten", &actor).fact("count", u64::try_from(contacts).unwrap_or(u64::MAX));
    Ok(transparency::record(conn, env.now, &forgotten).await?)
}

/// A contest of a cycle.
///
/// # Errors
/// [`FreezeError::NothingThere`].
pub(super) async fn contest_of(conn: &mut CivicConn, slug: &CycleSlug, zone: &ZoneCode) -> Result<Contest, FreezeError> {
    cycles::contest_by_zone(conn, slug, zone.as_str()).await?.ok_or(FreezeError::NothingThere)
}
