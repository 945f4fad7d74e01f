//! Checks of the log of acts: what happened, how often, decided by whom. Their order is in `order`.

use std::collections::{BTreeMap, BTreeSet};

use ballot::nonce::PassMark;
use pack::acts::{Deed, VoidCase, WithdrawalCase, person};

use super::Named;
use super::evidence::Evidence;
use super::order;
use super::sources::Act;
use crate::check::{Faults, Told, of};

/// Seconds by which clocks of two machines may differ.
const SKEW: i64 = 120;

pub(super) const CHECKS: &[Named] = &[
    ("acts.form", form),
    ("acts.time", time),
    ("acts.frozen", frozen),
    ("acts.once", once),
    ("acts.order", order::order),
    ("acts.voids", voids),
    ("acts.withdrawals", withdrawals),
    ("acts.shares", shares),
];

/// Every entry can be read, and every act of the cycle has its facts.
fn form(e: &Evidence<'_>) -> Told {
    let acts = of(&e.acts)?;
    Ok(format!("{} entries, {} of them checked", acts.times.len(), acts.acts.len()))
}

/// Times do not run backwards by more than clocks may differ.
fn time(e: &Evidence<'_>) -> Told {
    let (acts, mut latest, mut faults) = (of(&e.acts)?, i64::MIN, Faults::default());
    for (index, at) in acts.times.iter().enumerate() {
        let late = latest.saturating_sub(*at);
        faults.demand(late <= SKEW, || format!("act {index} is {late} seconds older than one before it"));
        latest = latest.max(*at);
    }
    faults.told(format!("{} moments", acts.times.len()))
}

/// The act that froze the definition names this definition.
fn frozen(e: &Evidence<'_>) -> Told {
    let (acts, right, mut faults) = (e.acts()?, of(&e.frozen)?.hash, Faults::default());
    let named = acts.iter().filter_map(|act| match &act.deed {
        Deed::Frozen { hash } => Some((act.index, hash)),
        _ => None,
    });
    let found = named.inspect(|(index, hash)| faults.demand(**hash == right, || format!("act {index} froze {hash}"))).count();
    faults.demand(found > 0, || "no act cycle.frozen".to_owned());
    faults.told("the definition that was frozen")
}

/// What happens once happened once, for the cycle or for each zone, and no act is about another zone.
fn once(e: &Evidence<'_>) -> Told {
    let (acts, definition, mut faults) = (e.acts()?, e.definition()?, Faults::default());
    let mut demand_one = |zone: &str, kind: &str| {
        let count = acts.iter().filter(|act| act.kind == kind && act.deed.zone().unwrap_or_default() == zone).count();
        let place = if zone.is_empty() { String::new() } else { format!(" of zone {zone}") };
        faults.demand(count == 1, || format!("{count} acts {kind}{place}"));
    };
    for kind in ["cycle.frozen", "voting.closed", "log.closed", "links.cut", "ballots.opened"] {
        demand_one("", kind);
    }
    for contest in &definition.contests {
        for kind in ["canvass.confirmed", "zone.opened", "result.counted"] {
            demand_one(&contest.zone, kind);
        }
    }
    for act in acts {
        let known = act.deed.zone().is_none_or(|zone| definition.contest(zone).is_some());
        faults.demand(known, || format!("act {} is about a zone that the definition does not have", act.index));
    }
    faults.told("each step once")
}

/// Every void was asked for by one person, with a public reason, and confirmed by another; no pass twice.
fn voids(e: &Evidence<'_>) -> Told {
    let (mut asked, mut confirmed): (BTreeMap<PassMark, Vec<&Act>>, _) = (BTreeMap::new(), BTreeSet::new());
    let mut faults = Faults::default();
    for act in e.acts()? {
        let case = match &act.deed {
            Deed::VoidProposed(case) => {
                asked.entry(case.pass).or_default().push(act);
                continue;
            }
            Deed::VoidConfirmed(case) => case,
            _ => continue,
        };
        let same = |other: &&&Act| other.deed == Deed::VoidProposed(VoidCase::clone(case)) && gives_reason(other);
        let two = asked.get(&case.pass).is_some_and(|asked| asked.iter().filter(same).any(|other| are_two(other, act)));
        faults.demand(two, || format!("act {}: no other person asked to void pass {} before", act.index, case.pass));
        faults.demand(confirmed.insert(case.pass), || format!("act {}: pass {} was voided before", act.index, case.pass));
    }
    faults.told(format!("{} passes voided by two people each", confirmed.len()))
}

/// Every withdrawal is of a proposal on the slate, was asked for by one person, and confirmed by another with a public
/// reason; none twice.
fn withdrawals(e: &Evidence<'_>) -> Told {
    let (definition, mut asked, mut confirmed) = (e.definition()?, Vec::new(), BTreeSet::new());
    let mut faults = Faults::default();
    for act in e.acts()? {
        let case: &WithdrawalCase = match &act.deed {
            Deed::WithdrawalProposed(case) => {
                asked.push((case, act));
                continue;
            }
            Deed::WithdrawalConfirmed(case) => case,
            _ => continue,
        };
        let place = || format!("act {}: proposal {} of zone {}", act.index, case.number, case.zone);
        let slate = definition.contest(&case.zone).map_or(&[][..], |contest| &contest.slate);
        faults.demand(slate.iter().any(|entry| entry.number == case.number), || format!("{} is on no slate", place()));
        let two = gives_reason(act) && asked.iter().any(|(other, by)| *other == case && are_two(by, act));
        faults.demand(two, || format!("{}: no other person asked before, or no reason is given", place()));
        faults.demand(confirmed.insert(case), || format!("{} was withdrawn before", place()));
    }
    faults.told(format!("{} proposals withdrawn by two people each", confirmed.len()))
}

/// Whether an act has a public reason.
pub(super) fn gives_reason(act: &Act) -> bool {
    act.reason.as_deref().is_some_and(|reason| !reason.trim().is_empty())
}

/// Whether two acts were done by two different people.
pub(super) fn are_two(one: &Act, other: &Act) -> bool {
    match (person(&one.actor), person(&other.actor)) {
        (Some(one), Some(other)) => one != other,
        _ => false,
    }
}

/// As many different people gave a share as the definition asks for.
fn shares(e: &Evidence<'_>) -> Told {
    let threshold = usize::from(e.definition()?.trustees.threshold);
    let given = e.acts()?.iter().filter(|act| act.deed == Deed::ShareGiven {});
    let people: BTreeSet<&str> = given.filter_map(|act| person(&act.actor)).collect();
    let mut faults = Faults::default();
    faults.demand(people.len() >= threshold, || format!("{} people gave a share, {threshold} are needed", people.len()));
    faults.told(format!("{} people gave a share, {threshold} are needed", people.len()))
}
