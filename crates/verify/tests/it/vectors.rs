//! `crates/pack/tests/vectors/tiny.tar.zst`: a whole honest pack of one zone, and the policy to check it with.
//! `REPARTO_WRITE_VECTORS=1 cargo test -p verify vectors` writes it again; a change there is a change of format.

use std::path::Path;

use crate::honest::failing;
use crate::world::honest::Scale;
use crate::world::{World, keys};

/// One zone and six passes: with replacements, a void, an invalid and a tested ballot, and a correction.
const TINY: (u64, Scale) = (22, Scale { zones: 1..=1, passes: 0..=6, rule: Some("greedy_votes") });

#[test]
fn the_tiny_pack_is_what_the_generator_makes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../pack/tests/vectors");
    let archive = World::scaled(TINY.0, &TINY.1).pack().to_archive();
    for (name, bytes) in [("tiny.tar.zst", archive.clone()), ("tiny.policy", keys::policy_text().into_bytes())] {
        if std::env::var_os("REPARTO_WRITE_VECTORS").is_some() {
            std::fs::write(folder.join(name), &bytes).unwrap();
        }
        assert!(std::fs::read(folder.join(name)).expect("vector file") == bytes, "{name}");
    }
    assert_eq!(failing(&archive), []);
}
