//! Honest elections pass, every one of them, and the list of checks never changes.

use std::collections::BTreeSet;

use pack::Pack;
use verify::check::Check;

use crate::world::{World, keys};

/// The checks that do not hold.
pub fn failing(archive: &[u8]) -> Vec<Check> {
    verify::pack::check(archive, &keys::policy()).into_iter().filter(|check| !check.holds).collect()
}

#[test]
fn a_thousand_honest_elections_pass() {
    let quarter = |first: u64| {
        let mut shared = 0;
        for seed in first..first + 250 {
            let world = World::honest(seed);
            assert_eq!(failing(&world.pack().to_archive()), [], "seed {seed}");
            shared += usize::from(world.ballots.iter().any(|entry| entry.place.definition != world.hash()));
        }
        shared
    };
    let shared: usize = std::thread::scope(|scope| {
        let quarters: Vec<_> = (0..4).map(|number| scope.spawn(move || quarter(250 * number))).collect();
        quarters.into_iter().map(|quarter| quarter.join().unwrap()).sum()
    });
    assert!(shared >= 200, "{shared} elections shared their logs with another cycle");
}

#[test]
fn the_faults_of_another_vote_are_not_this_ones() {
    for seed in 0..20 {
        assert_eq!(failing(&World::beside_a_careless_vote(seed).pack().to_archive()), [], "seed {seed}");
    }
}

#[test]
fn the_list_of_checks_is_always_the_same() {
    let names: Vec<&str> = verify::pack::names().collect();
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
    for archive in [World::honest(1).pack().to_archive(), b"not an archive".to_vec(), Vec::new(), Pack::new().to_archive()] {
        let checks = verify::pack::check(&archive, &keys::policy());
        assert_eq!(checks.iter().map(|check| check.name).collect::<Vec<_>>(), names);
    }
}
