//! Voters' proof files: good ones pass, forged ones are named.

use ballot::Digest;
use ballot::entry::{Entry, Event};
use ballot::receipt::Promise;
use ledger::tree::MemoryTree;
use ledger::{LogKey, TlogProof, leaf_hash, proof};
use pack::LogName;
use verify::receipt::{Kept, check};

use crate::world::{World, keys};

/// A proof that `index` is in the ballot log of an election, under a key and by witnesses.
fn proof_of(world: &World, index: usize, key: &LogKey, witnesses: &[u8]) -> TlogProof {
    let log = keys::sign_log(key, world.entries(LogName::Ballots), witnesses);
    let tree: MemoryTree = log.entries.iter().map(|entry| leaf_hash(entry)).collect();
    let hashes = proof::inclusion(&tree, index as u64, tree.size()).unwrap();
    TlogProof { extra: Some(log.entries[index].clone()), index: index as u64, hashes, checkpoint: log.checkpoint }
}

/// An election, one of its first ballots and the proof of it.
fn voter() -> (World, Entry, TlogProof) {
    let world = World::honest(5);
    let index = world
        .ballots
        .iter()
        .position(|entry| entry.place.definition == world.hash() && matches!(entry.event, Event::Ballot { .. }));
    let index = index.unwrap();
    let proof = proof_of(&world, index, &keys::log_key(LogName::Ballots), &[1, 2]);
    (world.clone(), world.ballots[index].clone(), proof)
}

/// Names of the checks that do not hold.
fn failing(proof: &str, kept: &Kept<'_>) -> Vec<&'static str> {
    let checks = check(proof, &keys::policy(), kept);
    checks.iter().filter(|check| !check.holds).map(|check| check.name).collect()
}

#[test]
fn a_good_proof_passes_with_all_papers() {
    let (world, entry, proof) = voter();
    let promise =
        Promise::sign(&keys::receipt_key(), entry.place.definition, &entry.place.zone, *entry.ciphertext_hash(), 497_223);
    let promise = promise.unwrap();
    let kept = Kept {
        hash: Some(Digest(*entry.ciphertext_hash())),
        definition: Some(&world.definition),
        promise: Some((&promise, keys::receipt_key().public())),
    };
    assert_eq!(failing(&proof.to_string(), &kept), Vec::<&str>::new());
    let other = Promise::sign(&keys::receipt_key(), entry.place.definition, &entry.place.zone, [9; 32], 497_223).unwrap();
    assert_eq!(
        failing(&proof.to_string(), &Kept { promise: Some((&other, keys::receipt_key().public())), ..kept }),
        ["receipt.promise"]
    );
    let strange =
        Kept { promise: Some((&promise, [9; 32])), hash: Some(Digest([9; 32])), definition: Some(&World::honest(6).definition) };
    let named = ["receipt.ciphertext", "receipt.definition", "receipt.promise"];
    assert_eq!(failing(&proof.to_string(), &strange), named);
}

#[test]
fn forged_proofs_are_named() {
    let (world, _, good) = voter();
    let text = |change: fn(&mut TlogProof)| {
        let mut proof = good.clone();
        change(&mut proof);
        proof.to_string()
    };
    for (forged, named) in [
        (text(|proof| proof.index ^= 1), &["receipt.inclusion"][..]),
        (text(|proof| proof.hashes.truncate(1)), &["receipt.inclusion"]),
        (text(|proof| proof.extra.as_mut().unwrap()[40] ^= 1), &["receipt.inclusion"]),
        (text(|proof| proof.extra.as_mut().unwrap().push(0)), &["receipt.entry", "receipt.inclusion", "receipt.number"]),
        (text(|proof| proof.extra = None), &["receipt.entry", "receipt.inclusion", "receipt.number"]),
        (proof_of(&world, 0, &keys::log_key(LogName::Ballots), &[1]).to_string(), &["receipt.witnesses"]),
        (
            proof_of(&world, 0, &LogKey::from_seed("vote.example.org/log/ballots", &[9; 32]).unwrap(), &[1, 2]).to_string(),
            &["receipt.checkpoint", "receipt.witnesses", "receipt.inclusion"],
        ),
        (
            proof_of(&world, 0, &keys::log_key(LogName::Acts), &[1, 2]).to_string(),
            &["receipt.checkpoint", "receipt.witnesses", "receipt.inclusion"],
        ),
    ] {
        assert_eq!(failing(&forged, &Kept::default()), named);
    }
    let all: Vec<&str> = check("", &keys::policy(), &Kept::default()).iter().map(|check| check.name).collect();
    assert_eq!(failing("not a proof", &Kept::default()), all);
}
