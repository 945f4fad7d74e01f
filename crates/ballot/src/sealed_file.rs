//! The sealed ballots that count, as a file for trustees who open them on another machine. `docs/formats.md` section 22.

use std::fmt::Write;

use data_encoding::BASE64;

use crate::DefinitionHash;
use crate::seal::SealedBallot;

const FIRST_LINE: &str = "reparto sealed ballots 1";

/// Sealed ballots by zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedFile {
    /// Cycle.
    pub cycle: String,
    /// Definition they were sealed under.
    pub definition: DefinitionHash,
    /// Zone id and its ballots; the order of ballots tells nothing and changes nothing.
    pub zones: Vec<(String, Vec<SealedBallot>)>,
}

/// What is wrong with a file, and in which line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{line}: {what}")]
pub struct SealedFileFault {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: &'static str,
}

impl SealedFile {
    /// The text of the file.
    pub fn to_text(&self) -> String {
        let mut out = format!("{FIRST_LINE}\n{}\n{}\n", self.cycle, self.definition);
        for (zone, ballots) in &self.zones {
            // Writing to a string does not fail.
            let _ = writeln!(out, "{zone} {}", ballots.len());
            for ballot in ballots {
                out.push_str(&BASE64.encode(ballot.as_bytes()));
                out.push('\n');
            }
        }
        out
    }

    /// Reads exactly what [`SealedFile::to_text`] writes.
    ///
    /// # Errors
    /// [`SealedFileFault`] with the line.
    pub fn from_text(text: &str) -> Result<Self, SealedFileFault> {
        let mut lines = text.split('\n').enumerate().map(|(index, line)| (index + 1, line)).peekable();
        let mut next = |what| {
            let (line, text) = lines.next().ok_or(SealedFileFault { line: 0, what })?;
            Ok::<_, SealedFileFault>((line, text))
        };
        let (line, first) = next("the file is empty")?;
        if first != FIRST_LINE {
            return Err(SealedFileFault { line, what: "this is not a file of sealed ballots" });
        }
        let (line, cycle) = next("the cycle is missing")?;
        if cycle.is_empty() {
            return Err(SealedFileFault { line, what: "the cycle is missing" });
        }
        let (line, hash) = next("the definition hash is missing")?;
        let definition = hash.parse().map_err(|_| SealedFileFault { line, what: "this is not a definition hash" })?;
        let mut zones = Vec::new();
        loop {
            let (line, head) = next("the file does not end with a line end")?;
            if head.is_empty() {
                break;
            }
            let (zone, count) = head.split_once(' ').ok_or(SealedFileFault { line, what: "a zone and a count are expected" })?;
            let count: usize = count.parse().map_err(|_| SealedFileFault { line, what: "the count is not a number" })?;
            let mut ballots = Vec::new();
            for _ in 0..count {
                let (line, text) = next("ballots are missing at the end")?;
                let bytes = BASE64.decode(text.as_bytes()).ok();
                let ballot = bytes.and_then(|bytes| SealedBallot::from_bytes(&bytes).ok());
                ballots.push(ballot.ok_or(SealedFileFault { line, what: "this is not a sealed ballot" })?);
            }
            zones.push((zone.to_owned(), ballots));
        }
        let file = Self { cycle: cycle.to_owned(), definition, zones };
        if file.to_text() == text { Ok(file) } else { Err(SealedFileFault { line: 0, what: "something follows the last zone" }) }
    }
}
