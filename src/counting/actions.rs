//! The steps after the close: confirming a canvass, storing opened ballots, counting, signing, correcting.

use actix_web::http::StatusCode;
use tally::{Ballot, BallotKind, Election, MinVotes, Project, RuleId, RuleOptions, TieBreak};

use super::{
    model::{self, BalancedCanvass, CountRecord, Counted, Gap, Sheet, SignRefusal},
    opening::ShareRefusal,
    store::{self, NewSignature, OpeningRow, Record},
};
use crate::{
    accounts::Grant,
    base::{Duty, Env, Lang},
    cycles::{self, Contest, Cycle, CycleError},
    platform::{
        db::CivicConn,
        web::{AsProblem, Problem},
    },
    proposals,
    transparency::{self, Act},
};

/// Why a step was refused.
#[derive(Debug, thiserror::Error)]
pub enum CountingError {
    /// The sheet does not add up.
    #[error("the canvass sheet does not add up")]
    Gaps(Vec<Gap>),
    /// An earlier step is missing.
    #[error("another step comes first")]
    NotYet,
    /// It was done before.
    #[error("this step was done before")]
    DoneBefore,
    /// Two different people must sign.
    #[error("this person can't sign")]
    CantSign(SignRefusal),
    /// What is being signed is not what was shown.
    #[error("the result changed since the page was shown")]
    ResultChanged,
    /// A correction needs a public reason.
    #[error("a public reason is missing")]
    ReasonMissing,
    /// The person may not do this now.
    #[error(transparent)]
    Refused(#[from] crate::accounts::Refusal),
    /// A share was refused.
    #[error(transparent)]
    Share(#[from] ShareRefusal),
    /// The cycle refused the step.
    #[error(transparent)]
    Cycle(#[from] CycleError),
    /// The rulebook names a rule or tie rule that can't be used.
    #[error("the rulebook can't be counted: {0}")]
    Rulebook(String),
    /// A record could not be hashed.
    #[error(transparent)]
    Canonical(#[from] ballot::canonical::CanonicalError),
    /// The database.
    #[error(transparent)]
    Db(#[from] diesel::result::Error),
}

impl AsProblem for CountingError {
    fn problem(&self) -> Problem {
        let conflict = |code, title, text| Problem::new(StatusCode::CONFLICT, code, title, text);
        match self {
            Self::Db(error) => Problem::database(error),
            Self::Refused(refusal) => refusal.problem(),
            Self::Cycle(error) => error.problem(),
            Self::Gaps(_) => conflict("counting.gaps", "counting-gaps-title", "counting-gaps-text"),
            Self::CantSign(_) => conflict("counting.cant_sign", "counting-cant-sign-title", "counting-cant-sign-text"),
            Self::ResultChanged => conflict("counting.result_changed", "counting-changed-title", "counting-changed-text"),
            Self::Rulebook(_) | Self::Canonical(_) => Problem::internal(self),
            _ => conflict("counting.step_refused", "cycles-step-refused-title", "cycles-step-refused-text"),
        }
    }
}

/// Confirms a sheet that adds up. The sheet is computed by the caller from both databases, just now.
///
/// # Errors
/// [`CountingError::Gaps`], [`CountingError::NotYet`] before the close, [`CountingError::DoneBefore`].
pub(super) async fn confirm_canvass(
    conn: &mut CivicConn,
    env: &Env,
    grant: &Grant,
    contest: &Contest,
    sheet: Sheet,
) -> Result<(), CountingError> {
    let cycle = cycles::lock_cycle(conn, &contest.cycle).await?;
    if cycle.closed_at.is_none() {
        return Err(CountingError::NotYet);
    }
    let balanced: BalancedCanvass = sheet.balance().map_err(CountingError::Gaps)?;
    if store::find_canvass(conn, contest.id).await?.is_some() {
        return Err(CountingError::DoneBefore);
    }
    store::insert_canvass(conn, contest.id, balanced.sheet(), grant.account()).await?;
    let act = Act::new(contest.cycle.as_str(), "canvass.confirmed", &grant.actor(Duty::Canvass))
        .fact("zone", contest.zone.code.as_str())
        .fact("ballots", balanced.sheet().live);
    Ok(transparency::record(conn, env.now, &act).await?)
}

/// One zone's opened ballots, ready to be stored.
pub(super) struct Opened {
    pub contest: Contest,
    pub records: Vec<Record>,
    pub ballots: usize,
    pub invalid: Vec<([u8; 32], &'static str)>,
    pub hash: [u8; 32],
}

/// Stores every zone's opened ballots and marks the cycle opened, all or nothing.
///
/// # Errors
/// [`CountingError::NotYet`] before the links were cut; the database's own error.
pub(super) async fn store_opening(
    conn: &mut CivicConn,
    env: &Env,
    cycle: &Cycle,
    trustees: usize,
    zones: &[Opened],
) -> Result<(), CountingError> {
    let locked = cycles::lock_cycle(conn, &cycle.slug).await?;
    let (mut opened, mut invalid) = (0, 0);
    for zone in zones {
        let row = OpeningRow {
            opened: i64::try_from(zone.ballots).unwrap_or(i64::MAX),
            invalid: i64::try_from(zone.invalid.len()).unwrap_or(i64::MAX),
            hash: zone.hash.to_vec(),
        };
        store::insert_opening(conn, zone.contest.id, &row, &zone.invalid).await?;
        store::insert_records(conn, zone.contest.id, "online", &zone.records).await?;
        opened += u64::try_from(row.opened).unwrap_or(0);
        invalid += u64::try_from(row.invalid).unwrap_or(0);
    }
    Ok(cycles::record_opened(conn, env, &locked, trustees, opened, invalid).await?)
}

/// The rule and options of a cycle's rulebook.
fn rulebook(cycle: &Cycle) -> Result<(RuleId, RuleOptions), CountingError> {
    let rule: RuleId = cycle.count_rule.parse().map_err(|_| CountingError::Rulebook(cycle.count_rule.clone()))?;
    let mut options = RuleOptions::customary(rule);
    options.tie = TieBreak::parse(&cycle.tie_break).map_err(CountingError::Rulebook)?;
    let param = |name: &str| cycle.rule_params.get(name).and_then(|value| value.as_str());
    if let Some(text) = param("min_votes") {
        options.min_votes = MinVotes::parse(text).map_err(CountingError::Rulebook)?;
    }
    options.poznan_80 = param("poznan_80") == Some("yes");
    options.no_skip = param("no_skip") == Some("yes");
    options.skip_unvoted = param("fund_unvoted") != Some("yes");
    Ok((rule, options))
}

/// The contest as the tally crate takes it. Numbers become indexes; blank ballots count as voters.
fn election(contest: &Contest, proposals: &[proposals::Proposal], records: &[Record]) -> Result<Election, CountingError> {
    let projects = proposals.iter().map(|p| Project::new(&p.public_id, &p.text.title, p.cost.cents)).collect();
    let kind = BallotKind::parse(&contest.ballot_kind).ok_or_else(|| CountingError::Rulebook(contest.ballot_kind.clone()))?;
    let mut election = Election::new(&contest.zone.name, &contest.budget.currency, contest.budget.cents, kind, projects);
    election.max_length = Some(u32::from(contest.pick_limit));
    let index_of = |number: i16| proposals.iter().position(|p| i32::from(p.number) == i32::from(number));
    for record in records {
        let choices = record.choices.iter().filter_map(|n| index_of(*n)).filter_map(|i| u32::try_from(i).ok()).collect();
        let points = record.points.iter().map(|p| i64::from(*p)).collect();
        let ballot = Ballot { choices, points, count: u64::try_from(record.ballots).unwrap_or(0) };
        election.add(ballot).map_err(|fault| CountingError::Rulebook(fault.to_string()))?;
    }
    Ok(election)
}

/// Runs the rule over the stored ballots, without storing anything: also how a certifier's click is checked.
async fn run(conn: &mut CivicConn, cycle: &Cycle, contest: &Contest) -> Result<CountRecord, CountingError> {
    let (rule, options) = rulebook(cycle)?;
    let proposals = proposals::list_proposals(conn, contest, Lang::En).await?;
    let records = store::list_records(conn, contest.id).await?;
    let invalid = store::find_opening(conn, contest.id).await?.map_or(0, |row| row.invalid);
    let election = election(contest, &proposals, &records)?;
    let outcome = tally::count(&election, rule, &options).map_err(|e| CountingError::Rulebook(e.to_string()))?;
    let sum = |keep: &dyn Fn(&Record) -> bool| {
        records.iter().filter(|r| keep(r)).map(|r| u64::try_from(r.ballots).unwrap_or(0)).sum::<u64>()
    };
    let counted = Counted {
        contest,
        proposals: &proposals,
        rule,
        options: &options,
        rule_params: &cycle.rule_params,
        ballots: sum(&|_| true),
        blank: sum(&|record| record.choices.is_empty()),
        invalid: u64::try_from(invalid).unwrap_or(0),
    };
    Ok(CountRecord::new(&counted, &outcome))
}

/// Counts a contest and stores the run: version 1, or with a public reason the next one.
///
/// # Errors
/// [`CountingError::NotYet`] before the opening, [`CountingError::DoneBefore`] when it was counted and no reason is given.
pub async fn count_contest(
    conn: &mut CivicConn,
    env: &Env,
    actor: &str,
    contest: &Contest,
    reason: Option<&str>,
) -> Result<i32, CountingError> {
    let cycle = cycles::lock_cycle(conn, &contest.cycle).await?;
    if cycle.opened_at.is_none() {
        return Err(CountingError::NotYet);
    }
    let latest = store::latest_result(conn, contest.id).await?;
    let version = match (&latest, reason.map(str::trim)) {
        (None, _) => 1,
        (Some(_), Some("")) => return Err(CountingError::ReasonMissing),
        (Some(_), None) => return Err(CountingError::DoneBefore),
        (Some(earlier), Some(_)) => earlier.version + 1,
    };
    let record = run(conn, &cycle, contest).await?;
    let hash = record.hash()?;
    let public_reason = reason.map(str::trim).filter(|_| version > 1);
    store::insert_run(conn, contest.id, version, &record, &hash, public_reason).await?;
    let mut act = Act::new(contest.cycle.as_str(), if version == 1 { "result.counted" } else { "result.corrected" }, actor)
        .fact("zone", contest.zone.code.as_str())
        .fact("version", version)
        .fact("ballots", record.ballots)
        .fact("hash", hex::encode(hash));
    if let Some(reason) = public_reason {
        act = act.because(reason);
    }
    transparency::record(conn, env.now, &act).await?;
    Ok(version)
}

/// Signs the newest version. The count is run again and must give the hash that the person was shown; an online vote must
/// have a confirmed sheet; and the second person must be another than the first.
///
/// # Errors
/// [`CountingError`].
pub(super) async fn certify(
    conn: &mut CivicConn,
    env: &Env,
    grant: &Grant,
    contest: &Contest,
    shown_hash: &str,
) -> Result<(), CountingError> {
    grant.demand_fresh(Duty::Certify, env.now)?;
    let cycle = cycles::lock_cycle(conn, &contest.cycle).await?;
    if !cycle.is_imported {
        let (sheet, _) = store::find_canvass(conn, contest.id).await?.ok_or(CountingError::NotYet)?;
        let balanced = sheet.balance().map_err(CountingError::Gaps)?;
        let opening = store::find_opening(conn, contest.id).await?.ok_or(CountingError::NotYet)?;
        let (left, right) = (balanced.sheet().live, opening.opened + opening.invalid);
        if left != right {
            return Err(CountingError::Gaps(vec![Gap { name: "opened", left, right }]));
        }
    }
    let latest = store::latest_result(conn, contest.id).await?.ok_or(CountingError::NotYet)?;
    let again = run(conn, &cycle, contest).await?.hash()?;
    if latest.hash != again || hex::encode(again) != shown_hash {
        return Err(CountingError::ResultChanged);
    }
    let signed: Vec<uuid::Uuid> = latest.signatures.iter().map(|(who, _, _)| *who).collect();
    let place = model::next_signature(&signed, grant.account()).map_err(CountingError::CantSign)?;
    let signature = NewSignature {
        contest: contest.id,
        version: latest.version,
        certifier: grant.account(),
        name: grant.name(),
        hash: &latest.hash,
        place,
    };
    store::insert_signature(conn, &signature).await?;
    let act = Act::new(
        contest.cycle.as_str(),
        if place == 1 { "result.signed" } else { "result.certified" },
        &grant.actor(Duty::Certify),
    )
    .fact("zone", contest.zone.code.as_str())
    .fact("version", latest.version)
    .fact("hash", shown_hash);
    Ok(transparency::record(conn, env.now, &act).await?)
}
