//! Checks of the canvass sheets and of the list of voided ballots.

use std::collections::BTreeMap;

use pack::acts::Deed;
use pack::{paths, voids};

use super::Named;
use super::evidence::{Evidence, file};
use crate::check::{Faults, Known, Told, Trouble, of};

pub(super) const CHECKS: &[Named] = &[
    ("canvass.form", form),
    ("canvass.equations", equations),
    ("canvass.logs", logs),
    ("canvass.confirmed", confirmed),
    ("canvass.voids", void_list),
];

/// Every sheet can be read.
fn form(e: &Evidence<'_>) -> Told {
    Ok(format!("{} sheets", of(&e.sheets)?.len()))
}

/// Every sheet adds up.
fn equations(e: &Evidence<'_>) -> Told {
    let mut faults = Faults::default();
    for (zone, sheet) in of(&e.sheets)? {
        for gap in sheet.gaps() {
            faults.push(format!("zone {zone}: {} does not hold, {} against {}", gap.name, gap.left, gap.right));
        }
    }
    faults.told("every sheet adds up")
}

/// What the logs tell is what the sheets say.
fn logs(e: &Evidence<'_>) -> Told {
    let (book, issuances, acts, mut faults) = (of(&e.book)?, issued(e)?, e.acts()?, Faults::default());
    for (zone, sheet) in of(&e.sheets)? {
        let figures = book.figures(zone);
        let of_zone = || acts.iter().filter(|act| act.deed.zone() == Some(zone));
        let printed = of_zone().filter_map(|act| match &act.deed {
            Deed::Printed { count, .. } => Some(*count),
            _ => None,
        });
        let void = of_zone().filter(|act| matches!(act.deed, Deed::VoidConfirmed(_))).count();
        let online = issuances.get(zone.as_str()).copied().unwrap_or_default();
        for (line, said, found) in [
            ("printed", sheet.printed, printed.fold(0, u64::saturating_add)),
            ("issued_online", sheet.issued_online, online),
            ("void", sheet.void, void as u64),
            ("live", sheet.live, figures.live),
            ("replaced", sheet.replaced, figures.replaced),
            ("voided", sheet.voided, figures.voided),
            ("challenged", sheet.challenged, figures.challenged),
            ("log_entries", sheet.log_entries, figures.entries()),
        ] {
            faults.demand(said == found, || format!("zone {zone}: {line} is {said}, by the logs {found}"));
        }
    }
    faults.told("the figures of the logs")
}

/// Issuances of this definition in each zone.
fn issued<'e>(e: &'e Evidence<'_>) -> Known<BTreeMap<&'e str, u64>> {
    let mut zones = BTreeMap::new();
    e.own_issuances()?.for_each(|(_, entry)| *zones.entry(entry.zone.as_str()).or_default() += 1);
    Ok(zones)
}

/// The acts confirm these sheets.
fn confirmed(e: &Evidence<'_>) -> Told {
    let (sheets, mut faults) = (of(&e.sheets)?, Faults::default());
    for act in e.acts()? {
        let Deed::Canvassed { zone, ballots, hash } = &act.deed else { continue };
        let Some(sheet) = sheets.get(zone) else { continue };
        let right = sheet.hash().map_err(|fault| Trouble::of("canvass.form", fault.to_string()))?;
        let same = *ballots == sheet.live && *hash == right;
        faults.demand(same, || format!("act {} confirms another sheet of zone {zone}", act.index));
    }
    faults.told("the sheets that were confirmed")
}

/// `voids.csv` lists the void entries of this definition in the ballot log and the acts that decided them.
fn void_list(e: &Evidence<'_>) -> Told {
    let found = file(of(&e.pack)?, paths::VOIDS, "canvass.voids")?;
    let entries = e.own_ballots()?.map(|(_, entry)| entry);
    let right = voids::to_csv(entries, &voids::act_indexes(of(&e.acts_log.entries)?));
    let mut faults = Faults::default();
    faults.demand(found == right.as_bytes(), || "voids.csv is not the list of void entries of the ballot log".to_owned());
    faults.told(format!("{} voided ballots", right.lines().count() - 1))
}
