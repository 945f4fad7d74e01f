//! Holding two signed checkpoints of one log against each other.

use std::cell::RefCell;
use std::collections::BTreeMap;

use ledger::Checkpoint;
use ledger::proof::{consistency, verify_consistency};
use ledger::tile::Tile;
use ledger::tile_tree::TileNodes;
use ledger::tree::Frontier;

use super::fetch::Source;

/// Whether two signed checkpoints can both be true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The larger goes on from the smaller.
    Consistent,
    /// Two histories: both are signed, so together they prove it.
    Fork,
    /// What is missing to tell.
    Unknown(String),
}

/// Compares two checkpoints whose signatures have been checked. Different sizes need the log's tiles.
pub fn compare(one: &Checkpoint, other: &Checkpoint, source: Option<&Source>) -> Verdict {
    let (old, new) = if one.size <= other.size { (one, other) } else { (other, one) };
    if old.size == new.size {
        return if old.root == new.root { Verdict::Consistent } else { Verdict::Fork };
    }
    let Some(source) = source else {
        return Verdict::Unknown("the sizes differ; give --url, so that tiles can be read".to_owned());
    };
    let cache: RefCell<BTreeMap<Tile, Vec<u8>>> = RefCell::default();
    let read = |tile: &Tile| {
        let had = cache.borrow().get(tile).cloned();
        had.or_else(|| {
            let bytes = source.tile(tile).ok()?;
            cache.borrow_mut().insert(*tile, bytes.clone());
            Some(bytes)
        })
    };
    let nodes = TileNodes::new(new.size, read);
    let (Ok(proof), Some(frontier)) = (consistency(&nodes, old.size, new.size), Frontier::from_nodes(old.size, &nodes)) else {
        return Verdict::Unknown(format!("{} does not serve the tiles of size {}", source.url(), new.size));
    };
    // Tiles are not signed: only a beginning that provably leads to the larger root says anything about the smaller.
    let beginning = frontier.root();
    if verify_consistency((old.size, &beginning), (new.size, &new.root), &proof).is_err() {
        return Verdict::Unknown(format!("the tiles at {} do not lead to the larger checkpoint", source.url()));
    }
    if beginning == old.root { Verdict::Consistent } else { Verdict::Fork }
}
