//! Inclusion and consistency proofs: building (RFC 6962 section 2.1) and checking (RFC 9162 sections 2.1.3.2, 2.1.4.2).

use crate::hash::{Hash, node_hash};
use crate::tree::{Nodes, range_hash};

/// Why a proof cannot be built or does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofFault {
    /// The entry or the old tree lies beyond the tree.
    #[error("the proof asks for something beyond the size of the tree")]
    Range,
    /// A hash needed for the proof is not available.
    #[error("a hash needed for the proof is missing")]
    Missing,
    /// The proof has too many or too few hashes.
    #[error("the proof has the wrong number of hashes")]
    Length,
    /// The hashes lead to another root.
    #[error("the proof leads to another root")]
    Root,
}

/// Proof that the leaf at `index` is in the tree of `size` leaves: hashes from the leaf's sibling up.
pub fn inclusion(nodes: &impl Nodes, index: u64, size: u64) -> Result<Vec<Hash>, ProofFault> {
    if index >= size {
        return Err(ProofFault::Range);
    }
    let (mut from, mut to, mut proof) = (0, size, Vec::new());
    while to - from > 1 {
        let middle = from + split(to - from);
        if index < middle {
            proof.push(range_hash(nodes, middle, to).ok_or(ProofFault::Missing)?);
            to = middle;
        } else {
            proof.push(range_hash(nodes, from, middle).ok_or(ProofFault::Missing)?);
            from = middle;
        }
    }
    proof.reverse();
    Ok(proof)
}

/// Proof that the tree of `old` leaves is the beginning of the tree of `new` leaves; empty for `old` 0 or `new`.
pub fn consistency(nodes: &impl Nodes, old: u64, new: u64) -> Result<Vec<Hash>, ProofFault> {
    if old > new {
        return Err(ProofFault::Range);
    }
    if old == 0 {
        return Ok(Vec::new());
    }
    let (mut from, mut to, mut whole, mut proof) = (0, new, true, Vec::new());
    while to > old {
        let middle = from + split(to - from);
        if old <= middle {
            proof.push(range_hash(nodes, middle, to).ok_or(ProofFault::Missing)?);
            to = middle;
        } else {
            proof.push(range_hash(nodes, from, middle).ok_or(ProofFault::Missing)?);
            from = middle;
            whole = false;
        }
    }
    if !whole {
        proof.push(range_hash(nodes, from, to).ok_or(ProofFault::Missing)?);
    }
    proof.reverse();
    Ok(proof)
}

/// Checks an inclusion proof against a root.
pub fn verify_inclusion(leaf: &Hash, index: u64, size: u64, proof: &[Hash], root: &Hash) -> Result<(), ProofFault> {
    if index >= size {
        return Err(ProofFault::Range);
    }
    let (mut at, mut last, mut hash) = (index, size - 1, *leaf);
    for sibling in proof {
        if last == 0 {
            return Err(ProofFault::Length);
        }
        if at & 1 == 1 || at == last {
            hash = node_hash(sibling, &hash);
            skip_left_edge(&mut at, &mut last);
        } else {
            hash = node_hash(&hash, sibling);
        }
        (at, last) = (at >> 1, last >> 1);
    }
    if last != 0 {
        return Err(ProofFault::Length);
    }
    if hash == *root { Ok(()) } else { Err(ProofFault::Root) }
}

/// Checks a consistency proof between two roots. The empty tree is the beginning of every tree.
pub fn verify_consistency(old: (u64, &Hash), new: (u64, &Hash), proof: &[Hash]) -> Result<(), ProofFault> {
    let ((old_size, old_root), (new_size, new_root)) = (old, new);
    if old_size > new_size {
        return Err(ProofFault::Range);
    }
    if old_size == 0 || old_size == new_size {
        let expected = if old_size == 0 { Hash::empty_root() } else { *new_root };
        let agree = *old_root == expected;
        return match (proof.is_empty(), agree) {
            (false, _) => Err(ProofFault::Length),
            (true, false) => Err(ProofFault::Root),
            (true, true) => Ok(()),
        };
    }
    walk(old_size, new_size, old_root, proof).and_then(|(old_found, new_found)| {
        let agree = old_found == *old_root && new_found == *new_root;
        if agree { Ok(()) } else { Err(ProofFault::Root) }
    })
}

/// Recomputes both roots from a consistency proof; 0 < old size < new size.
fn walk(old_size: u64, new_size: u64, old_root: &Hash, proof: &[Hash]) -> Result<(Hash, Hash), ProofFault> {
    let (start, rest) =
        if old_size.is_power_of_two() { (old_root, proof) } else { proof.split_first().ok_or(ProofFault::Length)? };
    let shift = (old_size - 1).trailing_ones();
    let (mut at, mut last) = ((old_size - 1) >> shift, (new_size - 1) >> shift);
    let (mut old_hash, mut new_hash) = (*start, *start);
    for sibling in rest {
        if last == 0 {
            return Err(ProofFault::Length);
        }
        if at & 1 == 1 || at == last {
            old_hash = node_hash(sibling, &old_hash);
            new_hash = node_hash(sibling, &new_hash);
            skip_left_edge(&mut at, &mut last);
        } else {
            new_hash = node_hash(&new_hash, sibling);
        }
        (at, last) = (at >> 1, last >> 1);
    }
    if last == 0 { Ok((old_hash, new_hash)) } else { Err(ProofFault::Length) }
}

/// Climbs while the node has no sibling on the right, as RFC 9162 does after joining from the left.
fn skip_left_edge(at: &mut u64, last: &mut u64) {
    while *at & 1 == 0 && *at != 0 {
        (*at, *last) = (*at >> 1, *last >> 1);
    }
}

/// Largest power of two below `size`, which is at least 2.
fn split(size: u64) -> u64 {
    1 << (size - 1).ilog2()
}
