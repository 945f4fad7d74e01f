//! Column headers of PROJECTS and VOTES: which column is which, none twice, none missing.

use super::fault::{Fault, counted, shown};
use super::row::Row;

/// The names of a header row, in order.
pub(super) struct Columns {
    pub(super) names: Vec<String>,
}

impl Columns {
    /// Takes a header row; each name must be there and stand once.
    pub(super) fn read(row: &Row<'_>, section: &str) -> Result<Self, Fault> {
        let mut names: Vec<String> = Vec::with_capacity(row.len());
        for k in 0..row.len() {
            let name = row.get(k);
            if name.is_empty() {
                let what = format!("column {} of {section} has no name", k + 1);
                return Err(Fault::new(row.line, what, "name the column, or remove the extra semicolon"));
            }
            if names.iter().any(|n| n == name) {
                let what = format!("column {} stands twice in {section}", shown(name));
                return Err(Fault::new(row.line, what, "keep one of them"));
            }
            names.push(name.to_owned());
        }
        Ok(Self { names })
    }

    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|n| n == name)
    }

    /// The place of a column that must be there.
    pub(super) fn need(&self, name: &str, section: &str, line: u64) -> Result<usize, Fault> {
        self.find(name).ok_or_else(|| {
            let what = format!("{section} has no column {name}");
            Fault::new(line, what, format!("add {name} to the header line below {section}"))
        })
    }

    /// Each row has as many fields as the header.
    pub(super) fn fits(&self, row: &Row<'_>) -> Result<(), Fault> {
        if row.len() == self.names.len() {
            return Ok(());
        }
        let what = format!("this row has {}, its header {}", counted(row.len(), "field"), self.names.len());
        Err(Fault::new(row.line, what, "add or remove semicolons; put quotes around a text that holds one"))
    }
}
