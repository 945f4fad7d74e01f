//! T53: the opening key's shares on the command line: made, lost, swapped, damaged.

use std::{
    fs,
    os::unix::fs::MetadataExt,
    path::Path,
    process::{Command, Output},
};

use ballot::seal::OpeningPublicKey;

fn trustee(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_reparto")).arg("trustee").args(args).output().unwrap()
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

#[test]
fn a_key_is_dealt_to_files_of_one_person_each_and_any_three_give_it_back() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("shares");
    let made = trustee(&["keygen", "--threshold", "3", "--count", "5", "--out", out.to_str().unwrap()]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let public: [u8; 32] = hex::decode(String::from_utf8(made.stdout).unwrap().trim()).unwrap().try_into().unwrap();
    let shares: Vec<_> = (1..=5).map(|n| out.join(format!("share-{n}.txt"))).collect();
    for path in &shares {
        assert_eq!(fs::metadata(path).unwrap().mode() & 0o777, 0o600, "for its owner alone");
    }
    let parsed: Vec<_> = shares.iter().map(|p| ballot::shares::Share::parse(text(p).trim()).unwrap()).collect();
    for three in [[0, 1, 2], [4, 2, 0], [1, 3, 4]] {
        let given: Vec<_> = three.iter().map(|i| parsed[*i].clone()).collect();
        assert!(ballot::shares::combine(&given, 3, &OpeningPublicKey(public)).is_ok());
    }
    let again = trustee(&["keygen", "--out", out.to_str().unwrap()]);
    assert_eq!(again.status.code(), Some(1), "shares are never written over");
    let secret = folder.path().join("key");
    fs::write(&secret, "zz").unwrap();
    let bad = trustee(&["split", "--key", secret.to_str().unwrap(), "--out", folder.path().join("x").to_str().unwrap()]);
    assert_eq!(bad.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&bad.stderr).contains("key:1:"), "names the file and the line");
}

#[test]
fn opening_says_which_file_or_share_is_wrong_and_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("definition.json"), fs::read("crates/ballot/tests/vectors/definition.json").unwrap_or_default()).unwrap();
    fs::write(path("sealed.txt"), "reparto sealed ballots 1\nla-2026\nnot a hash\n").unwrap();
    let open = |definition: &str, sealed: &str, share: &str| {
        let (definition, sealed, out) = (path(definition), path(sealed), path("opened"));
        trustee(&[
            "open",
            "--definition",
            definition.to_str().unwrap(),
            "--sealed",
            sealed.to_str().unwrap(),
            "--share",
            share,
            "--out",
            out.to_str().unwrap(),
        ])
    };
    let missing = open("nowhere.json", "sealed.txt", "reparto-share-1-1-x");
    assert_eq!(missing.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&missing.stderr).contains("nowhere.json"));
    assert!(!path("opened").exists());
    let told =
        String::from_utf8_lossy(&open("definition.json", "sealed.txt", "reparto-share-1-1-secretpart").stderr).into_owned();
    assert!(!told.contains("secretpart"), "a share is never repeated: {told}");
}
