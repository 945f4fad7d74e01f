//! Checks of the archive and of the files that only describe it.

use std::collections::BTreeSet;

use ledger::tile::new_tiles;
use pack::{LogName, front, instructions, paths};

use super::Named;
use super::evidence::{Evidence, file};
use crate::check::{Faults, Told, Trouble, of};

pub(super) const CHECKS: &[Named] = &[
    ("pack.archive", archive),
    ("pack.files", files),
    ("pack.sums", sums),
    ("pack.front", front_page),
    ("pack.keys", keys),
    ("pack.instructions", guide),
];

/// The archive is, byte for byte, the one that its files make.
fn archive(e: &Evidence<'_>) -> Told {
    Ok(format!("{} files", of(&e.pack)?.paths().count()))
}

/// Every file that definition, logs and counts ask for is there, and no other.
fn files(e: &Evidence<'_>) -> Told {
    let wanted = wanted(e)?;
    let found: BTreeSet<String> = of(&e.pack)?.paths().map(str::to_owned).collect();
    let mut faults = Faults::default();
    wanted.difference(&found).for_each(|path| faults.push(format!("{path} is missing")));
    found.difference(&wanted).for_each(|path| faults.push(format!("{path} does not belong here")));
    faults.told(format!("{} files, none missing, none more", wanted.len()))
}

fn wanted(e: &Evidence<'_>) -> Result<BTreeSet<String>, Trouble> {
    let fixed = [paths::FRONT, paths::DEFINITION, paths::VOIDS, paths::INSTRUCTIONS, paths::SUMS];
    let mut wanted: BTreeSet<String> = fixed.map(str::to_owned).into();
    for name in LogName::ALL {
        let size = of(&e.log(name).entries)?.len() as u64;
        wanted.insert(paths::checkpoint(name));
        wanted.extend(new_tiles(0, size).iter().map(|tile| paths::tile(name, tile)));
    }
    let records = of(&e.records)?;
    for contest in e.zones()? {
        let zone = &contest.zone;
        for entry in &contest.slate {
            wanted.extend(entry.text_hashes.keys().map(|language| paths::text(zone, entry.number, language)));
        }
        wanted.extend([paths::opened(zone), paths::opened_csv(zone), paths::opened_pb(zone), paths::canvass(zone)]);
        for (version, _) in (1..).zip(records.get(zone).into_iter().flatten()) {
            wanted.extend([paths::count(zone, version), paths::trace(zone, version)]);
        }
    }
    Ok(wanted)
}

/// `SHA256SUMS` holds the hash of every other file.
fn sums(e: &Evidence<'_>) -> Told {
    let pack = of(&e.pack)?;
    let found = file(pack, paths::SUMS, "pack.sums")?;
    let right = pack.sums();
    if found == right.as_bytes() {
        return Ok(format!("{} hashes", right.lines().count()));
    }
    let found = String::from_utf8_lossy(found);
    let known: BTreeSet<&str> = found.lines().collect();
    let mut faults = Faults::default();
    let differing = right.lines().filter(|line| !known.contains(line)).filter_map(|line| line.split_once("  "));
    differing.for_each(|(_, path)| faults.push(format!("{path} has another hash")));
    faults.push("SHA256SUMS is not the list of these files");
    faults.told("")
}

/// `pack.json` says what definition and checkpoints say.
fn front_page(e: &Evidence<'_>) -> Told {
    let (front, definition) = (of(&e.front)?, e.definition()?);
    let mut faults = Faults::default();
    faults.demand(front.schema == front::SCHEMA, || format!("the schema is {}", front.schema));
    faults.demand(front.cycle == definition.cycle, || {
        format!("the cycle is {}, the definition's {}", front.cycle, definition.cycle)
    });
    let zones = definition.contests.iter().map(|contest| &contest.zone);
    faults.demand(zones.eq(&front.zones), || "the zones are not those of the definition".to_owned());
    for name in LogName::ALL {
        let (said, size) = (front.logs.get(name).size, of(&e.log(name).checkpoint)?.checkpoint().size);
        faults.demand(said == size, || format!("log of {name}: size {said}, its checkpoint {size}"));
    }
    faults.told(format!("cycle {}, {} zones", front.cycle, front.zones.len()))
}

/// Each log is signed with the definition's log key, under one origin and the log's own name.
fn keys(e: &Evidence<'_>) -> Told {
    let mut origins = BTreeSet::new();
    for name in LogName::ALL {
        let origin = of(&e.log(name).key)?.name();
        origins.extend(origin.strip_suffix(name.name()));
    }
    let mut faults = Faults::default();
    faults.demand(origins.len() == 1, || format!("the logs have different origins: {origins:?}"));
    faults.told(origins.into_iter().next().unwrap_or_default())
}

/// `VERIFY.md` is the text of this format: nobody is told to check in another way.
fn guide(e: &Evidence<'_>) -> Told {
    let found = file(of(&e.pack)?, paths::INSTRUCTIONS, "pack.instructions")?;
    let mut faults = Faults::default();
    let right = instructions(&e.definition()?.cycle);
    faults.demand(found == right.as_bytes(), || "VERIFY.md is not the text that this format fixes".to_owned());
    faults.told("VERIFY.md is the text that this format fixes")
}
