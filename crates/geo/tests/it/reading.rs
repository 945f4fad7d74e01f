//! Each way to wrap a zone is read, and written in one spelling.

use geo::{Boundary, Bounds, Spot};

const RING: &str = "[[-118.3,34.0],[-118.2,34.0],[-118.2,34.1],[-118.3,34.1],[-118.3,34.0]]";

#[test]
fn every_wrapping_gives_the_same_zone() {
    let polygon = format!(r#"{{"type":"Polygon","coordinates":[{RING}]}}"#);
    let multi = format!(r#"{{"type":"MultiPolygon","coordinates":[[{RING}]]}}"#);
    let feature = format!(r#"{{"type":"Feature","properties":null,"geometry":{polygon}}}"#);
    let collection = format!(r#"{{"type":"FeatureCollection","features":[{feature}]}}"#);
    let zones: Vec<Boundary> =
        [&polygon, &multi, &feature, &collection].iter().map(|text| Boundary::parse(text.as_bytes(), None).unwrap()).collect();
    assert!(zones.iter().all(|zone| *zone == zones[0]));
    let bounds = Bounds { west: -1_183_000_000, south: 340_000_000, east: -1_182_000_000, north: 341_000_000 };
    assert_eq!(zones[0].bounds(), bounds);
    let spelling =
        r#"{"type":"MultiPolygon","coordinates":[[[[-118.3,34],[-118.2,34],[-118.2,34.1],[-118.3,34.1],[-118.3,34]]]]}"#;
    assert_eq!(zones[0].to_geojson(), spelling);
    assert_eq!(Boundary::parse(spelling.as_bytes(), None).unwrap().to_geojson(), spelling);
}

#[test]
fn rings_that_run_the_other_way_are_turned() {
    let clockwise = r#"{"type":"Polygon","coordinates":[[[0,0],[0,9],[9,9],[9,0],[0,0]],[[2,2],[4,2],[4,4],[2,4],[2,2]]]}"#;
    let zone = Boundary::parse(clockwise.as_bytes(), None).unwrap();
    let turned = r#"{"type":"MultiPolygon","coordinates":[[[[9,0],[9,9],[0,9],[0,0],[9,0]],[[2,4],[4,4],[4,2],[2,2],[2,4]]]]}"#;
    assert_eq!(zone.to_geojson(), turned);
}

#[test]
fn degrees_keep_seven_digits() {
    let spot = Spot::from_degrees(-118.243_683_04, 0.000_000_1).unwrap();
    assert_eq!(spot, Spot { lon: -1_182_436_830, lat: 1 });
    assert_eq!(spot.to_string(), "-118.243683, 0.0000001");
    assert_eq!(Spot { lon: -1, lat: 0 }.to_string(), "-0.0000001, 0");
    assert_eq!(Spot::from_degrees(180.1, 0.0), None);
    assert_eq!(Spot::from_degrees(0.0, f64::NAN), None);
}
