//! C2SP tlog-tiles: which tiles a tree has, their paths, their bytes. Tiles are 256 hashes wide (height 8).

use std::fmt;
use std::str::FromStr;

use crate::hash::Hash;

/// Hashes in a full tile.
pub const WIDTH: u16 = 256;
const MAX_LEVEL: u8 = 63;

/// One tile, full (`width` 256) or partial. [`fmt::Display`] gives its path below the log's prefix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tile {
    /// What it holds.
    pub kind: TileKind,
    /// Place in its row, from 0.
    pub index: u64,
    /// Count of hashes or entries, 1 to 256.
    pub width: u16,
}

/// What a tile holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TileKind {
    /// Hashes of subtrees of 256^level leaves, level 0 to 63.
    Hashes(u8),
    /// The entries themselves, an entry bundle.
    Entries,
}

/// Why a tile is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TileFault {
    /// The text is not the path of a tile.
    #[error("this is not the path of a tile")]
    Path,
    /// The bytes are not `width` hashes of 32 bytes.
    #[error("the tile has the wrong length")]
    Length,
    /// A tile that the size demands cannot be read.
    #[error("a tile of the tree is missing")]
    Missing,
}

impl Tile {
    /// The tile at `index` of a row as it stands in a tree of `size` leaves; `None` if it is empty.
    pub fn in_tree(kind: TileKind, index: u64, size: u64) -> Option<Self> {
        let start = index.checked_mul(u64::from(WIDTH))?;
        let left = row_length(kind, size).checked_sub(start)?;
        let width = u16::try_from(left.min(u64::from(WIDTH))).ok().filter(|width| *width > 0)?;
        Some(Self { kind, index, width })
    }

    /// Whether the tile is full and will never change.
    pub fn is_full(&self) -> bool {
        self.width == WIDTH
    }

    /// The first `width` hashes of bytes that may be a wider version of this tile, as a log serves it
    /// after it has grown. Error: [`TileFault::Length`].
    pub(crate) fn leading_hashes(&self, bytes: &[u8]) -> Result<Vec<Hash>, TileFault> {
        let wanted = bytes.get(..usize::from(self.width) * 32).ok_or(TileFault::Length)?;
        self.hashes(wanted)
    }

    /// Splits the bytes of a hash tile. Error: [`TileFault::Length`].
    pub fn hashes(&self, bytes: &[u8]) -> Result<Vec<Hash>, TileFault> {
        let (hashes, rest) = bytes.as_chunks::<32>();
        if !rest.is_empty() || hashes.len() != usize::from(self.width) {
            return Err(TileFault::Length);
        }
        Ok(hashes.iter().map(|hash| Hash(*hash)).collect())
    }
}

/// Every tile (hashes of all levels, then entries) that a log publishes when it grows from `old` to `new` leaves:
/// full ones that were not full before and the partial ones of `new`.
pub fn new_tiles(old: u64, new: u64) -> Vec<Tile> {
    let mut out = Vec::new();
    let levels = (0..=7).map(TileKind::Hashes).take_while(|kind| row_length(*kind, new) > 0);
    for kind in levels.chain([TileKind::Entries]) {
        let (had, has) = (row_length(kind, old), row_length(kind, new));
        if had == has {
            continue;
        }
        let first = had / u64::from(WIDTH);
        let count = has.div_ceil(u64::from(WIDTH));
        out.extend((first..count).filter_map(|index| Tile::in_tree(kind, index, new)));
    }
    out
}

/// Count of hashes or entries in a whole row of a tree.
fn row_length(kind: TileKind, size: u64) -> u64 {
    match kind {
        TileKind::Entries => size,
        TileKind::Hashes(level) => size.checked_shr(8 * u32::from(level)).unwrap_or(0),
    }
}

/// `tile/<level>/<index>[.p/<width>]` or `tile/entries/<index>[.p/<width>]`.
impl fmt::Display for Tile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            TileKind::Hashes(level) => write!(f, "tile/{level}/")?,
            TileKind::Entries => f.write_str("tile/entries/")?,
        }
        let mut groups = vec![self.index % 1000];
        let mut rest = self.index / 1000;
        while rest > 0 {
            groups.push(rest % 1000);
            rest /= 1000;
        }
        for (place, group) in groups.iter().enumerate().rev() {
            let (mark, slash) = if place == 0 { ("", "") } else { ("x", "/") };
            write!(f, "{mark}{group:03}{slash}")?;
        }
        if self.is_full() { Ok(()) } else { write!(f, ".p/{}", self.width) }
    }
}

/// Reads exactly what `Display` writes.
impl FromStr for Tile {
    type Err = TileFault;

    fn from_str(path: &str) -> Result<Self, TileFault> {
        let tile = parse(path).ok_or(TileFault::Path)?;
        if tile.to_string() == path { Ok(tile) } else { Err(TileFault::Path) }
    }
}

/// Reads loosely; the caller compares with the one spelling.
fn parse(path: &str) -> Option<Tile> {
    if path.len() > 64 {
        return None;
    }
    let (kind, rest) = path.strip_prefix("tile/")?.split_once('/')?;
    let kind = match kind {
        "entries" => TileKind::Entries,
        level => TileKind::Hashes(level.parse().ok().filter(|level| *level <= MAX_LEVEL)?),
    };
    let (number, width) = match rest.split_once(".p/") {
        Some((number, width)) => (number, width.parse().ok().filter(|w| (1..WIDTH).contains(w))?),
        None => (rest, WIDTH),
    };
    let mut index: u64 = 0;
    for group in number.split('/') {
        let group: u64 = group.strip_prefix('x').unwrap_or(group).parse().ok()?;
        index = index.checked_mul(1000)?.checked_add(group)?;
    }
    Some(Tile { kind, index, width })
}
