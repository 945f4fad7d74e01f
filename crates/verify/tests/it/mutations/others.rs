//! Changes of logs that hold other cycles too: entries that no cycle accounts for, or that go from one vote to another.

use ballot::DefinitionHash;
use ballot::entry::{Entry, Event};
use pack::{LogName, paths, voids};

use super::logs::{entry, first_ballot, issuance, void};
use super::{
    Change::{Files, Insider, Signer},
    Mutation, row,
};
use crate::rng::Rng;
use crate::world::World;

/// Position of an entry of another definition that `keep` keeps.
fn foreign(world: &World, rng: &mut Rng, keep: impl Fn(usize, &Entry) -> bool) -> Option<usize> {
    let (all, hash) = (world.ballots.iter().enumerate(), world.hash());
    let others = all.filter(|(at, entry)| entry.place.definition != hash && keep(*at, entry));
    let kept: Vec<usize> = others.map(|(at, _)| at).collect();
    if kept.is_empty() { None } else { Some(*rng.pick(&kept)) }
}

/// Position of the first issuance of another definition.
fn foreign_issuance(world: &World) -> Option<usize> {
    let hash = world.hash();
    world.issuances.iter().position(|entry| entry.definition != hash)
}

/// Position of the act that froze a definition for another cycle.
fn freeze(world: &World, definition: DefinitionHash) -> Option<usize> {
    let hash = definition.to_string();
    let froze =
        |body: &ballot::act::ActBody| body.kind == "cycle.frozen" && body.facts.get("hash") == Some(&hash.as_str().into());
    world.acts.iter().position(|said| said.elsewhere.as_ref().is_some_and(froze))
}

/// Position of the act that froze the definition of another cycle's ballot.
fn frozen_ballot(world: &World, rng: &mut Rng) -> Option<usize> {
    let at = foreign(world, rng, |_, _| true)?;
    freeze(world, world.ballots[at].place.definition)
}

/// Makes another cycle's entry one of a contest of this definition.
fn adopt(world: &mut World, at: usize) {
    let (hash, contest) = (world.hash(), &world.definition.contests[0]);
    let place = &mut world.ballots[at].place;
    (place.definition, place.style) = (hash, contest.style);
    contest.zone.clone_into(&mut place.zone);
}

pub const ALL: &[Mutation] = &[
    row(
        "another cycle's ballot of a definition that nobody froze",
        "ballots.place",
        Insider(|world, rng| {
            let at = foreign(world, rng, |_, _| true)?;
            world.ballots[at].place.definition = DefinitionHash(rng.bytes());
            Some(())
        }),
    ),
    row(
        "another cycle's issuance of a definition that nobody froze",
        "issuance.place",
        Insider(|world, rng| {
            let at = foreign_issuance(world)?;
            world.issuances[at].definition = DefinitionHash(rng.bytes());
            Some(())
        }),
    ),
    row(
        "another cycle never frozen",
        "ballots.place",
        Insider(|world, rng| {
            let at = frozen_ballot(world, rng)?;
            world.acts.remove(at);
            Some(())
        }),
    ),
    row(
        "another cycle with passes never frozen",
        "issuance.place",
        Insider(|world, _| {
            let at = freeze(world, world.issuances[foreign_issuance(world)?].definition)?;
            world.acts.remove(at);
            Some(())
        }),
    ),
    row(
        "a definition frozen for no cycle",
        "ballots.place",
        Insider(|world, rng| {
            let at = frozen_ballot(world, rng)?;
            world.acts[at].elsewhere.as_mut()?.cycle = None;
            Some(())
        }),
    ),
    row(
        "another cycle frozen without a hash",
        "ballots.place",
        Insider(|world, rng| {
            let at = frozen_ballot(world, rng)?;
            world.acts[at].elsewhere.as_mut()?.facts.insert("hash".to_owned(), "a hash".into()).map(drop)
        }),
    ),
    row(
        "a second definition frozen for this cycle",
        "ballots.place",
        Signer(|world, rng| {
            let (cycle, at) = (world.definition.cycle.clone(), frozen_ballot(world, rng)?);
            world.acts[at].elsewhere.as_mut()?.cycle = Some(cycle);
            Some(())
        }),
    ),
    row(
        "another cycle's ballot counted in this one",
        "canvass.logs",
        Insider(|world, rng| {
            let closed = world.closed;
            let at = foreign(world, rng, |at, entry| at < closed && first_ballot(&entry.event))?;
            adopt(world, at);
            Some(())
        }),
    ),
    row(
        "another cycle's ballot counted in this one, and the sheet made to fit",
        "opened.number",
        Insider(|world, rng| {
            let closed = world.closed;
            let at = foreign(world, rng, |at, entry| at < closed && first_ballot(&entry.event))?;
            adopt(world, at);
            let sheet = &mut world.zones[0].sheet;
            (sheet.live, sheet.cast, sheet.log_entries) = (sheet.live + 1, sheet.cast + 1, sheet.log_entries + 1);
            Some(())
        }),
    ),
    row(
        "another cycle's ballot under this definition, in a zone of its own",
        "ballots.place",
        Insider(|world, rng| {
            let at = foreign(world, rng, |_, entry| entry.place.zone == "ECH")?;
            world.ballots[at].place.definition = world.hash();
            Some(())
        }),
    ),
    row(
        "another cycle's replacement counted in this one",
        "ballots.replaced",
        Insider(|world, rng| {
            let at = foreign(world, rng, |_, entry| matches!(entry.event, Event::Replacement { .. }))?;
            adopt(world, at);
            Some(())
        }),
    ),
    row(
        "another cycle's test counted in this one",
        "ballots.challenged",
        Insider(|world, rng| {
            let at = foreign(world, rng, |_, entry| matches!(entry.event, Event::Challenged { .. }))?;
            adopt(world, at);
            Some(())
        }),
    ),
    row(
        "another cycle's void counted in this one",
        "ballots.decided",
        Insider(|world, rng| {
            let at = foreign(world, rng, |_, entry| void(&entry.event))?;
            adopt(world, at);
            Some(())
        }),
    ),
    row(
        "another cycle's late ballot counted in this one",
        "ballots.closed",
        Insider(|world, rng| {
            let closed = world.closed;
            let at = foreign(world, rng, |at, entry| at >= closed && first_ballot(&entry.event))?;
            adopt(world, at);
            Some(())
        }),
    ),
    row(
        "another cycle's entry taken out of the log before the close",
        "ballots.closed",
        Signer(|world, rng| {
            let closed = world.closed;
            let at = foreign(world, rng, |at, _| at < closed)?;
            world.ballots.remove(at);
            Some(())
        }),
    ),
    row(
        "another cycle's issuance counted in this one",
        "canvass.logs",
        Insider(|world, _| {
            let (at, hash) = (foreign_issuance(world)?, world.hash());
            let entry = &mut world.issuances[at];
            entry.definition = hash;
            world.definition.contests[0].zone.clone_into(&mut entry.zone);
            Some(())
        }),
    ),
    row(
        "a ballot moved to another cycle",
        "canvass.logs",
        Insider(|world, rng| {
            let other = world.ballots[foreign(world, rng, |_, _| true)?].place.definition;
            let at = entry(world, rng, first_ballot)?;
            world.ballots[at].place.definition = other;
            Some(())
        }),
    ),
    row(
        "a void moved to another cycle",
        "ballots.decided",
        Insider(|world, rng| {
            let other = world.ballots[foreign(world, rng, |_, _| true)?].place.definition;
            let at = entry(world, rng, void)?;
            world.ballots[at].place.definition = other;
            Some(())
        }),
    ),
    row(
        "an issuance moved to another cycle",
        "canvass.logs",
        Insider(|world, rng| {
            let other = world.ballots[foreign(world, rng, |_, _| true)?].place.definition;
            let at = issuance(world)?;
            world.issuances[at].definition = other;
            Some(())
        }),
    ),
    row(
        "another cycle's void in voids.csv",
        "canvass.voids",
        Files(|pack, world, rng| {
            foreign(world, rng, |_, entry| void(&entry.event))?;
            let all = voids::to_csv(&world.ballots, &voids::act_indexes(&world.entries(LogName::Acts)));
            pack.insert(paths::VOIDS, all).ok()
        }),
    ),
];
