//! The pack: everything a stranger needs to check a vote, in one file (trust.md section 7). What is in it is read from the
//! civic database and from the published files of the logs; the ballot box is not asked.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use ::pack::{Contents, LogCopy, TextKey, ZoneContents};
use ballot::{
    choices::{Choices, OpenFault},
    definition::Definition,
    opening::OpenedZone,
};

use super::{cvr, export};
use crate::{
    base::{Lang, ZoneCode},
    counting::{self, ResultVersion},
    cycles::{self, Contest, Cycle, CycleError},
    platform::db::CivicConn,
    proposals::{self, ProposalError},
    transparency::{self, LogFault, LogFiles, LogName, PublishedLog},
};

/// Why there is no pack yet.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// No such cycle.
    #[error("there is no cycle {0}")]
    NoSuchCycle(String),
    /// Past elections that were imported have no ballots of ours.
    #[error("{0} was not voted here: there is nothing to prove. Use export pb")]
    NotOurs(String),
    /// A zone has no official result.
    #[error("zone {0} has no official result yet. Finish canvass, opening, count and both signatures first")]
    NotOfficial(String),
    /// Acts that are not in their log yet.
    #[error("the last acts are not in the public log yet. Start the server, or wait for its witnesses, and try again")]
    NotLogged,
    /// A stored ballot does not fit the definition.
    #[error("a stored ballot of zone {0} does not fit the definition")]
    Ballot(String),
    /// A log.
    #[error(transparent)]
    Log(#[from] LogFault),
    /// A text.
    #[error(transparent)]
    Text(#[from] ProposalError),
    /// The cycle.
    #[error(transparent)]
    Cycle(#[from] CycleError),
    /// A value has no canonical form.
    #[error(transparent)]
    Canonical(#[from] ballot::canonical::CanonicalError),
    /// The files could not be put together.
    #[error(transparent)]
    Build(#[from] ::pack::BuildFault),
    /// The database.
    #[error("the database: {0}")]
    Db(#[from] diesel::result::Error),
}

/// Builds the pack of a cycle whose every zone is official.
///
/// # Errors
/// [`PackError`]; nothing is written anywhere.
pub async fn build_pack(conn: &mut CivicConn, logs: &Path, slug: &str) -> Result<::pack::Pack, PackError> {
    let cycle = cycles::find_cycle(conn, slug, Lang::En).await?.ok_or_else(|| PackError::NoSuchCycle(slug.to_owned()))?;
    if cycle.is_imported || cycle.definition_hash.is_none() {
        return Err(PackError::NotOurs(slug.to_owned()));
    }
    let frozen = cycle.frozen(conn).await?;
    let definition: &Definition = &frozen.definition;
    let contests = cycles::list_contests(conn, &cycle.slug).await?;
    let (mut texts, mut zones) = (BTreeMap::new(), Vec::new());
    // In the order of the definition.
    for own in &definition.contests {
        let contest = contests.iter().find(|contest| contest.zone.code.as_str() == own.zone);
        let contest = contest.ok_or_else(|| PackError::Ballot(own.zone.clone()))?;
        for (number, language, bytes) in proposals::voter_texts(conn, contest).await? {
            texts.insert(TextKey { zone: own.zone.clone(), number, language }, bytes);
        }
        zones.push(zone(conn, definition, contest).await?);
    }
    let copy = |log| published(logs, log, definition);
    let (acts, ballots, issuance) = (copy(LogName::Acts)?, copy(LogName::Ballots)?, copy(LogName::Issuance)?);
    for (log, read) in [(LogName::Acts, &acts), (LogName::Issuance, &issuance)] {
        if !transparency::is_published(conn, log, read.checkpoint.checkpoint().size).await? {
            return Err(PackError::NotLogged);
        }
    }
    let [acts, ballots, issuance] = [acts, ballots, issuance].map(log_copy);
    Ok(Contents { definition, texts, acts, ballots, issuance, zones }.build()?)
}

/// Where a pack lies that is offered for download.
pub fn pack_file(logs: &Path, slug: &str) -> PathBuf {
    logs.join("packs").join(format!("{slug}.tar.zst"))
}

/// A zone's official ballots as a Pabulib file.
///
/// # Errors
/// [`PackError`].
pub async fn zone_pabulib(conn: &mut CivicConn, slug: &str, zone: &ZoneCode) -> Result<Vec<u8>, PackError> {
    let (cycle, contest, latest) = official(conn, slug, zone).await?;
    let proposals = proposals::list_proposals(conn, &contest, Lang::En).await?;
    let records = counting::list_records(conn, contest.id).await?;
    export::pabulib(&cycle, &contest, &proposals, &records, &latest.record).map_err(|_| PackError::Ballot(zone.to_string()))
}

/// A zone's official ballots as cast vote records (NIST SP 1500-103, JSON).
///
/// # Errors
/// [`PackError`].
pub async fn zone_cvr(conn: &mut CivicConn, slug: &str, zone: &ZoneCode) -> Result<Vec<u8>, PackError> {
    let (cycle, contest, latest) = official(conn, slug, zone).await?;
    let proposals = proposals::list_proposals(conn, &contest, Lang::En).await?;
    let records = counting::list_records(conn, contest.id).await?;
    cvr::report(&cycle, &contest, &proposals, &records, &latest).map_err(|_| PackError::Ballot(zone.to_string()))
}

/// A zone's official ballots as a table of counts and choices.
///
/// # Errors
/// [`PackError`].
pub async fn zone_csv(conn: &mut CivicConn, slug: &str, zone: &ZoneCode) -> Result<Vec<u8>, PackError> {
    let (cycle, contest, _) = official(conn, slug, zone).await?;
    if cycle.definition_hash.is_none() {
        return Err(PackError::NotOurs(slug.to_owned()));
    }
    let frozen = cycle.frozen(conn).await?;
    Ok(::pack::opened::to_csv(&opened(conn, &frozen.definition, &contest).await?).into_bytes())
}

/// A zone whose result is official, with that result.
async fn official(conn: &mut CivicConn, slug: &str, zone: &ZoneCode) -> Result<(Cycle, Contest, ResultVersion), PackError> {
    let cycle = cycles::find_cycle(conn, slug, Lang::En).await?.ok_or_else(|| PackError::NoSuchCycle(slug.to_owned()))?;
    let not_official = || PackError::NotOfficial(zone.to_string());
    let contest = cycles::contest_by_zone(conn, &cycle.slug, zone.as_str()).await?.ok_or_else(not_official)?;
    let latest = counting::latest_result(conn, contest.id).await?.filter(ResultVersion::is_official);
    Ok((cycle, contest, latest.ok_or_else(not_official)?))
}

fn published(logs: &Path, log: LogName, definition: &Definition) -> Result<PublishedLog, LogFault> {
    transparency::read_published(&LogFiles::new(logs, log), log, definition.log_key)
}

fn log_copy(log: PublishedLog) -> LogCopy {
    LogCopy { key: log.key, checkpoint: log.checkpoint.note().to_string(), entries: log.entries }
}

async fn zone(conn: &mut CivicConn, definition: &Definition, contest: &Contest) -> Result<ZoneContents, PackError> {
    let code = contest.zone.code.as_str();
    let not_official = || PackError::NotOfficial(code.to_owned());
    let mut versions = counting::list_versions(conn, contest.id).await?;
    if !versions.first().is_some_and(ResultVersion::is_official) {
        return Err(not_official());
    }
    versions.reverse();
    let sheet = counting::confirmed_sheet(conn, contest.id).await?.ok_or_else(not_official)?;
    let opened = opened(conn, definition, contest).await?;
    let withdrawn = proposals::withdrawn_numbers(conn, contest).await?;
    Ok(ZoneContents { opened, withdrawn, sheet, records: versions.into_iter().map(|version| version.record).collect() })
}

/// The opened ballots of a zone, taken apart again and sorted.
async fn opened(conn: &mut CivicConn, definition: &Definition, contest: &Contest) -> Result<OpenedZone, PackError> {
    let code = contest.zone.code.as_str();
    let misfit = || PackError::Ballot(code.to_owned());
    let own = definition.contest(code).ok_or_else(misfit)?;
    let mut ballots = Vec::new();
    for record in counting::list_records(conn, contest.id).await? {
        let numbers: Vec<u16> = record.choices.iter().filter_map(|number| u16::try_from(*number).ok()).collect();
        let choices = Choices::parse(own, &numbers, true).map_err(|_| misfit())?;
        ballots.extend((0..record.ballots).map(|_| choices.clone()));
    }
    let mut invalid = Vec::new();
    for (hash, reason) in counting::list_invalid(conn, contest.id).await? {
        let hash = hash.try_into().map_err(|_| misfit())?;
        invalid.push((hash, OpenFault::from_code(&reason).ok_or_else(misfit)?));
    }
    Ok(OpenedZone::sorted(code, ballots, invalid))
}
