//! Reads GeoJSON (RFC 7946) down to rings of spots, and checks what one position or one ring can tell.

use serde_json::Value;

use crate::fault::{At, GeoFault, MAX_BYTES, MAX_POSITIONS};
use crate::ring::{self, Ring};
use crate::{Bounds, Spot, crossing};

/// The polygons of a file: outer ring first, then holes.
pub fn polygons(bytes: &[u8], within: Option<&Bounds>) -> Result<Vec<Vec<Ring>>, GeoFault> {
    if bytes.len() > MAX_BYTES {
        return Err(GeoFault::TooBig { bytes: bytes.len() });
    }
    let file: Value =
        serde_json::from_slice(bytes).map_err(|error| GeoFault::NotJson { line: error.line(), column: error.column() })?;
    let area = area(&file)?;
    let coordinates = area.get("coordinates").cloned().unwrap_or_default();
    let listed = if kind(area) == "Polygon" { Value::Array(vec![coordinates]) } else { coordinates };
    let polygons = list(&listed).ok_or_else(|| not_an_area("no coordinates"))?;
    let count = |value: &Value| list(value).map_or(0, <[Value]>::len);
    let positions = polygons.iter().flat_map(|polygon| list(polygon).unwrap_or_default()).map(count).sum();
    if positions > MAX_POSITIONS {
        return Err(GeoFault::TooManyPositions { positions });
    }
    let mut found = Vec::new();
    for (number, polygon) in polygons.iter().enumerate() {
        let at = At { polygon: number + 1, ring: 1, position: 1 };
        let rings = list(polygon).filter(|rings| !rings.is_empty()).ok_or(GeoFault::TooFew { at })?;
        let read = |(ring, value)| read_ring(value, At { ring: ring + 1, ..at }, within);
        found.push(rings.iter().enumerate().map(read).collect::<Result<Vec<_>, _>>()?);
    }
    if found.is_empty() { Err(not_an_area("no polygon")) } else { Ok(found) }
}

fn list(value: &Value) -> Option<&[Value]> {
    value.as_array().map(Vec::as_slice)
}

fn kind(value: &Value) -> &str {
    value.get("type").and_then(Value::as_str).unwrap_or_default()
}

fn not_an_area(found: &str) -> GeoFault {
    GeoFault::NotAnArea { found: found.to_owned() }
}

/// The geometry, however it is wrapped.
fn area(file: &Value) -> Result<&Value, GeoFault> {
    match kind(file) {
        "FeatureCollection" => match file.get("features").and_then(list) {
            Some([feature]) if kind(feature) == "Feature" => area(feature),
            Some([_]) => Err(not_an_area("a collection of something else")),
            features => Err(GeoFault::NotOneFeature { features: features.map_or(0, <[Value]>::len) }),
        },
        "Feature" => {
            file.get("geometry").filter(|inner| kind(inner) != "Feature").map_or_else(|| Err(not_an_area("no geometry")), area)
        }
        "Polygon" | "MultiPolygon" => Ok(file),
        "" => Err(not_an_area("something without a type")),
        other => Err(not_an_area(&other.chars().take(40).collect::<String>())),
    }
}

/// A ring without its closing position, and without positions that repeat the one before.
fn read_ring(value: &Value, at: At, within: Option<&Bounds>) -> Result<Ring, GeoFault> {
    let positions = list(value).ok_or(GeoFault::TooFew { at })?;
    let mut spots: Vec<(usize, Spot)> = Vec::with_capacity(positions.len());
    for (number, position) in positions.iter().enumerate() {
        let at = At { position: number + 1, ..at };
        let spot = spot(position, at)?;
        if within.is_some_and(|within| !within.contains(spot)) {
            return Err(GeoFault::OutOfBounds { at, spot });
        }
        spots.push((number + 1, spot));
    }
    let (first, last) = (spots.first().map(|(_, spot)| *spot), spots.last().map(|(_, spot)| *spot));
    if positions.len() < 4 {
        return Err(GeoFault::TooFew { at });
    }
    if first != last {
        return Err(GeoFault::Open { at: At { position: positions.len(), ..at } });
    }
    spots.pop();
    spots.dedup_by_key(|(_, spot)| *spot);
    while spots.len() > 1 && spots.last().map(|(_, spot)| *spot) == first {
        spots.pop();
    }
    let ring: Ring = spots.iter().map(|(_, spot)| *spot).collect();
    if ring.len() < 3 {
        return Err(GeoFault::TooFew { at });
    }
    if let Some(crossing) = crossing::first(&ring) {
        let position = |side: usize| spots.get(side).map_or(0, |(position, _)| *position);
        let (at, other) = (At { position: position(crossing.later), ..at }, position(crossing.earlier));
        return Err(GeoFault::CrossesItself { at, other, spot: crossing.near });
    }
    if ring::area_twice(&ring) == 0 { Err(GeoFault::TooFew { at }) } else { Ok(ring) }
}

/// A position; a height, which RFC 7946 allows, is not used.
fn spot(value: &Value, at: At) -> Result<Spot, GeoFault> {
    let numbers = list(value).ok_or(GeoFault::NotAPosition { at })?;
    let (Some(lon), Some(lat)) = (numbers.first().and_then(Value::as_f64), numbers.get(1).and_then(Value::as_f64)) else {
        return Err(GeoFault::NotAPosition { at });
    };
    if !lon.is_finite() || !lat.is_finite() || numbers.len() > 3 {
        return Err(GeoFault::NotAPosition { at });
    }
    Spot::from_degrees(lon, lat).ok_or(GeoFault::OffTheGlobe { at })
}
