//! The archive of a pack, `tar.zst`, as a pure function of its files: canonical ustar inside one Zstandard frame of raw
//! blocks. No compressor has a say in the bytes, and whoever reads it can write it again and compare.

mod frame;
mod ustar;

use std::collections::BTreeMap;

/// Longest archive that is read, bytes.
pub const MAX_ARCHIVE: usize = 1 << 30;

/// Why bytes are not the archive of a pack.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ArchiveFault {
    /// Longer than [`MAX_ARCHIVE`].
    #[error("the archive is longer than 1 GiB")]
    TooLong,
    /// The Zstandard frame is not the one this format writes.
    #[error("not one Zstandard frame of raw blocks")]
    Frame,
    /// The tar file is not the one this format writes; the offset of the header in it.
    #[error("not a canonical tar file at byte {0}")]
    Tar(usize),
    /// Everything could be read, but the same files give other bytes.
    #[error("the same files give other archive bytes")]
    NotCanonical,
}

/// The archive of files, whose paths are checked by [`crate::Pack`].
pub(crate) fn write(files: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    frame::write(&ustar::write(files))
}

/// The files of exactly what [`write()`] gives.
pub(crate) fn read(bytes: &[u8]) -> Result<BTreeMap<String, Vec<u8>>, ArchiveFault> {
    if bytes.len() > MAX_ARCHIVE {
        return Err(ArchiveFault::TooLong);
    }
    let tar = frame::read(bytes).ok_or(ArchiveFault::Frame)?;
    let files = ustar::read(&tar).map_err(ArchiveFault::Tar)?;
    if write(&files) == bytes { Ok(files) } else { Err(ArchiveFault::NotCanonical) }
}
