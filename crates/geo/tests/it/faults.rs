//! Every fault names its place.

use geo::{At, Boundary, Bounds, GeoFault, MAX_BYTES};

use crate::{json, parsed, spot, square};

const fn at(polygon: usize, ring: usize, position: usize) -> At {
    At { polygon, ring, position }
}

fn read(text: &str) -> GeoFault {
    Boundary::parse(text.as_bytes(), None).unwrap_err()
}

#[test]
fn a_bow_tie_crosses_itself_and_the_place_is_told() {
    let fault = parsed(&[&[&square(0, 9)], &[&[(10, 0), (20, 10), (20, 0), (10, 10), (10, 0)]]]).unwrap_err();
    assert_eq!(fault, GeoFault::CrossesItself { at: at(2, 1, 3), other: 1, spot: spot(15, 5) });
    assert_eq!(fault.to_string(), "polygon 2, ring 1, position 3: crosses or touches the ring at position 1, near 15, 5");
}

#[test]
fn rings_that_touch_or_run_back_on_themselves_are_refused() {
    let touch = [(0, 0), (10, 0), (10, 10), (5, 0), (0, 10), (0, 0)];
    let spike = [(0, 0), (10, 0), (10, 10), (10, 5), (0, 10), (0, 0)];
    let twice = [(0, 0), (10, 0), (5, 5), (10, 10), (0, 10), (5, 5), (0, 0)];
    let flat = [(0, 0), (5, 0), (10, 0), (0, 0)];
    for ring in [&touch[..], &spike, &twice, &flat] {
        assert!(matches!(parsed(&[&[ring]]), Err(GeoFault::CrossesItself { .. })), "{ring:?}");
    }
    // A corner in the middle of a straight side is fine, and so is a position given twice.
    assert!(parsed(&[&[&[(0, 0), (5, 0), (5, 0), (10, 0), (10, 10), (0, 0), (0, 0)]]]).is_ok());
}

#[test]
fn open_short_and_empty_rings_are_refused() {
    let open = [(0, 0), (1, 0), (1, 1), (0, 1)];
    assert_eq!(parsed(&[&[&open]]), Err(GeoFault::Open { at: at(1, 1, 4) }));
    assert_eq!(parsed(&[&[&square(0, 9), &[(1, 1), (2, 1), (1, 1)]]]), Err(GeoFault::TooFew { at: at(1, 2, 1) }));
    assert_eq!(parsed(&[&[&[(1, 1); 4]]]), Err(GeoFault::TooFew { at: at(1, 1, 1) }));
    assert_eq!(parsed(&[&[&[(0, 0), (1, 1), (0, 0), (0, 0)]]]), Err(GeoFault::TooFew { at: at(1, 1, 1) }));
    assert_eq!(parsed(&[&[]]), Err(GeoFault::TooFew { at: at(1, 1, 1) }));
    assert_eq!(read(&json(&[])), GeoFault::NotAnArea { found: "no polygon".to_owned() });
}

#[test]
fn holes_are_inside_and_apart() {
    let shell = square(0, 20);
    assert_eq!(parsed(&[&[&shell, &square(30, 40)]]), Err(GeoFault::HoleOutside { polygon: 1, ring: 2 }));
    assert_eq!(parsed(&[&[&shell, &square(1, 3), &square(15, 25)]]), Err(GeoFault::HoleOutside { polygon: 1, ring: 3 }));
    assert_eq!(parsed(&[&[&shell, &square(2, 8), &square(4, 6)]]), Err(GeoFault::HolesOverlap { polygon: 1, one: 2, other: 3 }));
    // They may touch at a corner.
    assert!(parsed(&[&[&shell, &square(2, 8), &square(8, 12)]]).is_ok());
}

#[test]
fn polygons_share_no_area_but_may_share_a_border() {
    assert_eq!(parsed(&[&[&square(0, 10)], &[&square(9, 12)]]), Err(GeoFault::PolygonsOverlap { one: 1, other: 2 }));
    assert_eq!(parsed(&[&[&square(0, 10)], &[&square(0, 10)]]), Err(GeoFault::PolygonsOverlap { one: 1, other: 2 }));
    assert!(parsed(&[&[&square(0, 10)], &[&[(10, 0), (12, 0), (12, 10), (10, 10), (10, 0)]]]).is_ok());
    // An island in the lake of another polygon shares nothing with it.
    assert!(parsed(&[&[&square(0, 20), &square(5, 15)], &[&square(7, 9)]]).is_ok());
}

#[test]
fn spots_off_the_globe_out_of_bounds_and_across_the_date_line_are_refused() {
    let swapped = [(34, -118), (35, -118), (35, -117), (34, -118)];
    assert_eq!(parsed(&[&[&swapped]]), Err(GeoFault::OffTheGlobe { at: at(1, 1, 1) }));
    let across = [(179, 0), (-179, 0), (-179, 1), (179, 1), (179, 0)];
    assert_eq!(parsed(&[&[&across]]), Err(GeoFault::TooWide { at: at(1, 1, 2) }));
    let within = Bounds { west: 0, south: 0, east: spot(5, 5).lon, north: spot(5, 5).lat };
    let fault = Boundary::parse(json(&[&[&square(0, 9)]]).as_bytes(), Some(&within)).unwrap_err();
    assert_eq!(fault, GeoFault::OutOfBounds { at: at(1, 1, 2), spot: spot(9, 0) });
    assert!(Boundary::parse(json(&[&[&square(0, 5)]]).as_bytes(), Some(&within)).is_ok());
}

#[test]
fn what_is_no_position_is_told() {
    let ring = |position: &str| format!(r#"{{"type":"Polygon","coordinates":[[[0,0],[1,0],{position},[0,0]]]}}"#);
    for position in ["[1]", "[\"1\",1]", "null", "7", "[1,null]", "[1,1,1,1]", "{}"] {
        assert_eq!(read(&ring(position)), GeoFault::NotAPosition { at: at(1, 1, 3) }, "{position}");
    }
    assert!(matches!(read(&ring("[1e999,1]")), GeoFault::NotJson { line: 1, .. }));
    assert!(matches!(read(&ring("[NaN,1]")), GeoFault::NotJson { line: 1, .. }));
    assert!(Boundary::parse(ring("[1,1,250.5]").as_bytes(), None).is_ok());
}

#[test]
fn other_files_are_told_what_they_are() {
    let not = |found: &str| GeoFault::NotAnArea { found: found.to_owned() };
    assert_eq!(read(r#"{"type":"LineString","coordinates":[]}"#), not("LineString"));
    assert_eq!(read(r#"{"type":"Feature","geometry":null}"#), not("something without a type"));
    assert_eq!(read("[]"), not("something without a type"));
    assert_eq!(read(r#"{"type":"FeatureCollection","features":[]}"#), GeoFault::NotOneFeature { features: 0 });
    assert_eq!(read(r#"{"type":"FeatureCollection","features":[{},{}]}"#), GeoFault::NotOneFeature { features: 2 });
    assert_eq!(read("{"), GeoFault::NotJson { line: 1, column: 1 });
    assert_eq!(read(&" ".repeat(MAX_BYTES + 1)), GeoFault::TooBig { bytes: MAX_BYTES + 1 });
    let many = vec![(0, 0); 50_001];
    assert_eq!(parsed(&[&[&many]]), Err(GeoFault::TooManyPositions { positions: 50_001 }));
    let deep = r#"{"type":"Feature","geometry":"#.repeat(100_000);
    assert!(matches!(read(&deep), GeoFault::TooBig { .. } | GeoFault::NotJson { .. }));
}
