//! Opened ballots of a zone: reading the text whose hash two openings compare, and the same as a table.

use std::str::{FromStr, Lines};

use ballot::choices::{Choices, OpenFault};
use ballot::definition::{ContestDefinition, Definition};
use ballot::opening::OpenedZone;
use ballot::{Digest, HexFault};

/// Why a text is not a zone's opened ballots; the line counts from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenedFault {
    /// The definition has no such zone.
    #[error("the definition has no zone {0}")]
    NoContest(String),
    /// A line is not what it should be.
    #[error("line {line}: {why}")]
    Line {
        /// Which.
        line: usize,
        /// What is wrong.
        why: String,
    },
    /// Every line could be read, but the text is not the one spelling of these ballots.
    #[error("the text is not sorted, or not in its one spelling")]
    NotCanonical,
}

/// Reads exactly what [`OpenedZone::to_text`] writes for ballots that are valid under the definition.
///
/// # Errors
/// [`OpenedFault`].
pub fn read(definition: &Definition, zone: &str, text: &str) -> Result<OpenedZone, OpenedFault> {
    let contest = definition.contest(zone).ok_or_else(|| OpenedFault::NoContest(zone.to_owned()))?;
    let mut lines = Reading { lines: text.lines(), line: 0 };
    lines.expect("reparto opened ballots 1")?;
    lines.expect(zone)?;
    let mut ballots = Vec::new();
    for _ in 0..lines.number()? {
        let found = lines.next()?;
        let choices = read_choices(contest, found, definition.blank_allowed).map_err(|why| lines.fault(why))?;
        ballots.push(choices);
    }
    let mut invalid = Vec::new();
    for _ in 0..lines.number()? {
        let found = lines.next()?;
        let (hash, word) = found.split_once(' ').ok_or_else(|| lines.fault("not a hash and a word"))?;
        let hash: Digest = hash.parse().map_err(|fault: HexFault| lines.fault(fault.to_string()))?;
        let fault = OpenFault::from_code(word).ok_or_else(|| lines.fault("not a word for an invalid ballot"))?;
        invalid.push((hash.0, fault));
    }
    let zone = OpenedZone { zone: zone.to_owned(), ballots, invalid };
    let sorted = zone.ballots.is_sorted() && zone.invalid.is_sorted();
    if sorted && zone.to_text() == text { Ok(zone) } else { Err(OpenedFault::NotCanonical) }
}

fn read_choices(contest: &ContestDefinition, line: &str, blank_allowed: bool) -> Result<Choices, String> {
    let numbers: Result<Vec<u16>, _> = line.split(',').filter(|_| !line.is_empty()).map(u16::from_str).collect();
    let numbers = numbers.map_err(|_| "not numbers joined by commas".to_owned())?;
    Choices::parse(contest, &numbers, blank_allowed).map_err(|fault| fault.to_string())
}

struct Reading<'a> {
    lines: Lines<'a>,
    line: usize,
}

impl<'a> Reading<'a> {
    fn next(&mut self) -> Result<&'a str, OpenedFault> {
        self.line += 1;
        self.lines.next().ok_or_else(|| self.fault("the text ends too early"))
    }

    fn expect(&mut self, wanted: &str) -> Result<(), OpenedFault> {
        if self.next()? == wanted { Ok(()) } else { Err(self.fault(format!("not {wanted:?}"))) }
    }

    fn number(&mut self) -> Result<usize, OpenedFault> {
        self.next()?.parse().map_err(|_| self.fault("not a count"))
    }

    fn fault(&self, why: impl Into<String>) -> OpenedFault {
        OpenedFault::Line { line: self.line, why: why.into() }
    }
}

/// Each distinct set of choices with the number of ballots that hold it, in the order of the text.
pub fn merged(zone: &OpenedZone) -> Vec<(u64, &Choices)> {
    let groups = zone.ballots.chunk_by(PartialEq::eq);
    groups.filter_map(|group| Some((group.len() as u64, group.first()?))).collect()
}

/// `opened/<ZONE>.csv`: `count,numbers`, then a line for each distinct set of choices, its numbers joined by `;`.
pub fn to_csv(zone: &OpenedZone) -> String {
    let line = |(count, choices): (u64, &Choices)| {
        let numbers: Vec<String> = choices.numbers().iter().map(u16::to_string).collect();
        format!("{count},{}\n", numbers.join(";"))
    };
    std::iter::once("count,numbers\n".to_owned()).chain(merged(zone).into_iter().map(line)).collect()
}
