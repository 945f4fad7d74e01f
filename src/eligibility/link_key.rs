//! The link key of a cycle: the one thing that leads from a person to a pass. Only this feature reads it, and it is
//! destroyed before the opening key is put together, so that nobody ever holds both (trust.md section 3).

use crate::{
    base::{CycleSlug, Random},
    platform::keys::{Key, KeyDir, KeyFault},
};

/// Reads, makes and destroys link keys in the key directory.
#[derive(Clone)]
pub struct LinkKeys(KeyDir);

impl LinkKeys {
    /// Works on this directory.
    pub fn new(dir: KeyDir) -> Self {
        Self(dir)
    }

    fn name(cycle: &CycleSlug) -> String {
        format!("link-{cycle}")
    }

    /// Makes the key when the cycle is frozen; an existing one stays.
    ///
    /// # Errors
    /// [`KeyFault`].
    pub fn make(&self, cycle: &CycleSlug, random: &Random) -> Result<(), KeyFault> {
        self.0.read_or_make(&Self::name(cycle), random).map(|_| ())
    }

    /// True while the key exists.
    pub fn is_there(&self, cycle: &CycleSlug) -> bool {
        self.0.has(&Self::name(cycle))
    }

    pub(super) fn read(&self, cycle: &CycleSlug) -> Result<Key, KeyFault> {
        self.0.read(&Self::name(cycle))
    }

    pub(super) fn destroy(&self, cycle: &CycleSlug, random: &Random) -> Result<(), KeyFault> {
        self.0.destroy(&Self::name(cycle), random)
    }
}
