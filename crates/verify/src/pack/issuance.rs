//! Checks of the log of issuances.

use std::collections::BTreeSet;

use ballot::Digest;

use super::Named;
use super::evidence::Evidence;
use crate::check::{Faults, Told, of};

pub(super) const CHECKS: &[Named] = &[("issuance.form", form), ("issuance.place", place), ("issuance.unique", unique)];

/// Every entry can be read.
fn form(e: &Evidence<'_>) -> Told {
    Ok(format!("{} entries", of(&e.issuances)?.len()))
}

/// Every entry is of this definition and of one of its zones.
fn place(e: &Evidence<'_>) -> Told {
    let (entries, frozen, mut faults) = (of(&e.issuances)?, of(&e.frozen)?, Faults::default());
    for (index, entry) in entries.iter().enumerate() {
        faults.demand(entry.definition == frozen.hash, || format!("entry {index} is of another definition"));
        let known = frozen.definition.contest(&entry.zone).is_some();
        faults.demand(known, || format!("entry {index}: no zone {}", entry.zone));
    }
    faults.told("every entry is of this definition")
}

/// No two entries are about the same row: nobody was given two passes.
fn unique(e: &Evidence<'_>) -> Told {
    let (entries, mut faults, mut seen) = (of(&e.issuances)?, Faults::default(), BTreeSet::new());
    for (index, entry) in entries.iter().enumerate() {
        let new = seen.insert(entry.commitment);
        faults.demand(new, || format!("entry {index}: commitment {} came before", Digest(entry.commitment)));
    }
    faults.told("each commitment comes once")
}
