//! Recordings of ideas: what they are by their content, and where one waits while its giver answers the other pages.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use media::MediaFault;

use super::model::LIFE_SECONDS;
use crate::base::Random;

/// Most bytes of a recording.
pub const SOUND_MAX: usize = 2_000_000;
/// Most bytes that wait at a time; more are asked to come back later.
const WAITING_MAX: usize = 64_000_000;

/// A recording that passed its checks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recording {
    /// Media type by content.
    pub media_type: &'static str,
    /// Content.
    pub bytes: Vec<u8>,
}

impl Recording {
    /// Looks at a file: sound and nothing else, cleaned of what recorders write beside it.
    ///
    /// # Errors
    /// [`MediaFault::TooBig`], [`MediaFault::NotASound`].
    pub fn check(bytes: &[u8]) -> Result<Self, MediaFault> {
        let sound = media::sound(bytes, SOUND_MAX)?;
        let media_type = sound.kind.media_type().ok_or(MediaFault::NotASound)?;
        Ok(Self { media_type, bytes: sound.bytes })
    }
}

struct Waiting {
    since: i64,
    recording: Recording,
}

/// Recordings between the first page and the last button, in this process's memory alone: nothing is stored before it.
#[derive(Default)]
pub struct SoundShelf(Mutex<HashMap<String, Waiting>>);

impl SoundShelf {
    fn with<T>(&self, work: impl FnOnce(&mut HashMap<String, Waiting>) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts a recording up at `now` (unix seconds) and returns the key to it; `None` when the shelf is full.
    pub fn put(&self, now: i64, random: &Random, recording: Recording) -> Option<String> {
        self.with(|waiting| {
            waiting.retain(|_, one| now - one.since < LIFE_SECONDS);
            let held: usize = waiting.values().map(|one| one.recording.bytes.len()).sum();
            if held + recording.bytes.len() > WAITING_MAX {
                return None;
            }
            let key = hex::encode(random.bytes::<16>());
            waiting.insert(key.clone(), Waiting { since: now, recording });
            Some(key)
        })
    }

    /// The recording behind a key, while it waits.
    pub fn find(&self, key: &str) -> Option<Recording> {
        self.with(|waiting| waiting.get(key).map(|one| one.recording.clone()))
    }

    /// True while the recording waits.
    pub fn has(&self, key: &str) -> bool {
        self.with(|waiting| waiting.contains_key(key))
    }

    /// Takes a recording down.
    pub fn remove(&self, key: &str) {
        self.with(|waiting| waiting.remove(key));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shelf_forgets_in_time_and_does_not_overflow() {
        let (shelf, random) = (SoundShelf::default(), Random::seeded(1));
        let recording = |size| Recording { media_type: "audio/ogg", bytes: vec![1; size] };
        let first = shelf.put(0, &random, recording(SOUND_MAX)).expect("room");
        assert_eq!(shelf.find(&first), Some(recording(SOUND_MAX)));
        for _ in 1..32 {
            assert!(shelf.put(1, &random, recording(SOUND_MAX)).is_some());
        }
        assert!(shelf.put(2, &random, recording(SOUND_MAX)).is_none(), "full");
        assert!(shelf.put(LIFE_SECONDS, &random, recording(1)).is_some(), "the first one's time is over");
        assert!(!shelf.has(&first));
    }
}
