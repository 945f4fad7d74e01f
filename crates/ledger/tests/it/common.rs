//! Helpers: hexadecimal, numbered leaves, fixed keys.

use ledger::cosignature::WitnessKey;
use ledger::tree::MemoryTree;
use ledger::{Checkpoint, Hash, LogKey, SignedCheckpoint, leaf_hash};

pub const ORIGIN: &str = "vote.example.org/log/ballots";

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub fn unhex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

pub fn entry(number: u64) -> Vec<u8> {
    format!("entry {number}").into_bytes()
}

pub fn leaves(count: u64) -> Vec<Hash> {
    (0..count).map(|number| leaf_hash(&entry(number))).collect()
}

pub fn tree(count: u64) -> MemoryTree {
    leaves(count).into_iter().collect()
}

pub fn log_key() -> LogKey {
    LogKey::from_seed(ORIGIN, &[4; 32]).unwrap()
}

pub fn witness(number: u8) -> WitnessKey {
    WitnessKey::from_seed(&format!("witness{number}.example"), &[10 + number; 32]).unwrap()
}

pub fn checkpoint(size: u64) -> SignedCheckpoint {
    let root = tree(size).root_at(size).unwrap();
    let body = Checkpoint { origin: ORIGIN.to_owned(), size, root, extensions: Vec::new() };
    body.sign(&log_key()).unwrap()
}
