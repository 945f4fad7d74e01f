//! Zones that share area.

use geo::disjoint;

use crate::{parsed, spot, square};

#[test]
fn neighbours_share_a_border_and_no_area() {
    let one = parsed(&[&[&square(0, 10)]]).unwrap();
    let other = parsed(&[&[&[(10, 0), (20, 0), (20, 10), (10, 10), (10, 5), (10, 0)]]]).unwrap();
    let lake = parsed(&[&[&square(-20, 20), &square(0, 10)]]).unwrap();
    assert_eq!(disjoint(&[("A", &one), ("B", &other)]), []);
    assert_eq!(disjoint(&[("A", &one), ("L", &lake)]), []);
}

#[test]
fn each_pair_that_shares_area_is_told_with_how_much() {
    let one = parsed(&[&[&square(0, 10)]]).unwrap();
    let other = parsed(&[&[&square(9, 15)]]).unwrap();
    let third = parsed(&[&[&square(30, 31)]]).unwrap();
    let found = disjoint(&[("A", &one), ("C", &third), ("B", &other), ("D", &one)]);
    let pairs: Vec<(usize, usize)> = found.iter().map(|overlap| (overlap.one, overlap.other)).collect();
    assert_eq!(pairs, [(0, 2), (0, 3), (2, 3)]);
    // A degree by a degree near latitude 9: 111.3 km by 110 km.
    assert!((12_100_000_000..12_400_000_000).contains(&found[0].square_metres), "{}", found[0].square_metres);
    assert!(one.contains(found[0].spot) && other.contains(found[0].spot));
    assert_eq!(disjoint(&[]), []);
    assert!(one.contains(spot(9, 9)));
}
