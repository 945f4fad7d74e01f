//! The public logs: growth, receipts, attacks on what was logged, witnesses, tested ballots.

mod attacks;
mod challenges;
mod growth;
mod receipts;
mod witnesses;

use ballot::entry::Entry;
use ledger::{SignedCheckpoint, bundle, leaf_hash, tile::Tile, tile::TileKind, tree};
use reparto::transparency::LogName;

use crate::support::{TestApp, Visitor};

/// A log as a stranger reads it: the checkpoint with its signature checked, and every entry, recomputed to the signed root.
async fn fetched(app: &TestApp, log: LogName) -> (SignedCheckpoint, Vec<Vec<u8>>) {
    let visitor = app.visitor();
    let base = format!("/log/{}", log.word());
    let note = visitor.get(&format!("{base}/checkpoint")).await.body;
    let signed = SignedCheckpoint::open(&note, &app.shared.logs.verifier(log).unwrap()).unwrap();
    let size = signed.checkpoint().size;
    let mut entries = Vec::new();
    for index in 0..size.div_ceil(256) {
        let tile = Tile::in_tree(TileKind::Entries, index, size).unwrap();
        let bytes = bytes(&visitor, &format!("{base}/{tile}")).await;
        entries.extend(bundle::decode(&bytes, tile.width).unwrap().into_iter().map(<[u8]>::to_vec));
    }
    let leaves: Vec<_> = entries.iter().map(|entry| leaf_hash(entry)).collect();
    assert_eq!(tree::root(&leaves), signed.checkpoint().root, "the entries are those that were signed");
    (signed, entries)
}

async fn bytes(visitor: &Visitor, path: &str) -> Vec<u8> {
    let reply = visitor.client.get(format!("{}{path}", visitor.url)).send().await.unwrap();
    assert!(reply.status().is_success(), "{path}: {}", reply.status());
    reply.bytes().await.unwrap().to_vec()
}

/// Brings everything into a log.
async fn drain(app: &TestApp, log: LogName) {
    app.shared.logs.drain(&app.state(), log).await.unwrap();
}

fn decoded(entries: &[Vec<u8>]) -> Vec<Entry> {
    entries.iter().map(|entry| Entry::decode(entry).unwrap()).collect()
}
