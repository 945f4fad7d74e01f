//! Checks of the acts under each result: which versions there are, and that two people signed the newest.

use pack::CountRecord;
use pack::acts::{Deed, SignCase};

use super::Named;
use super::acts::{are_two, gives_reason};
use super::evidence::Evidence;
use super::sources::Act;
use crate::check::{Faults, Told, of};

pub(super) const CHECKS: &[Named] = &[("results.counted", counted), ("results.signed", signed), ("results.certified", certified)];

fn has_hash(record: Option<&CountRecord>, hash: &ballot::Digest) -> bool {
    record.is_some_and(|record| record.hash().as_ref() == Ok(hash))
}

/// The version of a zone that an act names.
fn version_of(versions: &[CountRecord], version: u32) -> Option<&CountRecord> {
    versions.get(usize::try_from(version.checked_sub(1)?).ok()?)
}

/// Every version in the pack was announced, and every announced one is there: the first as a count, the others as
/// corrections with a public reason.
fn counted(e: &Evidence<'_>) -> Told {
    let (acts, mut faults) = (e.acts()?, Faults::default());
    for (zone, versions) in of(&e.records)? {
        let mut announced = Vec::new();
        for act in acts {
            let (case, right) = match &act.deed {
                Deed::Counted(case) => (case, case.version == 1),
                Deed::Corrected(case) => (case, case.version > 1 && gives_reason(act)),
                _ => continue,
            };
            if case.zone != *zone {
                continue;
            }
            faults.demand(right, || format!("act {}: version {} is announced in the wrong way", act.index, case.version));
            let record = version_of(versions, case.version);
            let same = has_hash(record, &case.hash) && record.is_some_and(|record| record.ballots == case.ballots);
            faults.demand(same, || format!("act {} announces another version {} of zone {zone}", act.index, case.version));
            announced.push(case.version);
        }
        let all = announced.iter().copied().eq((1..).take(versions.len()));
        faults.demand(all, || format!("zone {zone}: versions {announced:?} were announced, {} are there", versions.len()));
    }
    faults.told("every version was announced")
}

/// Signatures of a zone's version, as kind-neutral pairs.
fn signatures<'e>(acts: &'e [Act], zone: &str) -> impl Iterator<Item = (&'e Act, &'e SignCase)> {
    let all = acts.iter().filter_map(|act| match &act.deed {
        Deed::Signed(case) | Deed::Certified(case) => Some((act, case)),
        _ => None,
    });
    all.filter(move |(_, case)| case.zone == zone)
}

/// Every signature is under the hash of the version that it names.
fn signed(e: &Evidence<'_>) -> Told {
    let (acts, mut faults, mut count) = (e.acts()?, Faults::default(), 0);
    for (zone, versions) in of(&e.records)? {
        for (act, case) in signatures(acts, zone) {
            count += 1;
            let same = has_hash(version_of(versions, case.version), &case.hash);
            faults.demand(same, || format!("act {} signs another version {} of zone {zone}", act.index, case.version));
        }
    }
    faults.told(format!("{count} signatures"))
}

/// Two different people signed the newest version of every zone.
fn certified(e: &Evidence<'_>) -> Told {
    let (acts, mut faults) = (e.acts()?, Faults::default());
    for (zone, versions) in of(&e.records)? {
        let newest = signatures(acts, zone).filter(|(_, case)| usize::try_from(case.version) == Ok(versions.len()));
        let acts: Vec<&Act> = newest.map(|(act, _)| act).collect();
        let two = match acts.as_slice() {
            [first, second] => {
                matches!((&first.deed, &second.deed), (Deed::Signed(_), Deed::Certified(_))) && are_two(first, second)
            }
            _ => false,
        };
        faults
            .demand(two, || format!("zone {zone}: version {} was not signed by two people, one after the other", versions.len()));
    }
    faults.told("the newest version of each zone, by two people")
}
