//! The program has no network code: neither its own sources nor anything it is linked with.

use std::path::Path;
use std::process::Command;

const DOORS: [&str; 12] =
    ["socket2", "mio", "tokio", "hyper", "reqwest", "ureq", "rustls", "native-tls", "curl", "async-std", "smol", "openssl"];

#[test]
fn nothing_linked_opens_a_connection() {
    let args = ["tree", "-p", "verify", "-e", "normal", "--prefix", "none", "--offline", "--format", "{p}"];
    let out = Command::new(env!("CARGO")).args(args).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let tree = String::from_utf8(out.stdout).unwrap();
    let names: Vec<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    assert!(names.contains(&"ledger") && names.contains(&"ballot"), "{tree}");
    for name in names {
        assert!(!DOORS.contains(&name) && !name.starts_with("actix"), "{name} can open a connection");
    }
}

#[test]
fn no_source_names_the_network_or_the_clock() {
    for crate_name in ["ballot", "ledger", "tally", "pack", "verify"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(crate_name).join("src");
        for word in ["std::net", "SystemTime", "Instant::now", "std::process::Command"] {
            assert_eq!(naming(&folder, word), Vec::<String>::new(), "{word}");
        }
    }
}

/// Files of a folder and its folders that hold a word.
fn naming(folder: &Path, word: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(naming(&path, word));
        } else if std::fs::read_to_string(&path).unwrap_or_default().contains(word) {
            found.push(path.display().to_string());
        }
    }
    found
}
