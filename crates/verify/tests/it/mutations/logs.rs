//! Changes of ballot log and log of issuances by somebody who holds the log key.

use ballot::DefinitionHash;
use ballot::act::ActEntry;
use ballot::entry::{Entry, Event};
use ballot::nonce::PassMark;
use ledger::LogKey;
use pack::acts::Deed;
use pack::{LogName, Pack, paths};

use super::{
    Change::{Files, Insider, Signer},
    Mutation, row,
};
use crate::rng::Rng;
use crate::world::{World, keys};

/// Position of an entry of this definition that `keep` keeps.
pub fn entry(world: &World, rng: &mut Rng, keep: fn(&Event) -> bool) -> Option<usize> {
    let (all, hash) = (world.ballots.iter().enumerate(), world.hash());
    let own = all.filter(|(_, entry)| entry.place.definition == hash && keep(&entry.event));
    let kept: Vec<usize> = own.map(|(at, _)| at).collect();
    if kept.is_empty() { None } else { Some(*rng.pick(&kept)) }
}

/// Position of the first issuance of this definition.
pub fn issuance(world: &World) -> Option<usize> {
    let hash = world.hash();
    world.issuances.iter().position(|entry| entry.definition == hash)
}

pub fn first_ballot(event: &Event) -> bool {
    matches!(event, Event::Ballot { .. })
}

pub fn void(event: &Event) -> bool {
    matches!(event, Event::Void { .. })
}

/// Puts an entry in before the close.
fn insert(world: &mut World, rng: &mut Rng, entry: Entry) {
    world.ballots.insert(rng.below(world.closed + 1), entry);
    world.closed += 1;
}

/// Puts a log with other entries in place of one of the pack.
fn put_log(pack: &mut Pack, name: LogName, key: &LogKey, entries: Vec<Vec<u8>>, witnesses: &[u8]) {
    let old: Vec<String> = pack.paths().filter(|path| path.starts_with(&format!("log/{name}/"))).map(str::to_owned).collect();
    old.iter().for_each(|path| drop(pack.remove(path)));
    let log = keys::sign_log(key, entries, witnesses);
    let mut front = pack::Front::from_bytes(pack.get(paths::FRONT).unwrap()).unwrap();
    let facts = pack::front::LogFacts::of(&log);
    match name {
        LogName::Acts => front.logs.acts = facts,
        LogName::Ballots => front.logs.ballots = facts,
        LogName::Issuance => front.logs.issuance = facts,
    }
    pack.insert(paths::FRONT, front.to_bytes().unwrap()).unwrap();
    pack.insert(paths::checkpoint(name), log.checkpoint).unwrap();
    for (tile, bytes) in pack::log::tiles(&log.entries).unwrap().tiles {
        pack.insert(paths::tile(name, &tile), bytes).unwrap();
    }
}

/// A log whose first entry is cut short, signed again.
fn cut_entry(pack: &mut Pack, world: &World, name: LogName) -> Option<()> {
    let mut entries = world.entries(name);
    entries.first_mut()?.pop();
    put_log(pack, name, &keys::log_key(name), entries, &world.witnesses);
    Some(())
}

/// Entries under a checkpoint that was signed for others.
fn keep_checkpoint(pack: &mut Pack, world: &World, name: LogName) -> Option<()> {
    let (checkpoint, front) = (pack.get(&paths::checkpoint(name))?.to_vec(), pack.get(paths::FRONT)?.to_vec());
    let mut entries = world.entries(name);
    entries.reverse();
    (entries != world.entries(name)).then_some(())?;
    put_log(pack, name, &keys::log_key(name), entries, &world.witnesses);
    pack.insert(paths::FRONT, front).unwrap();
    pack.insert(paths::checkpoint(name), checkpoint).ok()
}

fn resign(pack: &mut Pack, world: &World, name: LogName, witnesses: &[u8]) -> Option<()> {
    put_log(pack, name, &keys::log_key(name), world.entries(name), witnesses);
    Some(())
}

pub const ALL: &[Mutation] = &[
    row(
        "acts signed with another key",
        "pack.keys",
        Files(|pack, world, _| {
            let key = LogKey::from_seed("vote.example.org/log/acts", &[9; 32]).unwrap();
            put_log(pack, LogName::Acts, &key, world.entries(LogName::Acts), &world.witnesses);
            Some(())
        }),
    ),
    row(
        "ballots signed with another key under the old name",
        "log.ballots.checkpoint",
        Files(|pack, world, _| {
            let front = pack.get(paths::FRONT)?.to_vec();
            let key = LogKey::from_seed("vote.example.org/log/ballots", &[9; 32]).unwrap();
            put_log(pack, LogName::Ballots, &key, world.entries(LogName::Ballots), &world.witnesses);
            pack.insert(paths::FRONT, front).ok()
        }),
    ),
    row(
        "logs of another site",
        "policy.acts",
        Files(|pack, world, _| {
            for name in LogName::ALL {
                let key = LogKey::from_seed(&format!("other.example/log/{name}"), &[4; 32]).unwrap();
                put_log(pack, name, &key, world.entries(name), &world.witnesses);
            }
            Some(())
        }),
    ),
    row("one witness only for acts", "policy.acts", Files(|pack, world, _| resign(pack, world, LogName::Acts, &[2]))),
    row("one witness only for ballots", "policy.ballots", Files(|pack, world, _| resign(pack, world, LogName::Ballots, &[2]))),
    row(
        "strange witnesses for issuances",
        "policy.issuance",
        Files(|pack, world, _| resign(pack, world, LogName::Issuance, &[1, 7, 8])),
    ),
    row(
        "no witnesses",
        "policy.ballots",
        Signer(|world, _| {
            world.witnesses.clear();
            Some(())
        }),
    ),
    row(
        "acts reversed under the old checkpoint",
        "log.acts.root",
        Files(|pack, world, _| keep_checkpoint(pack, world, LogName::Acts)),
    ),
    row(
        "ballots reversed under the old checkpoint",
        "log.ballots.root",
        Files(|pack, world, _| keep_checkpoint(pack, world, LogName::Ballots)),
    ),
    row(
        "issuances reversed under the old checkpoint",
        "log.issuance.root",
        Files(|pack, world, _| keep_checkpoint(pack, world, LogName::Issuance)),
    ),
    row("an entry of the ballot log cut short", "ballots.form", Files(|pack, world, _| cut_entry(pack, world, LogName::Ballots))),
    row("an issuance cut short", "issuance.form", Files(|pack, world, _| cut_entry(pack, world, LogName::Issuance))),
    row("an act cut short", "acts.form", Files(|pack, world, _| cut_entry(pack, world, LogName::Acts))),
    row(
        "an act of the cycle without a fact",
        "acts.form",
        Files(|pack, world, _| {
            let (mut entries, at) = (world.entries(LogName::Acts), world.find(|deed| matches!(deed, Deed::Frozen { .. }))?);
            let mut act = ActEntry::decode(&entries[at]).unwrap();
            act.body.facts.remove("hash")?;
            entries[at] = act.encode().unwrap();
            put_log(pack, LogName::Acts, &keys::log_key(LogName::Acts), entries, &world.witnesses);
            Some(())
        }),
    ),
    row(
        "a ballot of a definition that nobody froze",
        "ballots.place",
        Insider(|world, rng| {
            let at = entry(world, rng, first_ballot)?;
            world.ballots[at].place.definition = DefinitionHash(rng.bytes());
            Some(())
        }),
    ),
    row(
        "a ballot of another style",
        "ballots.place",
        Insider(|world, rng| {
            let at = entry(world, rng, first_ballot)?;
            world.ballots[at].place.style = 2;
            Some(())
        }),
    ),
    row(
        "a second live ballot for a pass",
        "ballots.once",
        Insider(|world, rng| {
            let at = entry(world, rng, first_ballot)?;
            let mut again = world.ballots[at].clone();
            let Event::Ballot { ciphertext_hash, .. } = &mut again.event else { return None };
            *ciphertext_hash = rng.bytes();
            insert(world, rng, again);
            Some(())
        }),
    ),
    row(
        "an entry replayed",
        "ballots.unique",
        Insider(|world, rng| {
            let at = entry(world, rng, first_ballot)?;
            let again = world.ballots[at].clone();
            insert(world, rng, again);
            Some(())
        }),
    ),
    row(
        "another voter's ciphertext copied",
        "ballots.unique",
        Insider(|world, rng| {
            let at = entry(world, rng, first_ballot)?;
            let mut copy = world.ballots[at].clone();
            let Event::Ballot { pass, .. } = &mut copy.event else { return None };
            *pass = PassMark(rng.bytes());
            insert(world, rng, copy);
            Some(())
        }),
    ),
    row(
        "a ballot dropped",
        "opened.number",
        Insider(|world, rng| {
            let at = entry(world, rng, first_ballot)?;
            let zone = world.ballots[at].place.zone.clone();
            let pass = match &world.ballots[at].event {
                Event::Ballot { pass, .. } => *pass,
                _ => return None,
            };
            let of_pass = |event: &Event| match event {
                Event::Replacement { pass: other, .. } | Event::Void { pass: other, .. } => *other == pass,
                _ => false,
            };
            if world.ballots.iter().any(|entry| of_pass(&entry.event)) {
                return None;
            }
            world.ballots.remove(at);
            world.closed -= 1;
            let sheet = &mut world.zones.iter_mut().find(|contents| contents.opened.zone == zone)?.sheet;
            (sheet.live, sheet.cast, sheet.log_entries) = (sheet.live - 1, sheet.cast - 1, sheet.log_entries - 1);
            Some(())
        }),
    ),
    row(
        "a ballot added",
        "canvass.logs",
        Insider(|world, rng| {
            let at = entry(world, rng, first_ballot)?;
            let mut more = world.ballots[at].clone();
            more.event = Event::Ballot { pass: PassMark(rng.bytes()), ciphertext_hash: rng.bytes() };
            insert(world, rng, more);
            Some(())
        }),
    ),
    row(
        "a replacement before what it replaces",
        "ballots.replaced",
        Insider(|world, rng| {
            let at = entry(world, rng, |event| matches!(event, Event::Replacement { .. }))?;
            let moved = world.ballots.remove(at);
            world.ballots.insert(0, moved);
            Some(())
        }),
    ),
    row(
        "a change that the definition does not allow",
        "ballots.replaced",
        Insider(|world, rng| {
            let at = entry(world, rng, first_ballot)?;
            let Event::Ballot { pass, ciphertext_hash: replaced } = world.ballots[at].event else { return None };
            if world.definition.change_allowed {
                return None;
            }
            let event = Event::Replacement { pass, ciphertext_hash: rng.bytes(), replaced };
            world.ballots.insert(at + 1, Entry { event, ..world.ballots[at].clone() });
            world.closed += 1;
            Some(())
        }),
    ),
    row(
        "another seed for a tested ballot",
        "ballots.challenged",
        Insider(|world, rng| {
            let at = entry(world, rng, |event| matches!(event, Event::Challenged { .. }))?;
            let Event::Challenged { seed, .. } = &mut world.ballots[at].event else { return None };
            *seed = rng.bytes();
            Some(())
        }),
    ),
    row(
        "other choices for a tested ballot",
        "ballots.challenged",
        Insider(|world, rng| {
            let at = entry(world, rng, |event| matches!(event, Event::Challenged { plain, .. } if plain[3] > 0))?;
            let Event::Challenged { plain, .. } = &mut world.ballots[at].event else { return None };
            *plain.last_mut()? ^= 1;
            Some(())
        }),
    ),
    row(
        "a tested ballot that was cast",
        "ballots.unique",
        Insider(|world, rng| {
            let at = entry(world, rng, |event| matches!(event, Event::Challenged { .. }))?;
            let (place, ciphertext_hash) = (world.ballots[at].place.clone(), *world.ballots[at].ciphertext_hash());
            let event = Event::Ballot { pass: PassMark(rng.bytes()), ciphertext_hash };
            insert(world, rng, Entry { place, event });
            Some(())
        }),
    ),
    row(
        "a void of a replaced ballot",
        "ballots.voided",
        Insider(|world, rng| {
            let at = entry(world, rng, void)?;
            let Event::Void { pass: voided, .. } = world.ballots[at].event else { return None };
            let old = world.ballots.iter().find_map(|entry| match entry.event {
                Event::Replacement { pass, replaced, .. } if pass == voided => Some(replaced),
                _ => None,
            })?;
            let Event::Void { ciphertext_hash, .. } = &mut world.ballots[at].event else { return None };
            *ciphertext_hash = old;
            Some(())
        }),
    ),
    row(
        "a ballot voided twice",
        "ballots.voided",
        Insider(|world, rng| {
            let at = entry(world, rng, void)?;
            world.ballots.push(world.ballots[at].clone());
            Some(())
        }),
    ),
    row(
        "a void without decision",
        "ballots.decided",
        Signer(|world, rng| {
            let at = entry(world, rng, void)?;
            let Event::Void { act, .. } = &mut world.ballots[at].event else { return None };
            *act = rng.bytes();
            Some(())
        }),
    ),
    row(
        "a void on another ground than decided",
        "ballots.decided",
        Insider(|world, rng| {
            let at = entry(world, rng, |event| matches!(event, Event::Void { reason, .. } if reason.word() != "order"))?;
            let Event::Void { reason, .. } = &mut world.ballots[at].event else { return None };
            *reason = ballot::entry::VoidReason::Order;
            Some(())
        }),
    ),
    row(
        "a decision that was not carried out",
        "ballots.decided",
        Insider(|world, rng| {
            let at = entry(world, rng, void)?;
            world.ballots.remove(at);
            Some(())
        }),
    ),
    row(
        "a ballot after the close",
        "ballots.closed",
        Insider(|world, rng| {
            let at = entry(world, rng, first_ballot)?;
            let mut late = world.ballots[at].clone();
            late.event = Event::Ballot { pass: PassMark(rng.bytes()), ciphertext_hash: rng.bytes() };
            world.ballots.push(late);
            Some(())
        }),
    ),
    row(
        "an issuance of a definition that nobody froze",
        "issuance.place",
        Signer(|world, rng| {
            let at = issuance(world)?;
            world.issuances[at].definition = DefinitionHash(rng.bytes());
            Some(())
        }),
    ),
    row(
        "an issuance of another zone",
        "issuance.place",
        Signer(|world, _| {
            let at = issuance(world)?;
            "XYZ".clone_into(&mut world.issuances[at].zone);
            Some(())
        }),
    ),
    row(
        "an issuance replayed",
        "issuance.unique",
        Signer(|world, _| {
            let at = issuance(world)?;
            world.issuances.push(world.issuances[at].clone());
            Some(())
        }),
    ),
    row("an issuance dropped", "canvass.logs", Signer(|world, _| issuance(world).map(|at| drop(world.issuances.remove(at))))),
];
