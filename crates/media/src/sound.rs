//! Recordings: told from their bytes, and cleaned of the place where they were made.

use crate::kind::{Kind, sniff};
use crate::{MediaFault, boxes, fault};

/// A recording that may be stored and served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sound {
    /// What it is; [`Kind::is_sound`] holds.
    pub kind: Kind,
    /// Its bytes. An M4A has its notes (place, device, names) blanked in place, an MP3 has its tags cut off; other
    /// kinds are as they came.
    pub bytes: Vec<u8>,
}

/// Takes a recording of at most `max_bytes` bytes. The sound itself is not decoded.
///
/// # Errors
/// [`MediaFault::TooBig`], [`MediaFault::NotASound`].
pub fn sound(bytes: &[u8], max_bytes: usize) -> Result<Sound, MediaFault> {
    fault::fits(bytes, max_bytes)?;
    let kind = sniff(bytes);
    if !kind.is_sound() {
        return Err(MediaFault::NotASound);
    }
    let frames = if kind == Kind::Mp3 { without_tags(bytes) } else { bytes };
    if sniff(frames) != kind {
        return Err(MediaFault::NotASound); // A tag with no sound behind it.
    }
    let mut bytes = frames.to_vec();
    if kind == Kind::M4a {
        boxes::blank(&mut bytes);
    }
    Ok(Sound { kind, bytes })
}

/// The frames of an MP3 between its ID3 tags (<https://id3.org/id3v2.4.0-structure> 3.1: four sizes of seven bits each).
fn without_tags(bytes: &[u8]) -> &[u8] {
    let mut rest = bytes;
    while let [b'I', b'D', b'3', _, _, flags, sizes @ ..] = rest
        && let &[a, b, c, d, ..] = sizes
    {
        let size = [a, b, c, d].into_iter().fold(0_usize, |sum, seven| sum << 7 | usize::from(seven & 0x7F));
        let footer = if flags & 0x10 == 0 { 0 } else { 10 };
        rest = rest.get(10 + size + footer..).unwrap_or_default();
    }
    match rest.len().checked_sub(128).and_then(|at| rest.split_at_checked(at)) {
        Some((frames, tail)) if tail.starts_with(b"TAG") => frames,
        _ => rest,
    }
}
