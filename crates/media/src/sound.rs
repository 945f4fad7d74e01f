//! Recordings: told from their bytes, and cleaned of the place where they were made.

use crate::kind::{Kind, sniff};
use crate::{MediaFault, boxes, fault};

/// A recording that may be stored and served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sound {
    /// What it is; [`Kind::is_sound`] holds.
    pub kind: Kind,
    /// Its bytes. An M4A has its notes (place, device, names) blanked in place; other kinds are as they came.
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
    let mut bytes = bytes.to_vec();
    if kind == Kind::M4a {
        boxes::blank(&mut bytes);
    }
    Ok(Sound { kind, bytes })
}
