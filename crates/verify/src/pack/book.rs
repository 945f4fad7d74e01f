//! The entries of this definition in the ballot log, from the first to the last: which ballot of each pass counts, and every
//! rule an entry breaks. Entries of other definitions are the affair of their own packs.

use std::collections::btree_map::Entry as Slot;
use std::collections::{BTreeMap, BTreeSet};

use ballot::Digest;
use ballot::entry::{Entry, Event};
use ballot::nonce::PassMark;

use super::evidence::Frozen;
use crate::check::Faults;

type Hash = [u8; 32];

/// What the log says in the end.
#[derive(Default)]
pub struct Book {
    passes: BTreeMap<PassMark, Standing>,
    introduced: BTreeSet<Hash>,
    zones: BTreeMap<String, Figures>,
    /// A pass with two first ballots.
    pub once: Faults,
    /// A replacement that it was not.
    pub replaced: Faults,
    /// A ciphertext hash that comes twice.
    pub unique: Faults,
    /// A void entry that takes out what did not count.
    pub voided: Faults,
}

/// Where a pass stands.
struct Standing {
    zone: String,
    counts: Hash,
    void: bool,
}

/// Entries of a zone by kind.
#[derive(Clone, Copy, Default)]
pub struct Figures {
    pub live: u64,
    pub replaced: u64,
    pub challenged: u64,
    pub voided: u64,
}

impl Figures {
    /// All entries.
    pub fn entries(&self) -> u64 {
        self.live + self.replaced + self.challenged + self.voided
    }
}

impl Book {
    /// Reads the whole log.
    pub fn read(entries: &[Entry], frozen: &Frozen) -> Self {
        let mut book = Self::default();
        for (index, entry) in entries.iter().enumerate().filter(|(_, entry)| entry.place.definition == frozen.hash) {
            book.enter(index, entry, frozen.definition.change_allowed);
        }
        book
    }

    /// Figures of a zone.
    pub fn figures(&self, zone: &str) -> Figures {
        self.zones.get(zone).copied().unwrap_or_default()
    }

    /// Whether a pass has a ballot in the log.
    pub fn has_cast(&self, pass: &PassMark) -> bool {
        self.passes.contains_key(pass)
    }

    /// Ciphertext hashes that are to be opened in a zone.
    pub fn countable(&self, zone: &str) -> BTreeSet<Hash> {
        let standing = self.passes.values().filter(|pass| pass.zone == zone && !pass.void);
        standing.map(|pass| pass.counts).collect()
    }

    fn enter(&mut self, index: usize, entry: &Entry, change_allowed: bool) {
        let zone = entry.place.zone.as_str();
        let figures = self.zones.entry(zone.to_owned()).or_default();
        match &entry.event {
            Event::Ballot { pass, ciphertext_hash } => {
                figures.live += 1;
                self.introduce(index, ciphertext_hash);
                self.first(index, zone, *pass, *ciphertext_hash);
            }
            Event::Replacement { pass, ciphertext_hash, replaced } => {
                figures.replaced += 1;
                self.introduce(index, ciphertext_hash);
                self.replaced.demand(change_allowed, || format!("entry {index}: the definition allows no change"));
                self.replace(index, zone, pass, *ciphertext_hash, replaced);
            }
            Event::Challenged { ciphertext_hash, .. } => {
                figures.challenged += 1;
                self.introduce(index, ciphertext_hash);
            }
            Event::Void { pass, ciphertext_hash, .. } => {
                figures.voided += 1;
                self.void(index, zone, pass, ciphertext_hash);
            }
            _ => self.unique.push(format!("entry {index} is of a kind that this verifier does not know")),
        }
    }

    fn introduce(&mut self, index: usize, hash: &Hash) {
        let new = self.introduced.insert(*hash);
        self.unique.demand(new, || format!("entry {index}: ciphertext hash {} came before", Digest(*hash)));
    }

    fn first(&mut self, index: usize, zone: &str, pass: PassMark, counts: Hash) {
        match self.passes.entry(pass) {
            Slot::Occupied(_) => self.once.push(format!("entry {index}: pass {pass} has a first ballot already")),
            Slot::Vacant(slot) => {
                slot.insert(Standing { zone: zone.to_owned(), counts, void: false });
            }
        }
    }

    fn replace(&mut self, index: usize, zone: &str, pass: &PassMark, counts: Hash, replaced: &Hash) {
        match self.passes.get_mut(pass).filter(|standing| standing.zone == zone) {
            None => self.replaced.push(format!("entry {index}: pass {pass} has no ballot in zone {zone}")),
            Some(standing) => {
                let right = standing.counts == *replaced && !standing.void;
                self.replaced.demand(right, || format!("entry {index}: {} did not count for pass {pass}", Digest(*replaced)));
                standing.counts = counts;
            }
        }
    }

    fn void(&mut self, index: usize, zone: &str, pass: &PassMark, hash: &Hash) {
        let standing = self.passes.get_mut(pass).filter(|standing| standing.zone == zone && standing.counts == *hash);
        match standing.filter(|standing| !standing.void) {
            None => self.voided.push(format!("entry {index}: {} does not count for pass {pass}", Digest(*hash))),
            Some(standing) => standing.void = true,
        }
    }
}
