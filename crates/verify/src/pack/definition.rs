//! Checks of the definition and of what it names.

use ballot::Digest;
use pack::{paths, rulebook};

use super::Named;
use super::evidence::Evidence;
use crate::check::{Faults, Told, Trouble, of};

pub(super) const CHECKS: &[Named] = &[
    ("definition.canonical", canonical),
    ("definition.rules", rules),
    ("definition.hash", hash),
    ("definition.texts", texts),
    ("definition.rulebook", count_rule),
];

/// The bytes are the canonical form and hold known members only.
fn canonical(e: &Evidence<'_>) -> Told {
    Ok(format!("hash {}", of(&e.frozen)?.hash))
}

/// The definition keeps every rule that it had to keep before it was frozen.
fn rules(e: &Evidence<'_>) -> Told {
    let definition = e.definition()?;
    definition.validate().map_err(|fault| Trouble::here(fault.to_string()))?;
    Ok(format!("{} zones, {} languages", definition.contests.len(), definition.languages.len()))
}

/// `pack.json` names this definition.
fn hash(e: &Evidence<'_>) -> Told {
    let (said, hash) = (of(&e.front)?.definition_hash, of(&e.frozen)?.hash);
    let mut faults = Faults::default();
    faults.demand(said == hash, || format!("pack.json says {said}, definition.json has {hash}"));
    faults.told("pack.json names this definition")
}

/// What voters could read is what the definition fixed.
fn texts(e: &Evidence<'_>) -> Told {
    let (pack, mut faults, mut count) = (of(&e.pack)?, Faults::default(), 0);
    for contest in e.zones()? {
        for entry in &contest.slate {
            for (language, hash) in &entry.text_hashes {
                let path = paths::text(&contest.zone, entry.number, language);
                let found = pack.get(&path).map(|text| Digest::of(text).to_string());
                faults.demand(found.as_ref() == Some(hash), || format!("{path} is not the text that was frozen"));
                count += 1;
            }
        }
    }
    faults.told(format!("{count} texts"))
}

/// The rule, its parameters and the tie rule are ones that can be counted.
fn count_rule(e: &Evidence<'_>) -> Told {
    let definition = e.definition()?;
    let (rule, options) = rulebook(definition).map_err(|fault| Trouble::here(fault.to_string()))?;
    Ok(format!("{rule}, ties by {}", options.tie))
}
