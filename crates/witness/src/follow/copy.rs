//! The follower's own copy of one log: the newest checkpoint, durable, and the tiles under it, which can be fetched
//! again and are only believed as far as they lead to that checkpoint's root.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use ledger::tile::{Tile, TileKind, WIDTH};
use ledger::tile_tree::{TileNodes, TileWriter};
use ledger::tree::Frontier;
use ledger::{Checkpoint, Hash, SignedCheckpoint, VerifierKey};

use crate::durable;
use crate::store::origin_hash;

/// Why the copy cannot be used; not the log's fault.
#[derive(Debug, thiserror::Error)]
pub enum CopyFault {
    /// A file or folder cannot be read or written.
    #[error("{path}: {error}")]
    File {
        /// Which one.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// A state file is damaged. It is what the log is held against, so it is never made anew silently.
    #[error("{0}: this state file is damaged; restore it")]
    Damaged(PathBuf),
}

/// The copy of one log.
pub struct LocalCopy {
    folder: PathBuf,
    log: VerifierKey,
}

impl LocalCopy {
    /// The copy below a folder that this process has claimed.
    pub fn open(state: &Path, log: &VerifierKey) -> Result<Self, CopyFault> {
        let copy = Self { folder: state.join(origin_hash(log.name())), log: log.clone() };
        fs::create_dir_all(&copy.folder).map_err(|error| fault(&copy.folder, error))?;
        Ok(copy)
    }

    /// The newest checkpoint that was verified whole.
    pub fn newest(&self) -> Result<Option<SignedCheckpoint>, CopyFault> {
        let path = self.folder.join("checkpoint");
        let Some(bytes) = durable::read(&path).map_err(|error| fault(&path, error))? else { return Ok(None) };
        let text = String::from_utf8(bytes).map_err(|_| CopyFault::Damaged(path.clone()))?;
        SignedCheckpoint::open(&text, &self.log).map(Some).map_err(|_| CopyFault::Damaged(path))
    }

    /// The tree under a checkpoint, ready to grow; `None` when the tiles are gone or lead to another root.
    pub fn tree(&self, under: &Checkpoint) -> Option<TileWriter> {
        let writer = TileWriter::resume(under.size, |tile| self.tile(tile)).ok()?;
        (writer.root() == under.root).then_some(writer)
    }

    /// Root of the first `size` leaves of the tree under a checkpoint.
    pub fn root_at(&self, size: u64, under: &Checkpoint) -> Option<Hash> {
        let nodes = TileNodes::new(under.size, |tile: &Tile| self.tile(tile));
        Frontier::from_nodes(size, &nodes).map(|frontier| frontier.root())
    }

    /// Leaf hashes of one tile of the tree under a checkpoint.
    pub fn leaves(&self, index: u64, under: &Checkpoint) -> Option<Vec<Hash>> {
        let tile = Tile::in_tree(TileKind::Hashes(0), index, under.size)?;
        tile.hashes(&self.tile(&tile)?).ok()
    }

    fn tile(&self, tile: &Tile) -> Option<Vec<u8>> {
        fs::read(self.folder.join(tile.to_string())).ok()
    }

    /// Puts a tile aside that is not yet known to lead to a signed root.
    pub fn stage(&self, tile: &Tile, bytes: &[u8]) -> Result<(), CopyFault> {
        let path = self.folder.join("staged").join(tile.to_string());
        let folder = path.parent().unwrap_or(&self.folder);
        fs::create_dir_all(folder).and_then(|()| fs::write(&path, bytes)).map_err(|error| fault(&path, error))
    }

    /// Throws away what an unfinished round put aside.
    pub fn clear_staged(&self) -> Result<(), CopyFault> {
        self.remove("staged")
    }

    /// Takes over a verified checkpoint and the staged tiles under it, and drops partial tiles of the one before.
    pub fn advance(&self, to: &SignedCheckpoint, staged: &[Tile]) -> Result<(), CopyFault> {
        for tile in staged {
            let (from, path) = (self.folder.join("staged").join(tile.to_string()), self.folder.join(tile.to_string()));
            let folder = path.parent().unwrap_or(&self.folder);
            fs::create_dir_all(folder).and_then(|()| fs::rename(&from, &path)).map_err(|error| fault(&path, error))?;
        }
        let before = self.newest()?.map_or(0, |old| old.checkpoint().size);
        self.write("checkpoint", &to.note().to_string())?;
        let rows = (0..=7).map(|level| (TileKind::Hashes(level), before >> (8 * u32::from(level))));
        for (kind, row) in rows.chain([(TileKind::Entries, before)]) {
            let edge = Tile::in_tree(kind, row / u64::from(WIDTH), before);
            if let Some(tile) = edge.filter(|tile| !staged.is_empty() && !staged.contains(tile)) {
                // A tile that stays only takes room.
                let _ = fs::remove_file(self.folder.join(tile.to_string()));
            }
        }
        Ok(())
    }

    /// Throws away tiles that do not lead to the checkpoint, so that nothing is compared with them.
    pub fn forget_tiles(&self) -> Result<(), CopyFault> {
        self.remove("tile")
    }

    /// Keeps a note that proves or suggests misbehaviour, under a name that tells notes apart.
    pub fn keep_evidence(&self, note: &str) -> Result<(), CopyFault> {
        let folder = self.folder.join("evidence");
        let path = folder.join(origin_hash(note));
        fs::create_dir_all(&folder).and_then(|()| durable::replace(&path, note.as_bytes())).map_err(|error| fault(&path, error))
    }

    /// A number kept under a name; `None` before the first.
    pub fn number(&self, name: &str) -> Result<Option<u64>, CopyFault> {
        let path = self.folder.join(name);
        let Some(bytes) = durable::read(&path).map_err(|error| fault(&path, error))? else { return Ok(None) };
        let text = String::from_utf8(bytes).map_err(|_| CopyFault::Damaged(path.clone()))?;
        text.trim_end().parse().map(Some).map_err(|_| CopyFault::Damaged(path))
    }

    /// Keeps a number under a name.
    pub fn set_number(&self, name: &str, number: u64) -> Result<(), CopyFault> {
        self.write(name, &format!("{number}\n"))
    }

    fn remove(&self, name: &str) -> Result<(), CopyFault> {
        let path = self.folder.join(name);
        match fs::remove_dir_all(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(fault(&path, error)),
            _ => Ok(()),
        }
    }

    fn write(&self, name: &str, text: &str) -> Result<(), CopyFault> {
        let path = self.folder.join(name);
        durable::replace(&path, text.as_bytes()).map_err(|error| fault(&path, error))
    }
}

fn fault(path: &Path, error: io::Error) -> CopyFault {
    CopyFault::File { path: path.to_owned(), error }
}
