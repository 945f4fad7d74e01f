//! The reader on anything at all: it never panics, and what it accepts it can write and read again.
//! Texts that once were interesting are kept in `reader_corpus/` and tried first.

use proptest::prelude::*;
use std::path::Path;
use tally::RuleOptions;

/// Reads; if that works, writes, reads again, and counts by a few rules.
fn try_all(bytes: &[u8]) {
    let Ok(file) = tally::pb::read(bytes) else { return };
    let mut text = Vec::new();
    tally::pb::write_file(&file, &mut text).unwrap();
    let again = tally::pb::read(text.as_slice()).unwrap_or_else(|f| panic!("{f}\n{}", String::from_utf8_lossy(&text)));
    assert_eq!(again.election, file.election);
    assert_eq!(again.voters, file.voters);
    let e = &file.election;
    for rule in tally::RuleId::fitting(e.kind).into_iter().filter(|r| !r.id().contains("add1")) {
        if let Ok(o) = tally::count(e, rule, &RuleOptions::default()) {
            assert!(o.total_cost <= e.budget);
        }
    }
}

/// Pieces that files are made of, right and wrong.
fn pieces() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("META\nkey;value\n".to_owned()),
        Just("PROJECTS\nproject_id;cost\n".to_owned()),
        Just("VOTES\nvoter_id;vote\n".to_owned()),
        Just("VOTES\nvoter_id;vote;points\n".to_owned()),
        Just("budget;100\nvote_type;approval\nnum_projects;2\nnum_votes;2\n".to_owned()),
        Just("budget;1,5\nvote_type;cumulative\nnum_projects;2\nnum_votes;1\n".to_owned()),
        Just("A;60\nB;50\n".to_owned()),
        Just("\"A;1\";6\n".to_owned()),
        Just("1;A,B\n2;A\n".to_owned()),
        Just("1;A,B;1,2\n".to_owned()),
        "[a-zA-Z0-9;,.\"\n -]{0,12}",
        "\\PC{0,6}",
    ]
}

proptest! {
    #![proptest_config(crate::axioms::cases(3000))]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        try_all(&bytes);
    }

    #[test]
    fn pieces_in_any_order(parts in proptest::collection::vec(pieces(), 0..9)) {
        try_all(parts.concat().as_bytes());
    }

    #[test]
    fn a_good_file_with_one_change(at in 0usize..400, what in any::<u8>(), cut in any::<bool>()) {
        let good = include_bytes!("../data/points.pb");
        let mut bytes = good.to_vec();
        let at = at % bytes.len();
        if cut { bytes.remove(at); } else { bytes[at] = what; }
        try_all(&bytes);
    }
}

#[test]
fn the_corpus() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut tried = 0;
    for folder in ["it/reader_corpus", "it/faults", "data"] {
        for file in std::fs::read_dir(here.join(folder)).unwrap() {
            try_all(&std::fs::read(file.unwrap().path()).unwrap());
            tried += 1;
        }
    }
    assert!(tried > 100);
}
