//! One log's folder: the last signed checkpoint, which is kept here and not in the database so that a restored backup is
//! noticed, and the files that are served. Every file is replaced whole: written beside, then renamed.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use ledger::tile::Tile;

use super::LogName;

/// A log's folder.
#[derive(Clone)]
pub struct LogFiles {
    folder: PathBuf,
}

/// Whether a file must outlive a power cut. Tiles need not: they are made again from the database at every start.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lasting {
    Yes,
    No,
}

/// Replaces a file so that a reader finds the old one or the new one, never half of it.
fn replace(path: &Path, bytes: &[u8], lasting: Lasting) -> io::Result<()> {
    let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
    fs::create_dir_all(folder)?;
    let beside = path.with_extension("new");
    let mut file = File::create(&beside)?;
    file.write_all(bytes)?;
    if lasting == Lasting::Yes {
        file.sync_all()?;
    }
    fs::rename(&beside, path)?;
    if lasting == Lasting::Yes { File::open(folder)?.sync_all() } else { Ok(()) }
}

fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn text(bytes: Option<Vec<u8>>) -> io::Result<Option<String>> {
    bytes.map(|bytes| String::from_utf8(bytes).map_err(|_| io::ErrorKind::InvalidData.into())).transpose()
}

impl LogFiles {
    /// The folder of a log below the folder of all.
    pub fn new(all: &Path, log: LogName) -> Self {
        Self { folder: all.join(log.word()) }
    }

    fn public(&self, path: &str) -> PathBuf {
        self.folder.join("public").join(path)
    }

    /// The last checkpoint that was signed, published or not.
    ///
    /// # Errors
    /// I/O errors.
    pub fn head(&self) -> io::Result<Option<String>> {
        text(read(&self.folder.join("head"))?)
    }

    pub(super) fn keep_head(&self, note: &str) -> io::Result<()> {
        replace(&self.folder.join("head"), note.as_bytes(), Lasting::Yes)
    }

    /// The checkpoint that is served.
    ///
    /// # Errors
    /// I/O errors.
    pub fn published(&self) -> io::Result<Option<String>> {
        text(read(&self.public("checkpoint"))?)
    }

    pub(super) fn publish(&self, note: &str) -> io::Result<()> {
        replace(&self.public("checkpoint"), note.as_bytes(), Lasting::Yes)
    }

    /// The file that is served for a tile, and nothing in its place.
    ///
    /// # Errors
    /// I/O errors.
    pub fn served(&self, tile: &Tile) -> io::Result<Option<Vec<u8>>> {
        read(&self.public(&tile.to_string()))
    }

    /// A tile's bytes. In place of a partial tile that is gone its full version is given, as C2SP tlog-tiles allows.
    ///
    /// # Errors
    /// I/O errors.
    pub fn tile(&self, tile: &Tile) -> io::Result<Option<Vec<u8>>> {
        match self.served(tile)? {
            None if !tile.is_full() => self.served(&Tile { width: ledger::tile::WIDTH, ..*tile }),
            found => Ok(found),
        }
    }

    /// Writes a tile unless the same bytes are there. The partial versions of a tile that became full are removed.
    pub(super) fn keep_tile(&self, tile: &Tile, bytes: &[u8]) -> io::Result<()> {
        let path = self.public(&tile.to_string());
        if read(&path)?.is_none_or(|there| there != bytes) {
            replace(&path, bytes, Lasting::No)?;
        }
        if tile.is_full() {
            let partial = self.public(&format!("{tile}.p"));
            if partial.exists() {
                fs::remove_dir_all(partial)?;
            }
        }
        Ok(())
    }
}
