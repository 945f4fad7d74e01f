//! Overlap of areas. Whole numbers throughout; corners of an overlap are rounded to the nearest step (1 cm).

use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay::Overlay;
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::i_float::int::point::IntPoint;
use i_overlay::i_shape::int::area::Area;

use crate::{Boundary, Bounds, Spot};

type Contour = Vec<IntPoint<i32>>;

/// Two zones that share area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overlap {
    /// Index of one zone.
    pub one: usize,
    /// Index of the other; greater than `one`.
    pub other: usize,
    /// How much they share, in square metres, rounded up.
    pub square_metres: u64,
    /// A corner of the shared area.
    pub spot: Spot,
}

/// Which zones share area, in order of their indices. A shared border is no shared area.
/// Borders that were drawn twice by hand overlap by slivers: look at `square_metres` before you refuse.
pub fn disjoint(zones: &[(&str, &Boundary)]) -> Vec<Overlap> {
    let mut found = Vec::new();
    for (one, (_, first)) in zones.iter().enumerate() {
        for (other, (_, second)) in zones.iter().enumerate().skip(one + 1) {
            if !first.bounds().meets(&second.bounds()) {
                continue;
            }
            let origin = origin(&first.bounds().with(&second.bounds()));
            let (rings, others) = (first.polygons().iter().flatten(), second.polygons().iter().flatten());
            if let Some((twice, spot)) = shared(rings, others, OverlayRule::Intersect, origin) {
                found.push(Overlap { one, other, square_metres: square_metres(twice, spot), spot });
            }
        }
    }
    found
}

/// Whether two rings share area.
pub fn overlap(one: &[Spot], other: &[Spot], bounds: &Bounds) -> bool {
    shared([one], [other], OverlayRule::Intersect, origin(bounds)).is_some()
}

/// Whether some of `inner` is not in `outer`.
pub fn reaches_out(inner: &[Spot], outer: &[Spot], bounds: &Bounds) -> bool {
    shared([inner], [outer], OverlayRule::Difference, origin(bounds)).is_some()
}

/// Whether two polygons (outer ring and holes) share area.
pub fn polygons_overlap(one: &[Vec<Spot>], other: &[Vec<Spot>], bounds: &Bounds) -> bool {
    shared(one, other, OverlayRule::Intersect, origin(bounds)).is_some()
}

/// The middle of a box: from there every distance is short enough for the overlay's arithmetic.
fn origin(bounds: &Bounds) -> Spot {
    let middle = |one: i32, other: i32| i32::midpoint(one, other);
    Spot { lon: middle(bounds.west, bounds.east), lat: middle(bounds.south, bounds.north) }
}

/// Twice the area of what the rule leaves, in square steps, and a corner of it. None if it is empty.
fn shared<R: AsRef<[Spot]>>(
    one: impl IntoIterator<Item = R>,
    other: impl IntoIterator<Item = R>,
    rule: OverlayRule,
    origin: Spot,
) -> Option<(u64, Spot)> {
    let moved =
        |rings: &mut dyn Iterator<Item = R>| -> Vec<Contour> { rings.map(|ring| contour(ring.as_ref(), origin)).collect() };
    let (subject, clip) = (moved(&mut one.into_iter()), moved(&mut other.into_iter()));
    let shapes = Overlay::from_subj_and_clip(&subject, &clip).overlay(rule, FillRule::EvenOdd);
    let corner = shapes.first()?.first()?.first()?;
    let spot = Spot { lon: corner.x.saturating_add(origin.lon), lat: corner.y.saturating_add(origin.lat) };
    // Holes come with the other sign of turn, so they are taken off.
    let twice =
        shapes.iter().map(|shape| shape.iter().map(|contour| contour.area_two()).sum::<i64>().unsigned_abs()).sum::<u64>();
    (twice > 0).then_some((twice, spot))
}

fn contour(ring: &[Spot], origin: Spot) -> Contour {
    let moved = |spot: &Spot| IntPoint::new(spot.lon.saturating_sub(origin.lon), spot.lat.saturating_sub(origin.lat));
    ring.iter().map(moved).collect()
}

/// Square steps to square metres at this latitude; for people to read.
fn square_metres(twice: u64, spot: Spot) -> u64 {
    const METRES: f64 = 0.011_131_949;
    let narrow = (f64::from(spot.lat) / f64::from(crate::spot::DEGREE)).to_radians().cos();
    (twice as f64 / 2.0 * METRES * METRES * narrow).ceil() as u64
}
