//! The order of the acts: what must stand in the log before what.

use std::collections::BTreeSet;

use pack::acts::{Deed, person};

use super::evidence::Evidence;
use super::sources::Act;
use crate::check::{Faults, Told};

/// Acts picked out of the log, in its order.
type Picked<'e> = Vec<&'e Act>;

/// Every step stands after those that it rests on.
pub(super) fn order(e: &Evidence<'_>) -> Told {
    let (acts, definition, mut faults) = (e.acts()?, e.definition()?, Faults::default());
    let all = |keep: fn(&Deed) -> bool| -> Picked<'_> { acts.iter().filter(|act| keep(&act.deed)).collect() };
    let closed = all(|deed| matches!(deed, Deed::Closed {}));
    let cut = all(|deed| matches!(deed, Deed::LinksCut {}));
    let rules: [(Picked<'_>, Picked<'_>); 7] = [
        (all(|deed| matches!(deed, Deed::Frozen { .. })), all(|deed| !matches!(deed, Deed::Frozen { .. }))),
        (all(|deed| matches!(deed, Deed::Printed { .. })), closed.clone()),
        (closed, all(|deed| matches!(deed, Deed::LogClosed { .. } | Deed::VoidConfirmed(_)))),
        (all(|deed| matches!(deed, Deed::LogClosed { .. })), all(|deed| matches!(deed, Deed::Canvassed { .. }))),
        (all(|deed| matches!(deed, Deed::Canvassed { .. } | Deed::VoidConfirmed(_))), cut.clone()),
        (cut, all(|deed| matches!(deed, Deed::ShareGiven {}))),
        (all(|deed| matches!(deed, Deed::ZoneOpened { .. })), all(|deed| matches!(deed, Deed::BallotsOpened { .. }))),
    ];
    rules.iter().for_each(|(first, then)| before(&mut faults, first, then));
    let enough = enough_shares(acts, definition.trustees.threshold.into());
    for contest in &definition.contests {
        let of_zone: Picked<'_> = acts.iter().filter(|act| act.deed.zone() == Some(&contest.zone)).collect();
        zone_order(&mut faults, &of_zone, enough);
    }
    faults.told(format!("{} acts", acts.len()))
}

/// The act with which enough different people have given a share.
fn enough_shares(acts: &[Act], threshold: usize) -> Option<&Act> {
    let mut people = BTreeSet::new();
    acts.iter().find(|act| {
        let new = act.deed == Deed::ShareGiven {} && person(&act.actor).is_some_and(|person| people.insert(person));
        new && people.len() == threshold
    })
}

fn zone_order(faults: &mut Faults, acts: &[&Act], enough: Option<&Act>) {
    let all = |keep: fn(&Deed) -> bool| -> Picked<'_> { acts.iter().copied().filter(|act| keep(&act.deed)).collect() };
    let opened = all(|deed| matches!(deed, Deed::ZoneOpened { .. }));
    let decided = all(|deed| matches!(deed, Deed::VoidConfirmed(_) | Deed::WithdrawalConfirmed(_)));
    before(faults, &decided, &all(|deed| matches!(deed, Deed::Canvassed { .. })));
    match enough {
        Some(enough) => before(faults, &[enough], &opened),
        None => faults.push("a zone was opened before enough shares were given"),
    }
    let again = all(|deed| matches!(deed, Deed::OpeningConfirmed { .. }));
    before(faults, &opened, &again);
    let counted = all(|deed| matches!(deed, Deed::Counted(_) | Deed::Corrected(_)));
    before(faults, again.get(..1).unwrap_or_default(), &counted);
    for (one, next) in counted.iter().zip(counted.iter().skip(1)) {
        let ascending = version(&one.deed) < version(&next.deed);
        faults.demand(ascending, || format!("act {}: versions do not ascend", next.index));
    }
    for count in &counted {
        let same = |act: &&&Act| version(&act.deed) == version(&count.deed);
        let signed: Picked<'_> = acts.iter().filter(same).filter(|act| matches!(act.deed, Deed::Signed(_))).copied().collect();
        let certified: Picked<'_> =
            acts.iter().filter(same).filter(|act| matches!(act.deed, Deed::Certified(_))).copied().collect();
        before(faults, &[count], &signed);
        before(faults, &signed, &certified);
    }
}

/// Version of a count that a deed is about.
fn version(deed: &Deed) -> Option<u32> {
    match deed {
        Deed::Counted(case) | Deed::Corrected(case) => Some(case.version),
        Deed::Signed(case) | Deed::Certified(case) => Some(case.version),
        _ => None,
    }
}

/// Every one of `first` stands before every one of `then`.
fn before(faults: &mut Faults, first: &[&Act], then: &[&Act]) {
    let (last, earliest) = (first.iter().max_by_key(|act| act.index), then.iter().min_by_key(|act| act.index));
    if let (Some(last), Some(earliest)) = (last, earliest)
        && last.index > earliest.index
    {
        faults.push(format!("{} (act {}) stands before {} (act {})", earliest.kind, earliest.index, last.kind, last.index));
    }
}
