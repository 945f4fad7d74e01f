//! A tree kept as tiles: reading its nodes from tiles, and growing it tile by tile.
//! Tiles are given and taken as values; where they are kept is the caller's affair.

use crate::hash::{Hash, node_hash};
use crate::tile::{Tile, TileFault, TileKind, WIDTH};
use crate::tree::{Frontier, Nodes};

/// A tree of `size` leaves whose tiles `read` fetches, e.g. from files; a source for proofs.
/// What `read` gives is not trusted: proofs built from false tiles fail against the signed root.
pub struct TileNodes<F> {
    size: u64,
    read: F,
}

impl<F: Fn(&Tile) -> Option<Vec<u8>>> TileNodes<F> {
    /// `read` answers the bytes of a tile, `None` when it has none. In place of a partial tile it may give
    /// a wider version of the same tile, as logs keep after growing.
    pub fn new(size: u64, read: F) -> Self {
        Self { size, read }
    }

    /// Count of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }
}

impl<F: Fn(&Tile) -> Option<Vec<u8>>> Nodes for TileNodes<F> {
    fn node(&self, level: u8, index: u64) -> Option<Hash> {
        let end = u128::from(index).checked_add(1)?.checked_shl(u32::from(level))?;
        if level > 63 || end > u128::from(self.size) {
            return None;
        }
        let (row, height) = (level / 8, level % 8);
        let first = index << height;
        let tile = Tile::in_tree(TileKind::Hashes(row), first / u64::from(WIDTH), self.size)?;
        let hashes = tile.leading_hashes(&(self.read)(&tile)?).ok()?;
        let offset = usize::try_from(first % u64::from(WIDTH)).ok()?;
        perfect_root(hashes.get(offset..offset + (1 << height))?)
    }
}

/// Root over a power of two of hashes.
fn perfect_root(hashes: &[Hash]) -> Option<Hash> {
    let mut row = hashes.to_vec();
    while row.len() > 1 {
        row = row.as_chunks::<2>().0.iter().map(|[left, right]| node_hash(left, right)).collect();
    }
    row.first().copied()
}

/// Hash of a full tile, which is one hash of the tile above. Error: [`TileFault::Length`] unless 256 hashes.
pub fn full_tile_hash(hashes: &[Hash]) -> Result<Hash, TileFault> {
    if hashes.len() != usize::from(WIDTH) {
        return Err(TileFault::Length);
    }
    perfect_root(hashes).ok_or(TileFault::Length)
}

/// Grows a tree and says which hash tiles are to be written. Bundles of entries are the caller's.
pub struct TileWriter {
    frontier: Frontier,
    /// Hashes of the unfinished tile of each level.
    edge: Vec<Vec<Hash>>,
    finished: Vec<(Tile, Vec<u8>)>,
}

impl Default for TileWriter {
    fn default() -> Self {
        Self::new()
    }
}

impl TileWriter {
    /// An empty tree.
    pub fn new() -> Self {
        Self { frontier: Frontier::new(), edge: Vec::new(), finished: Vec::new() }
    }

    /// A tree of `size` leaves whose tiles `read` fetches. The caller compares [`TileWriter::root`] with the
    /// last signed checkpoint before appending. Errors: [`TileFault::Missing`], [`TileFault::Length`].
    pub fn resume(size: u64, read: impl Fn(&Tile) -> Option<Vec<u8>>) -> Result<Self, TileFault> {
        let mut edge = Vec::new();
        for kind in (0..=7).map(TileKind::Hashes) {
            let row = match kind {
                TileKind::Hashes(level) => size.checked_shr(8 * u32::from(level)).unwrap_or(0),
                TileKind::Entries => 0,
            };
            if row == 0 {
                break;
            }
            edge.push(match Tile::in_tree(kind, row / u64::from(WIDTH), size) {
                Some(tile) => tile.leading_hashes(&read(&tile).ok_or(TileFault::Missing)?)?,
                None => Vec::new(),
            });
        }
        let nodes = TileNodes::new(size, read);
        let frontier = Frontier::from_nodes(size, &nodes).ok_or(TileFault::Missing)?;
        Ok(Self { frontier, edge, finished: Vec::new() })
    }

    /// Adds one leaf hash.
    pub fn append(&mut self, leaf: Hash) {
        self.frontier.append(leaf);
        let (mut level, mut hash) = (0u8, leaf);
        loop {
            if usize::from(level) == self.edge.len() {
                self.edge.push(Vec::with_capacity(usize::from(WIDTH)));
            }
            let Some(row) = self.edge.get_mut(usize::from(level)) else {
                return;
            };
            row.push(hash);
            let Ok(above) = full_tile_hash(row) else { return };
            let index = self.frontier.size().checked_shr(8 * (u32::from(level) + 1)).unwrap_or(0);
            let tile = Tile { kind: TileKind::Hashes(level), index: index.saturating_sub(1), width: WIDTH };
            self.finished.push((tile, bytes_of(row)));
            row.clear();
            (level, hash) = (level + 1, above);
        }
    }

    /// Count of leaves.
    pub fn size(&self) -> u64 {
        self.frontier.size()
    }

    /// Root so far.
    pub fn root(&self) -> Hash {
        self.frontier.root()
    }

    /// Full tiles finished since the last call, then the present partial tiles: all that must be
    /// written before a checkpoint of this size is signed.
    pub fn take_tiles(&mut self) -> Vec<(Tile, Vec<u8>)> {
        let mut out = std::mem::take(&mut self.finished);
        for (level, row) in (0u8..).zip(&self.edge) {
            let kind = TileKind::Hashes(level);
            let start = self.size().checked_shr(8 * u32::from(level)).unwrap_or(0) / u64::from(WIDTH);
            if let Some(tile) = Tile::in_tree(kind, start, self.size()) {
                out.push((tile, bytes_of(row)));
            }
        }
        out
    }
}

fn bytes_of(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| hash.0).collect()
}
