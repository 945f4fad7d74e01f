//! `voids.csv`: every ballot taken out by decision of two people, with the act that decided it.

use std::collections::BTreeMap;

use ballot::Digest;
use ballot::entry::{Entry, Event};
use ledger::leaf_hash;

const HEADER: &str = "zone,pass_mark,ciphertext_hash,reason,act_index\n";

/// Index of each act by its leaf hash.
pub fn act_indexes(acts: &[Vec<u8>]) -> BTreeMap<[u8; 32], u64> {
    (0..).zip(acts).map(|(index, act)| (leaf_hash(act).0, index)).collect()
}

/// The file: one line for each void entry among those given, by ciphertext hash; a pack gives the entries of its own
/// definition. An act that is not in the log has an empty index; the verifier refuses such an entry.
pub fn to_csv<'a>(ballots: impl IntoIterator<Item = &'a Entry>, acts: &BTreeMap<[u8; 32], u64>) -> String {
    let mut lines = BTreeMap::new();
    for entry in ballots {
        if let Event::Void { pass, ciphertext_hash, reason, act } = &entry.event {
            let index = acts.get(act).map(u64::to_string).unwrap_or_default();
            let hash = Digest(*ciphertext_hash);
            lines.insert(hash, format!("{},{pass},{hash},{},{index}\n", entry.place.zone, reason.word()));
        }
    }
    std::iter::once(HEADER.to_owned()).chain(lines.into_values()).collect()
}
