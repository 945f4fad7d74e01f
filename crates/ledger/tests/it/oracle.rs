//! Proofs and roots against `ct-merkle`, an independent implementation, and against every kind of change.

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use ledger::proof::{ProofFault, consistency, inclusion, verify_consistency, verify_inclusion};
use ledger::{Hash, leaf_hash};
use proptest::prelude::*;

use crate::common::{entry, leaves, tree};

fn oracle(count: u64) -> MemoryBackedTree<sha2::Sha256, Vec<u8>> {
    let mut tree = MemoryBackedTree::new();
    (0..count).for_each(|number| tree.push(entry(number)));
    tree
}

fn bytes(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| hash.0).collect()
}

#[test]
fn every_small_tree() {
    let tree = tree(70);
    for size in 1..=70 {
        let oracle = oracle(size);
        let root = tree.root_at(size).unwrap();
        assert_eq!(root.0.as_slice(), oracle.root().as_bytes().as_slice());
        for index in 0..size {
            let proof = inclusion(&tree, index, size).unwrap();
            assert_eq!(bytes(&proof), oracle.prove_inclusion(index as usize).as_bytes());
            assert_eq!(verify_inclusion(&leaf_hash(&entry(index)), index, size, &proof, &root), Ok(()));
        }
        for old in 1..size {
            let proof = consistency(&tree, old, size).unwrap();
            assert_eq!(bytes(&proof), oracle.prove_consistency((size - old) as usize).as_bytes());
            let from = tree.root_at(old).unwrap();
            assert_eq!(verify_consistency((old, &from), (size, &root), &proof), Ok(()));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn larger_trees(size in 1u64..3000, pick: u64, older: u64, at: usize, bit in 0u8..8) {
        let (tree, oracle) = (tree(size), oracle(size));
        let root = tree.root_at(size).unwrap();
        prop_assert!(root.0.as_slice() == oracle.root().as_bytes().as_slice());
        let index = pick % size;
        let leaf = leaf_hash(&entry(index));
        let proof = inclusion(&tree, index, size).unwrap();
        prop_assert!(bytes(&proof) == oracle.prove_inclusion(index as usize).as_bytes());
        prop_assert_eq!(verify_inclusion(&leaf, index, size, &proof, &root), Ok(()));
        let other = leaf_hash(b"another");
        prop_assert_eq!(verify_inclusion(&other, index, size, &proof, &root), Err(ProofFault::Root));
        let old = 1 + older % size;
        let from = tree.root_at(old).unwrap();
        let chain = consistency(&tree, old, size).unwrap();
        prop_assert_eq!(verify_consistency((old, &from), (size, &root), &chain), Ok(()));
        for (name, good) in [("inclusion", &proof), ("consistency", &chain)] {
            let check = |changed: &[Hash]| match name {
                "inclusion" => verify_inclusion(&leaf, index, size, changed, &root),
                _ => verify_consistency((old, &from), (size, &root), changed),
            };
            let mut longer = good.clone();
            longer.push(root);
            prop_assert!(check(&longer).is_err());
            if !good.is_empty() {
                prop_assert!(check(&good[1..]).is_err());
                prop_assert!(check(&good[..good.len() - 1]).is_err());
                let mut flipped = good.clone();
                flipped[at % good.len()].0[at % 32] ^= 1 << bit;
                prop_assert!(check(&flipped).is_err());
            }
        }
    }

    #[test]
    fn any_proof_is_checked_without_panic(index: u64, size: u64, old: u64, count in 0usize..70) {
        let proof = vec![Hash([1; 32]); count];
        let _ = verify_inclusion(&Hash([0; 32]), index, size, &proof, &Hash([2; 32]));
        let _ = verify_consistency((old, &Hash([3; 32])), (size, &Hash([2; 32])), &proof);
    }
}

#[test]
fn edges() {
    let (tree, empty) = (tree(5), Hash::empty_root());
    assert_eq!(inclusion(&tree, 5, 5), Err(ProofFault::Range));
    assert_eq!(inclusion(&tree, 2, 6), Err(ProofFault::Missing));
    assert_eq!(consistency(&tree, 6, 5), Err(ProofFault::Range));
    let root = tree.root_at(5).unwrap();
    assert_eq!(consistency(&tree, 0, 5), Ok(Vec::new()));
    assert_eq!(verify_consistency((0, &empty), (5, &root), &[]), Ok(()));
    assert_eq!(verify_consistency((0, &root), (5, &root), &[]), Err(ProofFault::Root));
    assert_eq!(verify_consistency((5, &empty), (5, &root), &[]), Err(ProofFault::Root));
    assert_eq!(verify_consistency((5, &root), (5, &root), &[root]), Err(ProofFault::Length));
    assert_eq!(verify_consistency((3, &root), (5, &root), &[]), Err(ProofFault::Length));
    assert_eq!(leaves(5).len() as u64, tree.size());
}
