//! The tree: its root by a compact range, and a whole tree in memory for verifiers and tests.
//! "Perfect" means a subtree of 2^level leaves that starts at a multiple of 2^level.

use crate::hash::{Hash, node_hash};

/// Root of the tree over leaf hashes, RFC 6962 section 2.1.
pub fn root(leaves: &[Hash]) -> Hash {
    let mut frontier = Frontier::new();
    leaves.iter().for_each(|leaf| frontier.append(*leaf));
    frontier.root()
}

/// Where proofs find hashes of perfect subtrees: a tree in memory, or tiles.
pub trait Nodes {
    /// Hash over leaves `index * 2^level` up to `(index + 1) * 2^level`, `None` when not available.
    fn node(&self, level: u8, index: u64) -> Option<Hash>;
}

/// Compact range from the first leaf: all a log needs to append and to know its root.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    /// Hashes of the perfect subtrees that make up the tree, largest first: one per 1-bit of `size`.
    peaks: Vec<Hash>,
}

impl Frontier {
    /// The empty tree.
    pub fn new() -> Self {
        Self::default()
    }

    /// A frontier from its parts; `None` unless there is one peak per 1-bit of `size`.
    pub fn from_parts(size: u64, peaks: Vec<Hash>) -> Option<Self> {
        let fits = u32::try_from(peaks.len()).is_ok_and(|count| count == size.count_ones());
        fits.then_some(Self { size, peaks })
    }

    /// A frontier read from a source of nodes; `None` when a node is missing.
    pub fn from_nodes(size: u64, nodes: &impl Nodes) -> Option<Self> {
        let peaks = perfect_parts(0, size).map(|(level, index)| nodes.node(level, index));
        Some(Self { size, peaks: peaks.collect::<Option<_>>()? })
    }

    /// Count of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Hashes of the perfect subtrees, largest first.
    pub fn peaks(&self) -> &[Hash] {
        &self.peaks
    }

    /// Adds one leaf hash at the end.
    pub fn append(&mut self, leaf: Hash) {
        let mut hash = leaf;
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                hash = node_hash(&left, &hash);
            }
        }
        self.peaks.push(hash);
        self.size = self.size.saturating_add(1);
    }

    /// Root of the tree so far.
    pub fn root(&self) -> Hash {
        join(&self.peaks).unwrap_or_else(Hash::empty_root)
    }
}

/// The whole tree in memory: every perfect node once, about 64 bytes per leaf.
#[derive(Debug, Clone, Default)]
pub struct MemoryTree {
    levels: Vec<Vec<Hash>>,
}

impl MemoryTree {
    /// The empty tree.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one leaf hash at the end.
    pub fn append(&mut self, leaf: Hash) {
        let (mut level, mut hash) = (0, leaf);
        loop {
            if level == self.levels.len() {
                self.levels.push(Vec::new());
            }
            let Some(row) = self.levels.get_mut(level) else { return };
            row.push(hash);
            let (pairs, rest) = row.as_chunks::<2>();
            let (Some([left, right]), true) = (pairs.last(), rest.is_empty()) else {
                return;
            };
            hash = node_hash(left, right);
            level += 1;
        }
    }

    /// Count of leaves.
    pub fn size(&self) -> u64 {
        self.levels.first().map_or(0, |leaves| leaves.len() as u64)
    }

    /// Root of the first `size` leaves; `None` when the tree is smaller.
    pub fn root_at(&self, size: u64) -> Option<Hash> {
        range_hash(self, 0, size)
    }
}

impl FromIterator<Hash> for MemoryTree {
    fn from_iter<I: IntoIterator<Item = Hash>>(leaves: I) -> Self {
        let mut tree = Self::new();
        leaves.into_iter().for_each(|leaf| tree.append(leaf));
        tree
    }
}

impl Nodes for MemoryTree {
    fn node(&self, level: u8, index: u64) -> Option<Hash> {
        self.levels.get(usize::from(level))?.get(usize::try_from(index).ok()?).copied()
    }
}

/// Tree hash of leaves `from..to`, where the range is a subtree as RFC 6962 cuts them
/// (`from` is a multiple of the smallest power of two not below the length).
pub(crate) fn range_hash(nodes: &(impl Nodes + ?Sized), from: u64, to: u64) -> Option<Hash> {
    let parts: Option<Vec<Hash>> = perfect_parts(from, to).map(|(level, index)| nodes.node(level, index)).collect();
    Some(join(&parts?).unwrap_or_else(Hash::empty_root))
}

/// The perfect subtrees of a range, largest first, as level and index.
fn perfect_parts(from: u64, to: u64) -> impl Iterator<Item = (u8, u64)> {
    let mut at = from;
    std::iter::from_fn(move || {
        let level = to.checked_sub(at)?.checked_ilog2()?;
        let index = at >> level;
        at += 1 << level;
        Some((u8::try_from(level).ok()?, index))
    })
}

/// Joins perfect subtrees from the right; `None` without any.
fn join(parts: &[Hash]) -> Option<Hash> {
    parts.iter().rev().copied().reduce(|right, left| node_hash(&left, &right))
}
