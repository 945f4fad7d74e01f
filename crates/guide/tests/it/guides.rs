//! The guide: tagged, whole, and the same bytes each time.

use std::io::Write;
use std::process::{Command, Stdio};

use guide::{Created, GuideFault, fonts, guide};
use lopdf::Object;

use crate::read::Read;
use crate::samples;

#[test]
fn a_guide_says_its_language_and_structure() {
    let read = Read::of(&guide(&samples::guide(2), &fonts()).unwrap());
    assert_eq!(lopdf::decode_text_string(read.catalog("Lang").unwrap()).unwrap(), "en-US");
    let marked = read.catalog("MarkInfo").unwrap().as_dict().unwrap().get(b"Marked").unwrap();
    assert!(matches!(marked, Object::Boolean(true)));
    assert!(read.catalog("Outlines").is_some());
    let structure = read.structure();
    let head = ["Document", "H1", "P", "P", "P", "P", "Link", "H2", "P", "P", "P", "P", "P", "P", "P", "H3", "Table"];
    assert_eq!(structure[..head.len()], head);
    let rows = ["TR", "TH", "TH", "TR", "TD", "TD"];
    assert_eq!(structure[head.len()..head.len() + rows.len()], rows);
    let count = |name: &str| structure.iter().filter(|other| *other == name).count();
    assert_eq!([count("H1"), count("H2"), count("Table"), count("TR"), count("TH")], [1, 2, 2, 8, 4]);
}

#[test]
fn every_font_is_embedded() {
    let (embedded, used) = Read::of(&guide(&samples::guide(2), &fonts()).unwrap()).fonts();
    assert_eq!((embedded, used), (2, 2));
}

#[test]
fn the_file_keeps_the_rules_of_accessible_pdf_in_its_own_words() {
    let bytes = guide(&samples::guide(1), &fonts()).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("pdfuaid:part") && text.contains("Voter guide"));
}

#[test]
fn sixty_proposals_run_over_pages_and_each_page_says_which_it_is() {
    let start = std::time::Instant::now();
    let bytes = guide(&samples::guide(60), &fonts()).unwrap();
    println!("60 proposals: {} ms, {} bytes", start.elapsed().as_millis(), bytes.len());
    let read = Read::of(&bytes);
    assert!((20..=60).contains(&read.pages()), "{}", read.pages());
    assert!(bytes.len() < 500_000, "{}", bytes.len());
    assert_eq!(read.structure().iter().filter(|name| *name == "H2").count(), 60);
}

#[test]
fn the_same_guide_is_the_same_bytes_and_the_day_is_what_was_given() {
    let plain = samples::guide(3);
    assert_eq!(guide(&plain, &fonts()).unwrap(), guide(&plain, &fonts()).unwrap());
    let dated = guide::Guide { created: Some(Created { year: 2026, month: 9, day: 1 }), ..plain };
    let text = String::from_utf8_lossy(&guide(&dated, &fonts()).unwrap()).into_owned();
    assert!(text.contains("2026-09-01") || text.contains("D:20260901"));
}

#[test]
fn a_proposals_head_is_never_torn_from_its_summary() {
    // Introductions of every length push the proposals to every height of the page.
    for lines in 0..40 {
        let mut sample = samples::guide(2);
        sample.intro = vec!["Line.".to_owned(); lines];
        let text = printed(&guide(&sample, &fonts()).unwrap());
        let Some(text) = text else { return };
        for page in text.split('\u{c}') {
            assert_eq!(page.matches("Shade trees on").count(), page.matches("Forty trees and ten").count());
        }
    }
}

#[test]
fn long_words_are_broken_and_a_very_long_proposal_is_whole() {
    let mut sample = samples::guide(1);
    sample.proposals[0].title = "Donaudampfschifffahrt".repeat(20);
    sample.proposals[0].summary = "word ".repeat(3000);
    sample.proposals[0].costs[0].what = "https://sample.example/".repeat(30);
    sample.url = format!("https://sample.example/{}", "a/".repeat(200));
    let read = Read::of(&guide(&sample, &fonts()).unwrap());
    assert!(read.pages() > 4);
}

#[test]
fn empty_parts_are_left_out() {
    let mut sample = samples::guide(1);
    sample.proposals[0] = guide::Proposal { number: "1".to_owned(), title: "Trees".to_owned(), ..Default::default() };
    (sample.zone, sample.url, sample.intro) = (String::new(), String::new(), Vec::new());
    assert_eq!(Read::of(&guide(&sample, &fonts()).unwrap()).structure()[..3], ["Document", "H1", "H2"]);
    sample.title = " ".to_owned();
    assert_eq!(guide(&sample, &fonts()), Err(GuideFault::Untitled));
}

#[test]
fn what_is_printed_can_be_read_and_copied() {
    let Some(text) = printed(&guide(&samples::guide(1), &fonts()).unwrap()) else { return };
    for part in
        ["Voter guide", "Sample Zone", "1 Shade trees on Sample Street 1", "Price: $250,000", "Ten benches", "$60,000", "of 1"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(text.contains("https://sample.example/z/guide") && text.contains("Page 1 of 1"));
}

/// What `pdftotext` reads, where there is one.
fn printed(pdf: &[u8]) -> Option<String> {
    let program = Command::new("pdftotext").args(["-", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut program = program.ok()?;
    program.stdin.take().unwrap().write_all(pdf).unwrap();
    Some(String::from_utf8(program.wait_with_output().unwrap().stdout).unwrap())
}
