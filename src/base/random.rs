//! The only caller of the operating system's random generator; tests and the sample cycle use a seeded stream.

use std::sync::{Arc, Mutex};

use rand::{RngCore, SeedableRng, rngs::OsRng};
use rand_chacha::ChaCha20Rng;

/// Where random bytes come from.
#[derive(Clone, Default)]
pub enum Random {
    /// The operating system.
    #[default]
    System,
    /// A reproducible stream; never for a real vote.
    Seeded(Arc<Mutex<ChaCha20Rng>>),
}

impl Random {
    /// A stream that gives the same bytes for the same seed.
    pub fn seeded(seed: u64) -> Self {
        Self::Seeded(Arc::new(Mutex::new(ChaCha20Rng::seed_from_u64(seed))))
    }

    /// `N` fresh random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut out = [0; N];
        match self {
            // The kernel's generator does not fail after boot; aborting is the only honest answer if it ever does.
            Self::System => OsRng.unwrap_err_fill(&mut out),
            Self::Seeded(stream) => stream.lock().unwrap_or_else(std::sync::PoisonError::into_inner).fill_bytes(&mut out),
        }
        out
    }

    /// A uniform number in `0..bound` (`bound` > 0; 0 gives 0), by rejection so that no value is favoured.
    pub fn below(&self, bound: u64) -> u64 {
        if bound < 2 {
            return 0;
        }
        let limit = u64::MAX - u64::MAX % bound;
        loop {
            let draw = u64::from_le_bytes(self.bytes());
            if draw < limit {
                return draw % bound;
            }
        }
    }

    /// A random identifier that carries no time and no order.
    pub fn uuid(&self) -> uuid::Uuid {
        uuid::Builder::from_random_bytes(self.bytes()).into_uuid()
    }
}

/// `OsRng` is a fallible generator; this names the place where failure ends the process.
trait FillOrAbort {
    fn unwrap_err_fill(self, out: &mut [u8]);
}

impl FillOrAbort for OsRng {
    fn unwrap_err_fill(mut self, out: &mut [u8]) {
        use rand::TryRngCore;
        if self.try_fill_bytes(out).is_err() {
            std::process::abort();
        }
    }
}

/// A reproducible shuffle: the same seed and length give the same order on every machine.
/// Fisher-Yates over ChaCha20; used for the order of proposals on one voter's ballot.
pub fn shuffled<T: Clone>(seed: &[u8; 32], items: &[T]) -> Vec<T> {
    let mut stream = ChaCha20Rng::from_seed(*seed);
    let mut out = items.to_vec();
    for last in (1..out.len()).rev() {
        let bound = u32::try_from(last + 1).unwrap_or(u32::MAX);
        let limit = u32::MAX - u32::MAX % bound;
        let mut draw = stream.next_u32();
        while draw >= limit {
            draw = stream.next_u32();
        }
        let other = usize::try_from(draw % bound).unwrap_or(0);
        out.swap(last, other);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_order_and_another_seed_another() {
        let items: Vec<u16> = (1..=12).collect();
        let first = shuffled(&[7; 32], &items);
        assert_eq!(first, shuffled(&[7; 32], &items));
        assert_ne!(first, shuffled(&[8; 32], &items));
        let mut sorted = first;
        sorted.sort_unstable();
        assert_eq!(sorted, items);
    }

    #[test]
    fn below_stays_below() {
        let random = Random::seeded(1);
        for bound in [1, 2, 3, 10, 1_000_003] {
            for _ in 0..200 {
                assert!(random.below(bound) < bound);
            }
        }
    }
}
