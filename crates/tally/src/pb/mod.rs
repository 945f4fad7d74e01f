//! The Pabulib `.pb` format: read strictly, with the line of each fault, and written back
//! without loss. Reading streams: ballots are checked, merged and counted as lines come in.

mod columns;
mod fault;
mod ids;
mod limits;
mod merge;
mod meta;
mod projects;
mod row;
mod voter_ids;
mod votes;
mod write;

pub use fault::Fault;
pub use votes::Voters;
pub use write::{write, write_file};

use crate::model::Election;
use fault::Warnings;
use row::Rows;
use std::io::BufRead;

/// A file as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PbFile {
    /// What is counted; equal ballots are merged.
    pub election: Election,
    /// What was read leniently, one sentence each, with line numbers.
    pub warnings: Vec<String>,
    /// SHA-256 of the bytes, lower-case hex.
    pub sha256: String,
    /// The rows of VOTES without their choices, in order, for [`write_file`].
    pub voters: Voters,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Meta,
    Projects,
    Votes,
}

fn section(row: &row::Row<'_>) -> Option<Section> {
    let found = match row.get(0) {
        "META" => Section::Meta,
        "PROJECTS" => Section::Projects,
        "VOTES" => Section::Votes,
        _ => return None,
    };
    (1..row.len()).all(|k| row.get(k).is_empty()).then_some(found)
}

/// Reads a `.pb` file.
///
/// # Errors
/// The first [`Fault`], with its line; nothing of a faulty file is returned.
///
/// ```
/// let text = "META\nkey;value\nvote_type;approval\nbudget;100\nnum_projects;2\nnum_votes;2\n\
///     PROJECTS\nproject_id;cost\nA;60\nB;50\nVOTES\nvoter_id;vote\n1;A,B\n2;A\n";
/// let file = tally::pb::read(text.as_bytes())?;
/// assert_eq!(file.election.votes(), 2);
/// assert_eq!(file.election.budget, 10_000); // cents
///
/// let broken = text.replace("2;A\n", "2;C\n");
/// let fault = tally::pb::read(broken.as_bytes()).unwrap_err();
/// assert_eq!(fault.line, 14);
/// # Ok::<(), tally::pb::Fault>(())
/// ```
pub fn read(bytes: impl BufRead) -> Result<PbFile, Fault> {
    let mut rows = Rows::new(bytes);
    let mut warnings = Warnings::default();
    expect_section(&mut rows, Section::Meta)?;
    let meta = meta::read(&mut rows, &mut warnings)?;
    let projects = projects::read(&mut rows, &meta, &mut warnings)?;
    let mut election = meta.election(projects);
    let voters = votes::read(&mut rows, &mut election, &meta, &mut warnings)?;
    check_declared(&election, &meta, &mut warnings)?;
    Ok(PbFile { election, warnings: warnings.sentences(), sha256: rows.sha256(), voters })
}

fn expect_section<R: BufRead>(rows: &mut Rows<R>, wanted: Section) -> Result<(), Fault> {
    let line = rows.line();
    let Some(row) = rows.next()? else {
        return Err(Fault::new(line.max(1), "the file is empty", "choose a .pb file with META, PROJECTS and VOTES"));
    };
    if section(&row) == Some(wanted) {
        return Ok(());
    }
    let found: String = row.get(0).chars().take(40).collect();
    Err(Fault::new(row.line, format!("the file starts with \"{found}\""), "start a .pb file with a line that says META"))
}

fn check_declared(e: &Election, meta: &meta::Meta, warnings: &mut Warnings) -> Result<(), Fault> {
    let votes = e.votes();
    if meta.num_votes.value != votes {
        return Err(Fault::new(
            meta.num_votes.line,
            format!("num_votes says {} but VOTES has {votes} ballots", meta.num_votes.value),
            "correct num_votes, or complete a file that was cut off",
        ));
    }
    let counted = crate::profile::counts(e);
    let wrong =
        e.projects.iter().zip(&counted).find(|(p, c)| {
            p.votes.is_some_and(|v| v != c.votes) || p.score.is_some_and(|s| e.kind.has_points() && s != c.points)
        });
    if let Some((p, c)) = wrong {
        warnings.once("declared", format!(
            "project {}: the file declares other votes or points than its ballots give ({} votes, {} points); the ballots count",
            p.id, c.votes, c.points
        ));
    }
    Ok(())
}
