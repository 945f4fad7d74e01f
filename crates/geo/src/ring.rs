//! Rings, and the exact signs that every answer rests on.

use crate::Spot;

/// A closed ring; the last spot is joined to the first, which is not repeated.
pub type Ring = Vec<Spot>;

/// Which side of the line from `from` to `to` the spot is on: positive left, negative right, 0 on the line.
/// A difference of two coordinates has 33 bits, a product 66, so 128 hold it exactly.
pub fn side(from: Spot, to: Spot, spot: Spot) -> i128 {
    let less = |one: i32, other: i32| i128::from(one) - i128::from(other);
    less(to.lon, from.lon) * less(spot.lat, from.lat) - less(to.lat, from.lat) * less(spot.lon, from.lon)
}

/// The sides of a ring: each spot with the next.
pub fn sides(ring: &[Spot]) -> impl Iterator<Item = (Spot, Spot)> {
    ring.iter().copied().zip(ring.iter().copied().cycle().skip(1))
}

/// Twice the area; positive where the ring runs against the clock.
pub fn area_twice(ring: &[Spot]) -> i128 {
    sides(ring).map(|(one, next)| i128::from(one.lon) * i128::from(next.lat) - i128::from(next.lon) * i128::from(one.lat)).sum()
}

/// Where a spot is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Within the ring.
    Inside,
    /// On the ring.
    Border,
    /// Without.
    Outside,
}

/// Whether the spot is on the side between these two.
pub fn on_side(from: Spot, to: Spot, spot: Spot) -> bool {
    let between = |one: i32, other: i32, it: i32| one.min(other) <= it && it <= one.max(other);
    between(from.lon, to.lon, spot.lon) && between(from.lat, to.lat, spot.lat) && side(from, to, spot) == 0
}

/// Where the spot is: counts the sides that a ray to the east crosses.
pub fn place(ring: &[Spot], spot: Spot) -> Place {
    let mut inside = false;
    for (from, to) in sides(ring) {
        if on_side(from, to, spot) {
            return Place::Border;
        }
        // A side counts from its lower end up to, but not with, its upper end, so a corner counts once.
        if (from.lat > spot.lat) != (to.lat > spot.lat) && (side(from, to, spot) > 0) == (to.lat > from.lat) {
            inside = !inside;
        }
    }
    if inside { Place::Inside } else { Place::Outside }
}
