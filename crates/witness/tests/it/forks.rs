//! Two histories under one key.

use std::fs;

use tempfile::tempdir;
use witness::follow::{Options, Source, Verdict, compare};
use witness::origin_hash;

use crate::common::{ORIGIN, TIME, alarms, look, told};
use crate::log_server::{Log, ballot};

/// A log with another entry at one place.
fn branch(size: u64, at: usize) -> Log {
    let mut log = Log::of(size);
    log.entries[at] = ballot(5000);
    log.publish(&[1, 2], TIME);
    log
}

#[test]
fn another_history_of_the_same_size() {
    let (state, log, other) = (tempdir().unwrap(), Log::of(600), branch(600, 300));
    assert_eq!(alarms(&state, &log), Vec::<String>::new());
    let fork = "fork: the signed checkpoint of size 600 is another history than the one seen before, from leaf 300 on";
    assert_eq!(alarms(&state, &other), [fork]);
    let evidence = fs::read_dir(state.path().join(origin_hash(ORIGIN)).join("evidence")).unwrap();
    assert_eq!(evidence.count(), 2);
    // The copy stays with the history seen first.
    assert_eq!(alarms(&state, &log), Vec::<String>::new());
}

#[test]
fn another_history_that_is_longer_or_shorter() {
    let (state, log) = (tempdir().unwrap(), Log::of(600));
    assert_eq!(alarms(&state, &log), Vec::<String>::new());
    for (size, at, leaf) in [(610, 520, 520), (700, 599, 599), (2000, 3, 3), (500, 7, 7)] {
        let fork = format!(
            "fork: the signed checkpoint of size {size} is another history than the one seen before, from leaf {leaf} on"
        );
        assert_eq!(alarms(&state, &branch(size, at)), [fork]);
    }
    assert_eq!(alarms(&state, &Log::of(700)), Vec::<String>::new());
}

#[test]
fn a_split_view_between_two_addresses() {
    let (state, log, other) = (tempdir().unwrap(), Log::of(50), branch(50, 20));
    let found = look(&state, &[&log, &other], Options::default(), TIME);
    let fork = "fork: the signed checkpoint of size 50 is another history than the one seen before, from leaf 20 on";
    assert_eq!(told(&found), [fork]);
    assert_eq!(found.alarms[0].0.as_ref(), Some(&other.url));
}

#[test]
fn two_checkpoints_are_held_against_each_other() {
    let (log, other) = (Log::of(600), branch(600, 300));
    let body = |log: &Log, size: usize| {
        let mut part = Log::start();
        part.entries = log.entries[..size].to_vec();
        part.checkpoint(&[], TIME).checkpoint().clone()
    };
    let source = Source::new(&log.url);
    let told = |one, two, source| compare(&body(&log, one), &body(&other, two), source);
    assert_eq!(told(600, 600, None), Verdict::Fork);
    assert_eq!(told(299, 299, None), Verdict::Consistent);
    assert!(matches!(told(600, 299, None), Verdict::Unknown(_)));
    assert_eq!(told(600, 299, Some(&source)), Verdict::Consistent);
    assert_eq!(told(600, 301, Some(&source)), Verdict::Fork);
    // The tiles of one branch say nothing about the other.
    assert!(matches!(told(299, 600, Some(&source)), Verdict::Unknown(_)));
    log.change("tile/0/001", |bytes| bytes[0] ^= 1);
    assert!(matches!(told(600, 299, Some(&source)), Verdict::Unknown(_)));
}

#[test]
fn a_bad_disk_here_accuses_nobody() {
    let (state, mut log) = (tempdir().unwrap(), Log::of(600));
    assert_eq!(alarms(&state, &log), Vec::<String>::new());
    let tile = state.path().join(origin_hash(ORIGIN)).join("tile/0/000");
    let mut bytes = fs::read(&tile).unwrap();
    bytes[0] ^= 1;
    fs::write(&tile, bytes).unwrap();
    log.entries.truncate(200);
    log.publish(&[1, 2], TIME);
    assert_eq!(alarms(&state, &log), ["shrinking log: size 200 is shown after size 600"]);
    log.grow_to(700);
    log.change("tile/entries/002.p/188", |bytes| bytes[50] ^= 1);
    assert_eq!(alarms(&state, &log), ["changed tile: tile/entries/002.p/188, from leaf 512 on"]);
}
