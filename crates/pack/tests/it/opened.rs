//! Opened ballots: one spelling, strict reading.

use ballot::definition::Definition;
use pack::opened::{OpenedFault, merged, read, to_csv};
use pack::{Pack, Recount};
use proptest::prelude::*;
use std::collections::BTreeSet;

use crate::TINY;

/// Definition and opened ballots of the tiny pack.
fn tiny() -> (Definition, String, String) {
    let pack = Pack::from_archive(TINY).unwrap();
    let text = |path: &str| String::from_utf8(pack.get(path).unwrap().to_vec()).unwrap();
    let definition = Definition::from_bytes(text("definition.json").as_bytes()).unwrap();
    let zone = definition.contests[0].zone.clone();
    let opened = text(&format!("opened/{zone}.txt"));
    (definition, zone, opened)
}

#[test]
fn what_is_written_is_read() {
    let (definition, zone, text) = tiny();
    let opened = read(&definition, &zone, &text).unwrap();
    assert_eq!(opened.to_text(), text);
    let lines: u64 = merged(&opened).iter().map(|(count, _)| count).sum();
    assert_eq!(lines, opened.ballots.len() as u64);
    assert_eq!(to_csv(&opened).lines().next(), Some("count,numbers"));
    assert_eq!(read(&definition, "XYZ", &text), Err(OpenedFault::NoContest("XYZ".to_owned())));
}

#[test]
fn every_changed_byte_is_refused_or_is_another_ballot() {
    let (definition, zone, text) = tiny();
    for at in 0..text.len() {
        for byte in *b"0129,\n x" {
            let mut bytes = text.clone().into_bytes();
            bytes[at] = byte;
            let changed = String::from_utf8(bytes).unwrap();
            if let Ok(opened) = read(&definition, &zone, &changed) {
                assert_eq!(opened.to_text(), changed);
            }
        }
    }
}

#[test]
fn the_pabulib_file_counts_to_the_same_result() {
    let (definition, zone, text) = tiny();
    let opened = read(&definition, &zone, &text).unwrap();
    for withdrawn in [BTreeSet::new(), BTreeSet::from([1])] {
        let title = |number| format!("Proposal \"{number}\"; with signs");
        let recount = Recount::new(&definition, &opened, &withdrawn, title).unwrap();
        let file = tally::pb::read(recount.pb()).unwrap();
        let (rule, mut options) = pack::rulebook(&definition).unwrap();
        options.withdrawn = file.election.withdrawn();
        assert_eq!(options.withdrawn.len(), withdrawn.len(), "the file itself says what was withdrawn");
        let again = tally::count(&file.election, rule, &options).unwrap();
        let trace = again.to_trace(&file.election, rule, &options, &format!("opened/{zone}.pb"), &file.sha256);
        assert_eq!(trace, recount.trace());
        let is_withdrawn = |lost: &pack::count::NotFunded| lost.why == pack::count::Why::Withdrawn;
        assert_eq!(recount.record().not_funded.iter().filter(|lost| is_withdrawn(lost)).count(), withdrawn.len());
    }
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic(text in "(reparto opened ballots 1\nBOY\n)?([0-9]{1,20}\n|[0-9,]{0,9}\n|[a-f0-9]{64} form\n){0,6}") {
        let (definition, zone, _) = tiny();
        if let Ok(opened) = read(&definition, &zone, &text) {
            prop_assert_eq!(opened.to_text(), text);
        }
    }
}
