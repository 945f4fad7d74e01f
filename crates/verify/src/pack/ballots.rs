//! Checks of the ballot log: one ballot for each pass, tested ballots sealed again, voided ones decided by two people.

use std::collections::BTreeMap;

use ballot::Digest;
use ballot::choices::Choices;
use ballot::entry::{Entry, Event};
use ballot::seal::{OpeningPublicKey, Seed, seal};
use ledger::{leaf_hash, tree};
use pack::acts::{Deed, VoidCase};

use super::Named;
use super::evidence::{Evidence, Frozen};
use super::sources::Act;
use crate::check::{Faults, Told, Trouble, of};

pub(super) const CHECKS: &[Named] = &[
    ("ballots.form", form),
    ("ballots.place", place),
    ("ballots.once", |e| of(&e.book)?.once.told("each pass has one first ballot")),
    ("ballots.replaced", |e| of(&e.book)?.replaced.told("each replacement names the ballot that counted")),
    ("ballots.unique", |e| of(&e.book)?.unique.told("each ciphertext hash comes once")),
    ("ballots.challenged", challenged),
    ("ballots.voided", |e| of(&e.book)?.voided.told("each void entry takes out the ballot that counted")),
    ("ballots.decided", decided),
    ("ballots.closed", closed),
];

/// Every entry can be read.
fn form(e: &Evidence<'_>) -> Told {
    Ok(format!("{} entries", of(&e.ballots)?.len()))
}

/// Every entry is of this definition and of one of its contests, or of a definition that another cycle froze.
fn place(e: &Evidence<'_>) -> Told {
    let (entries, frozen, mut faults, mut others) = (of(&e.ballots)?, of(&e.frozen)?, Faults::default(), 0);
    let elsewhere = &of(&e.acts)?.elsewhere;
    for (index, entry) in entries.iter().enumerate() {
        let place = &entry.place;
        if place.definition != frozen.hash {
            others += 1;
            faults.demand(elsewhere.contains(&place.definition), || {
                format!("entry {index} is of a definition that no other cycle froze")
            });
            continue;
        }
        let known = frozen.definition.contest(&place.zone).is_some_and(|contest| contest.style == place.style);
        faults.demand(known, || format!("entry {index}: no contest in zone {} with style {}", place.zone, place.style));
    }
    faults.told(format!("{} entries of this definition, {others} of other cycles", entries.len() - others))
}

/// Sealing the shown choices with the shown seed gives the ciphertext hash of every tested ballot.
fn challenged(e: &Evidence<'_>) -> Told {
    let (entries, frozen, mut faults, mut count) = (e.own_ballots()?, of(&e.frozen)?, Faults::default(), 0);
    for (index, entry) in entries {
        if let Event::Challenged { ciphertext_hash, seed, plain } = &entry.event {
            count += 1;
            let same = reseal(frozen, entry, seed, plain).is_some_and(|hash| hash == *ciphertext_hash);
            faults.demand(same, || format!("entry {index}: choices and seed give another ciphertext hash"));
        }
    }
    faults.told(format!("{count} tested ballots sealed again"))
}

fn reseal(frozen: &Frozen, entry: &Entry, seed: &[u8; 32], plain: &[u8]) -> Option<[u8; 32]> {
    let contest = frozen.definition.contest(&entry.place.zone)?;
    let choices = Choices::decode(contest, plain).ok()?;
    let key = OpeningPublicKey(frozen.definition.opening_key);
    let seed = Seed::from_bytes(*seed);
    let sealed = seal(&key, &frozen.hash, &contest.zone, entry.place.style, &choices, contest, &seed);
    sealed.ok().map(|sealed| sealed.hash())
}

/// Every void entry names a decision about this very ballot, and every decision about a ballot has its void entry.
fn decided(e: &Evidence<'_>) -> Told {
    let (entries, book, mut faults) = (e.own_ballots()?, of(&e.book)?, Faults::default());
    let mut decisions: BTreeMap<[u8; 32], (&Act, &VoidCase)> = BTreeMap::new();
    for act in e.acts()? {
        if let Deed::VoidConfirmed(case) = &act.deed {
            decisions.insert(act.leaf, (act, case));
        }
    }
    let mut count = 0;
    for (index, entry) in entries {
        if let Event::Void { pass, ciphertext_hash, reason, act } = &entry.event {
            count += 1;
            let ballot = Some(Digest(*ciphertext_hash));
            let case = VoidCase { zone: entry.place.zone.clone(), pass: *pass, ballot, ground: *reason };
            let same = decisions.remove(act).is_some_and(|(_, decided)| *decided == case);
            faults.demand(same, || format!("entry {index}: no act decided to void {}", Digest(*ciphertext_hash)));
        }
    }
    for (act, case) in decisions.values() {
        let idle = case.ballot.is_none() && !book.has_cast(&case.pass);
        faults.demand(idle, || format!("act {}: the ballot of pass {} was not taken out", act.index, case.pass));
    }
    faults.told(format!("{count} ballots voided by decision"))
}

/// The whole log stood as `log.closed` says, and of this definition only void entries came after.
fn closed(e: &Evidence<'_>) -> Told {
    let (entries, bytes, mut faults, mut voids) = (e.own_ballots()?, of(&e.ballots_log.entries)?, Faults::default(), 0);
    let closing = e.acts()?.iter().find_map(|act| match &act.deed {
        Deed::LogClosed { log, size, root } => Some((log, size, root)),
        _ => None,
    });
    let (log, size, root) = closing.ok_or_else(|| Trouble::here("no act log.closed"))?;
    faults.demand(log == "ballots", || format!("the act closes a log {log}"));
    let before = usize::try_from(*size).ok().and_then(|size| bytes.get(..size));
    let before = before.ok_or_else(|| Trouble::here(format!("the log has fewer than the {size} entries of log.closed")))?;
    let leaves: Vec<_> = before.iter().map(|entry| leaf_hash(entry)).collect();
    let same = tree::root(&leaves).to_base64() == *root;
    faults.demand(same, || format!("the first {size} entries have another root than log.closed says"));
    for (index, entry) in entries.filter(|(index, _)| *index >= before.len()) {
        let void = matches!(entry.event, Event::Void { .. });
        voids += usize::from(void);
        faults.demand(void, || format!("entry {index} came after the log was closed"));
    }
    faults.told(format!("{size} entries at the close, {voids} void entries after"))
}
