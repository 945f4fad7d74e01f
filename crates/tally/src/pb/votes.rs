//! The VOTES section: the hot loop of reading. Each row is checked, its choices are turned into
//! indexes, and equal ballots are merged at once, so that memory holds distinct ballots only.

use super::columns::Columns;
use super::fault::{Fault, Warnings, counted, shown};
use super::ids::Ids;
use super::limits::Limits;
use super::merge::Merge;
use super::meta::Meta;
use super::row::{Row, Rows};
use super::section;
use super::voter_ids::VoterIds;
use crate::model::{Ballot, BallotKind, Cents, Election, MAX_BALLOTS, MAX_POINTS, sort_choices};
use std::io::BufRead;

/// Between the kept fields of a voter; refused inside a field.
pub(super) const UNIT: char = '\u{1f}';

/// What the rows of VOTES hold besides the choices, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Voters {
    /// All columns of the section, in order, `vote` and `points` included.
    pub columns: Vec<String>,
    pub(super) text: String,
    pub(super) ends: Vec<usize>,
    /// For each row the index into [`Election::ballots`].
    pub ballots: Vec<u32>,
}

impl Voters {
    /// The fields of one row but for `vote` and `points`, in column order.
    pub fn fields(&self, row: usize) -> impl Iterator<Item = &str> {
        let from = row.checked_sub(1).and_then(|r| self.ends.get(r)).copied().unwrap_or(0);
        let to = self.ends.get(row).copied().unwrap_or(from);
        self.text.get(from..to).unwrap_or_default().split(UNIT)
    }
}

struct Places {
    voter: usize,
    vote: usize,
    points: Option<usize>,
    kept: Vec<usize>,
}

pub(super) fn read<R: BufRead>(
    rows: &mut Rows<R>,
    election: &mut Election,
    meta: &Meta,
    warnings: &mut Warnings,
) -> Result<Voters, Fault> {
    let last = rows.line();
    let Some(head) = rows.next()? else {
        return Err(Fault::new(last, "the file ends after VOTES", "put a line voter_id;vote;... below VOTES"));
    };
    if section(&head).is_some() {
        return Err(Fault::new(head.line, "VOTES has no header", "put a line voter_id;vote;... below VOTES"));
    }
    let columns = Columns::read(&head, "VOTES")?;
    let places = places(&columns, election.kind, head.line)?;
    let mut reader = Reader {
        ids: Ids::new(election),
        kind: election.kind,
        limits: &meta.limits,
        costs: election.projects.iter().map(|p| p.cost).collect(),
        ballot: Ballot { choices: Vec::new(), points: Vec::new(), count: 1 },
        seen: vec![0; election.projects.len()],
        stamp: 0,
    };
    let mut merge = Merge::new(election.projects.len(), places.points.is_some());
    let mut voters = Voters { columns: columns.names.clone(), ..Voters::default() };
    let mut voter_ids = VoterIds::new(places.kept.iter().position(|&k| k == places.voter).unwrap_or(0));
    while let Some(row) = rows.next()? {
        if section(&row).is_some() {
            let what = format!("{} starts after VOTES", row.get(0));
            return Err(Fault::new(row.line, what, "end the file with VOTES, each section once"));
        }
        columns.fits(&row)?;
        voter_ids.check(row.get(places.voter), row.line, &voters)?;
        reader.choices(&row, places.vote, warnings)?;
        reader.points(&row, places.points)?;
        reader.finish(&row, warnings)?;
        if voters.ballots.len() as u64 == MAX_BALLOTS {
            return Err(Fault::new(row.line, format!("more than {MAX_BALLOTS} ballots"), "split the election"));
        }
        keep(&row, &places, &mut voters)?;
        voters.ballots.push(merge.add(&reader.ballot));
    }
    election.ballots = merge.into_ballots();
    Ok(voters)
}

fn places(columns: &Columns, kind: BallotKind, line: u64) -> Result<Places, Fault> {
    let voter = columns.need("voter_id", "VOTES", line)?;
    let vote = columns.need("vote", "VOTES", line)?;
    let scored = matches!(kind, BallotKind::Cumulative | BallotKind::Scoring);
    let points = if scored { Some(columns.need("points", "VOTES", line)?) } else { None };
    let kept = (0..columns.names.len()).filter(|&k| k != vote && Some(k) != points).collect();
    Ok(Places { voter, vote, points, kept })
}

fn keep(row: &Row<'_>, places: &Places, voters: &mut Voters) -> Result<(), Fault> {
    for (n, &k) in places.kept.iter().enumerate() {
        let field = row.get(k);
        if field.as_bytes().contains(&0x1f) {
            return Err(Fault::new(row.line, "this row holds a control character (1F)", "remove it"));
        }
        if n > 0 {
            voters.text.push(UNIT);
        }
        voters.text.push_str(field);
    }
    voters.ends.push(voters.text.len());
    Ok(())
}

/// The parts of a list between its commas. Ids are short, so that looking at each byte is faster than a search.
struct Parts<'a>(Option<&'a str>);

impl<'a> Iterator for Parts<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let text = self.0?;
        let split = text.bytes().position(|b| b == b',').and_then(|at| Some((text.get(..at)?, text.get(at + 1..)?)));
        let (part, rest) = split.map_or((text, None), |(part, rest)| (part, Some(rest)));
        self.0 = rest;
        Some(part)
    }
}

/// As `trim`, which is slow for the usual case: nothing to trim.
fn without_spaces(part: &str) -> &str {
    let bytes = part.as_bytes();
    match (bytes.first(), bytes.last()) {
        (Some(a), Some(b)) if a.is_ascii_graphic() && b.is_ascii_graphic() => part,
        _ => part.trim(),
    }
}

struct Reader<'a> {
    ids: Ids<'a>,
    kind: BallotKind,
    limits: &'a Limits,
    costs: Vec<Cents>,
    ballot: Ballot,
    /// For each project the last stamp that named it, to find repetitions without a search.
    seen: Vec<u64>,
    stamp: u64,
}

impl Reader<'_> {
    fn choices(&mut self, row: &Row<'_>, at: usize, warnings: &mut Warnings) -> Result<(), Fault> {
        self.ballot.choices.clear();
        let vote = row.get(at);
        if vote.is_empty() || vote == "None" {
            return Ok(());
        }
        for part in Parts(Some(vote)) {
            let id = without_spaces(part);
            if id.len() != part.len() {
                warnings.note("space", || format!("line {}: spaces between the ids of a ballot are ignored", row.line));
            }
            if id.is_empty() {
                let todo = "write the ids with one comma between them";
                return Err(Fault::new(row.line, "the ballot has an empty place between commas", todo));
            }
            let Some(p) = self.ids.find(id) else {
                let what = format!("the ballot names {}, which is not in PROJECTS", shown(id));
                return Err(Fault::new(row.line, what, "correct the id, or add the project"));
            };
            self.ballot.choices.push(p);
        }
        Ok(())
    }

    fn points(&mut self, row: &Row<'_>, at: Option<usize>) -> Result<(), Fault> {
        self.ballot.points.clear();
        let Some(at) = at else { return Ok(()) };
        let text = row.get(at);
        if !(text.is_empty() || text == "None") {
            for part in text.split(',') {
                let part = part.trim();
                let digits = part.strip_suffix(".0").unwrap_or(part);
                match digits.parse::<i64>() {
                    Ok(n) if (0..=MAX_POINTS).contains(&n) && !digits.starts_with('+') => self.ballot.points.push(n),
                    _ => {
                        let what = format!("points hold {}", shown(part));
                        return Err(Fault::new(row.line, what, format!("write whole numbers from 0 to {MAX_POINTS}")));
                    }
                }
            }
        }
        let (p, c) = (self.ballot.points.len(), self.ballot.choices.len());
        if p != c {
            let what = format!("the ballot names {} but gives points {}", counted(c, "project"), counted(p, "time"));
            return Err(Fault::new(row.line, what, "give one number of points for each project named"));
        }
        Ok(())
    }

    fn finish(&mut self, row: &Row<'_>, warnings: &mut Warnings) -> Result<(), Fault> {
        let named = self.ballot.choices.len();
        if self.kind == BallotKind::ChooseOne && named > 1 {
            let what = format!("this ballot names {named} projects, a choose-1 ballot only one");
            return Err(Fault::new(row.line, what, "keep one project, or correct vote_type"));
        }
        self.stamp += 1;
        let mut twice = false;
        for &c in &self.ballot.choices {
            if let Some(s) = self.seen.get_mut(c as usize) {
                twice |= *s == self.stamp;
                *s = self.stamp;
            }
        }
        if twice {
            warnings.note("twice", || format!("line {}: a ballot names a project twice; it counts once", row.line));
            self.once();
        }
        self.limits.check(&self.ballot, row.line)?;
        if self.limits.noted(&self.ballot, &self.costs) {
            warnings.note("limits", || {
                format!(
                    "line {}: a ballot says less than META asks for, or its costs lie outside the limits; it counts",
                    row.line
                )
            });
        }
        if self.kind != BallotKind::Ordinal {
            sort_choices(&mut self.ballot);
        }
        Ok(())
    }

    /// Keeps one entry for each project: the first place, and with points the last number.
    fn once(&mut self) {
        let mut choices: Vec<u32> = Vec::new();
        let mut points: Vec<i64> = Vec::new();
        for (k, &c) in self.ballot.choices.iter().enumerate() {
            let given = self.ballot.points.get(k).copied();
            if let Some(at) = choices.iter().position(|&d| d == c) {
                if let (Some(slot), Some(n)) = (points.get_mut(at), given) {
                    *slot = n;
                }
            } else {
                choices.push(c);
                points.extend(given);
            }
        }
        self.ballot.choices = choices;
        self.ballot.points = points;
    }
}
