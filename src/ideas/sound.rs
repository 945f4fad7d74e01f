//! Recordings of ideas: what they are by their content, and where one waits while its giver answers the other pages.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use super::model::LIFE_SECONDS;
use crate::base::Random;

/// Most bytes of a recording.
pub const SOUND_MAX: usize = 2_000_000;
/// Most bytes that wait at a time; more are asked to come back later.
const WAITING_MAX: usize = 64_000_000;

/// The media type of a recording by its first bytes; what its sender calls it does not count.
pub fn sound_kind(bytes: &[u8]) -> Option<&'static str> {
    let at = |from: usize, sign: &[u8]| bytes.get(from..from + sign.len()) == Some(sign);
    let is_audio_brand =
        || [&b"M4A "[..], b"M4B ", b"mp41", b"mp42", b"isom", b"iso2", b"3gp4", b"3gp5"].iter().any(|b| at(8, b));
    // MPEG audio: eleven set bits, then a version and a layer that exist.
    let is_mpeg =
        || matches!(bytes, [0xFF, second, ..] if second & 0xE0 == 0xE0 && second & 0x18 != 0x08 && second & 0x06 == 0x02);
    if at(0, b"OggS") {
        Some("audio/ogg")
    } else if at(0, b"RIFF") && at(8, b"WAVE") {
        Some("audio/wav")
    } else if at(0, &[0x1A, 0x45, 0xDF, 0xA3]) {
        Some("audio/webm")
    } else if at(4, b"ftyp") && is_audio_brand() {
        Some("audio/mp4")
    } else if at(0, b"ID3") || is_mpeg() {
        Some("audio/mpeg")
    } else {
        None
    }
}

/// A recording that passed its checks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recording {
    /// Media type by content.
    pub media_type: &'static str,
    /// Content.
    pub bytes: Vec<u8>,
}

/// What is wrong with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SoundFault {
    /// No sound of a kind that browsers play.
    #[error("not a sound file")]
    NotASound,
    /// More than [`SOUND_MAX`] bytes.
    #[error("the recording is too large")]
    TooLarge,
}

impl Recording {
    /// Looks at a file.
    ///
    /// # Errors
    /// [`SoundFault`].
    pub fn check(bytes: Vec<u8>) -> Result<Self, SoundFault> {
        if bytes.len() > SOUND_MAX {
            return Err(SoundFault::TooLarge);
        }
        sound_kind(&bytes).map(|media_type| Self { media_type, bytes }).ok_or(SoundFault::NotASound)
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
    fn sounds_are_known_by_their_content() {
        for (start, expected) in [
            (&b"OggS\0\x02"[..], Some("audio/ogg")),
            (b"RIFF\x24\0\0\0WAVEfmt ", Some("audio/wav")),
            (b"RIFF\x24\0\0\0WEBPVP8 ", None),
            (b"\x1A\x45\xDF\xA3\x01", Some("audio/webm")),
            (b"\0\0\0\x1cftypM4A \0\0\0\0", Some("audio/mp4")),
            (b"\0\0\0\x1cftypheic\0\0\0\0", None),
            (b"ID3\x04\0", Some("audio/mpeg")),
            (b"\xFF\xFB\x90\x64", Some("audio/mpeg")),
            (b"\xFF\xD8\xFF\xE0", None),
            (b"<html><script>", None),
            (b"", None),
        ] {
            assert_eq!(sound_kind(start), expected, "{start:?}");
        }
    }

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
