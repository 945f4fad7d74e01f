//! Files that survive a power cut: written beside, flushed, renamed, and the folder flushed too.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::Path;

/// Replaces the file as one step: after a crash it holds the old bytes or the new ones, and once this returns the new.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().ok_or_else(|| io::Error::other("a file needs a folder"))?;
    let beside = path.with_extension("new");
    let mut file = File::create(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&beside, path)?;
    File::open(folder)?.sync_all()
}

/// The file's bytes; `None` when there is none.
pub fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Makes the folder and takes it for this process alone, as long as the answer lives.
/// Two processes over one state would each check against what the other is about to replace.
pub fn claim(folder: &Path) -> io::Result<File> {
    fs::create_dir_all(folder)?;
    let lock = OpenOptions::new().create(true).truncate(false).write(true).open(folder.join("lock"))?;
    lock.try_lock().map_err(|refusal| match refusal {
        TryLockError::WouldBlock => io::Error::new(io::ErrorKind::ResourceBusy, "another process uses this folder"),
        TryLockError::Error(error) => error,
    })?;
    Ok(lock)
}
