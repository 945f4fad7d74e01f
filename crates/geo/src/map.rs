//! The parts of a drawn map of zones, for a page to put into an SVG. Drawn flat, narrowed by the cosine of the latitude,
//! as a city looks from above. Each spot falls on the same point of a grid whatever zone it is in, so borders meet.

use crate::ring::Ring;
use crate::{Boundary, Bounds, Spot};

/// The longer side of a map, in its own units.
const LONG: f64 = 1000.0;
/// Free space round the zones, so that borders are not cut.
const EDGE: i32 = 8;

/// A map: everything an SVG needs, and no style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Map {
    /// For `viewBox`.
    pub view_box: String,
    /// One for each zone, in the order given.
    pub shapes: Vec<Shape>,
    /// Where the spot to show is, if it is on the map; a circle of class `spot`.
    pub spot: Option<Point>,
}

/// A zone on the map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    /// Its code.
    pub code: String,
    /// Its name, for `<title>`.
    pub name: String,
    /// For `d` of a `<path>`; draw it with `fill-rule="evenodd"`.
    pub path: String,
    /// Where its number or name stands: in the zone, far from its border.
    pub label: Point,
    /// `zone` or `zone chosen`.
    pub class: &'static str,
}

/// A point of the map: right and down from its corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// Right.
    pub x: i32,
    /// Down.
    pub y: i32,
}

/// How degrees become units.
struct Scale {
    west: i32,
    north: i32,
    across: f64,
    down: f64,
}

impl Scale {
    fn of(all: &Bounds) -> Self {
        let middle = f64::from(i32::midpoint(all.south, all.north)) / f64::from(crate::spot::DEGREE);
        let narrow = middle.to_radians().cos().max(0.01);
        let span = |from: i32, to: i32| f64::from(to) - f64::from(from);
        let longest = (span(all.west, all.east) * narrow).max(span(all.south, all.north)).max(1.0);
        let down = LONG / longest;
        Self { west: all.west, north: all.north, across: down * narrow, down }
    }

    fn point(&self, spot: Spot) -> Point {
        let units = |steps: f64, scale: f64| (steps * scale).round() as i32 + EDGE;
        Point {
            x: units(f64::from(spot.lon) - f64::from(self.west), self.across),
            y: units(f64::from(self.north) - f64::from(spot.lat), self.down),
        }
    }
}

impl Map {
    /// Draws zones (code, name, boundary), with the chosen one marked and a spot if it is within the map.
    pub fn of(zones: &[(&str, &str, &Boundary)], chosen: Option<&str>, spot: Option<Spot>) -> Self {
        let none = Bounds { west: 0, south: 0, east: 0, north: 0 };
        let all = zones.iter().map(|(_, _, zone)| zone.bounds()).reduce(|all, zone| all.with(&zone)).unwrap_or(none);
        let scale = Scale::of(&all);
        let far = scale.point(Spot { lon: all.east, lat: all.south });
        let shape = |(code, name, zone): &(&str, &str, &Boundary)| {
            let rings = drawn(zone, &scale);
            Shape {
                code: (*code).to_owned(),
                name: (*name).to_owned(),
                path: rings.iter().map(|ring| path(ring)).collect::<Vec<_>>().join(""),
                label: label(&rings),
                class: if chosen == Some(*code) { "zone chosen" } else { "zone" },
            }
        };
        Self {
            view_box: format!("0 0 {} {}", far.x + EDGE, far.y + EDGE),
            shapes: zones.iter().map(shape).collect(),
            spot: spot.filter(|spot| !zones.is_empty() && all.contains(*spot)).map(|spot| scale.point(spot)),
        }
    }
}

/// The rings on the grid, without points that the eye could not tell from a line. The outermost of a tiny zone stays.
fn drawn(zone: &Boundary, scale: &Scale) -> Vec<Vec<Point>> {
    let on_grid = |ring: &Ring| {
        let mut points: Vec<Point> = Vec::with_capacity(ring.len());
        for point in ring.iter().map(|spot| scale.point(*spot)) {
            if points.last() == Some(&point) {
                continue;
            }
            if let [.., before, last] = points[..]
                && straight(before, last, point)
            {
                points.pop();
            }
            points.push(point);
        }
        while points.len() > 1 && points.first() == points.last() {
            points.pop();
        }
        points
    };
    let rings: Vec<Vec<Point>> = zone.polygons().iter().flatten().map(on_grid).collect();
    let seen: Vec<Vec<Point>> = rings.iter().filter(|ring| ring.len() > 2).cloned().collect();
    if seen.is_empty() { rings.into_iter().take(1).collect() } else { seen }
}

/// Whether the middle point is on the way from the first to the last.
fn straight(first: Point, middle: Point, last: Point) -> bool {
    let step = |from: Point, to: Point| (i64::from(to.x) - i64::from(from.x), i64::from(to.y) - i64::from(from.y));
    let ((ax, ay), (bx, by)) = (step(first, middle), step(middle, last));
    ax * by == ay * bx && ax * bx + ay * by > 0
}

fn path(ring: &[Point]) -> String {
    let mut text = String::new();
    let mut before: Option<Point> = None;
    for point in ring {
        match before {
            None => text.push_str(&format!("M{} {}", point.x, point.y)),
            Some(before) => text.push_str(&format!("l{} {}", point.x - before.x, point.y - before.y)),
        }
        before = Some(*point);
    }
    text.push('z');
    text
}

/// The point of a grid over the zone that is farthest from every border.
fn label(rings: &[Vec<Point>]) -> Point {
    const STEPS: i32 = 24;
    let points = || rings.iter().flatten();
    let (Some(west), Some(east)) = (points().map(|point| point.x).min(), points().map(|point| point.x).max()) else {
        return Point { x: 0, y: 0 };
    };
    let (north, south) = (points().map(|point| point.y).min().unwrap_or(0), points().map(|point| point.y).max().unwrap_or(0));
    let at = |from: i32, to: i32, step: i32| from + (to - from) * step / STEPS;
    let grid = (1..STEPS).flat_map(|down| (1..STEPS).map(move |across| (across, down)));
    let spots = grid.map(|(across, down)| Point { x: at(west, east, across), y: at(north, south, down) });
    let best = spots.filter(|spot| holds(rings, *spot)).max_by_key(|spot| (room(rings, *spot), -spot.y, -spot.x));
    best.unwrap_or(Point { x: i32::midpoint(west, east), y: i32::midpoint(north, south) })
}

fn sides(rings: &[Vec<Point>]) -> impl Iterator<Item = (Point, Point)> {
    rings.iter().flat_map(|ring| ring.iter().copied().zip(ring.iter().copied().cycle().skip(1)))
}

/// Whether a point is inside by the even-odd rule.
fn holds(rings: &[Vec<Point>], spot: Point) -> bool {
    let crossed = sides(rings).filter(|(from, to)| {
        let turn = i64::from(to.x - from.x) * i64::from(spot.y - from.y) - i64::from(to.y - from.y) * i64::from(spot.x - from.x);
        (from.y > spot.y) != (to.y > spot.y) && (turn > 0) == (to.y > from.y) && turn != 0
    });
    crossed.count() % 2 == 1
}

/// The square of the distance to the nearest side.
fn room(rings: &[Vec<Point>], spot: Point) -> i64 {
    let square = |x: i64, y: i64| x * x + y * y;
    let distance = |(from, to): (Point, Point)| {
        let (dx, dy) = (i64::from(to.x - from.x), i64::from(to.y - from.y));
        let (px, py) = (i64::from(spot.x - from.x), i64::from(spot.y - from.y));
        let (along, length) = (px * dx + py * dy, square(dx, dy).max(1));
        match along {
            ..=0 => square(px, py),
            _ if along >= length => square(px - dx, py - dy),
            _ => (px * dy - py * dx).pow(2) / length,
        }
    };
    sides(rings).map(distance).min().unwrap_or(0)
}
