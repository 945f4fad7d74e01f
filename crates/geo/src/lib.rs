//! Zone boundaries: GeoJSON checked position by position, which zone a spot is in, which zones overlap, and the parts of a map.
//! Pure: no input or output. Every coordinate is a whole number of 1e-7 degrees (about 1 cm, what RFC 7946 asks for), and
//! every check is a sign of a product of whole numbers, so no answer depends on rounding. A library of floating-point
//! geometry would name no positions in its faults; only the overlap of areas, which is long work, is left to `i_overlay`,
//! which works on the same whole numbers.
#![forbid(unsafe_code)]

mod area;
mod boundary;
mod crossing;
mod fault;
mod map;
mod read;
mod ring;
mod spot;

pub use area::{Overlap, disjoint};
pub use boundary::Boundary;
pub use fault::{At, GeoFault, MAX_BYTES, MAX_DEGREES, MAX_POSITIONS};
pub use map::{Map, Point, Shape};
pub use spot::{Bounds, Spot};
