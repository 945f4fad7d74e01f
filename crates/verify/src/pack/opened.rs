//! Checks of the opened ballots: as many as counted, none from elsewhere, the same in every form and in two openings.

use pack::acts::Deed;
use pack::{opened, paths};

use super::Named;
use super::evidence::{Evidence, file};
use crate::check::{Faults, Told, of};

pub(super) const CHECKS: &[Named] = &[
    ("opened.text", text),
    ("opened.number", number),
    ("opened.invalid", invalid),
    ("opened.csv", csv),
    ("opened.pb", pb),
    ("opened.declared", declared),
    ("opened.confirmed", confirmed),
];

/// Every text is the one spelling of ballots that the definition allows.
fn text(e: &Evidence<'_>) -> Told {
    let zones = of(&e.opened)?;
    let ballots: usize = zones.values().map(|zone| zone.ballots.len()).sum();
    Ok(format!("{ballots} ballots in {} zones", zones.len()))
}

/// As many ballots were opened in each zone as count by the log.
fn number(e: &Evidence<'_>) -> Told {
    let (zones, book, mut faults) = (of(&e.opened)?, of(&e.book)?, Faults::default());
    for (zone, opened) in zones {
        let (found, countable) = (opened.ballots.len() + opened.invalid.len(), book.countable(zone).len());
        faults.demand(found == countable, || format!("zone {zone}: {found} opened, {countable} count by the log"));
    }
    faults.told("as many as count by the log")
}

/// Every invalid ballot is one that counts by the log, named once.
fn invalid(e: &Evidence<'_>) -> Told {
    let (zones, book, mut faults, mut count) = (of(&e.opened)?, of(&e.book)?, Faults::default(), 0);
    for (zone, opened) in zones {
        let mut countable = book.countable(zone);
        count += opened.invalid.len();
        for (hash, _) in &opened.invalid {
            let known = countable.remove(hash);
            faults.demand(known, || format!("zone {zone}: {} does not count by the log", ballot::Digest(*hash)));
        }
    }
    faults.told(format!("{count} invalid ballots, all in the log"))
}

/// The tables hold the same ballots.
fn csv(e: &Evidence<'_>) -> Told {
    let (pack, mut faults) = (of(&e.pack)?, Faults::default());
    for (zone, opened) in of(&e.opened)? {
        let path = paths::opened_csv(zone);
        let same = file(pack, &path, "opened.csv")? == opened::to_csv(opened).as_bytes();
        faults.demand(same, || format!("{path} does not hold the opened ballots"));
    }
    faults.told("the same ballots")
}

/// The Pabulib files hold the same ballots and the definition's slate.
fn pb(e: &Evidence<'_>) -> Told {
    let (pack, mut faults) = (of(&e.pack)?, Faults::default());
    for (zone, recount) in of(&e.recounts)? {
        let path = paths::opened_pb(zone);
        let same = file(pack, &path, "opened.pb")? == recount.pb();
        faults.demand(same, || format!("{path} does not hold the opened ballots and the slate"));
    }
    faults.told("the same ballots and slate")
}

/// The acts of the opening name these ballots.
fn declared(e: &Evidence<'_>) -> Told {
    let (zones, mut faults) = (of(&e.opened)?, Faults::default());
    let totals = zones.values().fold((0, 0), |sum, zone| (sum.0 + zone.ballots.len(), sum.1 + zone.invalid.len()));
    for act in e.acts()? {
        let same = match &act.deed {
            Deed::ZoneOpened { zone, opened, invalid, hash } => zones.get(zone).is_some_and(|found| {
                (*opened, *invalid) == (found.ballots.len() as u64, found.invalid.len() as u64) && hash.0 == found.hash()
            }),
            Deed::BallotsOpened { opened, invalid, .. } => (*opened, *invalid) == (totals.0 as u64, totals.1 as u64),
            _ => true,
        };
        faults.demand(same, || format!("act {} tells of other ballots", act.index));
    }
    faults.told(format!("{} valid, {} invalid", totals.0, totals.1))
}

/// A second opening of each zone gave the same text.
fn confirmed(e: &Evidence<'_>) -> Told {
    let (zones, acts, mut faults) = (of(&e.opened)?, e.acts()?, Faults::default());
    for (name, opened) in zones {
        let right = opened.hash();
        let second = acts.iter().filter_map(|act| match &act.deed {
            Deed::OpeningConfirmed { zone, hash } if zone == name => Some((act.index, hash)),
            _ => None,
        });
        let found =
            second.inspect(|(index, hash)| faults.demand(hash.0 == right, || format!("act {index}: another hash"))).count();
        faults.demand(found > 0, || format!("zone {name} was not opened a second time"));
    }
    faults.told("each zone opened twice with one hash")
}
