//! Writing `.pb`: an election with voters numbered afresh (what a city publishes), or a file
//! as it was read, with all its columns. Reading the result gives the same again.

use super::PbFile;
use crate::model::{Ballot, Election};
use std::collections::BTreeSet;
use std::io::{self, Write};

/// A field, in quotes where it needs them.
fn field(text: &str) -> String {
    let spaced = text.starts_with([' ', '\t']) || text.ends_with([' ', '\t']);
    if spaced || text.contains([';', '"', '\n', '\r']) {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text.to_owned()
}

/// Writes an election; voters are numbered from 1 in the order of the ballots, equal ones in a row.
///
/// # Errors
/// What the writer reports.
pub fn write(e: &Election, mut out: impl Write) -> io::Result<()> {
    head(e, &mut out)?;
    let points = e.ballots.iter().any(|b| !b.points.is_empty()) || needs_points(e);
    writeln!(out, "VOTES\nvoter_id;vote{}", if points { ";points" } else { "" })?;
    let mut voter = 0u64;
    for b in &e.ballots {
        let rest = if points { format!("{};{}", choices(e, b), numbers(b)) } else { choices(e, b) };
        for _ in 0..b.count {
            voter += 1;
            writeln!(out, "{voter};{rest}")?;
        }
    }
    Ok(())
}

/// Writes a file as it was read: voters in their order, with all their columns.
///
/// # Errors
/// What the writer reports.
pub fn write_file(file: &PbFile, mut out: impl Write) -> io::Result<()> {
    let e = &file.election;
    head(e, &mut out)?;
    let names: Vec<String> = file.voters.columns.iter().map(|c| field(c)).collect();
    writeln!(out, "VOTES\n{}", names.join(";"))?;
    for (row, &at) in file.voters.ballots.iter().enumerate() {
        let Some(b) = e.ballots.get(at as usize) else {
            continue;
        };
        let mut kept = file.voters.fields(row);
        let mut cells = Vec::with_capacity(file.voters.columns.len());
        for c in &file.voters.columns {
            cells.push(match c.as_str() {
                "vote" => choices(e, b),
                "points" if needs_points(e) => numbers(b),
                _ => field(kept.next().unwrap_or_default()),
            });
        }
        writeln!(out, "{}", cells.join(";"))?;
    }
    Ok(())
}

fn needs_points(e: &Election) -> bool {
    matches!(e.kind, crate::model::BallotKind::Cumulative | crate::model::BallotKind::Scoring)
}

fn choices(e: &Election, b: &Ballot) -> String {
    let ids: Vec<&str> = b.choices.iter().filter_map(|&c| e.projects.get(c as usize)).map(|p| p.id.as_str()).collect();
    field(&ids.join(","))
}

fn numbers(b: &Ballot) -> String {
    b.points.iter().map(i64::to_string).collect::<Vec<_>>().join(",")
}

/// META pairs, with those that the count needs set to what the election holds.
fn meta(e: &Election) -> Vec<(String, String)> {
    let mut pairs = e.meta.clone();
    let mut set = |key: &str, value: String, keep: &dyn Fn(&str) -> bool| match pairs.iter_mut().find(|p| p.0 == key) {
        Some(p) if keep(&p.1) => {}
        Some(p) => p.1 = value,
        None => pairs.push((key.to_owned(), value)),
    };
    if e.meta.is_empty() || !e.title.is_empty() {
        set("description", e.title.clone(), &|_| true);
    }
    set("num_projects", e.projects.len().to_string(), &|_| false);
    set("num_votes", e.votes().to_string(), &|_| false);
    let same = |v: &str| crate::money::parse(v, e.minor_digits).is_ok_and(|a| a.0 == e.budget);
    set("budget", e.amount(e.budget), &same);
    set("vote_type", e.kind.name().to_owned(), &|_| false);
    if e.meta.is_empty() || e.currency != "USD" {
        set("currency", e.currency.clone(), &|_| false);
    }
    if let Some(n) = e.max_length {
        set("max_length", n.to_string(), &|_| false);
    }
    if e.default_score != 0 {
        set("default_score", e.default_score.to_string(), &|_| false);
    }
    pairs
}

fn head(e: &Election, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "META\nkey;value")?;
    for (k, v) in meta(e) {
        writeln!(out, "{};{}", field(&k), field(&v))?;
    }
    let others: Vec<&str> = {
        let mut seen = BTreeSet::new();
        let names = e.projects.iter().flat_map(|p| p.other.iter().map(|o| o.0.as_str()));
        names.filter(|n| seen.insert(*n)).collect()
    };
    let any = |f: fn(&crate::model::Project) -> bool| e.projects.iter().any(f);
    let (votes, score) = (any(|p| p.votes.is_some()), any(|p| p.score.is_some()));
    let (category, selected) = (any(|p| p.category.is_some()), any(|p| p.selected.is_some()));
    let mut names = vec!["project_id", "cost"];
    names.extend(votes.then_some("votes"));
    names.extend(score.then_some("score"));
    names.push("name");
    names.extend(category.then_some("category"));
    names.extend(selected.then_some("selected"));
    names.extend(&others);
    writeln!(out, "PROJECTS\n{}", names.iter().map(|n| field(n)).collect::<Vec<_>>().join(";"))?;
    let number = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
    for p in &e.projects {
        let mut cells = vec![field(&p.id), e.amount(p.cost)];
        cells.extend(votes.then(|| number(p.votes)));
        cells.extend(score.then(|| number(p.score)));
        cells.push(field(&p.name));
        cells.extend(category.then(|| field(p.category.as_deref().unwrap_or_default())));
        cells.extend(selected.then(|| number(p.selected.map(u64::from))));
        cells.extend(others.iter().map(|n| field(p.other.iter().find(|o| o.0 == *n).map_or("", |o| o.1.as_str()))));
        writeln!(out, "{}", cells.join(";"))?;
    }
    Ok(())
}
