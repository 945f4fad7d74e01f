//! The file of sealed ballots: read back as written, and every fault named with its line.

use ballot::DefinitionHash;
use ballot::seal::SealedBallot;
use ballot::sealed_file::SealedFile;
use proptest::prelude::*;

fn file() -> SealedFile {
    let ballot = |byte: u8| SealedBallot::from_bytes(&[byte; 80]).unwrap();
    SealedFile {
        cycle: "la-2026".to_owned(),
        definition: DefinitionHash([7; 32]),
        zones: vec![("BOY".to_owned(), vec![ballot(1), ballot(2)]), ("SLA".to_owned(), Vec::new())],
    }
}

#[test]
fn a_file_is_read_back_as_written() {
    assert_eq!(SealedFile::from_text(&file().to_text()), Ok(file()));
}

#[test]
fn each_fault_names_its_line() {
    let text = file().to_text();
    for (from, to, line) in [
        ("reparto sealed ballots 1", "something else", 1),
        ("la-2026", "", 2),
        ("07070707", "0707", 3),
        ("BOY 2", "BOY two", 4),
        ("BOY 2", "BOY", 4),
        ("AQEB", "A", 5),
        ("SLA 0", "SLA 1", 8),
    ] {
        let fault = SealedFile::from_text(&text.replacen(from, to, 1)).unwrap_err();
        assert_eq!(fault.line, line, "{from} -> {to}: {fault}");
    }
    assert!(SealedFile::from_text(&format!("{text}more\n")).is_err());
    assert!(SealedFile::from_text("").is_err());
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(text in "\\PC{0,200}(\n\\PC{0,40}){0,6}") {
        let _ = SealedFile::from_text(&text);
    }
}
