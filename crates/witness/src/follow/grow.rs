//! Recomputing the tree up to a new checkpoint from the entries that the log serves.

use ledger::bundle;
use ledger::tile::{Tile, TileKind, WIDTH};
use ledger::tile_tree::TileWriter;
use ledger::{Checkpoint, leaf_hash};

use super::alarm::Alarm;
use super::copy::{CopyFault, LocalCopy};
use super::entries::EntryKind;
use super::fetch::Source;
use super::locate::{Dispute, differing_leaf};

/// From what we have to what is claimed.
pub struct Growth<'a> {
    /// Where to fetch from.
    pub source: &'a Source,
    /// What we have.
    pub copy: &'a LocalCopy,
    /// The checkpoint our copy stands under.
    pub known: Option<&'a Checkpoint>,
    /// The checkpoint to be verified.
    pub new: &'a Checkpoint,
}

/// A verified growth.
#[derive(Debug, PartialEq, Eq)]
pub struct Grown {
    /// Tiles put aside, to be taken over with the checkpoint.
    pub staged: Vec<Tile>,
    /// First entry that its log may not hold. The tree holds all the same.
    pub bad_entry: Option<Alarm>,
}

/// Why the growth is not verified.
pub enum Stop {
    /// The log is at fault.
    Alarm(Alarm),
    /// Our own files are.
    Copy(CopyFault),
}

impl Growth<'_> {
    /// Reads all entries beyond the tree (all of them for an empty one), and checks root and served hash tiles.
    pub fn verify(&self, mut tree: TileWriter) -> Result<Grown, Stop> {
        self.copy.clear_staged()?;
        let mut grown = Grown { staged: Vec::new(), bad_entry: None };
        let first = tree.size() / u64::from(WIDTH);
        for index in first..self.new.size.div_ceil(u64::from(WIDTH)) {
            if let Some(tile) = Tile::in_tree(TileKind::Entries, index, self.new.size) {
                self.read_bundle(tile, &mut tree, &mut grown)?;
            }
        }
        if tree.root() != self.new.root {
            return Err(self.explain(&mut tree, None));
        }
        for (tile, bytes) in tree.take_tiles() {
            self.compare(&tile, &bytes)?;
            self.copy.stage(&tile, &bytes)?;
            grown.staged.push(tile);
        }
        Ok(grown)
    }

    fn read_bundle(&self, tile: Tile, tree: &mut TileWriter, grown: &mut Grown) -> Result<(), Stop> {
        let bytes = self.source.tile(&tile)?;
        let entries = bundle::decode(&bytes, tile.width).map_err(|_| Alarm::Malformed(tile))?;
        let start = tree.size();
        let kind = EntryKind::of(&self.new.origin);
        let have = self.known.and_then(|known| self.copy.leaves(tile.index, known)).unwrap_or_default();
        for (entry, offset) in entries.into_iter().zip(0u64..) {
            let place = tile.index.saturating_mul(u64::from(WIDTH)).saturating_add(offset);
            let leaf = leaf_hash(entry);
            if place < start {
                let before = usize::try_from(offset).ok().and_then(|offset| have.get(offset));
                if before.is_some_and(|before| *before != leaf) {
                    return Err(self.explain(tree, Some(place)));
                }
                continue;
            }
            if let (Err(why), None) = (kind.check(entry), &grown.bad_entry) {
                grown.bad_entry = Some(Alarm::Entry { leaf: place, tile, why });
            }
            tree.append(leaf);
            let rewritten = self.known.is_some_and(|known| known.size == tree.size() && known.root != tree.root());
            if rewritten {
                return Err(self.explain(tree, None));
            }
        }
        self.copy.stage(&tile, &bytes)?;
        grown.staged.push(tile);
        Ok(())
    }

    fn explain(&self, tree: &mut TileWriter, place: Option<u64>) -> Stop {
        let Self { source, copy, known, new } = *self;
        Dispute { source, copy, known, new }.explain(&tree.take_tiles(), place).into()
    }

    /// The served version of a hash tile that we computed.
    fn compare(&self, tile: &Tile, bytes: &[u8]) -> Result<(), Stop> {
        let served = self.source.tile(tile)?;
        if served == bytes {
            return Ok(());
        }
        let (Ok(served), Ok(own)) = (tile.hashes(&served), tile.hashes(bytes)) else {
            return Err(Alarm::Malformed(*tile).into());
        };
        Err(Alarm::Changed { tile: *tile, leaf: differing_leaf(tile, &served, &own) }.into())
    }
}

impl From<Alarm> for Stop {
    fn from(alarm: Alarm) -> Self {
        Self::Alarm(alarm)
    }
}

impl From<CopyFault> for Stop {
    fn from(fault: CopyFault) -> Self {
        Self::Copy(fault)
    }
}
