//! A Pabulib file becomes a zone's slate and its ballots an imported channel (contract.md section 2). The count is then
//! run by the file's declared rule over the file's ballots, never over its published columns.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use tally::{Election, MinVotes, RuleId, RuleOptions};

use crate::{
    base::{CycleSlug, Env, Lang, Money, ZoneCode},
    counting::{self, CountingError, Record},
    cycles::{self, CycleError, NewContest, NewCycle, Zone},
    platform::db::CivicConn,
    proposals::{self, NewProposal, ProposalError, ProposalText},
    transparency::{self, Act},
};

/// Why a file was not brought in. Nothing is stored then.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file's own fault, with its line.
    #[error("{0}")]
    File(#[from] tally::pb::Fault),
    /// The file's rule cannot be used.
    #[error("the rule can't be used: {0}")]
    Rule(String),
    /// The cycle is one that residents vote in.
    #[error("{0} is a cycle that residents vote in; choose another name for past elections")]
    NotAnImportedCycle(CycleSlug),
    /// The cycle counts by another rule.
    #[error("{0} counts by another rule ({1}); choose another cycle name for this file")]
    OtherRule(CycleSlug, String),
    /// The zone is in the cycle already.
    #[error("zone {0} is in this cycle already; choose another code")]
    ZoneTaken(ZoneCode),
    /// A figure is too large for the database.
    #[error("{0} is too large to be stored")]
    TooLarge(&'static str),
    /// Making the cycle.
    #[error(transparent)]
    Cycle(#[from] CycleError),
    /// Adding proposals.
    #[error(transparent)]
    Proposal(#[from] ProposalError),
    /// Recording it.
    #[error(transparent)]
    Counting(#[from] CountingError),
    /// The database.
    #[error("the database: {0}")]
    Db(#[from] diesel::result::Error),
}

/// What was brought in.
pub struct Imported {
    /// Proposals on the slate.
    pub proposals: usize,
    /// Ballots, all together.
    pub ballots: u64,
    /// The rule that will count them.
    pub rule: RuleId,
    /// What the reader had to say.
    pub warnings: Vec<String>,
    /// Projects that the city published as selected, by id; empty when the file does not say.
    pub published: Vec<String>,
}

fn date(text: &str) -> Option<DateTime<Utc>> {
    let day = NaiveDate::parse_from_str(text, "%d.%m.%Y")
        .or_else(|_| NaiveDate::parse_from_str(&format!("01.01.{text}"), "%d.%m.%Y"))
        .ok()?;
    Some(day.and_hms_opt(12, 0, 0)?.and_utc())
}

/// First and last moment of the vote, as far as the file tells; a past election is always over.
fn dates(election: &Election, now: DateTime<Utc>) -> (DateTime<Utc>, DateTime<Utc>) {
    let opens = election.meta("date_begin").and_then(date).unwrap_or(now - Duration::days(2));
    let closes = election.meta("date_end").and_then(date).unwrap_or(opens) + Duration::hours(11);
    (opens, if closes > opens { closes } else { opens + Duration::hours(11) })
}

fn rule_params(options: &RuleOptions) -> serde_json::Value {
    let mut params = BTreeMap::new();
    if options.min_votes != MinVotes::None {
        params.insert("min_votes", options.min_votes.to_string());
    }
    for (name, on) in [("poznan_80", options.poznan_80), ("no_skip", options.no_skip), ("fund_unvoted", !options.skip_unvoted)] {
        if on {
            params.insert(name, "yes".to_owned());
        }
    }
    serde_json::to_value(params).unwrap_or_default()
}

/// The cycle for imported elections: made when there is none, refused when residents vote in it or it counts otherwise.
async fn cycle_for(
    conn: &mut CivicConn,
    env: &Env,
    slug: &CycleSlug,
    election: &Election,
    rule: RuleId,
    options: &RuleOptions,
) -> Result<(), ImportError> {
    let (count_rule, params) = (rule.to_string(), rule_params(options));
    if let Some(cycle) = cycles::find_cycle(conn, slug.as_str(), Lang::En).await? {
        if !cycle.is_imported {
            return Err(ImportError::NotAnImportedCycle(slug.clone()));
        }
        let same = cycle.count_rule == count_rule && cycle.rule_params == params && cycle.tie_break == options.tie.to_string();
        return if same { Ok(()) } else { Err(ImportError::OtherRule(slug.clone(), cycle.count_rule)) };
    }
    let (opens_at, closes_at) = dates(election, env.now);
    let named = [election.meta("unit"), election.meta("edition").or_else(|| election.meta("instance"))];
    let title = named.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let new = NewCycle {
        slug: slug.clone(),
        titles: vec![("en".to_owned(), if title.is_empty() { slug.to_string() } else { title })],
        is_imported: true,
        is_sample: false,
        count_rule,
        tie_break: options.tie.to_string(),
        rule_params: params,
        opens_at,
        closes_at,
        grace_seconds: 0,
        published_at: Some(env.now),
    };
    cycles::create_cycle(conn, &new).await?;
    Ok(cycles::record_imported(conn, slug).await?)
}

async fn add_slate(conn: &mut CivicConn, contest: crate::base::ContestId, election: &Election) -> Result<(), ImportError> {
    for (index, project) in election.projects.iter().enumerate() {
        let number = u16::try_from(index + 1).map_err(|_| ImportError::TooLarge("the number of projects"))?;
        let title = if project.name.trim().is_empty() { project.id.clone() } else { project.name.clone() };
        let text = ProposalText {
            lang: election.meta("language").filter(|l| l.len() <= 8).unwrap_or("en").to_owned(),
            title,
            summary: project.category.clone().unwrap_or_default(),
            description: String::new(),
            place: String::new(),
            cost_parts: Vec::new(),
            fallback: None,
        };
        let new = NewProposal {
            number,
            public_id: project.id.clone(),
            issue_area: None,
            author_kind: "imported".to_owned(),
            cost_cents: project.cost,
            people_served: None,
            application: None,
            texts: vec![text],
        };
        proposals::add_proposal(conn, contest, &new).await?;
    }
    Ok(())
}

/// Equal ballots counted together, with numbers in place of indexes.
fn records(election: &Election) -> Result<Vec<Record>, ImportError> {
    let mut merged: BTreeMap<(Vec<i16>, Vec<i32>), i64> = BTreeMap::new();
    for ballot in &election.ballots {
        let choices: Result<Vec<i16>, _> = ballot.choices.iter().map(|index| i16::try_from(index + 1)).collect();
        let points: Result<Vec<i32>, _> = ballot.points.iter().map(|p| i32::try_from(*p)).collect();
        let key = (
            choices.map_err(|_| ImportError::TooLarge("the number of projects"))?,
            points.map_err(|_| ImportError::TooLarge("a ballot's points"))?,
        );
        *merged.entry(key).or_default() += i64::try_from(ballot.count).unwrap_or(i64::MAX);
    }
    Ok(merged.into_iter().map(|((choices, points), ballots)| Record { choices, points, ballots }).collect())
}

/// Brings a file in: zone, slate, ballots, all or nothing. Counting and signing are steps of their own.
///
/// # Errors
/// [`ImportError`]; nothing is stored then.
pub async fn import_pb(
    conn: &mut CivicConn,
    env: &Env,
    actor: &str,
    file: &tally::pb::PbFile,
    slug: &CycleSlug,
    zone: &ZoneCode,
) -> Result<Imported, ImportError> {
    let election = &file.election;
    let (rule, options) = election.declared_rule().map_err(ImportError::Rule)?;
    let simple = options.partial == tally::Partial::No && options.exclusive.is_empty() && options.withdrawn.is_empty();
    if !simple || options.comparison || options.then_utilitarian {
        let what = "the file's bylaw funds in part, compares two rules, excludes pairs or leaves out withdrawn projects, which a rulebook can't say yet";
        return Err(ImportError::Rule(what.to_owned()));
    }
    cycle_for(conn, env, slug, election, rule, &options).await?;
    if cycles::contest_by_zone(conn, slug, zone.as_str()).await?.is_some() {
        return Err(ImportError::ZoneTaken(zone.clone()));
    }
    let subunit = election.meta("district").or_else(|| election.meta("subunit"));
    let name = subunit.or_else(|| election.meta("unit")).unwrap_or(zone.as_str()).chars().take(80).collect();
    cycles::create_zone(conn, &Zone { code: zone.clone(), name, neighbourhoods: Vec::new() }).await?;
    let pick_limit =
        election.max_length.and_then(|l| u16::try_from(l).ok()).or_else(|| u16::try_from(election.projects.len()).ok());
    let new = NewContest {
        cycle: slug.clone(),
        zone: zone.clone(),
        budget: Money::new(election.budget, &election.currency),
        budget_is_sample: false,
        pick_limit: pick_limit.unwrap_or(1).max(1),
        ballot_kind: election.kind.name().to_owned(),
    };
    let contest = cycles::create_contest(conn, &new).await?;
    add_slate(conn, contest, election).await?;
    counting::insert_records(conn, contest, "imported", &records(election)?).await?;
    let act = Act::new(slug.as_str(), "election.imported", actor)
        .fact("zone", zone.as_str())
        .fact("ballots", election.votes())
        .fact("sha256", file.sha256.to_string());
    transparency::record(conn, env.now, &act).await?;
    let published = election.projects.iter().filter(|p| p.selected.is_some_and(|s| s > 0)).map(|p| p.id.clone()).collect();
    Ok(Imported {
        proposals: election.projects.len(),
        ballots: election.votes(),
        rule,
        warnings: file.warnings.clone(),
        published,
    })
}
