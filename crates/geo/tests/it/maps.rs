//! The parts of a map.

use geo::{Map, Point};

use crate::{parsed, spot, square};

#[test]
fn zones_that_share_a_border_share_its_points() {
    let one = parsed(&[&[&square(0, 10)]]).unwrap();
    let other = parsed(&[&[&[(10, 0), (20, 0), (20, 10), (10, 10), (10, 0)]]]).unwrap();
    let map = Map::of(&[("A", "Alpha", &one), ("B", "<Beta>", &other)], Some("B"), Some(spot(15, 5)));
    // 20 degrees by 10 at latitude 5: a little narrower than two to one.
    assert_eq!(map.view_box, "0 0 1016 518");
    assert_eq!(map.shapes[0].path, "M8 510l500 0l0 -502l-500 0z");
    assert_eq!(map.shapes[1].path, "M508 510l500 0l0 -502l-500 0z");
    assert_eq!((map.shapes[0].class, map.shapes[1].class), ("zone", "zone chosen"));
    assert_eq!((map.shapes[1].code.as_str(), map.shapes[1].name.as_str()), ("B", "<Beta>"));
    assert_eq!(map.spot, Some(Point { x: 758, y: 259 }));
    assert_eq!(map.shapes[0].label, Point { x: 258, y: 259 });
}

#[test]
fn a_label_stands_in_its_zone_also_in_a_ring() {
    let donut = parsed(&[&[&square(0, 20), &square(2, 16)]]).unwrap();
    let label = Map::of(&[("A", "Alpha", &donut)], None, None).shapes[0].label;
    assert!(label.x > 800 || label.y < 200, "{label:?}");
}

#[test]
fn a_thousand_positions_on_a_line_are_drawn_as_one() {
    let mut ring: Vec<(i32, i32)> = (0..40).map(|lon| (lon, 0)).collect();
    ring.extend([(40, 0), (40, 10), (0, 10), (0, 0)]);
    let zone = parsed(&[&[&ring]]).unwrap();
    assert_eq!(Map::of(&[("A", "Alpha", &zone)], None, None).shapes[0].path.matches('l').count(), 3);
}

#[test]
fn spots_off_the_map_and_maps_without_zones_are_fine() {
    let zone = parsed(&[&[&square(0, 10)]]).unwrap();
    assert_eq!(Map::of(&[("A", "Alpha", &zone)], Some("X"), Some(spot(11, 5))).spot, None);
    let empty = Map::of(&[], None, Some(spot(0, 0)));
    assert_eq!((empty.shapes.len(), empty.spot, empty.view_box.as_str()), (0, None, "0 0 16 16"));
}

#[test]
fn a_zone_too_small_to_see_still_has_a_shape_and_a_label() {
    let big = parsed(&[&[&square(0, 40)]]).unwrap();
    let tiny = geo::Boundary::parse(br#"{"type":"Polygon","coordinates":[[[5,5],[5.001,5],[5,5.001],[5,5]]]}"#, None).unwrap();
    let map = Map::of(&[("A", "Alpha", &big), ("T", "Tiny", &tiny)], None, None);
    assert!(map.shapes[1].path.starts_with('M') && map.shapes[1].path.ends_with('z'));
    assert!(map.shapes[1].label.x > 100);
}
