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

/// Every entry is of this definition and of one of its zones, or of a definition that another cycle froze.
fn place(e: &Evidence<'_>) -> Told {
    let (entries, frozen, mut faults, mut others) = (of(&e.issuances)?, of(&e.frozen)?, Faults::default(), 0);
    let elsewhere = &of(&e.acts)?.elsewhere;
    for (index, entry) in entries.iter().enumerate() {
        if entry.definition != frozen.hash {
            others += 1;
            faults.demand(elsewhere.contains(&entry.definition), || {
                format!("entry {index} is of a definition that no other cycle froze")
            });
            continue;
        }
        let known = frozen.definition.contest(&entry.zone).is_some();
        faults.demand(known, || format!("entry {index}: no zone {}", entry.zone));
    }
    faults.told(format!("{} entries of this definition, {others} of other cycles", entries.len() - others))
}

/// No two entries are about the same row: nobody was given two passes.
fn unique(e: &Evidence<'_>) -> Told {
    let (entries, mut faults, mut seen) = (e.own_issuances()?, Faults::default(), BTreeSet::new());
    for (index, entry) in entries {
        let new = seen.insert(entry.commitment);
        faults.demand(new, || format!("entry {index}: commitment {} came before", Digest(entry.commitment)));
    }
    faults.told("each commitment comes once")
}
