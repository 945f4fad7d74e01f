//! Why a boundary is refused, with the place in the file, so that the person who drew it can mend it.

use crate::Spot;

/// Most bytes of a file: 2 MB.
pub const MAX_BYTES: usize = 2_000_000;
/// Most positions in all rings together.
pub const MAX_POSITIONS: usize = 50_000;
/// A zone is narrower and lower than this many degrees.
pub const MAX_DEGREES: i32 = 50;

/// A place in the file. Everything is counted from 1; ring 1 is the outer one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct At {
    /// Which polygon.
    pub polygon: usize,
    /// Which of its rings.
    pub ring: usize,
    /// Which position of the ring.
    pub position: usize,
}

impl std::fmt::Display for At {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "polygon {}, ring {}, position {}", self.polygon, self.ring, self.position)
    }
}

/// Why a boundary is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GeoFault {
    /// The file is too big: draw it with fewer positions.
    #[error("{bytes} bytes, and {MAX_BYTES} are taken: draw it with fewer positions")]
    TooBig {
        /// Bytes of the file.
        bytes: usize,
    },
    /// Too many positions: draw it with fewer.
    #[error("{positions} positions, and {MAX_POSITIONS} are taken: draw it with fewer")]
    TooManyPositions {
        /// Positions in all rings.
        positions: usize,
    },
    /// The file is not JSON.
    #[error("not JSON: line {line}, column {column}")]
    NotJson {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// JSON, but no Polygon or MultiPolygon, nor one Feature of these.
    #[error("{found} where a Polygon or MultiPolygon is needed")]
    NotAnArea {
        /// What the file has instead.
        found: String,
    },
    /// A collection of no features or of several.
    #[error("{features} features, and one is needed: save each zone as a file")]
    NotOneFeature {
        /// How many.
        features: usize,
    },
    /// Not a pair of finite numbers.
    #[error("{at}: two numbers are needed, longitude and latitude")]
    NotAPosition {
        /// Where.
        at: At,
    },
    /// Off the globe; often latitude and longitude are swapped.
    #[error("{at}: longitude is -180 to 180 and latitude -90 to 90, in this order")]
    OffTheGlobe {
        /// Where.
        at: At,
    },
    /// Outside the area where zones of this programme are.
    #[error("{at}: {spot} is outside the area of the programme")]
    OutOfBounds {
        /// Where.
        at: At,
        /// What stands there.
        spot: Spot,
    },
    /// Polygon or ring without positions, or a ring with fewer than four, or without area.
    #[error("{at}: a ring needs four positions or more, and an area")]
    TooFew {
        /// Where.
        at: At,
    },
    /// The last position is not the first.
    #[error("{at}: the last position of a ring is the same as its first")]
    Open {
        /// The last position.
        at: At,
    },
    /// The ring crosses or touches itself.
    #[error("{at}: crosses or touches the ring at position {other}, near {spot}")]
    CrossesItself {
        /// Start of the later side.
        at: At,
        /// Position where the earlier side starts.
        other: usize,
        /// Near this spot.
        spot: Spot,
    },
    /// A hole reaches outside its polygon.
    #[error("polygon {polygon}, ring {ring}: the hole is not inside the outer ring")]
    HoleOutside {
        /// Which polygon.
        polygon: usize,
        /// Which ring.
        ring: usize,
    },
    /// Two holes of a polygon share area.
    #[error("polygon {polygon}: rings {one} and {other} overlap")]
    HolesOverlap {
        /// Which polygon.
        polygon: usize,
        /// One hole.
        one: usize,
        /// Another.
        other: usize,
    },
    /// Two polygons share area.
    #[error("polygons {one} and {other} overlap")]
    PolygonsOverlap {
        /// One polygon.
        one: usize,
        /// Another.
        other: usize,
    },
    /// Wider or higher than [`MAX_DEGREES`], as a zone across the 180th meridian seems to be.
    #[error("{at}: the zone is wider or higher than {MAX_DEGREES} degrees; one across longitude 180 is not taken")]
    TooWide {
        /// Where it leaves the width.
        at: At,
    },
}
