//! The worked examples of `docs/formats.md` are the test vectors.

use std::path::Path;

use serde_json::Value;

/// Vector file and the members whose text the page must show.
const SHOWN: [(&str, &[&str]); 9] = [
    ("definition", &["/definition_hash"]),
    (
        "ballot",
        &[
            "/opening_secret",
            "/opening_public",
            "/cases/0/ciphertext_hash",
            "/cases/2/padded",
            "/cases/2/sealed",
            "/cases/2/ciphertext_hash",
            "/cases/2/receipt",
        ],
    ),
    ("pass", &["/nonce", "/pass_tag", "/pass_mark", "/printed", "/printed_tag"]),
    ("ticket", &["/public", "/signature", "/text"]),
    ("promise", &["/public", "/signature", "/text"]),
    ("shares", &["/shares/0", "/shares/1", "/shares/2"]),
    ("entries", &["/0/bytes", "/1/bytes", "/2/bytes", "/3/bytes"]),
    ("issuance", &["/commitment", "/entries/0/bytes"]),
    ("act", &["/0/json", "/0/bytes", "/1/json"]),
];

#[test]
fn examples_are_the_vectors() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("../../docs/formats.md")).expect("docs/formats.md");
    for (file, members) in SHOWN {
        let text = std::fs::read_to_string(root.join(format!("tests/vectors/{file}.json"))).unwrap();
        let vector: Value = serde_json::from_str(&text).unwrap();
        for member in members {
            let shown = vector.pointer(member).and_then(Value::as_str).expect(member);
            assert!(page.contains(shown), "{file}{member}: {shown}");
        }
    }
}
