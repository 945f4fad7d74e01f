//! The PROJECTS section: ids and costs are checked, declared results and all other columns kept.

use super::columns::Columns;
use super::fault::{Fault, Warnings, shown};
use super::meta::{Meta, amount};
use super::row::{Row, Rows};
use super::{Section, section};
use crate::model::{MAX_PROJECTS, Project};
use std::collections::HashMap;
use std::io::BufRead;

struct Places {
    id: usize,
    cost: usize,
    votes: Option<usize>,
    score: Option<usize>,
    name: Option<usize>,
    category: Option<usize>,
    selected: Option<usize>,
    other: Vec<usize>,
}

impl Places {
    fn of(columns: &Columns, line: u64) -> Result<Self, Fault> {
        let known = ["project_id", "cost", "votes", "score", "name", "category", "selected"];
        Ok(Self {
            id: columns.need("project_id", "PROJECTS", line)?,
            cost: columns.need("cost", "PROJECTS", line)?,
            votes: columns.find("votes"),
            score: columns.find("score"),
            name: columns.find("name"),
            category: columns.find("category"),
            selected: columns.find("selected"),
            other: (0..columns.names.len())
                .filter(|&k| columns.names.get(k).is_some_and(|n| !known.contains(&n.as_str())))
                .collect(),
        })
    }
}

pub(super) fn read<R: BufRead>(rows: &mut Rows<R>, meta: &Meta, warnings: &mut Warnings) -> Result<Vec<Project>, Fault> {
    let last = rows.line();
    let Some(head) = rows.next()? else {
        return Err(Fault::new(last, "the file ends after PROJECTS", "add a header, the projects and the section VOTES"));
    };
    if section(&head).is_some() {
        return Err(Fault::new(head.line, "PROJECTS has no header", "put a line project_id;cost;... below PROJECTS"));
    }
    let columns = Columns::read(&head, "PROJECTS")?;
    let places = Places::of(&columns, head.line)?;
    let mut projects: Vec<Project> = Vec::new();
    let mut lines: HashMap<String, u64> = HashMap::new();
    let end = loop {
        let last = rows.line();
        let Some(row) = rows.next()? else {
            return Err(Fault::new(last, "the file ends within PROJECTS", "add the section VOTES"));
        };
        match section(&row) {
            Some(Section::Votes) => break row.line,
            Some(Section::Meta) => {
                return Err(Fault::new(row.line, "META comes after PROJECTS", "put META first"));
            }
            Some(Section::Projects) => {
                return Err(Fault::new(row.line, "PROJECTS starts a second time", "keep one PROJECTS section"));
            }
            None => {}
        }
        columns.fits(&row)?;
        let project = one(&row, &columns, &places, meta, warnings)?;
        if let Some(first) = lines.insert(project.id.clone(), row.line) {
            let what = format!("project {} stands twice, first in line {first}", shown(&project.id));
            return Err(Fault::new(row.line, what, "give each project its own id"));
        }
        if projects.len() == MAX_PROJECTS {
            return Err(Fault::new(row.line, format!("more than {MAX_PROJECTS} projects"), "split the election"));
        }
        projects.push(project);
    };
    check_number(&projects, meta, end)?;
    Ok(projects)
}

fn check_number(projects: &[Project], meta: &Meta, end: u64) -> Result<(), Fault> {
    if projects.is_empty() {
        return Err(Fault::new(end, "PROJECTS has no project", "add at least one project"));
    }
    if projects.len() as u64 != meta.num_projects.value {
        let what = format!("num_projects says {} but PROJECTS has {}", meta.num_projects.value, projects.len());
        return Err(Fault::new(meta.num_projects.line, what, "correct num_projects, or complete a file that was cut off"));
    }
    Ok(())
}

fn one(row: &Row<'_>, columns: &Columns, at: &Places, meta: &Meta, warnings: &mut Warnings) -> Result<Project, Fault> {
    let id = row.get(at.id);
    if id.is_empty() {
        return Err(Fault::new(row.line, "this project has no project_id", "give it an id"));
    }
    if id.contains(',') {
        let what = format!("project_id {} holds a comma, which separates ids on ballots", shown(id));
        return Err(Fault::new(row.line, what, "use an id without a comma"));
    }
    let cost = row.get(at.cost);
    if cost.is_empty() {
        return Err(Fault::new(row.line, format!("project {} has no cost", shown(id)), "write its cost, 0 if it is free"));
    }
    let text = |k: Option<usize>| k.map_or("", |k| row.get(k));
    let category = Some(text(at.category)).filter(|c| !c.is_empty()).map(str::to_owned);
    let other = at.other.iter().filter_map(|&k| columns.names.get(k).map(|n| (n.clone(), row.get(k).to_owned())));
    Ok(Project {
        id: id.to_owned(),
        name: text(at.name).to_owned(),
        cost: amount(cost, "cost", meta.digits, row.line, warnings)?,
        votes: whole(text(at.votes), "votes", row.line)?,
        score: whole(text(at.score), "score", row.line)?,
        selected: selected(text(at.selected), row.line)?,
        category,
        other: other.collect(),
    })
}

fn absent(text: &str) -> bool {
    text.is_empty() || text == "None"
}

fn whole(text: &str, column: &str, line: u64) -> Result<Option<u64>, Fault> {
    if absent(text) {
        return Ok(None);
    }
    let digits = text.strip_suffix(".0").unwrap_or(text);
    let todo = "write a whole number of zero or more, or leave it empty";
    digits.parse().map(Some).map_err(|_| Fault::new(line, format!("{column} is {}", shown(text)), todo))
}

fn selected(text: &str, line: u64) -> Result<Option<u8>, Fault> {
    match text {
        _ if absent(text) => Ok(None),
        "0" => Ok(Some(0)),
        "1" => Ok(Some(1)),
        "2" => Ok(Some(2)),
        "3" => Ok(Some(3)),
        _ => Err(Fault::new(line, format!("selected is {}", shown(text)), "write 0, 1, 2 or 3, or leave it empty")),
    }
}
