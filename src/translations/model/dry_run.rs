//! What a file would change, row by row, before anything is changed.

use std::collections::BTreeMap;

use super::{LengthFault, Mark, Row, Sheet, Words, is_translated, length_fault, plain, source_hash};
use crate::applications::ApplicationId;

/// What would become of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// Its words would be taken.
    New,
    /// The same words stand already.
    Unchanged,
    /// No proposal of this cycle has this number, or it is not translated now.
    UnknownApplication,
    /// The proposal has no such text now.
    UnknownUnit,
    /// The proposal was written in this language.
    Original,
    /// The original changed after the file was made.
    SourceChanged,
    /// Too many characters or words.
    TooLong(LengthFault),
    /// There are no words.
    Empty,
}

impl Finding {
    /// Every kind, in the order of reports.
    pub const CODES: [&'static str; 8] =
        ["new", "unchanged", "source-changed", "too-long", "empty", "unknown-unit", "unknown-application", "original"];

    /// Stable name in catalog keys (`finding-…`) and in the stored result.
    pub fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Unchanged => "unchanged",
            Self::UnknownApplication => "unknown-application",
            Self::UnknownUnit => "unknown-unit",
            Self::Original => "original",
            Self::SourceChanged => "source-changed",
            Self::TooLong(_) => "too-long",
            Self::Empty => "empty",
        }
    }

    /// True when a person has something to look at.
    pub fn needs_eyes(self) -> bool {
        !matches!(self, Self::New | Self::Unchanged)
    }
}

/// A row and what would become of it.
#[derive(Clone, Debug)]
pub struct Checked {
    /// Line or row in the file, from 1.
    pub line: usize,
    /// What the file names as application; the id when it is one.
    pub application: String,
    /// Key of the unit.
    pub unit: String,
    /// The words.
    pub target: String,
    /// What would become of it.
    pub finding: Finding,
}

/// Compares rows with what stands. `sheets` are those of one language by application.
pub fn check_rows(rows: Vec<Row>, sheets: &BTreeMap<ApplicationId, Sheet>) -> Vec<Checked> {
    rows.into_iter()
        .map(|row| {
            let finding = finding(&row, sheets);
            let target = row.target.as_deref().map(plain).unwrap_or_default();
            Checked { line: row.line, application: row.application, unit: row.unit, target, finding }
        })
        .collect()
}

fn finding(row: &Row, sheets: &BTreeMap<ApplicationId, Sheet>) -> Finding {
    let sheet = ApplicationId::parse(row.application.trim()).and_then(|id| sheets.get(&id));
    let Some(sheet) = sheet.filter(|sheet| is_translated(sheet.draft.application.state)) else {
        return Finding::UnknownApplication;
    };
    if sheet.is_original() {
        return Finding::Original;
    }
    let Some(unit) = sheet.draft.units().into_iter().find(|unit| unit.key == row.unit) else {
        return Finding::UnknownUnit;
    };
    let text = row.target.as_deref().map(plain).unwrap_or_default();
    if text.is_empty() {
        return Finding::Empty;
    }
    let is_same_source = match &row.source {
        Mark::Text(source) => plain(source) == plain(&unit.text),
        Mark::Hash(hash) => *hash == source_hash(&unit.text),
    };
    if !is_same_source {
        return Finding::SourceChanged;
    }
    if let Some(fault) = length_fault(&unit.key, &sheet.lang, &text) {
        return Finding::TooLong(fault);
    }
    let stands = sheet.stands.as_ref();
    let has_same = stands
        .is_some_and(|version| version.units.get(&unit.key) == Some(&text) && version.source.get(&unit.key) == Some(&unit.text));
    if has_same { Finding::Unchanged } else { Finding::New }
}

/// How many rows there are of each kind.
pub fn counts(rows: &[Checked]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for row in rows {
        *counts.entry(row.finding.code().to_owned()).or_insert(0) += 1;
    }
    counts
}

/// The words that would be taken, by application.
pub fn taken(rows: &[Checked]) -> BTreeMap<ApplicationId, Words> {
    let mut taken: BTreeMap<ApplicationId, Words> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.finding == Finding::New) {
        if let Some(id) = ApplicationId::parse(row.application.trim()) {
            taken.entry(id).or_default().insert(row.unit.clone(), row.target.clone());
        }
    }
    taken
}
