//! Canvass sheets: which equation each wrong figure breaks.

use pack::Sheet;

fn sheet() -> Sheet {
    Sheet {
        printed: 10,
        registered: 10,
        unused: 6,
        issued_online: 20,
        shown: 18,
        void: 3,
        cast: 19,
        live: 21,
        replaced: 4,
        voided: 2,
        challenged: 1,
        log_entries: 28,
    }
}

#[test]
fn a_sheet_that_adds_up_has_no_gaps() {
    assert_eq!(sheet().gaps(), []);
    assert_eq!(Sheet::from_bytes(&sheet().to_bytes().unwrap()), Ok(sheet()));
}

#[test]
fn each_wrong_figure_is_named() {
    for (change, named) in [
        (Sheet { printed: 9, ..sheet() }, &["printed"][..]),
        (Sheet { registered: 9, ..sheet() }, &["printed", "passes"]),
        (Sheet { unused: 7, ..sheet() }, &["passes"]),
        (Sheet { issued_online: 17, ..sheet() }, &["online"]),
        (Sheet { shown: 17, ..sheet() }, &["passes"]),
        (Sheet { void: 2, ..sheet() }, &["passes"]),
        (Sheet { cast: 18, ..sheet() }, &["passes", "ballots"]),
        (Sheet { live: 20, ..sheet() }, &["ballots", "entries"]),
        (Sheet { replaced: 5, ..sheet() }, &["entries"]),
        (Sheet { voided: 1, ..sheet() }, &["ballots", "entries"]),
        (Sheet { challenged: 0, ..sheet() }, &["entries"]),
        (Sheet { log_entries: u64::MAX, ..sheet() }, &["entries"]),
    ] {
        assert_eq!(change.gaps().iter().map(|gap| gap.name).collect::<Vec<_>>(), named);
    }
}
