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
        for seed in first..first + 250 {
            assert_eq!(failing(&World::honest(seed).pack().to_archive()), [], "seed {seed}");
        }
    };
    std::thread::scope(|scope| (0..4).for_each(|number| drop(scope.spawn(move || quarter(250 * number)))));
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
