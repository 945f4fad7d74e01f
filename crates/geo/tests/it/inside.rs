//! Which spots are in a zone, beside a slow count of turns.

use geo::{Boundary, Spot};
use proptest::prelude::*;

use crate::{parsed, spot, square};

#[test]
fn the_border_and_every_corner_are_inside() {
    let zone = parsed(&[&[&square(0, 10)]]).unwrap();
    for (lon, lat) in [(0, 0), (10, 10), (5, 0), (10, 5), (0, 10), (5, 5)] {
        assert!(zone.contains(spot(lon, lat)), "{lon} {lat}");
    }
    let (edge, step) = (spot(10, 5), 1);
    assert!(!zone.contains(Spot { lon: edge.lon + step, ..edge }) && zone.contains(Spot { lon: edge.lon - step, ..edge }));
}

#[test]
fn a_donut_has_no_middle_but_its_inner_border_counts() {
    let zone = parsed(&[&[&square(0, 20), &square(5, 15)]]).unwrap();
    assert!(!zone.contains(spot(10, 10)));
    assert!(zone.contains(spot(5, 10)) && zone.contains(spot(2, 10)) && zone.contains(spot(15, 15)));
    let island = parsed(&[&[&square(0, 20), &square(5, 15)], &[&square(9, 11)]]).unwrap();
    assert!(island.contains(spot(10, 10)) && !island.contains(spot(7, 7)));
}

#[test]
fn a_border_of_one_step_is_exact_at_every_place_of_the_globe() {
    for (lon, lat) in [(-1_800_000_000, -900_000_000), (1_799_999_000, 899_999_000), (-1_182_436_830, 340_522_340)] {
        let text = |lon: i32, lat: i32| format!("[{}]", Spot { lon, lat });
        let ring = [text(lon, lat), text(lon + 999, lat + 1), text(lon, lat + 3), text(lon, lat)].join(",");
        let zone = Boundary::parse(format!(r#"{{"type":"Polygon","coordinates":[[{ring}]]}}"#).as_bytes(), None).unwrap();
        assert!(zone.contains(Spot { lon: lon + 1, lat: lat + 1 }) && zone.contains(Spot { lon: lon + 999, lat: lat + 1 }));
        assert!(!zone.contains(Spot { lon: lon + 1, lat }) && !zone.contains(Spot { lon: lon + 998, lat: lat + 2 }));
    }
}

/// A star-shaped ring round the middle: spokes of whole lengths, so that it never crosses itself.
fn star(lengths: &[i32]) -> Vec<(i32, i32)> {
    const SPOKES: [(i32, i32); 8] = [(1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1)];
    let mut ring: Vec<(i32, i32)> = SPOKES.iter().zip(lengths).map(|((x, y), length)| (x * length, y * length)).collect();
    ring.push(ring[0]);
    ring
}

/// How often the ring turns round the spot, by angles.
fn turns(ring: &[(i32, i32)], (x, y): (i32, i32)) -> i64 {
    let angle = |(a, b): (i32, i32)| f64::from(b - y).atan2(f64::from(a - x));
    let turn = |pair: &[(i32, i32)]| {
        let step = angle(pair[1]) - angle(pair[0]);
        (step + std::f64::consts::PI).rem_euclid(std::f64::consts::TAU) - std::f64::consts::PI
    };
    (ring.windows(2).map(turn).sum::<f64>() / std::f64::consts::TAU).round() as i64
}

fn on_ring(ring: &[(i32, i32)], (x, y): (i32, i32)) -> bool {
    ring.windows(2).any(|pair| {
        let ((ax, ay), (bx, by)) = (pair[0], pair[1]);
        (bx - ax) * (y - ay) == (by - ay) * (x - ax)
            && (ax.min(bx)..=ax.max(bx)).contains(&x)
            && (ay.min(by)..=ay.max(by)).contains(&y)
    })
}

proptest! {
    #[test]
    fn inside_is_what_turns_round_the_spot_say(lengths in prop::collection::vec(1..24_i32, 8), x in -25..25_i32, y in -25..25_i32) {
        let ring = star(&lengths);
        let zone = parsed(&[&[&ring]]).unwrap();
        let expected = on_ring(&ring, (x, y)) || turns(&ring, (x, y)) != 0;
        prop_assert_eq!(zone.contains(spot(x, y)), expected);
    }

    #[test]
    fn any_ring_is_read_or_refused_and_what_is_read_is_read_again(
        ring in prop::collection::vec((0..8_i32, 0..8_i32), 3..9),
    ) {
        let mut ring = ring;
        ring.push(ring[0]);
        if let Ok(zone) = parsed(&[&[&ring]]) {
            prop_assert_eq!(Boundary::parse(zone.to_geojson().as_bytes(), None).unwrap(), zone);
        }
    }
}
