//! The pack of a cycle: one archive with everything a stranger needs to check a vote without asking anybody.
//! Pure: no input or output, no clock, no randomness. The server writes packs with [`Contents`], the verifier reads them
//! with [`Pack::from_archive`] and writes every derived file again, so that each has one spelling.
//! `docs/formats.md` section 20 describes every byte.
#![forbid(unsafe_code)]

pub mod acts;
mod archive;
mod contents;
pub mod count;
pub mod front;
mod instructions;
pub mod log;
pub mod opened;
mod pabulib;
pub mod paths;
mod recount;
pub mod sheet;
mod sums;
pub mod voids;

use std::collections::BTreeMap;

pub use archive::{ArchiveFault, MAX_ARCHIVE};
pub use contents::{BuildFault, Contents, TextKey, ZoneContents, title};
pub use count::CountRecord;
pub use front::Front;
pub use instructions::instructions;
pub use log::{LogCopy, LogName};
pub use recount::{Recount, RecountFault, rulebook};
pub use sheet::Sheet;

/// Files by path, in byte order of the paths.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pack {
    files: BTreeMap<String, Vec<u8>>,
}

/// A path that no pack may have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a path of a pack")]
pub struct PathFault(pub String);

impl Pack {
    /// A pack without files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts a file at a path, in place of an earlier one.
    ///
    /// # Errors
    /// [`PathFault`].
    pub fn insert(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Result<(), PathFault> {
        let path = path.into();
        if !paths::is_allowed(&path) {
            return Err(PathFault(path));
        }
        self.files.insert(path, bytes.into());
        Ok(())
    }

    /// Takes a file out.
    pub fn remove(&mut self, path: &str) -> Option<Vec<u8>> {
        self.files.remove(path)
    }

    /// The bytes of a file.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// Every path, in byte order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// What `SHA256SUMS` must hold: a line for every other file, as `sha256sum -c` reads it.
    pub fn sums(&self) -> String {
        sums::of(&self.files)
    }

    /// The archive, `tar.zst`: the same bytes for the same files, on every machine and for ever.
    pub fn to_archive(&self) -> Vec<u8> {
        archive::write(&self.files)
    }

    /// Reads exactly what [`Pack::to_archive`] writes.
    ///
    /// # Errors
    /// [`ArchiveFault`].
    pub fn from_archive(bytes: &[u8]) -> Result<Self, ArchiveFault> {
        archive::read(bytes).map(|files| Self { files })
    }
}
