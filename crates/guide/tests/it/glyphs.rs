//! Every character is there, or an error names it.

use guide::{GuideFault, fonts, guide};

use crate::read::Read;
use crate::samples;

#[test]
fn a_character_without_a_glyph_is_named_with_its_text() {
    let mut sample = samples::guide(1);
    sample.proposals[0].summary = "Trees for 漢 Street".to_owned();
    let fault = GuideFault::MissingGlyph { glyph: '漢', text: "Trees for 漢 Street".to_owned() };
    assert_eq!(guide(&sample, &fonts()), Err(fault));
    assert_eq!(guide(&samples::guide(1), &[]), Err(GuideFault::NoFont));
    assert_eq!(guide(&samples::guide(1), &[b"no font"]), Err(GuideFault::NoFont));
}

#[test]
fn latin_greek_cyrillic_and_their_marks_are_there() {
    let mut sample = samples::guide(1);
    let texts = [
        "¿Árboles? ñ ü ç “quotes” – — … € • ½",
        "Δέντρα στη σκιά",
        "Деревья и скамейки",
        "Cây xanh bóng mát ở đường phố",
        "e\u{301}",
    ];
    sample.proposals[0].description = texts.map(str::to_owned).to_vec();
    assert!(guide(&sample, &fonts()).is_ok());
    // Marks of direction and joining have no ink and need none.
    sample.proposals[0].summary = "a\u{200e}b\u{2068}c\u{2069}d\u{ad}e\u{200b}f\u{a0}g\u{202f}h\tnext\nline".to_owned();
    assert!(guide(&sample, &fonts()).is_ok());
}

#[test]
fn arabic_runs_from_right_to_left_with_its_own_font() {
    let mut sample = samples::guide(1);
    (sample.lang, sample.rtl) = ("ar".to_owned(), true);
    sample.title = "دليل الناخب".to_owned();
    sample.proposals[0].title = "أشجار الظل".to_owned();
    sample.proposals[0].description = vec!["أربعون شجرة تعطي الظل للناس، 250,000 دولار (Sample Street).".repeat(4)];
    let read = Read::of(&guide(&sample, &fonts()).unwrap());
    assert_eq!(read.fonts(), (4, 4));
    let preferences = read.catalog("ViewerPreferences").unwrap().as_dict().unwrap();
    assert_eq!(preferences.get(b"Direction").unwrap().as_name().unwrap(), b"R2L");
}
