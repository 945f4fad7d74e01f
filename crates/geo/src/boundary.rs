//! The boundary of a zone: checked as a whole, and asked which spots it holds.

use crate::fault::{At, GeoFault, MAX_DEGREES};
use crate::ring::{self, Place, Ring};
use crate::spot::{DEGREE, degrees};
use crate::{Bounds, Spot, area, read};

/// Where a zone is: polygons with holes, which share no area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Boundary {
    polygons: Vec<Vec<Ring>>,
    bounds: Bounds,
}

impl Boundary {
    /// Reads a GeoJSON Polygon or MultiPolygon, a Feature of one, or a collection of one such Feature (RFC 7946, WGS 84).
    /// At most [`crate::MAX_BYTES`] bytes. With `within`, every position must be in that box.
    ///
    /// # Errors
    /// [`GeoFault`]: the first thing that is wrong, and where.
    pub fn parse(bytes: &[u8], within: Option<&Bounds>) -> Result<Self, GeoFault> {
        let polygons = read::polygons(bytes, within)?;
        let nothing = At { polygon: 1, ring: 1, position: 1 };
        let spots = polygons.iter().flatten().flatten().copied();
        let bounds = Bounds::of(spots).ok_or(GeoFault::TooFew { at: nothing })?;
        narrow(&polygons)?;
        for (number, rings) in polygons.iter().enumerate() {
            holes(number + 1, rings, &bounds)?;
        }
        for (one, first) in polygons.iter().enumerate() {
            for (other, second) in polygons.iter().enumerate().skip(one + 1) {
                if area::polygons_overlap(first, second, &bounds) {
                    return Err(GeoFault::PolygonsOverlap { one: one + 1, other: other + 1 });
                }
            }
        }
        Ok(Self { polygons: polygons.into_iter().map(turned).collect(), bounds })
    }

    /// Whether the spot is in the zone. Its border belongs to it, that of a hole too.
    pub fn contains(&self, spot: Spot) -> bool {
        self.bounds.contains(spot) && self.polygons.iter().any(|rings| holds(rings, spot))
    }

    /// The least box round it.
    pub const fn bounds(&self) -> Bounds {
        self.bounds
    }

    /// The polygons: outer ring first, then holes.
    pub(crate) fn polygons(&self) -> &[Vec<Ring>] {
        &self.polygons
    }

    /// The one spelling to store and publish: a MultiPolygon, seven digits, outer rings against the clock.
    pub fn to_geojson(&self) -> String {
        let position = |spot: &Spot| format!("[{},{}]", degrees(spot.lon), degrees(spot.lat));
        let ring = |ring: &Ring| {
            let closed: Vec<String> = ring.iter().chain(ring.first()).map(position).collect();
            format!("[{}]", closed.join(","))
        };
        let polygon = |rings: &Vec<Ring>| format!("[{}]", rings.iter().map(ring).collect::<Vec<_>>().join(","));
        let all: Vec<String> = self.polygons.iter().map(polygon).collect();
        format!("{{\"type\":\"MultiPolygon\",\"coordinates\":[{}]}}", all.join(","))
    }
}

fn holds(rings: &[Ring], spot: Spot) -> bool {
    let Some((outer, holes)) = rings.split_first() else { return false };
    ring::place(outer, spot) != Place::Outside && holes.iter().all(|hole| ring::place(hole, spot) != Place::Inside)
}

/// Outer rings run against the clock and holes with it, as RFC 7946 asks. Either is read.
fn turned(mut rings: Vec<Ring>) -> Vec<Ring> {
    for (number, ring) in rings.iter_mut().enumerate() {
        if (ring::area_twice(ring) > 0) != (number == 0) {
            ring.reverse();
        }
    }
    rings
}

/// Refuses a zone too wide to be one, as one across longitude 180 seems to be.
fn narrow(polygons: &[Vec<Ring>]) -> Result<(), GeoFault> {
    let far = |one: i32, other: i32| i64::from(one).abs_diff(i64::from(other)) > u64::from((MAX_DEGREES * DEGREE).unsigned_abs());
    let Some(first) = polygons.first().and_then(|rings| rings.first()).and_then(|ring| ring.first()) else { return Ok(()) };
    let mut all = Bounds { west: first.lon, south: first.lat, east: first.lon, north: first.lat };
    for (polygon, rings) in polygons.iter().enumerate() {
        for (ring, spots) in rings.iter().enumerate() {
            for (position, spot) in spots.iter().enumerate() {
                all = all.with(&Bounds { west: spot.lon, south: spot.lat, east: spot.lon, north: spot.lat });
                if far(all.west, all.east) || far(all.south, all.north) {
                    return Err(GeoFault::TooWide { at: At { polygon: polygon + 1, ring: ring + 1, position: position + 1 } });
                }
            }
        }
    }
    Ok(())
}

/// Holes are in their outer ring and share no area.
fn holes(polygon: usize, rings: &[Ring], bounds: &Bounds) -> Result<(), GeoFault> {
    let Some((outer, holes)) = rings.split_first() else { return Ok(()) };
    for (number, hole) in holes.iter().enumerate() {
        if area::reaches_out(hole, outer, bounds) {
            return Err(GeoFault::HoleOutside { polygon, ring: number + 2 });
        }
        for (later, other) in holes.iter().enumerate().skip(number + 1) {
            if area::overlap(hole, other, bounds) {
                return Err(GeoFault::HolesOverlap { polygon, one: number + 2, other: later + 2 });
            }
        }
    }
    Ok(())
}
