//! Walks the outside of a picture file: where it ends, whether it moves, and what stands behind its end.
//! Decoders stop at the end of the picture, or forgive a missing one; here neither passes.

use crate::kind::Kind;
use crate::{MediaFault, search};

/// Checks that a picture is whole, stands still, and hides no second file behind its end.
/// Phones do put things there (a second JPEG, a short film), and those are dropped when it is written anew.
pub fn check(kind: Kind, bytes: &[u8]) -> Result<(), MediaFault> {
    let end = match kind {
        Kind::Jpeg => jpeg_end(bytes),
        Kind::Png => png_end(bytes)?,
        Kind::WebP => webp_end(bytes)?,
        _ => return Err(MediaFault::NotAPicture),
    };
    let behind = end.and_then(|end| bytes.get(end..)).ok_or(MediaFault::Damaged)?;
    if search::holds_file(behind) { Err(MediaFault::HiddenFile) } else { Ok(()) }
}

/// Where a JPEG ends, behind its end mark.
fn jpeg_end(bytes: &[u8]) -> Option<usize> {
    let mut at = 2;
    loop {
        at += memchr::memchr(0xFF, bytes.get(at..)?)?;
        while *bytes.get(at)? == 0xFF {
            at += 1;
        }
        let marker = *bytes.get(at)?;
        at += 1;
        match marker {
            0xD9 => return Some(at),
            // Stuffed bytes and restarts are part of the picture's data, and stray ones are no segments either.
            0x00 | 0x01 | 0xD0..=0xD8 => {}
            _ => at += usize::from(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?)).max(2),
        }
    }
}

/// Where a PNG ends, behind its last chunk.
fn png_end(bytes: &[u8]) -> Result<Option<usize>, MediaFault> {
    let mut at = 8_usize;
    loop {
        let Some((length, name)) = bytes.get(at..).and_then(chunk) else { return Ok(None) };
        match &name {
            b"acTL" => return Err(MediaFault::Animated),
            b"IEND" => return Ok(Some(at + 12)),
            _ => at = at.saturating_add(12).saturating_add(length),
        }
    }
}

/// Where a WebP ends, by the length in its head.
fn webp_end(bytes: &[u8]) -> Result<Option<usize>, MediaFault> {
    const MOVES: u8 = 2;
    if bytes.get(12..16) == Some(b"VP8X") && bytes.get(20).is_some_and(|flags| flags & MOVES != 0) {
        return Err(MediaFault::Animated);
    }
    let length = bytes.get(4..8).and_then(|size| size.try_into().ok()).map(u32::from_le_bytes);
    Ok(length.and_then(|length| usize::try_from(length).ok()).map(|length| length.saturating_add(8)))
}

/// Length and name of a PNG chunk.
fn chunk(bytes: &[u8]) -> Option<(usize, [u8; 4])> {
    let length = u32::from_be_bytes(bytes.get(..4)?.try_into().ok()?);
    Some((usize::try_from(length).ok()?, bytes.get(4..8)?.try_into().ok()?))
}

/// Bytes of working memory that decoding takes for each pixel beside the decoded picture itself.
/// A progressive JPEG keeps every coefficient until its last scan.
pub fn extra_per_pixel(kind: Kind, bytes: &[u8]) -> u64 {
    match kind {
        Kind::Jpeg if is_progressive(bytes) => 6,
        Kind::WebP => 4,
        _ => 0,
    }
}

/// Whether the first frame head of a JPEG says progressive.
fn is_progressive(bytes: &[u8]) -> bool {
    let mut at = 2;
    loop {
        let Some(&[0xFF, marker, high, low]) = bytes.get(at..at + 4) else { return true };
        match marker {
            0xC0 | 0xC1 => return false,
            // Anything unclear counts as the kind that needs more.
            0xC2 | 0xDA => return true,
            _ => at += 2 + usize::from(u16::from_be_bytes([high, low])),
        }
    }
}
