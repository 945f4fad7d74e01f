//! The program as people run it: what it prints, and its exit codes.

use std::path::PathBuf;
use std::process::Command;

use crate::world::{World, keys};

/// A folder of its own for a test, empty at the start.
pub fn folder(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).unwrap();
    path
}

/// Exit code, standard output, standard error.
fn run(args: &[&str]) -> (Option<i32>, String, String) {
    let out = Command::new(env!("CARGO_BIN_EXE_reparto-verify")).args(args).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (out.status.code(), text(out.stdout), text(out.stderr))
}

#[test]
fn a_pack_is_judged_in_text_and_json() {
    let folder = folder("program-pack");
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let mut archive = World::honest(1).pack().to_archive();
    let (good, policy) = (file("good.tar.zst", &archive), file("policy.txt", keys::policy_text().as_bytes()));
    archive.push(0);
    let bad = file("bad.tar.zst", &archive);
    let (code, told, _) = run(&["pack", &good, "--policy", &policy]);
    let count = verify::pack::names().count();
    assert_eq!((code, told.lines().last()), (Some(0), Some(format!("all {count} checks hold").as_str())));
    assert_eq!(told.lines().filter(|line| line.starts_with("PASS ")).count(), count);
    let (code, told, _) = run(&["pack", &bad, "--policy", &policy, "--format", "json"]);
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!((code, &told["holds"], told["checks"].as_array().unwrap().len()), (Some(1), &false.into(), count));
    let (code, _, said) = run(&["pack", &good]);
    assert!(code == Some(2) && said.contains("--policy FILE is missing"), "{said}");
    let (code, _, said) = run(&["pack", "no-such-file", "--policy", &policy]);
    assert!(code == Some(2) && said.contains("no-such-file"), "{said}");
    let (code, _, said) = run(&["pack", &good, "--policy", &bad]);
    assert!(code == Some(2) && said.contains("policy"), "{said}");
}

#[test]
fn usage_is_told() {
    assert_eq!(run(&["--help"]).0, Some(0));
    for wrong in [
        &[][..],
        &["park"],
        &["pack", "--polcy", "x"],
        &["result"],
        &["challenge", "--zone", "BOY"],
        &["pack", "--format", "xml"],
    ] {
        assert_eq!(run(wrong).0, Some(2), "{wrong:?}");
    }
}

#[test]
fn a_tested_ballot_is_sealed_again() {
    let folder = folder("program-challenge");
    let world = World::honest(3);
    let path = folder.join("definition.json");
    std::fs::write(&path, world.definition.to_bytes().unwrap()).unwrap();
    let (definition, zone, seed) = (path.to_str().unwrap(), world.definition.contests[0].zone.as_str(), "12".repeat(32));
    let fixed = ["challenge", "--definition", definition, "--zone", zone, "--choices", "1", "--seed", &seed];
    let (code, told, _) = run(&fixed);
    assert_eq!(code, Some(0), "{told}");
    let hash = told.split("the ciphertext hash must be ").nth(1).unwrap().get(..64).unwrap().to_owned();
    assert_eq!(run(&[&fixed[..], &["--ciphertext-hash", &hash]].concat()).0, Some(0));
    assert_eq!(run(&[&fixed[..], &["--ciphertext-hash", &"0".repeat(64)]].concat()).0, Some(1));
    assert_eq!(run(&[&fixed[..], &["--receipt", "1234"]].concat()).0, Some(2));
}
