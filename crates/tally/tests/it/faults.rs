//! Files with one planted fault each: the line and the message are as expected, and nothing of the file
//! is returned. `EXPECTED` lists them; a file without an entry fails the test.

use std::collections::BTreeMap;
use std::path::Path;

const EXPECTED: &str = include_str!("faults.txt");

#[test]
fn every_planted_fault_is_found_at_its_line() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/faults");
    let expected: BTreeMap<&str, &str> = EXPECTED.lines().filter_map(|l| l.split_once(": ")).collect();
    let mut found = BTreeMap::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let message = match tally::pb::read(std::fs::read(&path).unwrap().as_slice()) {
            Ok(_) => "read without a fault".to_owned(),
            Err(fault) => fault.to_string(),
        };
        found.insert(name, message);
    }
    let wrong: Vec<String> =
        found.iter().filter(|(n, m)| expected.get(n.as_str()) != Some(&m.as_str())).map(|(n, m)| format!("{n}: {m}")).collect();
    assert!(wrong.is_empty(), "not as expected:\n{}", wrong.join("\n"));
    assert_eq!(found.len(), expected.len(), "a file is missing");
    assert!(found.len() >= 60);
}
