//! Equal ballots become one with a count, as they are read.

use super::voter_ids::Hashed;
use crate::model::Ballot;
use std::collections::HashMap;
use std::collections::hash_map::{DefaultHasher, Entry};
use std::hash::{BuildHasherDefault, Hash, Hasher};

type Fixed = BuildHasherDefault<DefaultHasher>;

/// Points below this take part in a packed ballot.
const POINT_BITS: u32 = 7;
const NONE: u32 = u32::MAX;

/// Distinct ballots. Those that fit are packed into one number, so that finding an equal one follows no pointer; the
/// others are found by hash, equal hashes chained. A ballot is always of the same sort.
pub(super) struct Merge {
    /// Bits for the index of a project plus one.
    index_bits: u32,
    /// Whether ballots give points.
    scored: bool,
    /// The two halves of a packed ballot: as one number they would take a third more room.
    packed: HashMap<(u64, u64), u32, Fixed>,
    first: HashMap<u64, u32, Hashed>,
    next: Vec<u32>,
    ballots: Vec<Ballot>,
    /// How often each was cast: beside the ballots, as it is written at every row.
    counts: Vec<u64>,
}

impl Merge {
    /// No ballots yet. `scored`: whether they give points.
    pub(super) fn new(projects: usize, scored: bool) -> Self {
        Self {
            index_bits: usize::BITS - projects.leading_zeros(),
            scored,
            packed: HashMap::default(),
            first: HashMap::default(),
            next: Vec::new(),
            ballots: Vec::new(),
            counts: Vec::new(),
        }
    }

    /// Counts a ballot; gives the index of the distinct one.
    pub(super) fn add(&mut self, ballot: &Ballot) -> u32 {
        let fresh = u32::try_from(self.ballots.len()).unwrap_or(NONE);
        let at = match self.pack(ballot) {
            Some(key) => *self.packed.entry(key).or_insert(fresh),
            None => self.chained(ballot, fresh),
        };
        match self.counts.get_mut(at as usize) {
            Some(n) => *n += 1,
            None => {
                self.ballots.push(ballot.clone());
                self.counts.push(1);
                self.next.push(NONE);
            }
        }
        at
    }

    /// All that it says as one number, where it fits: choices in order, each with its points.
    fn pack(&self, ballot: &Ballot) -> Option<(u64, u64)> {
        let width = self.index_bits + if self.scored { POINT_BITS } else { 0 };
        let points = if self.scored { ballot.choices.len() } else { 0 };
        if ballot.choices.len() > (128 / width.max(1)) as usize || ballot.points.len() != points {
            return None;
        }
        let mut key = 0u128;
        for (k, &c) in ballot.choices.iter().enumerate() {
            key = key << self.index_bits | (u128::from(c) + 1);
            if self.scored {
                let given = ballot.points.get(k).and_then(|&n| u128::try_from(n).ok()).filter(|n| n >> POINT_BITS == 0)?;
                key = key << POINT_BITS | given;
            }
        }
        Some((u64::try_from(key >> 64).ok()?, u64::try_from(key & u128::from(u64::MAX)).ok()?))
    }

    /// The index of an equal ballot, or `fresh`.
    fn chained(&mut self, ballot: &Ballot, fresh: u32) -> u32 {
        let mut h = DefaultHasher::new();
        ballot.choices.hash(&mut h);
        ballot.points.hash(&mut h);
        let mut at = match self.first.entry(h.finish()) {
            Entry::Vacant(v) => return *v.insert(fresh),
            Entry::Occupied(o) => *o.get(),
        };
        loop {
            match self.ballots.get(at as usize) {
                Some(b) if b.choices == ballot.choices && b.points == ballot.points => return at,
                _ => {}
            }
            match self.next.get_mut(at as usize) {
                Some(next) if *next == NONE => {
                    *next = fresh;
                    return fresh;
                }
                Some(next) => at = *next,
                None => return fresh,
            }
        }
    }

    pub(super) fn into_ballots(mut self) -> Vec<Ballot> {
        for (b, n) in self.ballots.iter_mut().zip(self.counts) {
            b.count = n;
        }
        self.ballots
    }
}

#[cfg(test)]
mod tests {
    use super::Merge;
    use crate::model::Ballot;

    fn ballot(choices: &[u32], points: &[i64]) -> Ballot {
        Ballot { choices: choices.to_vec(), points: points.to_vec(), count: 1 }
    }

    /// Adds each of these different ballots three times.
    fn merged_alone(cases: &[Ballot], scored: bool) {
        let mut merge = Merge::new(41, scored);
        for _ in 0..3 {
            let at: Vec<usize> = cases.iter().map(|b| merge.add(b) as usize).collect();
            assert_eq!(at, (0..cases.len()).collect::<Vec<_>>());
        }
        let merged = merge.into_ballots();
        assert!(merged.iter().zip(cases).all(|(m, c)| m.choices == c.choices && m.points == c.points && m.count == 3));
    }

    #[test]
    fn equal_ballots_only_become_one() {
        let long: Vec<u32> = (0..40).collect();
        let longer: Vec<u32> = (0..41).collect();
        let full: Vec<u32> = (0..21).collect(); // 21 indexes of six bits are the most that fit
        let over: Vec<u32> = (0..22).collect();
        let lists: [&[u32]; 10] = [&[], &[0], &[40], &[0, 1], &[1, 0], &[1], &full, &over, &long, &longer];
        merged_alone(&lists.map(|l| ballot(l, &[])), false);
        let scored: [(&[u32], &[i64]); 8] = [
            (&[], &[]),
            (&[0], &[0]),
            (&[0], &[127]),
            (&[0], &[128]),
            (&[0], &[1_000_000]),
            (&[0, 1], &[1, 2]),
            (&[0, 1], &[2, 1]),
            (&[0, 1], &[200, 1]),
        ];
        merged_alone(&scored.map(|(c, p)| ballot(c, p)), true);
    }
}
