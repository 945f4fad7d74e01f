//! A whole log as it is published: the checkpoint and every entry, read from the files and checked against each other.

use ledger::{
    Checkpoint, Note, SignedCheckpoint, VerifierKey, bundle,
    note::KeyKind,
    tile::{Tile, TileKind, WIDTH},
    tree::Frontier,
};

use super::{LogFault, LogFiles, LogName};

/// A published log.
pub struct PublishedLog {
    /// The key under the log's name.
    pub key: VerifierKey,
    /// The checkpoint that is served, with the witnesses' lines.
    pub checkpoint: SignedCheckpoint,
    /// Every entry.
    pub entries: Vec<Vec<u8>>,
}

/// Reads a log from its files. `public` is the key that the definition names.
///
/// # Errors
/// I/O; [`LogFault::Format`] when nothing is published, a file is missing, or the files are not what was signed.
pub fn read_published(files: &LogFiles, log: LogName, public: [u8; 32]) -> Result<PublishedLog, LogFault> {
    let fault = |what: String| LogFault::Format { log: log.word(), what };
    let text = files.published()?.ok_or_else(|| fault("no checkpoint is published".to_owned()))?;
    let note: Note = text.parse().map_err(|f: ledger::note::NoteFault| fault(f.to_string()))?;
    let body: Checkpoint = note.text.parse().map_err(|f: ledger::checkpoint::CheckpointFault| fault(f.to_string()))?;
    let key = VerifierKey::new(&body.origin, KeyKind::Ed25519, public).map_err(|f| fault(f.to_string()))?;
    let checkpoint = SignedCheckpoint::open(&text, &key).map_err(|f| fault(f.to_string()))?;
    let (mut entries, mut tree) = (Vec::new(), Frontier::new());
    for index in 0..body.size.div_ceil(u64::from(WIDTH)) {
        let tile = Tile::in_tree(TileKind::Entries, index, body.size).ok_or_else(|| fault("a bundle is missing".to_owned()))?;
        let bytes = files.tile(&tile)?.ok_or_else(|| fault(format!("{tile} is missing")))?;
        for entry in bundle::leading(&bytes, tile.width).map_err(|f| fault(format!("{tile}: {f}")))? {
            tree.append(ledger::leaf_hash(entry));
            entries.push(entry.to_vec());
        }
    }
    if tree.root() != body.root {
        return Err(fault("the entries are not those of the checkpoint".to_owned()));
    }
    Ok(PublishedLog { key, checkpoint, entries })
}
