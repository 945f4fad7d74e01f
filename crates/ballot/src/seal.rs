//! Sealing a ballot to the opening key: HPKE base mode (RFC 9180), X25519-HKDF-SHA256 / HKDF-SHA256 / ChaCha20Poly1305.
//! Deterministic in inputs and seed, so that a tested ballot can be sealed again by anyone who is shown the seed.

use std::fmt;

use chacha20::ChaCha20Rng;
use chacha20::rand_core::SeedableRng;
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::DefinitionHash;
use crate::canonical::{frame, hmac_framed, sha256};
use crate::choices::{ChoiceFault, Choices, encoded_len};
use crate::definition::{ContestDefinition, MAX_SLATE};
use crate::hexed::{self, public_hex};

pub use crate::choices::OpenFault;

/// Encapsulated key (32 bytes) and authentication tag (16 bytes) around the padded ballot.
pub const OVERHEAD: usize = 48;
const SHORTEST: usize = OVERHEAD + 32;
const LONGEST: usize = OVERHEAD + (4 + 2 * MAX_SLATE).next_multiple_of(32);

public_hex! {
    /// X25519 public key to which ballots are sealed, as in the definition.
    OpeningPublicKey
}

impl OpeningPublicKey {
    /// Whether a ballot can be sealed to it; `false` for points of small order.
    pub fn is_usable(&self) -> bool {
        let mut rng = ChaCha20Rng::from_seed([7; 32]);
        <X25519HkdfSha256 as Kem>::PublicKey::from_bytes(&self.0)
            .and_then(|key| X25519HkdfSha256::encap_with_rng(&key, None, &mut rng))
            .is_ok()
    }
}

/// The private half of the opening key. Wiped on drop; never printed or serialized by itself.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct OpeningSecretKey([u8; 32]);

impl OpeningSecretKey {
    /// Wraps 32 secret bytes.
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        Self(*bytes)
    }

    /// The secret bytes, for splitting into shares at once.
    pub fn to_bytes(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0)
    }

    /// The public half.
    pub fn public(&self) -> OpeningPublicKey {
        match <X25519HkdfSha256 as Kem>::PrivateKey::from_bytes(&self.0) {
            Ok(key) => OpeningPublicKey(X25519HkdfSha256::sk_to_pk(&key).to_bytes().into()),
            // Unreachable: any 32 bytes are an X25519 private key. Zero is no usable public key.
            Err(_) => OpeningPublicKey([0; 32]),
        }
    }
}

/// DeriveKeyPair(seed) of RFC 9180 section 7.1.3: the opening key from 32 random bytes.
/// The secret half is kept in clamped form (RFC 7748 section 5), which is the same key.
pub fn keypair(seed: &[u8; 32]) -> (OpeningSecretKey, OpeningPublicKey) {
    let (secret, public) = X25519HkdfSha256::derive_keypair(seed);
    let mut encoded = secret.to_bytes();
    let mut kept = OpeningSecretKey(encoded.into());
    encoded.zeroize();
    let [first, .., last] = &mut kept.0;
    *first &= 248;
    *last = (*last & 127) | 64;
    (kept, OpeningPublicKey(public.to_bytes().into()))
}

/// The 256 random bits behind one sealed ballot. Shown only when the ballot is tested. Wiped on drop.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Seed([u8; 32]);

impl Seed {
    /// Wraps 32 random bytes, fresh for every ballot.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes, for the voter's sealed cookie and for a tested ballot.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }
}

/// Why a ballot cannot be sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// Zone or style is not the contest's.
    #[error("zone or style differ from the contest")]
    OtherContest,
    /// The choices do not belong to the contest.
    #[error("the choices do not fit the contest: {0}")]
    Choices(#[from] ChoiceFault),
    /// The opening key is no usable X25519 point.
    #[error("the opening key is not usable")]
    Key,
}

/// A sealed ballot: encapsulated key 32, ciphertext of the padded encoding, tag 16.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SealedBallot(Vec<u8>);

/// Shows the ciphertext hash only.
impl fmt::Debug for SealedBallot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SealedBallot({})", hexed::show(&self.hash()))
    }
}

impl SealedBallot {
    /// Wraps bytes whose length some contest can have: 48 plus a multiple of 32 up to the longest ballot.
    /// Error: [`OpenFault::Length`]. Whether they open shows at the opening.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, OpenFault> {
        let fits = (SHORTEST..=LONGEST).contains(&bytes.len());
        if fits && (bytes.len() - OVERHEAD).is_multiple_of(32) { Ok(Self(bytes.to_vec())) } else { Err(OpenFault::Length) }
    }

    /// The bytes that the box stores.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// SHA-256 of the bytes: the name of this ballot in the log, in promises and in lists.
    pub fn hash(&self) -> [u8; 32] {
        sha256(&[&self.0])
    }
}

/// Bytes of every sealed ballot of a contest.
pub fn sealed_len(contest: &ContestDefinition) -> usize {
    OVERHEAD + encoded_len(contest)
}

/// Seals choices. `info` = frame("reparto/ballot/v1", definition hash, zone, style as 2 bytes); `aad` is empty.
/// The ephemeral key is DeriveKeyPair of the first 32 bytes of the ChaCha20 stream under
/// HMAC-SHA256(seed, frame("reparto/seal-seed/v1", opening key, info, padded ballot)):
/// a seed used twice for different ballots still gives unrelated keys.
pub fn seal(
    pk: &OpeningPublicKey,
    h: &DefinitionHash,
    zone: &str,
    style: u16,
    c: &Choices,
    contest: &ContestDefinition,
    seed: &Seed,
) -> Result<SealedBallot, SealError> {
    if zone != contest.zone || style != contest.style {
        return Err(SealError::OtherContest);
    }
    let plain = c.encode(contest)?;
    let info = info(h, zone, style);
    let label = b"reparto/seal-seed/v1".as_slice();
    let key = Zeroizing::new(hmac_framed(&seed.0, &[label, &pk.0, &info, &plain]));
    let mut rng = ChaCha20Rng::from_seed(*key);
    let public = <X25519HkdfSha256 as Kem>::PublicKey::from_bytes(&pk.0);
    let (enc, sealed) = hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeS::Base,
        &public.map_err(|_| SealError::Key)?,
        &info,
        &plain,
        b"",
        &mut rng,
    )
    .map_err(|_| SealError::Key)?;
    let mut bytes = Vec::with_capacity(sealed_len(contest));
    bytes.extend_from_slice(&enc.to_bytes());
    bytes.extend_from_slice(&sealed);
    Ok(SealedBallot(bytes))
}

/// Opens a sealed ballot and reads its choices strictly. A blank ballot is `Ok`; whether blank is
/// allowed is the definition's rule, which [`crate::opening::Opener`] applies.
pub fn open(
    sk: &OpeningSecretKey,
    h: &DefinitionHash,
    zone: &str,
    style: u16,
    contest: &ContestDefinition,
    sealed: &SealedBallot,
) -> Result<Choices, OpenFault> {
    if zone != contest.zone || style != contest.style {
        return Err(OpenFault::NoContest);
    }
    if sealed.0.len() != sealed_len(contest) {
        return Err(OpenFault::Length);
    }
    let (enc, body) = sealed.0.split_at_checked(32).ok_or(OpenFault::Length)?;
    let secret = <X25519HkdfSha256 as Kem>::PrivateKey::from_bytes(&sk.0);
    let enc = <X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(enc);
    let plain = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeR::Base,
        &secret.map_err(|_| OpenFault::NotAuthentic)?,
        &enc.map_err(|_| OpenFault::NotAuthentic)?,
        &info(h, zone, style),
        body,
        b"",
    )
    .map_err(|_| OpenFault::NotAuthentic)?;
    Choices::decode(contest, &Zeroizing::new(plain))
}

fn info(h: &DefinitionHash, zone: &str, style: u16) -> Vec<u8> {
    frame(&[b"reparto/ballot/v1", &h.0, zone.as_bytes(), &style.to_be_bytes()])
}
