//! What a follower cries about, each with the place where to look.

use ledger::checkpoint::CheckpointFault;
use ledger::tile::Tile;

/// One thing that is wrong with a log as it is served. `Display` is the line for people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Alarm {
    /// Nothing could be fetched: the network, the server, or an answer that is not what was asked for.
    #[error("unreachable: {path}: {why}")]
    Unreachable {
        /// Path below the log's address.
        path: String,
        /// What went wrong.
        why: String,
    },
    /// The checkpoint is not one that the log's key signed.
    #[error("bad signature: {0}")]
    Signature(CheckpointFault),
    /// Too few witnesses of the policy cosigned.
    #[error("quorum missing: the checkpoint of size {size} is cosigned by {}", names(.by))]
    Quorum {
        /// Size of the checkpoint.
        size: u64,
        /// Witnesses whose cosignatures hold, by their names in the policy.
        by: Vec<String>,
    },
    /// The address now shows an earlier, otherwise genuine checkpoint.
    #[error("shrinking log: size {to} is shown after size {from}")]
    Shrunk {
        /// Size seen at this address before.
        from: u64,
        /// Size shown now.
        to: u64,
    },
    /// The log signed a history that does not go on from the one seen before. The two checkpoints prove it.
    #[error("fork: the signed checkpoint of size {size} is another history than the one seen before{}", at(*.leaf))]
    Fork {
        /// Size of the checkpoint.
        size: u64,
        /// First leaf that differs, when the tiles show it.
        leaf: Option<u64>,
    },
    /// What is served does not lead to the signed root: damaged files, or a log that hides what it signed.
    #[error("wrong root: entries and tiles as served do not lead to the signed root of size {size}{}", at(*.leaf))]
    Root {
        /// Size of the checkpoint.
        size: u64,
        /// First leaf in doubt, when that can be told.
        leaf: Option<u64>,
    },
    /// A tile that the checkpoint promises is not served.
    #[error("missing tile: {0}")]
    Missing(Tile),
    /// A tile does not have the form or the count that its path says.
    #[error("malformed tile: {0} is cut short, too long, or not a tile")]
    Malformed(Tile),
    /// A tile holds something else than what the signed root, or the copy kept here, stands for.
    #[error("changed tile: {tile}{}", at(*.leaf))]
    Changed {
        /// The tile with the wrong content.
        tile: Tile,
        /// First leaf that it is wrong about, when that can be told.
        leaf: Option<u64>,
    },
    /// The tree holds, but an entry is not one that the log's kind has.
    #[error("bad entry: leaf {leaf} in {tile}: {why}")]
    Entry {
        /// Index of the leaf.
        leaf: u64,
        /// The bundle with the entry.
        tile: Tile,
        /// What is wrong with it.
        why: String,
    },
    /// No new checkpoint and no new cosignature for too long.
    #[error("stale: no new checkpoint for {seconds} seconds")]
    Stale {
        /// How long.
        seconds: u64,
    },
}

fn names(by: &[String]) -> String {
    if by.is_empty() { "no witness of the policy".to_owned() } else { format!("{} only", by.join(", ")) }
}

fn at(leaf: Option<u64>) -> String {
    leaf.map(|leaf| format!(", from leaf {leaf} on")).unwrap_or_default()
}
