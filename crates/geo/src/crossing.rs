//! Finds where a ring crosses or touches itself: sides in order of their western ends, each against those it can meet.

use crate::Spot;
use crate::ring::{on_side, side};

/// A side that meets another: the later and the earlier one by number, and a spot near where they meet.
#[derive(Debug, PartialEq, Eq)]
pub struct Crossing {
    pub later: usize,
    pub earlier: usize,
    pub near: Spot,
}

struct Side {
    number: usize,
    from: Spot,
    to: Spot,
}

impl Side {
    fn west(&self) -> i32 {
        self.from.lon.min(self.to.lon)
    }
    fn east(&self) -> i32 {
        self.from.lon.max(self.to.lon)
    }
    fn meets_height(&self, other: &Self) -> bool {
        let (low, high) = (self.from.lat.min(self.to.lat), self.from.lat.max(self.to.lat));
        low <= other.from.lat.max(other.to.lat) && other.from.lat.min(other.to.lat) <= high
    }
}

/// The first crossing by position, if there is one.
pub fn first(ring: &[Spot]) -> Option<Crossing> {
    let count = ring.len();
    let sides = crate::ring::sides(ring).enumerate().map(|(number, (from, to))| Side { number, from, to });
    let mut sides: Vec<Side> = sides.collect();
    sides.sort_by_key(Side::west);
    let mut found: Option<Crossing> = None;
    let mut open: Vec<&Side> = Vec::new();
    for side in &sides {
        open.retain(|other| other.east() >= side.west());
        for other in open.iter().filter(|other| other.meets_height(side)) {
            let (later, earlier) = if side.number > other.number { (side, *other) } else { (*other, side) };
            let Some(near) = meet(earlier, later, count) else { continue };
            let crossing = Crossing { later: later.number, earlier: earlier.number, near };
            let first = |one: &Crossing| (one.later, one.earlier);
            if found.as_ref().is_none_or(|found| first(&crossing) < first(found)) {
                found = Some(crossing);
            }
        }
        open.push(side);
    }
    found
}

/// Where two sides meet although they should not. Neighbours share a corner, and nothing else.
fn meet(earlier: &Side, later: &Side, count: usize) -> Option<Spot> {
    let follows = later.number == earlier.number + 1;
    let closes = earlier.number == 0 && later.number + 1 == count;
    if follows || closes {
        let (one, other) = if follows { (earlier, later) } else { (later, earlier) };
        let back = on_side(one.from, one.to, other.to) || on_side(other.from, other.to, one.from);
        return back.then_some(one.to);
    }
    let ends = [(earlier, later.from), (earlier, later.to), (later, earlier.from), (later, earlier.to)];
    if let Some((_, touched)) = ends.into_iter().find(|(side, spot)| on_side(side.from, side.to, *spot)) {
        return Some(touched);
    }
    let apart = |line: &Side, other: &Side| {
        side(line.from, line.to, other.from).signum() * side(line.from, line.to, other.to).signum() < 0
    };
    (apart(earlier, later) && apart(later, earlier)).then(|| near(earlier, later))
}

/// The crossing to within a step; only shown, never counted with.
fn near(one: &Side, other: &Side) -> Spot {
    let from = side(other.from, other.to, one.from);
    let to = side(other.from, other.to, one.to);
    let along = |a: i32, b: i32| {
        let shift = (i128::from(b) - i128::from(a)) * from / (from - to);
        i32::try_from(i128::from(a) + shift).unwrap_or(a)
    };
    Spot { lon: along(one.from.lon, one.to.lon), lat: along(one.from.lat, one.to.lat) }
}
