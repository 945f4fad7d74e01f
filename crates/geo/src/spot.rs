//! Spots and boxes on the globe, in 1e-7 degrees of WGS 84.

/// 1e-7 degrees in a degree.
pub(crate) const DEGREE: i32 = 10_000_000;

/// A spot. One step is 1e-7 degrees: about 1 cm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    /// Longitude, east is positive.
    pub lon: i32,
    /// Latitude, north is positive.
    pub lat: i32,
}

impl Spot {
    /// The nearest spot to these degrees. None for numbers that are on no globe.
    pub fn from_degrees(lon: f64, lat: f64) -> Option<Self> {
        let steps = |degrees: f64, most: f64| (degrees.abs() <= most).then(|| (degrees * f64::from(DEGREE)).round() as i32);
        Some(Self { lon: steps(lon, 180.0)?, lat: steps(lat, 90.0)? })
    }
}

impl std::fmt::Display for Spot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}, {}", degrees(self.lon), degrees(self.lat))
    }
}

/// Degrees in decimal, exactly, without zeros at the end.
pub(crate) fn degrees(steps: i32) -> String {
    let sign = if steps < 0 { "-" } else { "" };
    let (whole, part) = (steps.unsigned_abs() / DEGREE.unsigned_abs(), steps.unsigned_abs() % DEGREE.unsigned_abs());
    let text = format!("{sign}{whole}.{part:07}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A box; its edges belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Bounds {
    /// Least longitude.
    pub west: i32,
    /// Least latitude.
    pub south: i32,
    /// Greatest longitude.
    pub east: i32,
    /// Greatest latitude.
    pub north: i32,
}

impl Bounds {
    /// Whether the spot is in it or on its edge.
    pub const fn contains(&self, spot: Spot) -> bool {
        self.west <= spot.lon && spot.lon <= self.east && self.south <= spot.lat && spot.lat <= self.north
    }

    /// Whether the two have a spot in common.
    pub const fn meets(&self, other: &Self) -> bool {
        self.west <= other.east && other.west <= self.east && self.south <= other.north && other.south <= self.north
    }

    /// The least box round both.
    #[must_use]
    pub fn with(&self, other: &Self) -> Self {
        Self {
            west: self.west.min(other.west),
            south: self.south.min(other.south),
            east: self.east.max(other.east),
            north: self.north.max(other.north),
        }
    }

    /// The least box round these spots; None if there are none.
    pub fn of(spots: impl IntoIterator<Item = Spot>) -> Option<Self> {
        let one = |spot: Spot| Self { west: spot.lon, south: spot.lat, east: spot.lon, north: spot.lat };
        spots.into_iter().map(one).reduce(|all, spot| all.with(&spot))
    }
}
