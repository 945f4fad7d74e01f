//! What a witness must never forget.

use std::fs;
use std::net::TcpListener;
use std::sync::Arc;

use ledger::witness::AddCheckpoint;
use ledger::{SignedCheckpoint, cosignature, leaf_hash};
use tempfile::tempdir;
use witness::{ServeFault, StoreFault, origin_hash};

use crate::common::{ORIGIN, TIME, ask, config, get, log_key, request, start, tree, witness_key};
use crate::log_server::{ballot, sign};

fn file() -> String {
    format!("{}.checkpoint", origin_hash(ORIGIN))
}

#[test]
fn a_restart_keeps_the_state() {
    let state = tempdir().unwrap();
    let witness = start(state.path());
    assert_eq!(ask(&witness.url(), &request(0, 5)).0, 200);
    witness.stop().unwrap();
    let witness = start(state.path());
    assert_eq!(ask(&witness.url(), &request(0, 9)).2, "5\n");
    assert_eq!(ask(&witness.url(), &request(5, 9)).0, 200);
    witness.stop().unwrap();
}

#[test]
fn of_conflicting_requests_at_once_one_wins() {
    let state = tempdir().unwrap();
    let witness = start(state.path());
    assert_eq!(ask(&witness.url(), &request(0, 5)).0, 200);
    // Eight branches after leaf 5, each consistent with the five leaves before.
    let branches: Vec<AddCheckpoint> = (0..8u64)
        .map(|branch| {
            let entries = (0..5).map(ballot).chain([ballot(1000 + branch)]);
            let tree = entries.map(|entry| leaf_hash(&entry)).collect();
            let proof = ledger::proof::consistency(&tree, 5, 6).unwrap();
            AddCheckpoint { old: 5, proof, note: sign(&tree, 6).note().to_string() }
        })
        .collect();
    let url = witness.url();
    let answers: Vec<u16> = std::thread::scope(|scope| {
        let asked: Vec<_> = branches.iter().map(|branch| scope.spawn(|| ask(&url, branch).0)).collect();
        asked.into_iter().map(|answer| answer.join().unwrap()).collect()
    });
    let count = |status| answers.iter().filter(|answer| **answer == status).count();
    assert_eq!((count(200), count(409)), (1, 7), "{answers:?}");
    let winner = answers.iter().position(|answer| *answer == 200).unwrap();
    let stored = get(&format!("{url}/{}/checkpoint", origin_hash(ORIGIN))).2;
    let text = branches[winner].note.split("\n\n").next().unwrap();
    assert!(stored.starts_with(text));
    witness.stop().unwrap();
}

#[test]
fn an_old_state_put_back_while_it_runs_stops_the_signing() {
    let state = tempdir().unwrap();
    let witness = start(state.path());
    assert_eq!(ask(&witness.url(), &request(0, 5)).0, 200);
    let old = fs::read(state.path().join(file())).unwrap();
    assert_eq!(ask(&witness.url(), &request(5, 9)).0, 200);
    fs::write(state.path().join(file()), old).unwrap();
    assert_eq!(ask(&witness.url(), &request(5, 7)).0, 500);
    assert_eq!(ask(&witness.url(), &request(9, 10)).0, 500);
    fs::remove_file(state.path().join(file())).unwrap();
    assert_eq!(ask(&witness.url(), &request(0, 7)).0, 500);
    witness.stop().unwrap();
}

#[test]
fn after_a_loss_the_published_checkpoint_keeps_it_from_signing_backwards() {
    let state = tempdir().unwrap();
    let witness = start(state.path());
    assert_eq!(ask(&witness.url(), &request(0, 5)).0, 200);
    let old = fs::read(state.path().join(file())).unwrap();
    assert_eq!(ask(&witness.url(), &request(5, 9)).0, 200);
    let published = get(&format!("{}/{}/checkpoint", witness.url(), origin_hash(ORIGIN))).2;
    witness.stop().unwrap();
    fs::write(state.path().join(file()), &old).unwrap();
    let mut restored = config(state.path());
    restored.cosigned = vec![published.clone()];
    let witness = witness::spawn(TcpListener::bind("127.0.0.1:0").unwrap(), restored).unwrap();
    assert_eq!(ask(&witness.url(), &request(5, 7)).2, "9\n");
    assert_eq!(ask(&witness.url(), &AddCheckpoint { old: 9, proof: Vec::new(), ..request(5, 7) }).0, 400);
    assert_eq!(ask(&witness.url(), &request(9, 10)).0, 200);
    witness.stop().unwrap();
    // An older published checkpoint does no harm, and one that another witness cosigned proves nothing.
    let mut again = config(state.path());
    again.cosigned = vec![published];
    witness::spawn(TcpListener::bind("127.0.0.1:0").unwrap(), again).unwrap().stop().unwrap();
    let mut foreign = sign(&tree(12), 12);
    foreign.add_signature(witness_key(2).cosign(&foreign, TIME).unwrap());
    let mut wrong = config(state.path());
    wrong.cosigned = vec![foreign.note().to_string()];
    let fault = witness::spawn(TcpListener::bind("127.0.0.1:0").unwrap(), wrong).err();
    assert!(matches!(fault, Some(ServeFault::Store(StoreFault::NotOurs(_)))));
}

#[test]
fn a_damaged_state_is_not_taken_for_a_new_one() {
    let state = tempdir().unwrap();
    let witness = start(state.path());
    assert_eq!(ask(&witness.url(), &request(0, 5)).0, 200);
    witness.stop().unwrap();
    let good = fs::read_to_string(state.path().join(file())).unwrap();
    for damaged in [String::new(), good.replace("\n5\n", "\n4\n"), good[..good.len() / 2].to_owned()] {
        fs::write(state.path().join(file()), damaged).unwrap();
        let fault = witness::spawn(TcpListener::bind("127.0.0.1:0").unwrap(), config(state.path())).err();
        assert!(matches!(fault, Some(ServeFault::Store(StoreFault::Damaged(_)))));
    }
}

#[test]
fn a_half_written_file_beside_the_state_is_ignored() {
    let state = tempdir().unwrap();
    let witness = start(state.path());
    assert_eq!(ask(&witness.url(), &request(0, 5)).0, 200);
    witness.stop().unwrap();
    fs::write(state.path().join(file()).with_extension("new"), "vote.exam").unwrap();
    let witness = start(state.path());
    assert_eq!(ask(&witness.url(), &request(5, 9)).0, 200);
    witness.stop().unwrap();
}

#[test]
fn a_state_that_cannot_be_written_gives_no_cosignature() {
    let state = tempdir().unwrap();
    let witness = start(state.path());
    assert_eq!(ask(&witness.url(), &request(0, 5)).0, 200);
    // A folder where the file beside the state must go.
    let beside = state.path().join(file()).with_extension("new");
    fs::create_dir(&beside).unwrap();
    let (status, _, body) = ask(&witness.url(), &request(5, 9));
    assert_eq!(status, 500);
    assert!(!body.contains('—'));
    fs::remove_dir(&beside).unwrap();
    assert_eq!(ask(&witness.url(), &request(5, 9)).0, 200);
    witness.stop().unwrap();
}

#[test]
fn two_witnesses_do_not_share_a_state() {
    let state = tempdir().unwrap();
    let witness = start(state.path());
    let second = witness::spawn(TcpListener::bind("127.0.0.1:0").unwrap(), config(state.path()));
    assert!(second.is_err_and(|fault| fault.to_string().contains("another process uses this folder")));
    witness.stop().unwrap();
    start(state.path()).stop().unwrap();
}

#[test]
fn a_clock_that_is_a_day_off_shows_in_the_cosignature_alone() {
    for now in [TIME - 86_400, TIME + 86_400] {
        let state = tempdir().unwrap();
        let mut config = config(state.path());
        config.clock = Arc::new(move || now);
        let witness = witness::spawn(TcpListener::bind("127.0.0.1:0").unwrap(), config).unwrap();
        let (status, _, line) = ask(&witness.url(), &request(0, 5));
        assert_eq!(status, 200);
        let mut signed: SignedCheckpoint = sign(&tree(5), 5);
        signed.add_signature(line.trim_end().parse().unwrap());
        assert_eq!(cosignature::verify(&signed, &witness_key(1).verifier().unwrap()), Ok(now));
        witness.stop().unwrap();
    }
    let state = tempdir().unwrap();
    let mut unset = config(state.path());
    unset.clock = Arc::new(|| 0);
    let witness = witness::spawn(TcpListener::bind("127.0.0.1:0").unwrap(), unset).unwrap();
    assert_eq!(ask(&witness.url(), &request(0, 5)).0, 500);
    witness.stop().unwrap();
}

#[test]
fn it_runs_inside_a_runtime_with_many_threads() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let state = tempdir().unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let task = runtime.spawn(witness::serve(listener, config(state.path())));
    assert_eq!(ask(&url, &request(0, 5)).0, 200);
    assert!(!task.is_finished());
    assert_eq!(log_key().verifier().name(), ORIGIN);
    runtime.shutdown_background();
}
