//! A log that grows: leaves into tiles, entries into bundles, both into files, and then a signed checkpoint over them.

use ledger::{
    Checkpoint, LogKey, SignedCheckpoint, bundle, leaf_hash,
    tile::{Tile, TileKind, WIDTH},
    tile_tree::TileWriter,
};

use super::{LogFault, LogFiles, LogName};

/// The end of one log in memory, and its files.
pub(super) struct Writer {
    log: LogName,
    files: LogFiles,
    key: LogKey,
    tiles: TileWriter,
    /// Entries of the bundle that is not full.
    tail: Vec<Vec<u8>>,
}

impl Writer {
    /// An empty log; [`Writer::append`] gives it the entries the database holds.
    pub fn new(log: LogName, files: LogFiles, key: LogKey) -> Self {
        Self { log, files, key, tiles: TileWriter::new(), tail: Vec::new() }
    }

    /// Count of entries.
    pub fn size(&self) -> u64 {
        self.tiles.size()
    }

    fn fault(&self, what: &dyn ToString) -> LogFault {
        LogFault::Format { log: self.log.word(), what: what.to_string() }
    }

    fn keep_bundle(&self) -> Result<(), LogFault> {
        let width = u16::try_from(self.tail.len()).unwrap_or(WIDTH);
        let index = (self.size() - u64::from(width)) / u64::from(WIDTH);
        let bytes = bundle::encode(&self.tail).map_err(|fault| self.fault(&fault))?;
        Ok(self.files.keep_tile(&Tile { kind: TileKind::Entries, index, width }, &bytes)?)
    }

    /// Adds entries and writes every tile and bundle they change.
    pub fn append(&mut self, entries: Vec<Vec<u8>>) -> Result<(), LogFault> {
        for entry in entries {
            self.tiles.append(leaf_hash(&entry));
            self.tail.push(entry);
            if self.tail.len() == usize::from(WIDTH) {
                self.keep_bundle()?;
                self.tail.clear();
            }
        }
        if !self.tail.is_empty() {
            self.keep_bundle()?;
        }
        for (tile, bytes) in self.tiles.take_tiles() {
            self.files.keep_tile(&tile, &bytes)?;
        }
        Ok(())
    }

    /// Signs a checkpoint of the present size and keeps it outside the database, before anyone sees it.
    pub fn sign(&self) -> Result<SignedCheckpoint, LogFault> {
        let checkpoint = Checkpoint {
            origin: self.key.verifier().name().to_owned(),
            size: self.size(),
            root: self.tiles.root(),
            extensions: Vec::new(),
        };
        let signed = checkpoint.sign(&self.key).map_err(|fault| self.fault(&fault))?;
        self.files.keep_head(&signed.note().to_string())?;
        Ok(signed)
    }

    /// The files.
    pub fn files(&self) -> &LogFiles {
        &self.files
    }

    /// The key's public half.
    pub fn verifier(&self) -> ledger::VerifierKey {
        self.key.verifier()
    }
}
