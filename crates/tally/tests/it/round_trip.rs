//! read -> write -> read is equal, for files as they are and for what a city would publish.

use crate::corpus;

#[test]
fn real_files_round_trip() {
    let Some(folder) = corpus::folder() else {
        return;
    };
    let warned = corpus::each(&folder, |name, file, reference| {
        assert_eq!(file.sha256, reference["sha256"].as_str().unwrap(), "{name}");
        assert_eq!(file.election.votes(), reference["votes"].as_u64().unwrap(), "{name}");
        let mut text = Vec::new();
        tally::pb::write_file(file, &mut text).unwrap();
        let again = tally::pb::read(text.as_slice()).unwrap_or_else(|f| panic!("{name}: {f}"));
        assert_eq!(again.election, file.election, "{name}");
        assert_eq!(again.voters, file.voters, "{name}");
        text.clear();
        tally::pb::write(&file.election, &mut text).unwrap();
        let published = tally::pb::read(text.as_slice()).unwrap_or_else(|f| panic!("{name}: {f}"));
        assert_eq!(published.election, file.election, "{name}");
        file.warnings.clone()
    });
    for (name, warnings) in warned.iter().filter(|w| !w.1.is_empty()) {
        println!("{name}: {warnings:?}");
    }
}
