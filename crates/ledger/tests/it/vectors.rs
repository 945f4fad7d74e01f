//! Known answers: `tests/vectors/log.json`, the worked example of `docs/formats.md`.
//! `REPARTO_WRITE_VECTORS=1 cargo test -p ledger vectors` writes it again; a change there is a change of format.

use std::path::Path;

use ledger::proof::{consistency, inclusion};
use ledger::tree::Nodes;
use ledger::{Hash, TlogProof, leaf_hash, node_hash};
use serde_json::{Value, json};

use crate::common::{ORIGIN, checkpoint, entry, hex, log_key, tree, witness};

fn check(name: &str, found: &Value) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors").join(format!("{name}.json"));
    let text = format!("{}\n", serde_json::to_string_pretty(found).unwrap());
    if std::env::var_os("REPARTO_WRITE_VECTORS").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    // Compared as values: the order of members in a file is no part of the format.
    let wanted: Value = serde_json::from_str(&std::fs::read_to_string(&path).expect("vector file")).unwrap();
    assert_eq!(*found, wanted, "{name}");
}

fn hexes(hashes: &[Hash]) -> Vec<String> {
    hashes.iter().map(|hash| hex(&hash.0)).collect()
}

#[test]
fn log_vector() {
    let tree = tree(5);
    let mut signed = checkpoint(5);
    signed.add_signature(witness(1).cosign(&signed, 1_790_000_000).unwrap());
    let proof = TlogProof {
        extra: Some(entry(2)),
        index: 2,
        hashes: inclusion(&tree, 2, 5).unwrap(),
        checkpoint: signed.note().to_string(),
    };
    let tile: Vec<u8> = (0..5).flat_map(|index| tree.node(0, index).unwrap().0).collect();
    let roots: Vec<String> = (0..=5).map(|size| hex(&tree.root_at(size).unwrap().0)).collect();
    check(
        "log",
        &json!({
            "origin": ORIGIN,
            "log_seed": hex(&[4; 32]),
            "log_vkey": log_key().verifier().to_string(),
            "witness_seed": hex(&[11; 32]),
            "witness_vkey": witness(1).verifier().unwrap().to_string(),
            "entries": (0..5).map(|number| String::from_utf8(entry(number)).unwrap()).collect::<Vec<_>>(),
            "leaf_0": hex(&leaf_hash(&entry(0)).0),
            "node_0_1": hex(&node_hash(&leaf_hash(&entry(0)), &leaf_hash(&entry(1))).0),
            "roots": roots,
            "inclusion_2_in_5": hexes(&proof.hashes),
            "consistency_3_to_5": hexes(&consistency(&tree, 3, 5).unwrap()),
            "tile/0/000.p/5": hex(&tile),
            "tile/entries/000.p/5": hex(&ledger::bundle::encode(&(0..5).map(entry).collect::<Vec<_>>()).unwrap()),
            "checkpoint": signed.note().to_string(),
            "tlog_proof": proof.to_string(),
        }),
    );
}
