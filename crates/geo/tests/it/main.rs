//! All integration tests of the crate in one binary.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on should stop where it stands"
)]

mod faults;
mod inside;
mod maps;
mod overlaps;
mod reading;

use geo::{Boundary, GeoFault, Spot};

/// A file of polygons, each with its rings, each a list of longitude and latitude in whole degrees.
fn json(polygons: &[&[&[(i32, i32)]]]) -> String {
    let position = |(lon, lat): &(i32, i32)| format!("[{lon},{lat}]");
    let ring = |ring: &&[(i32, i32)]| format!("[{}]", ring.iter().map(position).collect::<Vec<_>>().join(","));
    let polygon = |rings: &&[&[(i32, i32)]]| format!("[{}]", rings.iter().map(ring).collect::<Vec<_>>().join(","));
    let all = polygons.iter().map(polygon).collect::<Vec<_>>().join(",");
    format!(r#"{{"type":"MultiPolygon","coordinates":[{all}]}}"#)
}

fn parsed(polygons: &[&[&[(i32, i32)]]]) -> Result<Boundary, GeoFault> {
    Boundary::parse(json(polygons).as_bytes(), None)
}

/// A spot at whole degrees.
fn spot(lon: i32, lat: i32) -> Spot {
    Spot::from_degrees(f64::from(lon), f64::from(lat)).unwrap()
}

/// A closed square from one corner to the other.
fn square(from: i32, to: i32) -> Vec<(i32, i32)> {
    vec![(from, from), (to, from), (to, to), (from, to), (from, from)]
}
