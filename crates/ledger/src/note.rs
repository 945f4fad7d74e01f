//! C2SP signed-note: a text and signature lines, verifier keys ("vkeys"), Ed25519 signatures of type 0x01.

use std::fmt;
use std::str::FromStr;

use data_encoding::{BASE64, HEXLOWER};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};

const MAX_NOTE: usize = 1 << 20;
const MAX_SIGNATURES: usize = 100;

/// A parsed note. Its text is not to be believed before [`Note::verify`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Text with its final newline.
    pub text: String,
    /// At least one signature, in the order of the lines.
    pub signatures: Vec<NoteSignature>,
}

/// One signature line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteSignature {
    /// Key name: no spaces, no plus sign.
    pub name: String,
    /// First four bytes of SHA-256(name | 0x0A | type | public key).
    pub key_id: [u8; 4],
    /// What follows the key id; 64 bytes for type 0x01, 72 for type 0x04.
    pub bytes: Vec<u8>,
}

/// What a key signs, the type byte of its key id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyKind {
    /// 0x01: Ed25519 over the note text.
    Ed25519,
    /// 0x04: timestamped Ed25519 cosignature of a checkpoint.
    Cosignature,
}

/// A public key with its name: what verifiers are given.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct VerifierKey {
    name: String,
    kind: KeyKind,
    public: [u8; 32],
}

/// The log's signing key (type 0x01). Wiped on drop, not printable.
pub struct LogKey {
    name: String,
    key: SigningKey,
}

/// Why a note or key is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoteFault {
    /// The text breaks the form of a signed note.
    #[error("this is not a signed note")]
    Malformed,
    /// A key name is empty or holds a space, a plus sign or a control character.
    #[error("the key name is not allowed")]
    Name,
    /// The text is not a verifier key of a known type.
    #[error("this is not a verifier key of a known type")]
    Key,
    /// No signature line carries this key's name and id.
    #[error("the note is not signed by this key")]
    Unsigned,
    /// A line carries this key's name and id, but its signature is wrong.
    #[error("the signature of the note is not valid")]
    BadSignature,
}

impl KeyKind {
    fn code(self) -> u8 {
        match self {
            Self::Ed25519 => 1,
            Self::Cosignature => 4,
        }
    }
}

impl VerifierKey {
    /// A key from its parts. Errors: [`NoteFault::Name`], [`NoteFault::Key`] (weak, or not a point).
    pub fn new(name: &str, kind: KeyKind, public: [u8; 32]) -> Result<Self, NoteFault> {
        check_name(name)?;
        match VerifyingKey::from_bytes(&public) {
            Ok(key) if !key.is_weak() => Ok(Self { name: name.to_owned(), kind, public }),
            _ => Err(NoteFault::Key),
        }
    }

    /// Key name; for a log it is the origin.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the key signs.
    pub fn kind(&self) -> KeyKind {
        self.kind
    }

    /// The 32 bytes of the public key.
    pub fn public(&self) -> &[u8; 32] {
        &self.public
    }

    /// First four bytes of SHA-256(name | 0x0A | type | public key).
    pub fn key_id(&self) -> [u8; 4] {
        let hash = Sha256::new().chain_update(&self.name).chain_update([b'\n', self.kind.code()]).chain_update(self.public);
        let [a, b, c, d, ..] = <[u8; 32]>::from(hash.finalize());
        [a, b, c, d]
    }

    /// Strict Ed25519 verification of any message under this key.
    pub(crate) fn verifies(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        VerifyingKey::from_bytes(&self.public)
            .is_ok_and(|key| key.verify_strict(message, &Signature::from_bytes(signature)).is_ok())
    }
}

/// `<name>+<key id in hexadecimal>+<base64 of type and public key>`.
impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut data = vec![self.kind.code()];
        data.extend_from_slice(&self.public);
        write!(f, "{}+{}+{}", self.name, HEXLOWER.encode(&self.key_id()), BASE64.encode(&data))
    }
}

impl FromStr for VerifierKey {
    type Err = NoteFault;

    fn from_str(text: &str) -> Result<Self, NoteFault> {
        let (name, rest) = text.split_once('+').ok_or(NoteFault::Key)?;
        let (id, data) = rest.split_once('+').ok_or(NoteFault::Key)?;
        let data = BASE64.decode(data.as_bytes()).map_err(|_| NoteFault::Key)?;
        let (code, public) = data.split_first().ok_or(NoteFault::Key)?;
        let kind = [KeyKind::Ed25519, KeyKind::Cosignature].into_iter().find(|kind| kind.code() == *code);
        let public = public.try_into().map_err(|_| NoteFault::Key)?;
        let key = Self::new(name, kind.ok_or(NoteFault::Key)?, public)?;
        if HEXLOWER.encode(&key.key_id()) == id { Ok(key) } else { Err(NoteFault::Key) }
    }
}

impl LogKey {
    /// The key of a 32-byte secret seed (RFC 8032) under a name. Error: [`NoteFault::Name`].
    pub fn from_seed(name: &str, seed: &[u8; 32]) -> Result<Self, NoteFault> {
        check_name(name)?;
        Ok(Self { name: name.to_owned(), key: SigningKey::from_bytes(seed) })
    }

    /// The public half.
    pub fn verifier(&self) -> VerifierKey {
        let public = self.key.verifying_key().to_bytes();
        VerifierKey { name: self.name.clone(), kind: KeyKind::Ed25519, public }
    }

    /// Signs a text that ends in a newline. Error: [`NoteFault::Malformed`] for a text no note can hold.
    pub fn sign(&self, text: &str) -> Result<NoteSignature, NoteFault> {
        check_text(text)?;
        let bytes = self.key.sign(text.as_bytes()).to_bytes().to_vec();
        Ok(NoteSignature { name: self.name.clone(), key_id: self.verifier().key_id(), bytes })
    }
}

impl Note {
    /// Checks every line that carries the key's name and id; there must be one, and each must hold.
    pub fn verify(&self, key: &VerifierKey) -> Result<(), NoteFault> {
        let mut lines = self.lines_of(key).peekable();
        lines.peek().ok_or(NoteFault::Unsigned)?;
        let good = lines.all(|line| {
            let signature = <&[u8; 64]>::try_from(line.bytes.as_slice());
            key.kind == KeyKind::Ed25519 && signature.is_ok_and(|signature| key.verifies(self.text.as_bytes(), signature))
        });
        if good { Ok(()) } else { Err(NoteFault::BadSignature) }
    }

    /// Signature lines with the key's name and id.
    pub(crate) fn lines_of(&self, key: &VerifierKey) -> impl Iterator<Item = &NoteSignature> {
        let id = key.key_id();
        self.signatures.iter().filter(move |line| line.key_id == id && line.name == key.name)
    }
}

/// Text, empty line, one line `— <name> <base64 of key id and signature>` for each signature.
impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

impl fmt::Display for NoteSignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let data = [self.key_id.as_slice(), &self.bytes].concat();
        write!(f, "— {} {}", self.name, BASE64.encode(&data))
    }
}

impl FromStr for NoteSignature {
    type Err = NoteFault;

    fn from_str(line: &str) -> Result<Self, NoteFault> {
        let (name, data) = line.strip_prefix("— ").and_then(|rest| rest.split_once(' ')).ok_or(NoteFault::Malformed)?;
        check_name(name)?;
        let data = BASE64.decode(data.as_bytes()).map_err(|_| NoteFault::Malformed)?;
        let (key_id, bytes) = data.split_first_chunk().ok_or(NoteFault::Malformed)?;
        if bytes.is_empty() {
            return Err(NoteFault::Malformed);
        }
        Ok(Self { name: name.to_owned(), key_id: *key_id, bytes: bytes.to_vec() })
    }
}

impl FromStr for Note {
    type Err = NoteFault;

    fn from_str(note: &str) -> Result<Self, NoteFault> {
        if note.len() > MAX_NOTE || note.contains(|c: char| c < ' ' && c != '\n') {
            return Err(NoteFault::Malformed);
        }
        let (text, lines) = note.rsplit_once("\n\n").ok_or(NoteFault::Malformed)?;
        let lines = lines.strip_suffix('\n').ok_or(NoteFault::Malformed)?;
        let signatures: Vec<_> = lines.split('\n').map(str::parse).collect::<Result<_, _>>()?;
        if signatures.len() > MAX_SIGNATURES {
            return Err(NoteFault::Malformed);
        }
        Ok(Self { text: format!("{text}\n"), signatures })
    }
}

pub(crate) fn check_text(text: &str) -> Result<(), NoteFault> {
    let plain = !text.contains(|c: char| c < ' ' && c != '\n');
    if plain && text.ends_with('\n') && text.len() < MAX_NOTE { Ok(()) } else { Err(NoteFault::Malformed) }
}

pub(crate) fn check_name(name: &str) -> Result<(), NoteFault> {
    let bad = |c: char| c.is_whitespace() || c == '+' || c < ' ';
    if name.is_empty() || name.contains(bad) { Err(NoteFault::Name) } else { Ok(()) }
}
