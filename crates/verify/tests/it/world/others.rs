//! Other cycles of the site in the same three logs: frozen, voted in and counted before, meanwhile and after.

use ballot::act::ActBody;
use ballot::entry::{Entry, Event, Place, VoidReason};
use ballot::issuance::{Door, Issuance};
use ballot::nonce::PassMark;
use ballot::{DefinitionHash, Digest};
use pack::acts::{CountCase, Deed, SignCase, VoidCase};

use super::{Said, World};
use crate::rng::Rng;

const CYCLES: [&str; 2] = ["la-2025", "la-2027"];
/// The second zone is none of the generated elections.
const ZONES: [&str; 2] = ["BOY", "ECH"];

impl World {
    /// Lets one or two other cycles use the same logs.
    pub fn share_logs(&mut self, rng: &mut Rng) {
        for cycle in CYCLES.iter().take(1 + rng.below(2)) {
            let definition = DefinitionHash(rng.bytes());
            let entries = (0..1 + rng.below(4)).flat_map(|_| ballots(rng, definition)).collect();
            self.join(rng, cycle, definition, entries, &[]);
        }
        self.rehash();
    }

    /// An honest election beside a vote whose log breaks every rule: its passes, ciphertext hashes and commitments are copies
    /// of this one's, twice, in disorder and after the close.
    pub fn beside_a_careless_vote(seed: u64) -> Self {
        let (mut world, mut rng) = (Self::honest(seed), Rng::new(!seed));
        let definition = DefinitionHash(rng.bytes());
        let mut entries: Vec<Entry> = world.ballots.iter().chain(world.ballots.iter().rev()).cloned().collect();
        entries.iter_mut().for_each(|entry| entry.place.definition = definition);
        let mut issuances = [world.issuances.clone(), world.issuances.clone()].concat();
        issuances.iter_mut().for_each(|entry| entry.definition = definition);
        world.join(&mut rng, CYCLES[0], definition, entries, &issuances);
        world.rehash();
        world
    }

    /// Spreads what a cycle did over the logs.
    fn join(&mut self, rng: &mut Rng, cycle: &str, definition: DefinitionHash, entries: Vec<Entry>, more: &[Issuance]) {
        for (at, entry) in spread(rng, self.ballots.len(), entries) {
            let before = at < self.closed || (at == self.closed && rng.once_in(2));
            self.ballots.insert(at, entry);
            self.closed += usize::from(before);
        }
        let issued: Vec<Issuance> = (0..rng.below(5)).map(|_| issuance(rng, definition)).chain(more.iter().cloned()).collect();
        spread(rng, self.issuances.len(), issued).for_each(|(at, entry)| self.issuances.insert(at, entry));
        let mut bodies = acts(rng, cycle, definition);
        // The vote may be at any step, but it was frozen.
        bodies.truncate(1 + rng.below(bodies.len()));
        for (at, body) in spread(rng, self.acts.len(), bodies) {
            let time = self.acts.get(at).or(self.acts.last()).unwrap().at;
            let (actor, elsewhere) = (body.actor.clone(), Some(body));
            self.acts.insert(at, Said { at: time, actor, reason: None, deed: None, elsewhere });
        }
    }
}

/// Where to insert each item, one after another, so that they keep their order; the last comes first.
fn spread<T>(rng: &mut Rng, length: usize, items: Vec<T>) -> impl Iterator<Item = (usize, T)> + use<T> {
    let mut places: Vec<usize> = items.iter().map(|_| rng.below(length + 1)).collect();
    places.sort_unstable();
    places.into_iter().zip(items).rev()
}

/// Entries of one pass, or a tested ballot.
fn ballots(rng: &mut Rng, definition: DefinitionHash) -> Vec<Entry> {
    let place = Place { definition, zone: (*rng.pick(&ZONES)).to_owned(), style: 1 + rng.below(2) as u16 };
    let (pass, mut counts) = (PassMark(rng.bytes()), rng.bytes());
    let mut events = vec![Event::Ballot { pass, ciphertext_hash: counts }];
    while rng.once_in(2) {
        let (replaced, ciphertext_hash) = (counts, rng.bytes());
        events.push(Event::Replacement { pass, ciphertext_hash, replaced });
        counts = ciphertext_hash;
    }
    if rng.once_in(3) {
        // Nothing in this pack could tell whether this is a true test, and whether two people decided that void.
        events.push(Event::Challenged { ciphertext_hash: rng.bytes(), seed: rng.bytes(), plain: vec![1, 1, 1, 0, 0, 0] });
        events.push(Event::Void { pass, ciphertext_hash: counts, reason: VoidReason::Fraud, act: rng.bytes() });
    }
    events.into_iter().map(|event| Entry { place: place.clone(), event }).collect()
}

fn issuance(rng: &mut Rng, definition: DefinitionHash) -> Issuance {
    Issuance { definition, zone: (*rng.pick(&ZONES)).to_owned(), door: Door::Person, commitment: rng.bytes() }
}

/// Acts of another cycle, by people who act in this one too; the facts are not this pack's affair.
fn acts(rng: &mut Rng, cycle: &str, definition: DefinitionHash) -> Vec<ActBody> {
    let (zone, hash) = ((*rng.pick(&ZONES)).to_owned(), Digest(rng.bytes()));
    let void = VoidCase { zone: zone.clone(), pass: PassMark(rng.bytes()), ballot: Some(hash), ground: VoidReason::Duplicate };
    let signature = SignCase { zone: zone.clone(), version: 1, hash };
    let deeds = [
        Deed::Frozen { hash: definition },
        Deed::Printed { zone: zone.clone(), count: 40 },
        Deed::VoidProposed(void.clone()),
        Deed::Closed {},
        Deed::LogClosed { log: "ballots".to_owned(), size: 1, root: String::new() },
        Deed::VoidConfirmed(void),
        Deed::Canvassed { zone: zone.clone(), ballots: 9, hash },
        Deed::LinksCut {},
        Deed::ShareGiven {},
        Deed::ZoneOpened { zone: zone.clone(), opened: 9, invalid: 0, hash },
        Deed::BallotsOpened { trustees: 1, opened: 9, invalid: 0 },
        Deed::OpeningConfirmed { zone: zone.clone(), hash },
        Deed::Counted(CountCase { zone, version: 1, ballots: 9, hash }),
        Deed::Signed(signature.clone()),
        Deed::Certified(signature),
    ];
    deeds.iter().map(|deed| deed.body(cycle, "Bo Li/program staff", None)).collect()
}
