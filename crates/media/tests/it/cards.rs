//! The picture beside a shared link.

use media::{Card, CardFault, share_card};

fn card<'a>() -> Card<'a> {
    Card {
        zone: "Sample Zone",
        number: "12",
        title: "Shade trees and benches along the river path",
        price: "$750,000",
        programme: "Sample Programme 2026",
        rtl: false,
    }
}

/// Columns of the title's lines that have ink: left half, right half.
fn ink(png: &[u8]) -> (usize, usize) {
    let picture = image::load_from_memory(png).unwrap().into_luma8();
    assert_eq!(picture.dimensions(), (1200, 630));
    let dark = |from: u32, to: u32| (from..to).filter(|x| (188..418).any(|y| picture.get_pixel(*x, y).0[0] < 128)).count();
    (dark(0, 600), dark(600, 1200))
}

#[test]
fn a_card_is_a_small_png_of_the_size_that_sites_expect() {
    let png = share_card(&card(), &guide::fonts()).unwrap();
    assert!(png.len() < 80_000, "{}", png.len());
    let (left, right) = ink(&png);
    assert!(left > 200 && right > 50, "{left} {right}");
    assert_eq!(png, share_card(&card(), &guide::fonts()).unwrap());
}

#[test]
fn a_script_from_right_to_left_stands_at_the_right() {
    let arabic = Card {
        title: "أشجار الظل", zone: "المنطقة", programme: "برنامج", price: "750,000 $", rtl: true, ..card()
    };
    let (left, right) = ink(&share_card(&arabic, &guide::fonts()).unwrap());
    assert!(left == 0 && right > 100, "{left} {right}");
}

#[test]
fn a_long_title_is_cut_with_dots_and_long_words_are_broken() {
    for title in ["Trees ".repeat(80), "Baum".repeat(120)] {
        assert!(share_card(&Card { title: &title, ..card() }, &guide::fonts()).is_ok());
    }
    let number = "123456789012345678901234567890";
    assert!(share_card(&Card { number, zone: "", title: "", ..card() }, &guide::fonts()).is_ok());
}

#[test]
fn a_character_without_a_glyph_is_named() {
    assert_eq!(share_card(&Card { title: "Árboles 漢", ..card() }, &guide::fonts()), Err(CardFault::MissingGlyph('漢')));
    assert_eq!(share_card(&card(), &[]), Err(CardFault::NoFont));
    assert_eq!(share_card(&card(), &[b"no font"]), Err(CardFault::NoFont));
}
