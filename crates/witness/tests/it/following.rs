//! Following an honest log.

use std::fs;

use ledger::policy::Policy;
use tempfile::tempdir;
use witness::follow::{Options, SourceFault, assign};
use witness::origin_hash;

use crate::common::{ORIGIN, TIME, alarms, log_key, look, policy_text, told};
use crate::log_server::Log;

#[test]
fn a_growing_log_is_copied_step_by_step() {
    let state = tempdir().unwrap();
    let mut log = Log::start();
    for size in [0, 1, 5, 255, 256, 257, 600, 600, 1200] {
        log.grow_to(size);
        assert_eq!(alarms(&state, &log), Vec::<String>::new(), "{size}");
        let found = look(&state, &[&log], Options { reread: true, ..Options::default() }, TIME);
        assert_eq!((found.size, told(&found)), (size, Vec::new()));
    }
}

#[test]
fn only_what_is_new_is_fetched() {
    let state = tempdir().unwrap();
    let mut log = Log::of(600);
    assert_eq!(alarms(&state, &log), Vec::<String>::new());
    log.asked();
    log.grow_to(610);
    assert_eq!(alarms(&state, &log), Vec::<String>::new());
    assert_eq!(log.asked(), ["checkpoint", "tile/entries/002.p/98", "tile/0/002.p/98", "tile/1/000.p/2"]);
    assert_eq!(alarms(&state, &log), Vec::<String>::new());
    assert_eq!(log.asked(), ["checkpoint"]);
    let copy = state.path().join(origin_hash(ORIGIN));
    assert!(copy.join("tile/entries/002.p/98").exists());
    assert!(!copy.join("tile/entries/002.p/88").exists());
    assert!(copy.join("tile/1/000.p/2").exists());
}

#[test]
fn a_full_tile_serves_in_place_of_a_partial_one() {
    let state = tempdir().unwrap();
    let mut log = Log::of(250);
    let checkpoint = log.checkpoint(&[1, 2], TIME).note().to_string().into_bytes();
    log.grow_to(300);
    log.put("checkpoint", checkpoint);
    log.remove("tile/entries/000.p/250");
    log.remove("tile/0/000.p/250");
    assert_eq!(alarms(&state, &log), Vec::<String>::new());
}

#[test]
fn tiles_lost_here_are_fetched_again() {
    let state = tempdir().unwrap();
    let mut log = Log::of(300);
    assert_eq!(alarms(&state, &log), Vec::<String>::new());
    let copy = state.path().join(origin_hash(ORIGIN));
    fs::write(copy.join("tile/0/000"), [0; 8192]).unwrap();
    log.grow_to(310);
    assert_eq!(alarms(&state, &log), Vec::<String>::new());
    fs::remove_dir_all(copy.join("tile")).unwrap();
    assert_eq!(alarms(&state, &log), Vec::<String>::new());
    assert_eq!(fs::read(copy.join("tile/0/000")).unwrap().len(), 8192);
}

#[test]
fn a_damaged_checkpoint_of_our_own_is_never_made_anew() {
    let state = tempdir().unwrap();
    let log = Log::of(10);
    assert_eq!(alarms(&state, &log), Vec::<String>::new());
    let path = state.path().join(origin_hash(ORIGIN)).join("checkpoint");
    fs::write(&path, "nothing").unwrap();
    let options = Options { urls: vec![log.url.clone()], ..Options::default() };
    let watch = witness::follow::Watch::open(&crate::common::policy("two"), state.path(), options).unwrap();
    let fault = watch.round(TIME).remove(0).1.unwrap_err();
    assert!(fault.to_string().contains("damaged"), "{fault}");
}

#[test]
fn a_mirror_may_lag_but_not_go_back() {
    let state = tempdir().unwrap();
    let (log, mut mirror) = (Log::of(300), Log::of(200));
    let both = |log: &Log, mirror: &Log| told(&look(&state, &[log, mirror], Options::default(), TIME));
    assert_eq!(both(&log, &mirror), Vec::<String>::new());
    mirror.grow_to(250);
    assert_eq!(both(&log, &mirror), Vec::<String>::new());
    mirror.entries.truncate(240);
    mirror.publish(&[1, 2], TIME);
    assert_eq!(both(&log, &mirror), ["shrinking log: size 240 is shown after size 250"]);
}

#[test]
fn addresses_find_their_logs() {
    let find = |text: &str, urls: &[&str]| {
        let policy: Policy = text.parse().unwrap();
        let urls: Vec<String> = urls.iter().map(|url| (*url).to_owned()).collect();
        assign(&policy, &urls)
    };
    let key = log_key().verifier();
    let one = policy_text("two", "");
    let other = ledger::LogKey::from_seed("vote.example.org/log/acts", &[5; 32]).unwrap().verifier();
    let two = format!("log {other} https://mirror.example/acts\n{one}");
    let found = |log: &ledger::VerifierKey, url: &str| Ok(vec![(log.clone(), vec![url.to_owned()])]);
    assert_eq!(find(&one, &["http://127.0.0.1:1/"]), found(&key, "http://127.0.0.1:1/"));
    assert_eq!(find(&two, &["https://vote.example.org/log/ballots/"]), found(&key, "https://vote.example.org/log/ballots/"));
    assert_eq!(find(&two, &["https://mirror.example/acts/"]), found(&other, "https://mirror.example/acts/"));
    assert_eq!(find(&two, &[]), found(&other, "https://mirror.example/acts"));
    let unknown = "https://mirror.example/x".to_owned();
    assert_eq!(find(&two, &[&unknown]), Err(SourceFault::WhichLog(unknown)));
    assert_eq!(find(&one, &[]), Err(SourceFault::Nothing));
}
