//! Values that never change once they are known, kept for the life of the process.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, PoisonError, RwLock},
};

/// Values by key. Only for what a hash or a freeze has fixed: nothing is ever taken out or replaced.
pub struct Kept<K, V>(RwLock<HashMap<K, Arc<V>>>);

impl<K, V> Default for Kept<K, V> {
    fn default() -> Self {
        Self(RwLock::default())
    }
}

impl<K: Eq + Hash, V> Kept<K, V> {
    /// The value, when it was kept before.
    pub fn get(&self, key: &K) -> Option<Arc<V>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    /// Keeps a value; of two that were made at the same time the first stays.
    pub fn keep(&self, key: K, value: V) -> Arc<V> {
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(kept.entry(key).or_insert_with(|| Arc::new(value)))
    }
}
