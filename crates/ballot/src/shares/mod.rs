//! Shamir shares of the opening key over GF(2^8), made and joined with `vsss-rs`.
//! Joining is checked against the definition's public key, so a wrong share is always noticed and named.

mod text;

use chacha20::ChaCha20Rng;
use chacha20::rand_core::SeedableRng;
use subtle::ConstantTimeEq;
use vsss_rs::Gf256;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::canonical::{hmac_framed, sha256_framed};
use crate::seal::{OpeningPublicKey, OpeningSecretKey};

/// Most sets of shares tried to find one that gives the key; enough for 5 of 15.
const MAX_TRIES: usize = 4000;

/// One trustee's share. A secret: no `Debug`, no serde, wiped on drop. Text form in [`Share::to_text`].
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Share {
    index: u8,
    threshold: u8,
    set: [u8; 4],
    value: [u8; 32],
}

/// Why shares cannot be made, read or joined.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ShareFault {
    /// 2 <= threshold <= count.
    #[error("the threshold must be at least 2 and at most the count")]
    Rule,
    /// Fewer shares than needed.
    #[error("{have} shares given, {need} needed")]
    TooFew {
        /// Shares given.
        have: usize,
        /// Shares needed.
        need: usize,
    },
    /// The same share number was given twice.
    #[error("share {0} was given twice")]
    Duplicate(u8),
    /// The share was made for another opening key.
    #[error("share {0} belongs to another key")]
    OtherKey(u8),
    /// The share was made for another threshold.
    #[error("share {0} was made for another threshold")]
    OtherThreshold(u8),
    /// The joined key does not give the public key; with no share to spare it cannot be told which is wrong.
    #[error("the shares do not give the opening key; at least one is wrong")]
    DoesNotMatch,
    /// These share numbers are wrong; the others give the key.
    #[error("wrong shares: {0:?}")]
    Wrong(Vec<u8>),
    /// The text does not begin as a share does.
    #[error("this is not a share")]
    NotAShare,
    /// The text is a share of a version this program does not know.
    #[error("this share is of an unknown version")]
    Version,
    /// The share number is not 1 to 255.
    #[error("the share number is not 1 to 255")]
    Index,
    /// A character that shares do not use, or characters are missing or too many.
    #[error("the share is mistyped: characters are missing, too many or not a-z, 2-7")]
    Characters,
    /// The checksum is wrong: a character was mistyped.
    #[error("the share is mistyped: its checksum is wrong")]
    Checksum,
}

impl Share {
    /// The share number, 1 to 255: which trustee it belongs to. Not secret.
    pub fn index(&self) -> u8 {
        self.index
    }

    /// How many shares open the key.
    pub fn threshold(&self) -> u8 {
        self.threshold
    }

    fn joined(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(33);
        out.push(self.index);
        out.extend_from_slice(&self.value);
        out
    }
}

/// Splits a secret opening key into `count` shares of which any `threshold` give it back.
/// `randomness` is 32 fresh random bytes; the coefficients come from ChaCha20 under
/// HMAC-SHA256(randomness, frame("reparto/split/v1", secret, threshold, count)). The result is joined once as a check.
pub fn split(secret: &[u8; 32], threshold: u8, count: u8, randomness: &[u8; 32]) -> Result<Vec<Share>, ShareFault> {
    if threshold < 2 || threshold > count {
        return Err(ShareFault::Rule);
    }
    let label = b"reparto/split/v1".as_slice();
    let seed = Zeroizing::new(hmac_framed(randomness, &[label, secret, &[threshold], &[count]]));
    let mut rng = ChaCha20Rng::from_seed(*seed);
    let (need, all) = (usize::from(threshold), usize::from(count));
    let raw = Gf256::split_bytes(need, all, secret, &mut rng).map_err(|_| ShareFault::Rule)?;
    let raw = Zeroizing::new(raw);
    let public = OpeningSecretKey::from_bytes(secret).public();
    let set = set_id(&public);
    let mut shares = Vec::with_capacity(all);
    for bytes in raw.iter() {
        let (index, rest) = bytes.split_first().ok_or(ShareFault::Rule)?;
        let value = rest.try_into().map_err(|_| ShareFault::Rule)?;
        shares.push(Share { index: *index, threshold, set, value });
    }
    combine(&shares, threshold, &public)?;
    Ok(shares)
}

/// Joins shares into the opening key and checks it against `expected_public`.
/// All given shares must be right: a wrong one among more than `threshold` is named by [`ShareFault::Wrong`],
/// and joining again without it succeeds.
pub fn combine(shares: &[Share], threshold: u8, expected_public: &OpeningPublicKey) -> Result<OpeningSecretKey, ShareFault> {
    check(shares, threshold, expected_public)?;
    let need = usize::from(threshold);
    let (key, good) = search(shares, need, expected_public).ok_or(ShareFault::DoesNotMatch)?;
    let wrong = misfits(shares, &good, expected_public);
    if wrong.is_empty() { Ok(key) } else { Err(ShareFault::Wrong(wrong)) }
}

fn check(shares: &[Share], threshold: u8, public: &OpeningPublicKey) -> Result<(), ShareFault> {
    if threshold < 2 {
        return Err(ShareFault::Rule);
    }
    let set = set_id(public);
    let mut seen = [false; 256];
    for share in shares {
        if share.set != set {
            return Err(ShareFault::OtherKey(share.index));
        }
        if share.threshold != threshold {
            return Err(ShareFault::OtherThreshold(share.index));
        }
        if let Some(slot) = seen.get_mut(usize::from(share.index)) {
            if *slot {
                return Err(ShareFault::Duplicate(share.index));
            }
            *slot = true;
        }
    }
    let (have, need) = (shares.len(), usize::from(threshold));
    if have < need { Err(ShareFault::TooFew { have, need }) } else { Ok(()) }
}

/// The first `need` shares, in order of combination, that give the key.
fn search<'a>(shares: &'a [Share], need: usize, public: &OpeningPublicKey) -> Option<(OpeningSecretKey, Vec<&'a Share>)> {
    let mut picks: Vec<usize> = (0..need).collect();
    for _ in 0..MAX_TRIES {
        let chosen: Vec<&Share> = picks.iter().filter_map(|pick| shares.get(*pick)).collect();
        if let Some(key) = join(&chosen, public) {
            return Some((key, chosen));
        }
        if !advance(&mut picks, shares.len()) {
            return None;
        }
    }
    None
}

/// The next combination of indices below `count` in lexicographic order.
fn advance(picks: &mut [usize], count: usize) -> bool {
    let size = picks.len();
    for place in (0..size).rev() {
        let last = count - size + place;
        let Some(value) = picks.get(place).copied().filter(|value| *value < last) else {
            continue;
        };
        for (step, pick) in picks.iter_mut().skip(place).enumerate() {
            *pick = value + 1 + step;
        }
        return true;
    }
    false
}

/// Numbers of the shares that do not fit: put in place of a good share they do not give the key.
fn misfits(shares: &[Share], good: &[&Share], public: &OpeningPublicKey) -> Vec<u8> {
    let is_good = |share: &Share| good.iter().any(|other| other.index == share.index);
    let suspects = shares.iter().filter(|share| !is_good(share));
    let fails = suspects.filter(|suspect| {
        let mut set: Vec<&Share> = good.to_vec();
        if let Some(last) = set.last_mut() {
            *last = suspect;
        }
        join(&set, public).is_none()
    });
    fails.map(Share::index).collect()
}

fn join(shares: &[&Share], public: &OpeningPublicKey) -> Option<OpeningSecretKey> {
    let raw = Zeroizing::new(shares.iter().map(|share| share.joined()).collect::<Vec<_>>());
    let secret = Zeroizing::new(Gf256::combine_bytes(raw.as_slice()).ok()?);
    let bytes = Zeroizing::new(<[u8; 32]>::try_from(secret.as_slice()).ok()?);
    let key = OpeningSecretKey::from_bytes(&bytes);
    bool::from(key.public().0.ct_eq(&public.0)).then_some(key)
}

/// First four bytes of SHA-256(frame("reparto/share-set/v1", public key)): tells sets of shares apart.
fn set_id(public: &OpeningPublicKey) -> [u8; 4] {
    let [a, b, c, d, ..] = sha256_framed(&[b"reparto/share-set/v1", &public.0]);
    [a, b, c, d]
}
