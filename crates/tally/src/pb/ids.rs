//! Finds a project by the id that a ballot names, some million times a second.

use crate::model::Election;
use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::BuildHasherDefault;

type Fixed = BuildHasherDefault<DefaultHasher>;

/// Finds a project by its id: a table for small numbers, a map of short ids without a pointer to follow, a map for
/// the rest.
pub(super) struct Ids<'a> {
    small: Vec<u32>,
    short: HashMap<u128, u32, Fixed>,
    map: HashMap<&'a str, u32, Fixed>,
}

const NOBODY: u32 = u32::MAX;

impl<'a> Ids<'a> {
    pub(super) fn new(e: &'a Election) -> Self {
        let mut ids = Self { small: vec![NOBODY; 1 << 14], short: HashMap::default(), map: HashMap::default() };
        for (k, p) in (0u32..).zip(&e.projects) {
            match small(p.id.as_bytes()).and_then(|n| ids.small.get_mut(n)) {
                Some(slot) => *slot = k,
                None => {
                    match packed(p.id.as_bytes()) {
                        Some(key) => ids.short.insert(key, k),
                        None => ids.map.insert(p.id.as_str(), k),
                    };
                }
            }
        }
        ids
    }

    pub(super) fn find(&self, id: &str) -> Option<u32> {
        match small(id.as_bytes()) {
            Some(n) => self.small.get(n).copied().filter(|&k| k != NOBODY),
            None => match packed(id.as_bytes()) {
                Some(key) => self.short.get(&key).copied(),
                None => self.map.get(id).copied(),
            },
        }
    }
}

/// An id of at most 16 bytes as one number; two ids never share one, as no id holds a zero byte.
fn packed(id: &[u8]) -> Option<u128> {
    let mut bytes = [0; 16];
    bytes.get_mut(..id.len())?.copy_from_slice(id);
    Some(u128::from_le_bytes(bytes))
}

/// The value of an id that is a number of at most four digits without leading zeros.
fn small(id: &[u8]) -> Option<usize> {
    if id.is_empty() || id.len() > 4 || (id.len() > 1 && id.first() == Some(&b'0')) {
        return None;
    }
    id.iter().try_fold(0usize, |n, b| b.is_ascii_digit().then(|| n * 10 + usize::from(b - b'0')))
}
