//! The witness's secret: a file of 64 hexadecimal digits that only its owner can read.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use ledger::VerifierKey;
use ledger::cosignature::WitnessKey;
use ledger::note::NoteFault;
use zeroize::Zeroizing;

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum KeyFault {
    /// The file cannot be made or read; an existing one is never replaced.
    #[error("{path}: {error}")]
    File {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// Others than the owner may read the file.
    #[error("{0}: others can read this key; run chmod 600 on it, and make a new key if somebody may have")]
    Open(PathBuf),
    /// The file is not 64 hexadecimal digits.
    #[error("{0}: this is not a key file of 64 hexadecimal digits")]
    Content(PathBuf),
    /// The name cannot be a key's name.
    #[error("the name must not be empty or hold spaces or plus signs")]
    Name(#[from] NoteFault),
}

/// Writes a new key file with mode 0600 and gives the public half. `seed` comes from the system's random source.
pub fn create(path: &Path, name: &str, seed: &[u8; 32]) -> Result<VerifierKey, KeyFault> {
    let verifier = WitnessKey::from_seed(name, seed)?.verifier()?;
    let fault = |error| KeyFault::File { path: path.to_owned(), error };
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(fault)?;
    let text = Zeroizing::new(HEXLOWER.encode(seed) + "\n");
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(fault)?;
    Ok(verifier)
}

/// Reads a key file that [`create`] wrote.
pub fn load(path: &Path, name: &str) -> Result<WitnessKey, KeyFault> {
    let fault = |error| KeyFault::File { path: path.to_owned(), error };
    let mode = fs::metadata(path).map_err(fault)?.permissions().mode();
    if mode & 0o077 != 0 {
        return Err(KeyFault::Open(path.to_owned()));
    }
    let text = Zeroizing::new(fs::read(path).map_err(fault)?);
    let digits = text.strip_suffix(b"\n").unwrap_or(&text);
    let seed = HEXLOWER.decode(digits).ok().map(Zeroizing::new);
    let seed = seed.and_then(|seed| <[u8; 32]>::try_from(seed.as_slice()).ok().map(Zeroizing::new));
    let seed = seed.ok_or_else(|| KeyFault::Content(path.to_owned()))?;
    Ok(WitnessKey::from_seed(name, &seed)?)
}
