//! Counting, correcting and signing.

use tally::{Ballot, BallotKind, Election, Project, RuleId, RuleOptions};

use super::{
    super::{
        model::{self, BalancedCanvass, CountRecord, Counted, Gap},
        store::{self, NewSignature, Record},
    },
    CountingError,
};
use crate::{
    accounts::Grant,
    base::{Duty, Env, Lang},
    cycles::{self, Contest, Cycle},
    platform::db::CivicConn,
    proposals,
    transparency::{self, Act},
};

/// The rule and options of a cycle's rulebook.
fn rulebook(cycle: &Cycle) -> Result<(RuleId, RuleOptions), CountingError> {
    let rule: RuleId = cycle.count_rule.parse().map_err(|_| CountingError::Rulebook(cycle.count_rule.clone()))?;
    let params = model::params_of(&cycle.rule_params);
    let options = RuleOptions::declared(rule, &cycle.tie_break, &params).map_err(CountingError::Rulebook)?;
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
    let (rule, mut options) = rulebook(cycle)?;
    let proposals = proposals::list_proposals(conn, contest, Lang::En).await?;
    let records = store::list_records(conn, contest.id).await?;
    let invalid = store::find_opening(conn, contest.id).await?.map_or(0, |row| row.invalid);
    let election = election(contest, &proposals, &records)?;
    let withdrawn = proposals::withdrawn_numbers(conn, contest).await?;
    let gone = proposals.iter().filter(|proposal| withdrawn.contains(&proposal.number));
    options.withdrawn = gone.map(|proposal| proposal.public_id.clone()).collect();
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
    Ok(model::record_of(&counted, &outcome))
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
    if cycle.opened_at.is_none() || (!cycle.is_imported && !store::has_second_opening(conn, contest.id).await?) {
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
    let hash = record.hash()?.0;
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
pub(in crate::counting) async fn certify(
    conn: &mut CivicConn,
    env: &Env,
    grant: &Grant,
    contest: &Contest,
    (shown_version, shown_hash): (i32, &str),
) -> Result<(), CountingError> {
    grant.demand_fresh(Duty::Certify, env.now)?;
    let cycle = cycles::lock_cycle(conn, &contest.cycle).await?;
    if !cycle.is_imported {
        let (sheet, _) = store::find_canvass(conn, contest.id).await?.ok_or(CountingError::NotYet)?;
        let balanced = BalancedCanvass::of(sheet).map_err(CountingError::Gaps)?;
        let opening = store::find_opening(conn, contest.id).await?.ok_or(CountingError::NotYet)?;
        let right = u64::try_from(opening.opened + opening.invalid).unwrap_or(0);
        let left = balanced.sheet().live - balanced.sheet().voided;
        if left != right {
            return Err(CountingError::Gaps(vec![Gap { name: "opened", left, right }]));
        }
    }
    let latest = store::latest_result(conn, contest.id).await?.ok_or(CountingError::NotYet)?;
    let again = run(conn, &cycle, contest).await?.hash()?.0;
    // A correction may give the same figures: who signs must have seen its reason too.
    if latest.version != shown_version || latest.hash != again || hex::encode(again) != shown_hash {
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
