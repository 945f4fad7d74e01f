//! The worked examples of `docs/formats.md` are the test vector.

use std::path::Path;

use serde_json::Value;

#[test]
fn examples_are_the_vector() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("../../docs/formats.md")).expect("docs/formats.md");
    let text = std::fs::read_to_string(root.join("tests/vectors/log.json")).unwrap();
    let vector: Value = serde_json::from_str(&text).unwrap();
    for member in ["leaf_0", "node_0_1", "log_vkey", "witness_vkey", "tile/0/000.p/5", "checkpoint", "tlog_proof"] {
        for line in vector[member].as_str().unwrap().lines() {
            assert!(page.contains(line), "{member}: {line}");
        }
    }
}
