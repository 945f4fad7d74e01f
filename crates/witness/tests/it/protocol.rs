//! The witness protocol over HTTP, answer by answer.

use ledger::note::NoteFault;
use ledger::witness::{AddCheckpoint, Answer, add_cosignature, read_answer};
use ledger::{Checkpoint, Hash, LogKey, SignedCheckpoint, cosignature};
use tempfile::tempdir;
use witness::origin_hash;

use crate::common::{ORIGIN, TIME, ask, get, log_key, post, request, start, tree, witness_key};
use crate::log_server::sign;

fn forked(size: u64) -> String {
    let body = Checkpoint { origin: ORIGIN.to_owned(), size, root: Hash([9; 32]), extensions: Vec::new() };
    body.sign(&log_key()).unwrap().note().to_string()
}

#[test]
fn a_growing_log_is_cosigned() {
    let state = tempdir().unwrap();
    let witness = start(state.path());
    let key = witness_key(1).verifier().unwrap();
    for (old, new) in [(0, 1), (1, 5), (5, 300), (300, 300), (300, 513)] {
        let (status, content_type, body) = ask(&witness.url(), &request(old, new));
        assert_eq!(status, 200, "{body}");
        let Answer::Cosigned(lines) = read_answer(status, &content_type, &body).unwrap() else { panic!("{body}") };
        let mut signed = sign(&tree(new), new);
        assert_eq!(add_cosignature(&mut signed, &lines, &key), Ok(TIME));
        let other = witness_key(2).verifier().unwrap();
        assert_eq!(add_cosignature(&mut signed, &lines, &other), Err(NoteFault::Unsigned));
    }
    witness.stop().unwrap();
}

#[test]
fn a_log_that_lost_an_answer_learns_the_size_and_asks_again() {
    let state = tempdir().unwrap();
    let witness = start(state.path());
    assert_eq!(ask(&witness.url(), &request(0, 5)).0, 200);
    for stale in [request(0, 9), request(3, 9), request(0, 5), request(3, 4)] {
        let (status, content_type, body) = ask(&witness.url(), &stale);
        assert_eq!((status, content_type.as_str(), body.as_str()), (409, "text/x.tlog.size", "5\n"));
        assert_eq!(read_answer(status, &content_type, &body), Ok(Answer::Known(5)));
    }
    assert_eq!(ask(&witness.url(), &request(5, 9)).0, 200);
    witness.stop().unwrap();
}

#[test]
fn a_fork_is_not_cosigned() {
    let state = tempdir().unwrap();
    let witness = start(state.path());
    assert_eq!(ask(&witness.url(), &request(0, 5)).0, 200);
    let same_size = AddCheckpoint { old: 5, proof: Vec::new(), note: forked(5) };
    let larger = AddCheckpoint { note: forked(9), ..request(5, 9) };
    let unproved = AddCheckpoint { proof: Vec::new(), ..request(5, 9) };
    for fork in [same_size, larger, unproved] {
        let (status, content_type, body) = ask(&witness.url(), &fork);
        assert_eq!(status, 422, "{body}");
        assert_eq!(read_answer(status, &content_type, &body), Ok(Answer::Refused(422)));
    }
    assert_eq!(ask(&witness.url(), &request(5, 5)).0, 200);
    witness.stop().unwrap();
}

#[test]
fn strangers_are_refused() {
    let state = tempdir().unwrap();
    let witness = start(state.path());
    let body = |origin: &str| Checkpoint { origin: origin.to_owned(), ..sign(&tree(5), 5).checkpoint().clone() };
    let signed_by = |key: &LogKey, origin: &str| {
        let note = body(origin).sign(key).unwrap().note().to_string();
        ask(&witness.url(), &AddCheckpoint { note, ..request(0, 5) }).0
    };
    let elsewhere = "other.example/log";
    assert_eq!(signed_by(&LogKey::from_seed(elsewhere, &[4; 32]).unwrap(), elsewhere), 404);
    assert_eq!(signed_by(&LogKey::from_seed(ORIGIN, &[5; 32]).unwrap(), ORIGIN), 403);
    let changed = AddCheckpoint { note: request(0, 5).note.replace("\n5\n", "\n6\n"), ..request(0, 5) };
    assert_eq!(ask(&witness.url(), &changed).0, 403);
    assert_eq!(ask(&witness.url(), &request(0, 7)).0, 200);
    witness.stop().unwrap();
}

#[test]
fn malformed_requests_are_refused() {
    let state = tempdir().unwrap();
    let witness = start(state.path());
    assert_eq!(ask(&witness.url(), &request(0, 5)).0, 200);
    let good = request(5, 9).encode().unwrap();
    let wrong = [
        String::new(),
        "old 5\n".to_owned(),
        good.replace("old 5", "old 05"),
        good.replace("old 5", "old -5"),
        good.replace("old 5", "old five"),
        good.replace("old 5\n", "old 5\r\n"),
        good.replacen("\n\n", "\n", 1),
        good.trim_end().to_owned(),
        good.replace("old 5\n", &format!("old 5\n{}", format!("{}\n", Hash([1; 32]).to_base64()).repeat(64))),
        good.replace("old 5", "old 10"),
        good.replace(ORIGIN, ""),
    ];
    for body in wrong {
        assert_eq!(post(&witness.url(), body.as_bytes()).0, 400, "{body}");
    }
    assert_eq!(post(&witness.url(), &[0xff; 100]).0, 400);
    assert_eq!(post(&witness.url(), &vec![b'x'; 64 * 1024 + 1]).0, 413);
    assert_eq!(get(&format!("{}/add-checkpoint", witness.url())).0, 404);
    assert_eq!(ask(&witness.url(), &request(5, 9)).0, 200);
    witness.stop().unwrap();
}

#[test]
fn monitors_and_people_see_what_was_cosigned() {
    let state = tempdir().unwrap();
    let witness = start(state.path());
    let path = format!("{}/{}/checkpoint", witness.url(), origin_hash(ORIGIN));
    assert_eq!(get(&path).0, 404);
    assert!(get(&witness.url()).2.contains("Nothing cosigned yet."));
    assert_eq!(ask(&witness.url(), &request(0, 5)).0, 200);
    let (status, _, note) = get(&path);
    let signed = SignedCheckpoint::open(&note, &log_key().verifier()).unwrap();
    assert_eq!((status, signed.checkpoint().size), (200, 5));
    assert_eq!(cosignature::verify(&signed, &witness_key(1).verifier().unwrap()), Ok(TIME));
    let (status, content_type, page) = get(&witness.url());
    assert_eq!((status, content_type.as_str()), (200, "text/plain; charset=utf-8"));
    for part in ["Witness witness1.example", &witness_key(1).verifier().unwrap().to_string(), ORIGIN, "Size: 5"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert_eq!(get(&format!("{}/{}/checkpoint", witness.url(), origin_hash("other"))).0, 404);
    witness.stop().unwrap();
}
