//! Damage that a follower must find and name.

use ledger::{LogKey, bundle, leaf_hash};
use tempfile::{TempDir, tempdir};
use witness::follow::Options;

use crate::common::{ORIGIN, TIME, alarms, look, told};
use crate::log_server::{Log, ballot};

/// A state that has followed the log up to here without alarm.
fn followed(log: &Log) -> TempDir {
    let state = tempdir().unwrap();
    assert_eq!(alarms(&state, log), Vec::<String>::new());
    state
}

#[test]
fn a_changed_byte_in_an_entry() {
    let (state, log) = (tempdir().unwrap(), Log::of(600));
    // The last byte of entry 257, the second of the bundle.
    let length = ballot(0).len() + 2;
    log.change("tile/entries/001", |bytes| bytes[2 * length - 1] ^= 1);
    assert_eq!(alarms(&state, &log), ["changed tile: tile/entries/001, from leaf 257 on"]);
    log.change("tile/entries/001", |bytes| bytes[2 * length - 1] ^= 1);
    assert_eq!(alarms(&state, &log), Vec::<String>::new());
}

#[test]
fn a_changed_entry_that_was_seen_before() {
    let mut log = Log::of(600);
    let state = followed(&log);
    log.grow_to(610);
    log.change("tile/entries/002.p/98", |bytes| bytes[50] ^= 1);
    assert_eq!(alarms(&state, &log), ["changed tile: tile/entries/002.p/98, from leaf 512 on"]);
    log.publish(&[1, 2], TIME);
    assert_eq!(alarms(&state, &log), Vec::<String>::new());
    log.change("tile/entries/000", |bytes| bytes[50] ^= 1);
    assert_eq!(alarms(&state, &log), Vec::<String>::new());
    let again = look(&state, &[&log], Options { reread: true, ..Options::default() }, TIME);
    assert_eq!(told(&again), ["changed tile: tile/entries/000, from leaf 0 on"]);
}

#[test]
fn truncated_tiles() {
    for path in ["tile/entries/002.p/88", "tile/entries/001", "tile/0/000", "tile/1/000.p/2"] {
        let (state, log) = (tempdir().unwrap(), Log::of(600));
        log.change(path, |bytes| bytes.truncate(bytes.len() - 1));
        assert_eq!(alarms(&state, &log), [format!("malformed tile: {path} is cut short, too long, or not a tile")]);
        log.change(path, Vec::clear);
        assert_eq!(alarms(&state, &log), [format!("malformed tile: {path} is cut short, too long, or not a tile")]);
    }
}

#[test]
fn missing_tiles() {
    for path in ["tile/entries/002.p/88", "tile/entries/001", "tile/0/000", "tile/1/000.p/2"] {
        let (state, log) = (tempdir().unwrap(), Log::of(600));
        log.remove(path);
        assert_eq!(alarms(&state, &log), [format!("missing tile: {path}")]);
    }
}

#[test]
fn a_changed_hash_tile() {
    let (state, log) = (tempdir().unwrap(), Log::of(600));
    log.change("tile/0/001", |bytes| bytes[32 * 7] ^= 1);
    assert_eq!(alarms(&state, &log), ["changed tile: tile/0/001, from leaf 263 on"]);
    log.publish(&[1, 2], TIME);
    log.change("tile/1/000.p/2", |bytes| bytes[32] ^= 1);
    assert_eq!(alarms(&state, &log), ["changed tile: tile/1/000.p/2, from leaf 256 on"]);
}

#[test]
fn rubbish_that_agrees_with_itself_is_no_fork() {
    let mut log = Log::of(100);
    let state = followed(&log);
    log.grow_to(120);
    let mut entries = log.entries.clone();
    entries[110] = ballot(9999);
    log.put("tile/entries/000.p/120", bundle::encode(&entries).unwrap());
    log.change("tile/0/000.p/120", |bytes| bytes[110 * 32..111 * 32].copy_from_slice(&leaf_hash(&entries[110]).0));
    let wrong = "wrong root: entries and tiles as served do not lead to the signed root of size 120";
    assert_eq!(alarms(&state, &log), [wrong]);
    entries[3] = ballot(8888);
    log.put("tile/entries/000.p/120", bundle::encode(&entries).unwrap());
    assert_eq!(alarms(&state, &log), [format!("{wrong}, from leaf 3 on")]);
}

#[test]
fn a_rolled_back_checkpoint() {
    let mut log = Log::of(300);
    let state = followed(&log);
    log.entries.truncate(200);
    log.publish(&[1, 2], TIME + 60);
    assert_eq!(alarms(&state, &log), ["shrinking log: size 200 is shown after size 300"]);
    assert_eq!(alarms(&state, &log).len(), 1);
    log.grow_to(300);
    assert_eq!(alarms(&state, &log), Vec::<String>::new());
}

#[test]
fn a_missing_quorum() {
    let mut log = Log::of(10);
    let state = followed(&log);
    log.entries.push(ballot(10));
    log.publish(&[3], TIME);
    let missing = "quorum missing: the checkpoint of size 11 is cosigned by W3 only";
    assert_eq!(alarms(&state, &log), [missing]);
    log.publish(&[], TIME);
    assert_eq!(alarms(&state, &log), [missing.replace("W3 only", "no witness of the policy")]);
    log.grow_to(12);
    assert_eq!(alarms(&state, &log), Vec::<String>::new());
}

#[test]
fn a_bad_signature() {
    let log = Log::of(10);
    let state = followed(&log);
    log.change("checkpoint", |bytes| bytes[ORIGIN.len() + 1] = b'2');
    assert_eq!(alarms(&state, &log), ["bad signature: the signature of the note is not valid"]);
    let other = LogKey::from_seed(ORIGIN, &[9; 32]).unwrap();
    let foreign = log.checkpoint(&[], TIME).checkpoint().clone().sign(&other).unwrap();
    log.put("checkpoint", foreign.note().to_string().into_bytes());
    assert_eq!(alarms(&state, &log), ["bad signature: the note is not signed by this key"]);
    log.put("checkpoint", b"<html>".to_vec());
    assert_eq!(alarms(&state, &log), ["bad signature: this is not a signed note"]);
    log.remove("checkpoint");
    assert_eq!(alarms(&state, &log), ["unreachable: checkpoint: not found"]);
}

#[test]
fn an_entry_that_is_no_ballot() {
    let (state, mut log) = (tempdir().unwrap(), Log::of(10));
    log.entries.push(b"hello".to_vec());
    log.publish(&[1, 2], TIME);
    let found = alarms(&state, &log);
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("bad entry: leaf 10 in tile/entries/000.p/11: "), "{found:?}");
    // The tree itself holds, so the copy went on and the alarm is not repeated.
    assert_eq!(alarms(&state, &log), Vec::<String>::new());
}

#[test]
fn nothing_new_for_too_long() {
    let mut log = Log::of(10);
    let state = tempdir().unwrap();
    let at = |log: &Log, now| {
        let options = Options { stale_after: Some(3600), ..Options::default() };
        told(&look(&state, &[log], options, now))
    };
    assert_eq!(at(&log, TIME + 100), Vec::<String>::new());
    assert_eq!(at(&log, TIME + 3599), Vec::<String>::new());
    assert_eq!(at(&log, TIME + 3600), ["stale: no new checkpoint for 3600 seconds"]);
    // New cosignatures on the same tree are news, the old ones again are not.
    log.publish(&[1, 2], TIME + 3600);
    assert_eq!(at(&log, TIME + 3700), Vec::<String>::new());
    log.publish(&[1, 2], TIME);
    assert_eq!(at(&log, TIME + 3700 + 3600), ["stale: no new checkpoint for 3600 seconds"]);
    log.grow_to(11);
    assert_eq!(at(&log, TIME + 3700 + 3600), Vec::<String>::new());
}
