//! The META section: keys and values. Those that decide a count are checked; all are kept.

use super::fault::{Fault, Warnings, counted, shown};
use super::limits::Limits;
use super::row::Rows;
use super::{Section, section};
use crate::model::{BallotKind, Cents, Election, MAX_POINTS, Project};
use crate::money::{self, AmountFault};
use std::io::BufRead;

/// A value and the line that declares it.
#[derive(Clone, Copy)]
pub(super) struct At<T> {
    pub(super) value: T,
    pub(super) line: u64,
}

/// META as far as it decides the count.
pub(super) struct Meta {
    pairs: Vec<(String, String)>,
    kind: BallotKind,
    pub(super) digits: u8,
    currency: String,
    budget: Cents,
    pub(super) num_projects: At<u64>,
    pub(super) num_votes: At<u64>,
    max_length: Option<u32>,
    pub(super) limits: Limits,
    default_score: i64,
}

/// Keys that Pabulib requires but that decide nothing.
const CUSTOMARY: [&str; 7] = ["description", "country", "unit", "instance", "rule", "date_begin", "date_end"];

struct Pairs(Vec<(String, String, u64)>);

impl Pairs {
    fn get(&self, key: &str) -> Option<At<&str>> {
        let found = self.0.iter().find(|p| p.0 == key && !p.1.is_empty() && p.1 != "None");
        found.map(|p| At { value: p.1.as_str(), line: p.2 })
    }

    fn need(&self, key: &str, end: u64) -> Result<At<&str>, Fault> {
        let what = format!("META has no {key}");
        self.get(key).ok_or_else(|| Fault::new(end, what, format!("add a line {key};value to META")))
    }

    fn number(&self, key: &str, max: u64) -> Result<Option<At<u64>>, Fault> {
        let Some(At { value, line }) = self.get(key) else {
            return Ok(None);
        };
        let digits = value.strip_suffix(".0").unwrap_or(value);
        match digits.parse::<u64>() {
            Ok(n) if n <= max => Ok(Some(At { value: n, line })),
            _ => {
                let what = format!("{key} is {}", shown(value));
                Err(Fault::new(line, what, format!("write a whole number from 0 to {max}")))
            }
        }
    }
}

pub(super) fn read<R: BufRead>(rows: &mut Rows<R>, warnings: &mut Warnings) -> Result<Meta, Fault> {
    let mut pairs = Pairs(Vec::new());
    header(rows)?;
    let end = loop {
        let last = rows.line();
        let Some(row) = rows.next()? else {
            return Err(Fault::new(last, "the file ends within META", "add the sections PROJECTS and VOTES"));
        };
        match section(&row) {
            Some(Section::Projects) => break row.line,
            Some(Section::Meta) => {
                return Err(Fault::new(row.line, "META starts a second time", "keep one META section"));
            }
            Some(Section::Votes) => {
                return Err(Fault::new(row.line, "VOTES comes before PROJECTS", "put PROJECTS between META and VOTES"));
            }
            None => {}
        }
        if row.len() != 2 {
            let what = format!("this META row has {}", counted(row.len(), "field"));
            return Err(Fault::new(row.line, what, "write key;value, with quotes around a value that holds a semicolon"));
        }
        let (key, value) = (row.get(0), row.get(1));
        if key.is_empty() {
            return Err(Fault::new(row.line, "this META row has no key", "write key;value"));
        }
        if let Some(first) = pairs.0.iter().find(|p| p.0 == key) {
            let what = format!("{key} stands in META twice, first in line {}", first.2);
            return Err(Fault::new(row.line, what, "keep one of them"));
        }
        pairs.0.push((key.to_owned(), value.to_owned(), row.line));
    };
    interpret(pairs, end, warnings)
}

fn header<R: BufRead>(rows: &mut Rows<R>) -> Result<(), Fault> {
    let last = rows.line();
    let todo = "put a line key;value below META";
    match rows.next()? {
        Some(row) if row.get(0) == "key" && row.get(1) == "value" && row.len() == 2 => Ok(()),
        Some(row) => Err(Fault::new(row.line, "META has no header", todo)),
        None => Err(Fault::new(last, "the file ends after META", todo)),
    }
}

fn interpret(pairs: Pairs, end: u64, warnings: &mut Warnings) -> Result<Meta, Fault> {
    let kind_at = pairs.need("vote_type", end)?;
    let kind = BallotKind::parse(kind_at.value).ok_or_else(|| {
        let what = format!("vote_type is {}", shown(kind_at.value));
        Fault::new(kind_at.line, what, "write approval, choose-1, ordinal, cumulative or scoring")
    })?;
    let currency = currency(&pairs, warnings)?;
    let digits = money::minor_digits(&currency);
    let budget = pairs.need("budget", end)?;
    let budget = amount(budget.value, "budget", digits, budget.line, warnings)?;
    let missing = |key: &'static str| Fault::new(end, format!("META has no {key}"), format!("add a line {key};value to META"));
    let num_projects = pairs.number("num_projects", 20_000)?.ok_or_else(|| missing("num_projects"))?;
    let num_votes = pairs.number("num_votes", crate::model::MAX_BALLOTS)?.ok_or_else(|| missing("num_votes"))?;
    let (min_length, max_length) = lengths(&pairs, end)?;
    let max_points = u64::try_from(MAX_POINTS).unwrap_or(0);
    pairs.number("min_project_score_threshold", u64::MAX)?;
    other(&pairs)?;
    let limits = limits(&pairs, (min_length, max_length), digits, warnings)?;
    let default_score = pairs.number("default_score", max_points)?.map_or(0, |a| i64::try_from(a.value).unwrap_or(0));
    let lacks: Vec<&str> = CUSTOMARY.into_iter().filter(|k| pairs.get(k).is_none()).collect();
    if !lacks.is_empty() {
        warnings.once("meta", format!("META lacks {}, which Pabulib requires but no count needs", lacks.join(", ")));
    }
    let pairs = pairs.0.into_iter().map(|(k, v, _)| (k, v)).collect();
    Ok(Meta { pairs, kind, digits, currency, budget, num_projects, num_votes, max_length, limits, default_score })
}

/// `min_length` and `max_length`.
fn lengths(pairs: &Pairs, end: u64) -> Result<(Option<u32>, Option<u32>), Fault> {
    let limit = |key| pairs.number(key, 20_000).map(|n| n.and_then(|n| u32::try_from(n.value).ok()));
    let (min_length, max_length) = (limit("min_length")?, limit("max_length")?);
    if let (Some(low), Some(high)) = (min_length, max_length)
        && low > high
    {
        let line = pairs.get("min_length").map_or(end, |a| a.line);
        return Err(Fault::new(line, format!("min_length {low} is above max_length {high}"), "correct one of them"));
    }
    if max_length == Some(0) {
        let line = pairs.get("max_length").map_or(end, |a| a.line);
        return Err(Fault::new(line, "max_length is 0", "write the most projects a ballot may name, at least 1"));
    }
    Ok((min_length, max_length))
}

fn limits(pairs: &Pairs, length: (Option<u32>, Option<u32>), digits: u8, warnings: &mut Warnings) -> Result<Limits, Fault> {
    let (min_length, max_length) = length;
    let points = |key| pairs.number(key, u64::MAX).map(|n| n.map(|n| n.value));
    let mut sum_cost = |key: &str| pairs.get(key).map(|a| amount(a.value, key, digits, a.line, warnings)).transpose();
    Ok(Limits {
        min_length: min_length.map(u64::from),
        max_length: max_length.map(u64::from),
        min_sum_cost: sum_cost("min_sum_cost")?,
        max_sum_cost: sum_cost("max_sum_cost")?,
        min_points: points("min_points")?,
        max_points: points("max_points")?,
        min_sum_points: points("min_sum_points")?,
        max_sum_points: points("max_sum_points")?,
    })
}

/// Values that decide no count, but that are wrong if they are not what Pabulib says.
fn other(pairs: &Pairs) -> Result<(), Fault> {
    for key in ["date_begin", "date_end"] {
        let Some(At { value, line }) = pairs.get(key) else {
            continue;
        };
        if !is_date(value) {
            let what = format!("{key} is {}", shown(value));
            return Err(Fault::new(line, what, "write the date as dd.mm.yyyy, or the year alone"));
        }
    }
    if let Some(At { value, line }) = pairs.get("fully_funded")
        && value != "1"
    {
        return Err(Fault::new(line, format!("fully_funded is {}", shown(value)), "write 1, or remove the line"));
    }
    if let Some(At { value, line }) = pairs.get("scoring_fn")
        && value != "Borda"
    {
        return Err(Fault::new(line, format!("scoring_fn is {}", shown(value)), "write Borda, or remove the line"));
    }
    Ok(())
}

fn is_date(text: &str) -> bool {
    let number = |t: &str, digits: usize, max: u32| {
        t.len() == digits && t.bytes().all(|b| b.is_ascii_digit()) && t.parse::<u32>().is_ok_and(|n| (1..=max).contains(&n))
    };
    match text.split('.').collect::<Vec<_>>().as_slice() {
        [year] => number(year, 4, 9999),
        [day, month, year] => number(day, 2, 31) && number(month, 2, 12) && number(year, 4, 9999),
        _ => false,
    }
}

fn currency(pairs: &Pairs, warnings: &mut Warnings) -> Result<String, Fault> {
    let Some(At { value, line }) = pairs.get("currency") else {
        warnings.once("currency", "META names no currency; amounts are read with two decimals".to_owned());
        return Ok("USD".to_owned());
    };
    if value.len() == 3 && value.bytes().all(|b| b.is_ascii_uppercase()) {
        return Ok(value.to_owned());
    }
    Err(Fault::new(line, format!("currency is {}", shown(value)), "write the three capital letters of ISO 4217, as EUR"))
}

/// An amount of money in minor units.
pub(super) fn amount(text: &str, what: &str, digits: u8, line: u64, warnings: &mut Warnings) -> Result<Cents, Fault> {
    let (todo, said) = match money::parse(text, digits) {
        Ok((value, comma)) => {
            if comma {
                warnings.note("comma", || format!("line {line}: the comma in {} is read as a decimal point", shown(text)));
            }
            return Ok(value);
        }
        Err(AmountFault::NotANumber) => ("write digits, with a point before decimals".to_owned(), ""),
        Err(AmountFault::Negative) => ("write an amount of zero or more".to_owned(), " (negative)"),
        Err(AmountFault::TooFine) if digits == 0 => {
            ("write a whole amount, as the currency has no decimals, and no mark between thousands".to_owned(), "")
        }
        Err(AmountFault::TooFine) => {
            (format!("write at most {digits} decimals, as the currency has, and no mark between thousands"), "")
        }
        Err(AmountFault::TooLarge) => ("write at most 10000000000000".to_owned(), " (too large)"),
    };
    Err(Fault::new(line, format!("{what} is {}{said}", shown(text)), todo))
}

impl Meta {
    /// The election without its ballots.
    pub(super) fn election(&self, projects: Vec<Project>) -> Election {
        let title = self.pairs.iter().find(|p| p.0 == "description").map_or("", |p| p.1.as_str());
        let mut e = Election::new(title, &self.currency, self.budget, self.kind, projects);
        e.max_length = self.max_length;
        e.default_score = self.default_score;
        e.meta.clone_from(&self.pairs);
        e
    }
}
