//! Tested ballots: sealed again from what the voter was shown.

use ballot::Digest;
use ballot::choices::Choices;
use ballot::entry::{Entry, Event, Place};
use ballot::receipt::Receipt;
use ballot::seal::{Seed, seal};
use verify::challenge::{Noted, Refusal, Shown, check};

use crate::world::{World, keys};

const SEED: [u8; 32] = [0x12; 32];

/// An election, and the log entry of the ballot 1 of its first zone, tested with [`SEED`].
fn tested() -> (World, Entry) {
    let world = World::honest(3);
    let (contest, definition) = (&world.definition.contests[0], world.definition.hash().unwrap());
    let choices = Choices::parse(contest, &[1], true).unwrap();
    let key = keys::opening_key();
    let sealed = seal(&key, &definition, &contest.zone, contest.style, &choices, contest, &Seed::from_bytes(SEED)).unwrap();
    let plain = choices.encode(contest).unwrap().to_vec();
    let place = Place { definition, zone: contest.zone.clone(), style: contest.style };
    let event = Event::Challenged { ciphertext_hash: sealed.hash(), seed: SEED, plain };
    (world, Entry { place, event })
}

/// Names of the checks that do not hold.
fn failing(choices: &[u16], seed: [u8; 32], noted: &Noted<'_>) -> Vec<&'static str> {
    let (world, _) = tested();
    let shown = Shown { zone: &world.definition.contests[0].zone, choices, seed };
    let checks = check(&world.definition, &shown, noted).unwrap();
    checks.iter().filter(|check| !check.holds).map(|check| check.name).collect()
}

#[test]
fn an_honest_test_holds_and_every_lie_is_named() {
    let (_, entry) = tested();
    let (bytes, hash) = (entry.encode().unwrap(), Digest(*entry.ciphertext_hash()));
    let receipt = Receipt::of_hash(&entry.place.definition, &entry.place.zone, &hash.0);
    let noted = || Noted { hash: Some(hash), receipt: Some(receipt), entry: Some(&bytes) };
    assert_eq!(failing(&[1], SEED, &noted()), Vec::<&str>::new());
    assert_eq!(failing(&[1, 1], SEED, &noted()), Vec::<&str>::new(), "a number marked twice counts once");
    let all = ["challenge.hash", "challenge.receipt", "challenge.entry"];
    assert_eq!(failing(&[2], SEED, &noted()), all);
    assert_eq!(failing(&[1], [0x13; 32], &noted()), all);
    assert_eq!(failing(&[1], SEED, &Noted { hash: Some(Digest([0; 32])), ..noted() }), ["challenge.hash"]);
    assert_eq!(failing(&[1], SEED, &Noted { entry: Some(&bytes[1..]), ..noted() }), ["challenge.entry"]);
}

#[test]
fn a_ballot_that_was_cast_after_the_test_is_named() {
    let (_, entry) = tested();
    let (pass, ciphertext_hash) = (ballot::nonce::PassMark([1; 32]), *entry.ciphertext_hash());
    let cast = Entry { event: Event::Ballot { pass, ciphertext_hash }, ..entry }.encode().unwrap();
    assert_eq!(failing(&[1], SEED, &Noted { entry: Some(&cast), ..Noted::default() }), ["challenge.entry"]);
}

#[test]
fn what_cannot_be_sealed_is_refused() {
    let (world, _) = tested();
    let refused = |zone, choices: &[u16]| check(&world.definition, &Shown { zone, choices, seed: SEED }, &Noted::default()).err();
    assert!(matches!(refused("XYZ", &[1]), Some(Refusal::Zone(_))));
    assert!(matches!(refused(&world.definition.contests[0].zone, &[99]), Some(Refusal::Choices(_))));
}
