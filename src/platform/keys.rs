//! The key directory: 32-byte secrets in files that only this user can read, outside both databases.

use std::{
    fs,
    io::Write,
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::{Path, PathBuf},
};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::base::{Random, Secret};

/// A secret of 32 bytes.
pub type Key = Secret<[u8; 32]>;

/// What can be wrong with the key directory; each says what to do.
#[derive(Debug, thiserror::Error)]
pub enum KeyFault {
    /// Others could read the keys.
    #[error("{0} can be read by others. Run: chmod -R go-rwx {0}")]
    TooOpen(PathBuf),
    /// A file that is not 64 hexadecimal digits.
    #[error("{0} is not a key file of 64 hexadecimal digits. Restore it from your key backup")]
    Damaged(PathBuf),
    /// The key was destroyed or never made.
    #[error("the key {0} is not there any more")]
    Gone(String),
    /// The file system said no.
    #[error("{path}: {source}")]
    Io {
        /// What was touched.
        path: PathBuf,
        /// What the system answered.
        source: std::io::Error,
    },
}

/// An opened key directory.
#[derive(Clone)]
pub struct KeyDir {
    path: PathBuf,
}

fn io(path: &Path) -> impl FnOnce(std::io::Error) -> KeyFault + '_ {
    move |source| KeyFault::Io { path: path.to_owned(), source }
}

impl KeyDir {
    /// Opens the directory, making it (mode 0700) when it is missing.
    ///
    /// # Errors
    /// [`KeyFault::TooOpen`] when group or others have any right on it; I/O errors.
    pub fn open(path: &Path) -> Result<Self, KeyFault> {
        if !path.exists() {
            fs::create_dir_all(path).map_err(io(path))?;
            fs::set_permissions(path, fs::Permissions::from_mode(0o700)).map_err(io(path))?;
        }
        if fs::metadata(path).map_err(io(path))?.mode() & 0o077 != 0 {
            return Err(KeyFault::TooOpen(path.to_owned()));
        }
        Ok(Self { path: path.to_owned() })
    }

    fn file(&self, name: &str) -> PathBuf {
        self.path.join(format!("{name}.key"))
    }

    /// True when the key is there.
    pub fn has(&self, name: &str) -> bool {
        self.file(name).exists()
    }

    /// Reads a key.
    ///
    /// # Errors
    /// [`KeyFault::Gone`] when there is none, [`KeyFault::TooOpen`] and [`KeyFault::Damaged`] when it cannot be trusted.
    pub fn read(&self, name: &str) -> Result<Key, KeyFault> {
        let path = self.file(name);
        if !path.exists() {
            return Err(KeyFault::Gone(name.to_owned()));
        }
        if fs::metadata(&path).map_err(io(&path))?.mode() & 0o077 != 0 {
            return Err(KeyFault::TooOpen(path));
        }
        let text = Secret::new(fs::read_to_string(&path).map_err(io(&path))?);
        let mut bytes = [0; 32];
        hex::decode_to_slice(text.reveal().trim(), &mut bytes).map_err(|_| KeyFault::Damaged(path))?;
        Ok(Secret::new(bytes))
    }

    /// Reads a key, making it from `random` when there is none yet.
    ///
    /// # Errors
    /// As [`KeyDir::read`].
    pub fn read_or_make(&self, name: &str, random: &Random) -> Result<Key, KeyFault> {
        if !self.has(name) {
            self.make(name, random)?;
        }
        self.read(name)
    }

    /// The key gets its name when it is whole and on the disk: nobody reads half a key, after a crash neither.
    fn make(&self, name: &str, random: &Random) -> Result<(), KeyFault> {
        let path = self.file(name);
        // Named like the key, so that whoever keeps keys out of backups keeps it out too.
        let mut beside = tempfile::Builder::new()
            .prefix(&format!("{name}."))
            .suffix(".key")
            .tempfile_in(&self.path)
            .map_err(io(&self.path))?;
        let text = Secret::new(hex::encode(random.bytes::<32>()));
        beside.write_all(text.reveal().as_bytes()).and_then(|()| beside.as_file().sync_all()).map_err(io(beside.path()))?;
        match beside.persist_noclobber(&path) {
            Ok(_) => self.sync(),
            // Another request or process made it in the same moment; its key is as good.
            Err(taken) if taken.error.kind() == std::io::ErrorKind::AlreadyExists => self.sync(),
            Err(refused) => Err(io(&path)(refused.error)),
        }
    }

    /// What was named or removed stays so when the machine stops.
    fn sync(&self) -> Result<(), KeyFault> {
        fs::File::open(&self.path).and_then(|dir| dir.sync_all()).map_err(io(&self.path))
    }

    /// Overwrites and removes a key for good, and what a making that was cut short left of it. Doing it again is no error.
    ///
    /// # Errors
    /// I/O errors; the key may then still exist and the caller must not report it destroyed.
    pub fn destroy(&self, name: &str, random: &Random) -> Result<(), KeyFault> {
        for entry in fs::read_dir(&self.path).map_err(io(&self.path))? {
            let entry = entry.map_err(io(&self.path))?;
            let is_its = |file: &str| file.strip_prefix(name).is_some_and(|rest| rest.starts_with('.') && rest.ends_with(".key"));
            if entry.file_name().to_str().is_some_and(is_its) {
                let path = entry.path();
                let mut file = fs::OpenOptions::new().write(true).open(&path).map_err(io(&path))?;
                let noise = hex::encode(random.bytes::<32>());
                file.write_all(noise.as_bytes()).and_then(|()| file.sync_all()).map_err(io(&path))?;
                fs::remove_file(&path).map_err(io(&path))?;
            }
        }
        self.sync()
    }
}

/// The keys the whole server works with. The link key is not among them: `eligibility` alone reads it.
pub struct Keys {
    /// Where they came from, for the features that own a key of their own.
    pub dir: KeyDir,
    /// Seals the journey cookie, and derives the anti-forgery tokens.
    pub cookie: Key,
    /// Keyed hashes of phones, e-mails and codes; seals queued messages.
    pub contact: Key,
    /// Signs tickets (Ed25519 seed).
    pub ticket: Key,
    /// Signs receipts (Ed25519 seed).
    pub receipt: Key,
    /// Signs the logs' checkpoints (Ed25519 seed).
    pub log: Key,
    /// Keyed tags of printed passes.
    pub pass: Key,
}

impl Keys {
    /// Reads all keys, making those that do not exist yet.
    ///
    /// # Errors
    /// The first [`KeyFault`] met.
    pub fn load(path: &Path, random: &Random) -> Result<Self, KeyFault> {
        let dir = KeyDir::open(path)?;
        let key = |name: &str| dir.read_or_make(name, random);
        Ok(Self {
            cookie: key("cookie")?,
            contact: key("contact")?,
            ticket: key("ticket")?,
            receipt: key("receipt")?,
            log: key("log")?,
            pass: key("pass")?,
            dir,
        })
    }
}

/// HMAC-SHA256 over length-prefixed parts, so that no two lists of parts give the same input.
pub fn keyed_hash(key: &Key, parts: &[&[u8]]) -> [u8; 32] {
    #[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
    let mut mac = Hmac::<Sha256>::new_from_slice(key.reveal()).expect("HMAC takes a key of any length");
    for part in parts {
        mac.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// Compares two hashes without telling by time where they differ.
pub fn same(a: &[u8], b: &[u8]) -> bool {
    use subtle::ConstantTimeEq;
    a.ct_eq(b).into()
}

/// Encrypts `plain` with XChaCha20-Poly1305; the 24-byte nonce stands in front. `purpose` keeps one use from being taken for another.
pub fn seal(key: &Key, purpose: &str, plain: &[u8], random: &Random) -> Vec<u8> {
    use chacha20poly1305::{
        KeyInit, XChaCha20Poly1305, XNonce,
        aead::{Aead, Payload},
    };
    let nonce: [u8; 24] = random.bytes();
    let payload = Payload { msg: plain, aad: purpose.as_bytes() };
    let sealed = XChaCha20Poly1305::new(key.reveal().into()).encrypt(&XNonce::from(nonce), payload);
    // Encryption fails only for messages of 256 GiB and more.
    let mut out = nonce.to_vec();
    out.extend(sealed.unwrap_or_default());
    out
}

/// Opens what [`seal`] made; `None` when it was changed, cut, or sealed for another purpose or with another key.
pub fn unseal(key: &Key, purpose: &str, sealed: &[u8]) -> Option<Vec<u8>> {
    use chacha20poly1305::{
        KeyInit, XChaCha20Poly1305, XNonce,
        aead::{Aead, Payload},
    };
    let (nonce, body) = sealed.split_at_checked(24)?;
    let payload = Payload { msg: body, aad: purpose.as_bytes() };
    XChaCha20Poly1305::new(key.reveal().into()).decrypt(&XNonce::try_from(nonce).ok()?, payload).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_text_opens_only_whole_and_for_its_purpose() {
        let random = Random::seeded(3);
        let key = Secret::new([9; 32]);
        let sealed = seal(&key, "journey", b"picks", &random);
        assert_eq!(unseal(&key, "journey", &sealed).as_deref(), Some(&b"picks"[..]));
        assert!(unseal(&key, "message", &sealed).is_none());
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            if let Some(byte) = changed.get_mut(at) {
                *byte ^= 1;
            }
            assert!(unseal(&key, "journey", &changed).is_none(), "byte {at}");
        }
        assert!(unseal(&key, "journey", &[]).is_none());
    }

    #[test]
    fn parts_cannot_be_shifted() {
        let key = Secret::new([1; 32]);
        assert_ne!(keyed_hash(&key, &[b"ab", b"c"]), keyed_hash(&key, &[b"a", b"bc"]));
    }

    #[test]
    fn of_many_who_make_a_key_at_once_all_read_the_same() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let dir = KeyDir::open(&folder.path().join("keys"))?;
        for round in 0..100 {
            let name = format!("link-{round}");
            let made: Vec<Result<String, String>> = std::thread::scope(|scope| {
                let make = || dir.read_or_make(&name, &Random::default()).map(|key| hex::encode(key.reveal()));
                let makers: Vec<_> = (0..8).map(|_| scope.spawn(move || make().map_err(|fault| fault.to_string()))).collect();
                makers.into_iter().flat_map(std::thread::ScopedJoinHandle::join).collect()
            });
            let kept = hex::encode(dir.read(&name)?.reveal());
            assert_eq!(made, vec![Ok(kept); 8]);
        }
        assert_eq!(fs::read_dir(&dir.path)?.count(), 100, "and nothing lies beside them");
        Ok(())
    }

    #[test]
    fn keys_are_refused_when_others_can_read_them_and_gone_after_destruction() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("keys");
        let random = Random::default();
        let dir = KeyDir::open(&path)?;
        let first = *dir.read_or_make("link-sample", &random)?.reveal();
        assert_eq!(first, *dir.read("link-sample")?.reveal());
        fs::set_permissions(path.join("link-sample.key"), fs::Permissions::from_mode(0o644))?;
        assert!(matches!(dir.read("link-sample"), Err(KeyFault::TooOpen(_))));
        fs::set_permissions(path.join("link-sample.key"), fs::Permissions::from_mode(0o600))?;
        fs::write(path.join("link-sample.Ab3.key"), "left by a making that was cut short")?;
        dir.read_or_make("link-sample-2", &random)?;
        dir.destroy("link-sample", &random)?;
        assert!(matches!(dir.read("link-sample"), Err(KeyFault::Gone(_))));
        assert_eq!(fs::read_dir(&path)?.count(), 1, "the other cycle's key alone");
        dir.destroy("link-sample", &random)?;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755))?;
        assert!(matches!(KeyDir::open(&path), Err(KeyFault::TooOpen(_))));
        Ok(())
    }
}
