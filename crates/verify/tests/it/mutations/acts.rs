//! Changes of the log of acts by somebody who holds the log key.

use ballot::DefinitionHash;
use pack::acts::{Deed, WithdrawalCase};

use super::{
    Change::{Insider, Signer},
    Mutation, row,
};
use crate::world::{Said, World};

/// Moves the first act that `what` keeps before the first that `then` keeps.
fn move_before(world: &mut World, what: fn(&Deed) -> bool, then: fn(&Deed) -> bool) -> Option<()> {
    let (from, to) = (world.find(what)?, world.find(then)?);
    (to < from).then_some(())?;
    let moved = world.acts.remove(from);
    let at = world.acts[to].at;
    world.acts.insert(to, Said { at, ..moved });
    Some(())
}

/// Takes out the first act that `what` keeps.
fn drop_act(world: &mut World, what: fn(&Deed) -> bool) -> Option<()> {
    let at = world.find(what)?;
    world.acts.remove(at);
    Some(())
}

/// Says the first act that `what` keeps twice.
fn repeat(world: &mut World, what: fn(&Deed) -> bool) -> Option<()> {
    let at = world.find(what)?;
    world.acts.insert(at, world.acts[at].clone());
    Some(())
}

fn confirmed(deed: &Deed) -> bool {
    matches!(deed, Deed::VoidConfirmed(_))
}

fn withdrawn(deed: &Deed) -> bool {
    matches!(deed, Deed::WithdrawalConfirmed(_))
}

fn cut(deed: &Deed) -> bool {
    matches!(deed, Deed::LinksCut {})
}

pub const ALL: &[Mutation] = &[
    row(
        "a clock set back",
        "acts.time",
        Insider(|world, _| {
            world.acts.last_mut()?.at -= 1_000_000;
            Some(())
        }),
    ),
    row(
        "another definition frozen",
        "acts.frozen",
        Signer(|world, rng| {
            let at = world.find(|deed| matches!(deed, Deed::Frozen { .. }))?;
            world.acts[at].deed = Some(Deed::Frozen { hash: DefinitionHash(rng.bytes()) });
            Some(())
        }),
    ),
    row("nothing frozen", "acts.frozen", Insider(|world, _| drop_act(world, |deed| matches!(deed, Deed::Frozen { .. })))),
    row("frozen twice", "acts.once", Insider(|world, _| repeat(world, |deed| matches!(deed, Deed::Frozen { .. })))),
    row("closed twice", "acts.once", Insider(|world, _| repeat(world, |deed| matches!(deed, Deed::Closed {})))),
    row("links never cut", "acts.once", Insider(|world, _| drop_act(world, cut))),
    row(
        "a zone without canvass",
        "acts.once",
        Insider(|world, _| drop_act(world, |deed| matches!(deed, Deed::Canvassed { .. }))),
    ),
    row("a count nobody announced", "acts.once", Insider(|world, _| drop_act(world, |deed| matches!(deed, Deed::Counted(_))))),
    row(
        "an act about another zone",
        "acts.once",
        Insider(|world, _| {
            let at = world.find(|deed| matches!(deed, Deed::Printed { .. }))?;
            world.acts[at].deed = Some(Deed::Printed { zone: "XYZ".to_owned(), count: 1 });
            Some(())
        }),
    ),
    row(
        "counted before the links were cut",
        "acts.order",
        Insider(|world, _| move_before(world, |deed| matches!(deed, Deed::Counted(_)), cut)),
    ),
    row(
        "opened before the close",
        "acts.order",
        Insider(|world, _| {
            move_before(world, |deed| matches!(deed, Deed::ZoneOpened { .. }), |deed| matches!(deed, Deed::Closed {}))
        }),
    ),
    row(
        "opened before enough shares",
        "acts.order",
        Insider(|world, _| {
            move_before(world, |deed| matches!(deed, Deed::ZoneOpened { .. }), |deed| *deed == Deed::ShareGiven {})
        }),
    ),
    row(
        "a share before the links were cut",
        "acts.order",
        Insider(|world, _| move_before(world, |deed| *deed == Deed::ShareGiven {}, cut)),
    ),
    row(
        "passes printed after the close",
        "acts.order",
        Insider(|world, _| {
            move_before(world, |deed| matches!(deed, Deed::Closed {}), |deed| matches!(deed, Deed::Printed { .. }))
        }),
    ),
    row("voided after the links were cut", "acts.order", Insider(|world, _| move_before(world, cut, confirmed))),
    row(
        "voided before the close",
        "acts.order",
        Insider(|world, _| move_before(world, confirmed, |deed| matches!(deed, Deed::Closed {}))),
    ),
    row(
        "canvassed before the log was closed",
        "acts.order",
        Insider(|world, _| {
            move_before(world, |deed| matches!(deed, Deed::Canvassed { .. }), |deed| matches!(deed, Deed::LogClosed { .. }))
        }),
    ),
    row(
        "counted before the second opening",
        "acts.order",
        Insider(|world, _| {
            move_before(world, |deed| matches!(deed, Deed::Counted(_)), |deed| matches!(deed, Deed::OpeningConfirmed { .. }))
        }),
    ),
    row(
        "certified before signed",
        "acts.order",
        Insider(|world, _| move_before(world, |deed| matches!(deed, Deed::Certified(_)), |deed| matches!(deed, Deed::Signed(_)))),
    ),
    row(
        "a void decided by one person",
        "acts.voids",
        Insider(|world, _| {
            let at = world.find(confirmed)?;
            world.acts[at].actor = "Bo Li/administrator".to_owned();
            Some(())
        }),
    ),
    row(
        "a void that nobody asked for",
        "acts.voids",
        Insider(|world, _| drop_act(world, |deed| matches!(deed, Deed::VoidProposed(_)))),
    ),
    row(
        "a void without a public reason",
        "acts.voids",
        Insider(|world, _| {
            let at = world.find(|deed| matches!(deed, Deed::VoidProposed(_)))?;
            world.acts[at].reason = None;
            Some(())
        }),
    ),
    row(
        "a void confirmed by the system",
        "acts.voids",
        Insider(|world, _| {
            let at = world.find(confirmed)?;
            world.acts[at].actor = "system".to_owned();
            Some(())
        }),
    ),
    row(
        "a withdrawal that nobody asked for",
        "acts.withdrawals",
        Insider(|world, _| drop_act(world, |deed| matches!(deed, Deed::WithdrawalProposed(_)))),
    ),
    row(
        "a withdrawal decided by one person",
        "acts.withdrawals",
        Insider(|world, _| {
            let at = world.find(withdrawn)?;
            world.acts[at].actor = "Bo Li/certifier".to_owned();
            Some(())
        }),
    ),
    row(
        "a withdrawal without a public reason",
        "acts.withdrawals",
        Insider(|world, _| {
            let at = world.find(withdrawn)?;
            world.acts[at].reason = None;
            Some(())
        }),
    ),
    row(
        "a withdrawal of what is on no slate",
        "acts.withdrawals",
        Insider(|world, _| {
            for said in &mut world.acts {
                if let Some(Deed::WithdrawalProposed(case) | Deed::WithdrawalConfirmed(case)) = &mut said.deed {
                    case.number = 99;
                }
            }
            world.find(withdrawn).map(drop)
        }),
    ),
    row("withdrawn twice", "acts.withdrawals", Insider(|world, _| repeat(world, withdrawn))),
    row(
        "withdrawn after the canvass",
        "acts.order",
        Insider(|world, _| {
            let zone = world.acts[world.find(withdrawn)?].deed.as_ref()?.zone()?.to_owned();
            let canvassed = |deed: &Deed| matches!(deed, Deed::Canvassed { .. }) && deed.zone() == Some(&zone);
            let (from, to) = (world.find(withdrawn)?, world.find(canvassed)?);
            let at = world.acts[to].at;
            let moved = world.acts.remove(from);
            world.acts.insert(to, Said { at, ..moved });
            Some(())
        }),
    ),
    row(
        "a withdrawal hidden after the count",
        "count.reasons",
        Insider(|world, _| {
            world.find(withdrawn)?;
            let about = |deed: &Deed| matches!(deed, Deed::WithdrawalProposed(_) | Deed::WithdrawalConfirmed(_));
            world.acts.retain(|said| !said.deed.as_ref().is_some_and(about));
            Some(())
        }),
    ),
    row(
        "a withdrawal made up after the count",
        "count.reasons",
        Insider(|world, _| {
            let zone = world
                .definition
                .contests
                .iter()
                .find(|c| !world.zones.iter().any(|z| z.opened.zone == c.zone && !z.withdrawn.is_empty()))?;
            let case = WithdrawalCase { zone: zone.zone.clone(), number: zone.slate.first()?.number };
            let at = world.find(|deed| matches!(deed, Deed::Closed {}))?;
            let said = |actor: &str, deed| Said {
                actor: actor.to_owned(),
                reason: Some("x".to_owned()),
                deed: Some(deed),
                ..world.acts[at].clone()
            };
            let two = [
                said("Bo Li/program staff", Deed::WithdrawalProposed(case.clone())),
                said("Hal Jun/certifier", Deed::WithdrawalConfirmed(case)),
            ];
            world.acts.splice(at..at, two);
            Some(())
        }),
    ),
    row("a share too few", "acts.shares", Insider(|world, _| drop_act(world, |deed| *deed == Deed::ShareGiven {}))),
    row(
        "two shares of one person",
        "acts.shares",
        Insider(|world, _| {
            let at = world.find(|deed| *deed == Deed::ShareGiven {})?;
            let other = world.acts.iter().rfind(|said| said.deed == Some(Deed::ShareGiven {}))?;
            world.acts[at].actor = other.actor.clone();
            Some(())
        }),
    ),
    row(
        "another root at the close",
        "ballots.closed",
        Signer(|world, _| {
            let at = world.find(|deed| matches!(deed, Deed::LogClosed { .. }))?;
            let Some(Deed::LogClosed { root, .. }) = &mut world.acts[at].deed else { return None };
            *root = ledger::Hash([7; 32]).to_base64();
            Some(())
        }),
    ),
    row(
        "a larger size at the close",
        "ballots.closed",
        Signer(|world, _| {
            let at = world.find(|deed| matches!(deed, Deed::LogClosed { .. }))?;
            let Some(Deed::LogClosed { size, .. }) = &mut world.acts[at].deed else { return None };
            *size += 100;
            Some(())
        }),
    ),
];
