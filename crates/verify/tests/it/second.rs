//! `tools/verify_pack.py`, written from `docs/formats.md` alone, says the same as this program about every pack.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use verify::check::Check;

use crate::mutations::{all, elections, others};
use crate::program::folder;
use crate::world::{World, keys};

/// Name, state and what is told, of every check of every file named.
const DRIVER: &str = "import json, sys
sys.path.insert(0, sys.argv[1])
import verify_pack
policy = verify_pack.Policy(open(sys.argv[2]).read())
print(json.dumps([verify_pack.judge(open(path, 'rb').read(), policy) for path in sys.argv[3:]]))";

type Judged = Vec<(String, String, String)>;

/// What the second verifier says; `None` without Python.
fn second(archives: &[Vec<u8>]) -> Option<Vec<Judged>> {
    let folder = folder("second");
    let file = |(at, archive): (usize, &Vec<u8>)| {
        let path = folder.join(format!("{at}.tar.zst"));
        std::fs::write(&path, archive).unwrap();
        path
    };
    std::fs::write(folder.join("policy.txt"), keys::policy_text()).unwrap();
    let files: Vec<_> = archives.iter().enumerate().map(file).collect();
    let tools = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tools");
    let mut python = Command::new("python3");
    let out = python.args(["-B", "-c", DRIVER]).arg(tools).arg(folder.join("policy.txt")).args(files).output().ok()?;
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    Some(serde_json::from_slice(&out.stdout).unwrap())
}

/// Names of the checks that fail by themselves, without those that the other program skips.
fn own(checks: &[Check], skipped: &BTreeSet<&str>) -> Vec<String> {
    let failing = checks.iter().filter(|check| !check.holds && !check.told.starts_with("not checked"));
    failing.map(|check| check.name.to_owned()).filter(|name| !skipped.contains(name.as_str())).collect()
}

#[test]
fn two_verifiers_agree_on_honest_and_changed_packs() {
    let honest = (0..40).map(|seed| ("an honest election", World::honest(seed).pack().to_archive()));
    let beside = (40..46).map(|seed| ("beside a careless vote", World::beside_a_careless_vote(seed).pack().to_archive()));
    let every = if std::env::var_os("REPARTO_ALL_CHANGES").is_some() { 1 } else { 3 };
    // The second verifier counts by the greedy rules only.
    let greedy = |seed: &u64| World::honest(*seed).definition.count_rule.starts_with("greedy");
    let changed = all()
        .step_by(every)
        .chain(others::ALL)
        .filter_map(|mutation| elections(mutation).find(|(seed, _)| greedy(seed)).map(|(_, archive)| (mutation.name, archive)));
    let (names, archives): (Vec<&str>, Vec<Vec<u8>>) = honest.chain(beside).chain(changed).unzip();
    assert!(names.len() >= 80, "{}", names.len());
    let Some(judged) = second(&archives) else {
        println!("skipped: python3 is not installed");
        return;
    };
    for ((name, archive), other) in names.iter().zip(&archives).zip(judged) {
        let checks = verify::pack::check(archive, &keys::policy());
        assert!(other.iter().map(|(name, _, _)| name).eq(checks.iter().map(|check| check.name)), "another list of checks");
        let skipped = other.iter().filter(|(_, state, _)| state == "SKIP").map(|(name, _, _)| name.as_str()).collect();
        let failing = other.iter().filter(|(_, state, told)| state == "FAIL" && !told.starts_with("not checked"));
        let failing: Vec<String> = failing.map(|(name, _, _)| name.clone()).collect();
        assert_eq!(failing, own(&checks, &skipped), "{name}: {other:#?}");
    }
}
