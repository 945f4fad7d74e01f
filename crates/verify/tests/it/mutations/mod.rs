//! Packs that somebody changed. Each change is tried on elections that it applies to, and the check that it is meant for must
//! be among those that do not hold. An insider signs the logs again and corrects every hash that follows from the change;
//! `SHA256SUMS` is right in every pack but one, so that no check leans on it.

mod acts;
mod archive;
mod files;
mod logs;
pub mod others;
mod results;

use std::collections::BTreeSet;

use pack::{Pack, paths};

use crate::honest::failing;
use crate::rng::Rng;
use crate::world::World;

/// How many elections each change is tried on.
const TIMES: usize = 3;

/// A change, and the check that must name it.
pub struct Mutation {
    pub name: &'static str,
    pub check: &'static str,
    pub change: Change,
}

/// What is changed; `None` when the election has nothing of that kind.
pub enum Change {
    /// What happened, by somebody who also signs the logs again.
    Signer(fn(&mut World, &mut Rng) -> Option<()>),
    /// The same, and every hash that follows is corrected.
    Insider(fn(&mut World, &mut Rng) -> Option<()>),
    /// Files of the pack.
    Files(fn(&mut Pack, &World, &mut Rng) -> Option<()>),
    /// Bytes of the archive.
    Archive(fn(&mut Vec<u8>, &mut Rng) -> Option<()>),
}

impl Mutation {
    /// The changed archive of the election of a seed.
    pub fn apply(&self, seed: u64) -> Option<Vec<u8>> {
        let (mut world, mut rng) = (World::honest(seed), Rng::new(!seed));
        let mut archive = match self.change {
            Change::Signer(change) | Change::Insider(change) => {
                change(&mut world, &mut rng)?;
                if matches!(self.change, Change::Insider(_)) {
                    world.rehash();
                }
                world.pack().to_archive()
            }
            Change::Files(change) => {
                let mut pack = world.pack();
                change(&mut pack, &world, &mut rng)?;
                if self.check != "pack.sums" {
                    pack.insert(paths::SUMS, pack.sums()).unwrap();
                }
                pack.to_archive()
            }
            Change::Archive(_) => world.pack().to_archive(),
        };
        if let Change::Archive(change) = self.change {
            change(&mut archive, &mut rng)?;
        }
        Some(archive)
    }
}

/// Every change.
pub fn all() -> impl Iterator<Item = &'static Mutation> {
    [archive::ALL, files::ALL, logs::ALL, others::ALL, acts::ALL, results::ALL].into_iter().flatten()
}

/// A row of a list of changes.
const fn row(name: &'static str, check: &'static str, change: Change) -> Mutation {
    Mutation { name, check, change }
}

/// Elections on which a change can be made, in the order of their seeds.
pub fn elections(mutation: &Mutation) -> impl Iterator<Item = (u64, Vec<u8>)> {
    (2_000..2_400).filter_map(|seed| Some((seed, mutation.apply(seed)?)))
}

#[test]
fn every_change_fails_the_check_that_is_meant_for_it() {
    let mutations: Vec<&Mutation> = all().collect();
    assert!(mutations.len() * TIMES >= 300, "{} kinds of change", mutations.len());
    let next = std::sync::atomic::AtomicUsize::new(0);
    let work = || {
        while let Some(mutation) = mutations.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed)) {
            let mut tried = 0;
            for (seed, archive) in elections(mutation).take(TIMES) {
                let failing = failing(&archive);
                let named = failing.iter().any(|check| check.name == mutation.check && !check.told.starts_with("not checked"));
                assert!(named, "{}, seed {seed}: {} holds; failing: {failing:#?}", mutation.name, mutation.check);
                tried += 1;
            }
            assert_eq!(tried, TIMES, "{} was tried too seldom", mutation.name);
        }
    };
    std::thread::scope(|scope| (0..4).for_each(|_| drop(scope.spawn(work))));
}

#[test]
fn every_check_has_a_change_that_fails_it() {
    let meant: BTreeSet<&str> = all().map(|mutation| mutation.check).collect();
    let without: Vec<&str> = verify::pack::names().filter(|name| !meant.contains(name)).collect();
    assert_eq!(without, Vec::<&str>::new());
    let names: BTreeSet<&str> = all().map(|mutation| mutation.name).collect();
    assert_eq!(names.len(), all().count(), "two changes have one name");
}
