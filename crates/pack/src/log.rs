//! The three logs inside a pack: entries, tiles and checkpoint of one size.

use std::fmt;

use ledger::tile::{Tile, TileKind, WIDTH};
use ledger::tile_tree::TileWriter;
use ledger::{Hash, VerifierKey, bundle, leaf_hash};

use crate::Pack;
use crate::paths;

/// Which log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LogName {
    /// Acts of staff and system.
    Acts,
    /// Sealed ballots.
    Ballots,
    /// Passes given out after verification.
    Issuance,
}

impl LogName {
    /// Every log, in the order of its name.
    pub const ALL: [Self; 3] = [Self::Acts, Self::Ballots, Self::Issuance];

    /// Its folder, and the last part of its origin.
    pub fn name(self) -> &'static str {
        match self {
            Self::Acts => "acts",
            Self::Ballots => "ballots",
            Self::Issuance => "issuance",
        }
    }
}

impl fmt::Display for LogName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A log as it goes into a pack.
#[derive(Debug, Clone)]
pub struct LogCopy {
    /// Key and origin.
    pub key: VerifierKey,
    /// Checkpoint of exactly these entries: a signed note with the witnesses' lines.
    pub checkpoint: String,
    /// Every entry's bytes.
    pub entries: Vec<Vec<u8>>,
}

/// Why a log of a pack cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LogFault {
    /// A tile is missing.
    #[error("{0} is missing")]
    Missing(String),
    /// An entry bundle does not hold as many entries as its path says.
    #[error("{0} does not hold the entries that its path says")]
    Bundle(String),
    /// An entry is longer than 65,535 bytes.
    #[error("entry {0} is longer than 65,535 bytes")]
    TooLong(usize),
}

/// A log as a tree.
#[derive(Debug, Clone)]
pub struct Tiled {
    /// Root over all entries.
    pub root: Hash,
    /// Every tile of exactly this size, partial ones at the right edge only.
    pub tiles: Vec<(Tile, Vec<u8>)>,
}

/// Root and tiles of a log with these entries.
///
/// # Errors
/// [`LogFault::TooLong`].
pub fn tiles(entries: &[Vec<u8>]) -> Result<Tiled, LogFault> {
    let mut writer = TileWriter::new();
    entries.iter().for_each(|entry| writer.append(leaf_hash(entry)));
    let mut tiles = writer.take_tiles();
    for (index, chunk) in (0..).zip(entries.chunks(usize::from(WIDTH))) {
        let first = usize::from(WIDTH) * usize::try_from(index).unwrap_or(usize::MAX);
        let bytes = bundle::encode(chunk).map_err(|_| LogFault::TooLong(first))?;
        tiles.extend(Tile::in_tree(TileKind::Entries, index, entries.len() as u64).map(|tile| (tile, bytes)));
    }
    Ok(Tiled { root: writer.root(), tiles })
}

/// The entries of a log of `size`, from its bundles. Stops at the first that is missing, so that a false size costs nothing.
///
/// # Errors
/// [`LogFault::Missing`], [`LogFault::Bundle`].
pub fn read_entries(pack: &Pack, log: LogName, size: u64) -> Result<Vec<Vec<u8>>, LogFault> {
    let bundles = (0..).map_while(|index| Tile::in_tree(TileKind::Entries, index, size));
    let mut entries = Vec::new();
    for tile in bundles {
        let path = paths::tile(log, &tile);
        let bytes = pack.get(&path).ok_or_else(|| LogFault::Missing(path.clone()))?;
        let bundle = bundle::decode(bytes, tile.width).map_err(|_| LogFault::Bundle(path))?;
        entries.extend(bundle.into_iter().map(<[u8]>::to_vec));
    }
    Ok(entries)
}
