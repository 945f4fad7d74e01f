//! The preview of the paper card.

use guide::{card_sheet, fonts};

use crate::read::Read;
use crate::samples;

#[test]
fn a_usual_zone_is_one_page_and_every_oval_is_told() {
    let read = Read::of(&card_sheet(&samples::guide(10), &fonts()).unwrap());
    assert_eq!(read.pages(), 1);
    let mut told = read.alternatives();
    told.retain(|text| text.starts_with("Oval"));
    assert_eq!(told.len(), 10);
    assert!(told.contains(&"Oval to fill in for number 10".to_owned()));
    assert_eq!(read.structure()[..8], ["Document", "H1", "P", "H2", "Figure", "P", "P", "H2"]);
}

#[test]
fn sixty_proposals_take_more_pages() {
    let read = Read::of(&card_sheet(&samples::guide(60), &fonts()).unwrap());
    assert!((3..=8).contains(&read.pages()), "{}", read.pages());
    assert_eq!(read.structure().iter().filter(|name| *name == "Figure").count(), 60);
}

#[test]
fn a_card_from_right_to_left_is_written_too() {
    let mut sample = samples::guide(3);
    (sample.lang, sample.rtl, sample.title) = ("ar".to_owned(), true, "بطاقة الاقتراع".to_owned());
    assert_eq!(Read::of(&card_sheet(&sample, &fonts()).unwrap()).pages(), 1);
}
