//! Why a recomputed tree is not the signed one. Tiles are not signed: what they show counts only when together they
//! lead to the signed root. Nobody is accused of a fork because a mirror sends rubbish.

use ledger::tile::{Tile, TileKind, WIDTH};
use ledger::{Checkpoint, Hash, tree};

use super::alarm::Alarm;
use super::copy::LocalCopy;
use super::fetch::Source;

/// What there is to compare.
pub struct Dispute<'a> {
    pub source: &'a Source,
    pub copy: &'a LocalCopy,
    /// The checkpoint our copy stands under.
    pub known: Option<&'a Checkpoint>,
    /// The signed checkpoint in doubt.
    pub new: &'a Checkpoint,
}

impl Dispute<'_> {
    /// The alarm for entries that do not lead to the signed root. `own` are hash tiles computed from the entries served
    /// now; `place` is a leaf whose entry has already been seen to be another than ours.
    pub fn explain(&self, own: &[(Tile, Vec<u8>)], place: Option<u64>) -> Alarm {
        let size = self.new.size;
        let served = match self.served() {
            Ok(served) => served,
            Err(alarm) => return alarm,
        };
        let (old, fresh) = (self.differs_from_kept(&served), differs_from_own(&served, own));
        if tree::root(&served) != self.new.root {
            return Alarm::Root { size, leaf: old.or(place).or(fresh) };
        }
        if self.known.is_some_and(|known| root_of(&served, known.size) != Some(known.root)) {
            return Alarm::Fork { size, leaf: old };
        }
        let leaf = place.or(fresh);
        let bundle = leaf.and_then(|leaf| Tile::in_tree(TileKind::Entries, leaf / u64::from(WIDTH), size));
        bundle.map_or(Alarm::Root { size, leaf }, |tile| Alarm::Changed { tile, leaf })
    }

    /// A fork that the signed roots already prove, with the first leaf that differs when the tiles show it.
    pub fn fork(&self) -> Alarm {
        let served = self.served().ok().filter(|served| tree::root(served) == self.new.root);
        Alarm::Fork { size: self.new.size, leaf: served.and_then(|served| self.differs_from_kept(&served)) }
    }

    /// Whether our copy proves that the signed checkpoint, which is no larger, is not a beginning of it.
    pub fn is_no_beginning(&self) -> bool {
        let kept = self.kept();
        kept.is_some_and(|kept| root_of(&kept, self.new.size).is_some_and(|root| root != self.new.root))
    }

    /// All leaf hashes as served.
    fn served(&self) -> Result<Vec<Hash>, Alarm> {
        let mut leaves = Vec::new();
        let tiles = 0..self.new.size.div_ceil(u64::from(WIDTH));
        for tile in tiles.filter_map(|index| Tile::in_tree(TileKind::Hashes(0), index, self.new.size)) {
            leaves.extend(tile.hashes(&self.source.tile(&tile)?).map_err(|_| Alarm::Malformed(tile))?);
        }
        Ok(leaves)
    }

    /// All leaf hashes of our copy, if they still lead to the checkpoint it stands under: a bad disk accuses nobody.
    fn kept(&self) -> Option<Vec<Hash>> {
        let known = self.known?;
        let tiles = 0..known.size.div_ceil(u64::from(WIDTH));
        let leaves: Vec<Vec<Hash>> = tiles.map(|index| self.copy.leaves(index, known)).collect::<Option<_>>()?;
        let leaves = leaves.concat();
        (tree::root(&leaves) == known.root).then_some(leaves)
    }

    fn differs_from_kept(&self, served: &[Hash]) -> Option<u64> {
        let leaf = self.kept()?.iter().zip(served).position(|(kept, served)| kept != served)?;
        u64::try_from(leaf).ok()
    }
}

/// Root of the first leaves.
fn root_of(leaves: &[Hash], size: u64) -> Option<Hash> {
    leaves.get(..usize::try_from(size).ok()?).map(tree::root)
}

fn differs_from_own(served: &[Hash], own: &[(Tile, Vec<u8>)]) -> Option<u64> {
    let leaves = own.iter().filter(|(tile, _)| tile.kind == TileKind::Hashes(0));
    leaves
        .filter_map(|(tile, bytes)| {
            let start = usize::try_from(tile.index).ok()?.checked_mul(usize::from(WIDTH))?;
            differing_leaf(tile, served.get(start..)?, &tile.hashes(bytes).ok()?)
        })
        .min()
}

/// First leaf under the first hash that differs in two versions of a hash tile, as far as both go.
pub fn differing_leaf(tile: &Tile, one: &[Hash], other: &[Hash]) -> Option<u64> {
    let offset = one.iter().zip(other).position(|(one, other)| one != other)?;
    let TileKind::Hashes(level) = tile.kind else { return None };
    let place = tile.index.checked_mul(u64::from(WIDTH))?.checked_add(u64::try_from(offset).ok()?)?;
    place.checked_shl(8 * u32::from(level))
}
