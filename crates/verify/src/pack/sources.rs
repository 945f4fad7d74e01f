//! The three logs of a pack, read entry by entry, and the acts of the cycle among them.

use std::collections::BTreeSet;

use ballot::DefinitionHash;
use ballot::act::{ActBody, ActEntry};
use ledger::note::{KeyKind, VerifierKey};
use ledger::{SignedCheckpoint, leaf_hash};
use pack::acts::Deed;
use pack::log::{Tiled, read_entries, tiles};
use pack::{Front, LogName, Pack, paths};

use super::evidence::{Frozen, text};
use crate::check::{Known, Trouble, of};

/// One log.
pub struct Log {
    /// Key and origin.
    pub key: Known<VerifierKey>,
    /// Checkpoint that the key signed.
    pub checkpoint: Known<SignedCheckpoint>,
    /// Every entry's bytes.
    pub entries: Known<Vec<Vec<u8>>>,
    /// What the entries give.
    pub tiled: Known<Tiled>,
}

/// The log of acts.
pub struct Acts {
    /// Time of every entry.
    pub times: Vec<i64>,
    /// Acts of the cycle whose kind matters here.
    pub acts: Vec<Act>,
    /// Definitions that other cycles froze: entries of theirs may stand in the same logs.
    pub elsewhere: BTreeSet<DefinitionHash>,
}

/// An act of the cycle.
pub struct Act {
    /// Place in the log.
    pub index: usize,
    /// Leaf hash.
    pub leaf: [u8; 32],
    /// Kind, as written.
    pub kind: String,
    /// Who, `name/role`.
    pub actor: String,
    /// Public reason.
    pub reason: Option<String>,
    /// What, with its facts.
    pub deed: Deed,
}

/// Names of the checks that tell of a log's key, checkpoint and tiles.
fn tellers(name: LogName) -> (&'static str, &'static str) {
    match name {
        LogName::Acts => ("log.acts.checkpoint", "log.acts.tiles"),
        LogName::Ballots => ("log.ballots.checkpoint", "log.ballots.tiles"),
        LogName::Issuance => ("log.issuance.checkpoint", "log.issuance.tiles"),
    }
}

impl Log {
    /// Reads a log under its checkpoint's size.
    pub fn read(pack: &Known<Pack>, front: &Known<Front>, frozen: &Known<Frozen>, name: LogName) -> Self {
        let (signed, tiled) = tellers(name);
        let key = read_key(front, frozen, name);
        let checkpoint = of(&key).and_then(|key| {
            let note = text(of(pack)?, &paths::checkpoint(name), signed)?;
            SignedCheckpoint::open(note, key).map_err(|fault| Trouble::of(signed, fault.to_string()))
        });
        let entries = of(&checkpoint).and_then(|checkpoint| {
            let size = checkpoint.checkpoint().size;
            read_entries(of(pack)?, name, size).map_err(|fault| Trouble::of(tiled, fault.to_string()))
        });
        let tiled = of(&entries).and_then(|entries| tiles(entries).map_err(|fault| Trouble::of(tiled, fault.to_string())));
        Self { key, checkpoint, entries, tiled }
    }
}

/// The definition's log key under the origin that `pack.json` gives, which ends in the name of the log.
fn read_key(front: &Known<Front>, frozen: &Known<Frozen>, name: LogName) -> Known<VerifierKey> {
    let trouble = |why: String| Trouble::of("pack.keys", why);
    let text = &of(front)?.logs.get(name).vkey;
    let key: VerifierKey = text.parse().map_err(|fault| trouble(format!("log of {name}: {fault}")))?;
    if key.kind() != KeyKind::Ed25519 || *key.public() != of(frozen)?.definition.log_key {
        return Err(trouble(format!("the key of the log of {name} is not the definition's log key")));
    }
    if !key.name().ends_with(&format!("/{name}")) {
        return Err(trouble(format!("the origin {} is not one of a log of {name}", key.name())));
    }
    Ok(key)
}

/// Every entry of a log, or the trouble that the check `by` tells.
pub fn decode<T, F: std::fmt::Display>(log: &Log, by: &'static str, read: fn(&[u8]) -> Result<T, F>) -> Known<Vec<T>> {
    let numbered = of(&log.entries)?.iter().enumerate();
    numbered.map(|(index, bytes)| read(bytes).map_err(|fault| Trouble::of(by, format!("entry {index}: {fault}")))).collect()
}

impl Acts {
    /// Reads the log of acts.
    pub fn read(log: &Log, frozen: &Known<Frozen>) -> Known<Self> {
        let cycle = &of(frozen)?.definition.cycle;
        let entries = decode(log, "acts.form", ActEntry::decode)?;
        let times = entries.iter().map(|entry| entry.at).collect();
        let (mut acts, mut elsewhere) = (Vec::new(), BTreeSet::new());
        for (index, (entry, bytes)) in entries.into_iter().zip(of(&log.entries)?).enumerate() {
            let body = entry.body;
            if body.cycle.as_ref() != Some(cycle) {
                elsewhere.extend(frozen_by(&body));
                continue;
            }
            let deed =
                Deed::of(&body).map_err(|fault| Trouble::of("acts.form", format!("act {index}, {}: {fault}", body.kind)))?;
            let leaf = leaf_hash(bytes).0;
            acts.extend(deed.map(|deed| Act { index, leaf, kind: body.kind, actor: body.actor, reason: body.reason, deed }));
        }
        Ok(Self { times, acts, elsewhere })
    }
}

/// The definition that an act of another cycle froze. An act without a cycle, or without a hash, freezes none.
fn frozen_by(body: &ActBody) -> Option<DefinitionHash> {
    body.cycle.as_ref()?;
    match Deed::of(body) {
        Ok(Some(Deed::Frozen { hash })) => Some(hash),
        _ => None,
    }
}
