//! PDF attachments: kept as they are, so refused when a reader could run something from them.
//! Names are read as a PDF reader reads them (`/J#61vaScript` too), inside compressed object streams as well.

use std::io::Read;

use flate2::read::ZlibDecoder;

use crate::kind::{Kind, sniff};
use crate::{MediaFault, fault, search};

/// Names that let a PDF act or carry files. An attached file needs no `/EmbeddedFile` of its own, so its other names count too.
const ACTING: [&str; 11] = [
    "/JavaScript",
    "/JS",
    "/Launch",
    "/EmbeddedFile",
    "/EmbeddedFiles",
    "/EF",
    "/AA",
    "/RichMedia",
    "/XFA",
    "/GoToE",
    "/ImportData",
];
/// Shorter names turn up by chance in compressed pictures, so inside streams only longer ones count.
const TOLD_BY_CHANCE: usize = 4;
/// Most bytes that the object streams of a file may unpack to, together.
const UNPACKED: u64 = 64 << 20;

/// Checks a PDF of at most `max_bytes` bytes. It may be stored and served as it is.
///
/// # Errors
/// [`MediaFault::TooBig`], [`MediaFault::NotAPaper`], [`MediaFault::Damaged`], [`MediaFault::HiddenFile`],
/// [`MediaFault::PdfWithScript`], [`MediaFault::PdfLocked`].
pub fn paper(bytes: &[u8], max_bytes: usize) -> Result<(), MediaFault> {
    fault::fits(bytes, max_bytes)?;
    if sniff(bytes) != Kind::Pdf {
        return Err(MediaFault::NotAPaper);
    }
    let end = search::find_last(bytes, b"%%EOF").ok_or(MediaFault::Damaged)?;
    if bytes.get(end..).is_some_and(search::holds_file) || search::ends_as_archive(bytes) {
        return Err(MediaFault::HiddenFile);
    }
    let mut room = UNPACKED;
    let mut rest = bytes;
    while let Some(from) = stream_start(rest) {
        let (open, packed) = rest.split_at(from);
        let length = search::find(packed, b"endstream").unwrap_or(packed.len());
        let (packed, behind) = packed.split_at(length);
        names(open, Place::Open)?;
        names(packed, Place::Stream)?;
        // The dictionary of a stream stands right before it.
        if dictionary(open).is_some_and(|head| has_name(head, "/ObjStm")) {
            names(&unpack(packed, &mut room)?, Place::Open)?;
        }
        rest = behind;
    }
    names(rest, Place::Open)
}

/// Where the content of the next stream begins.
fn stream_start(bytes: &[u8]) -> Option<usize> {
    memchr::memmem::find_iter(bytes, b"stream").map(|at| at + 6).find_map(|at| match bytes.get(at..)? {
        _ if bytes.get(..at - 6).is_some_and(|before| before.ends_with(b"end")) => None,
        [b'\r', b'\n', ..] => Some(at + 2),
        [b'\n' | b'\r', ..] => Some(at + 1),
        _ => None,
    })
}

/// The last object head in these bytes.
fn dictionary(open: &[u8]) -> Option<&[u8]> {
    open.get(search::find_last(open, b"obj")?..)
}

/// The objects of an object stream. Only plain Flate is read; what nobody can read here, nobody should open there.
fn unpack(packed: &[u8], room: &mut u64) -> Result<Vec<u8>, MediaFault> {
    let mut objects = Vec::new();
    let read = ZlibDecoder::new(packed).take(*room + 1).read_to_end(&mut objects);
    let size = u64::try_from(objects.len()).unwrap_or(u64::MAX);
    *room = room.checked_sub(size).ok_or(MediaFault::Damaged)?;
    read.map(|_| objects).map_err(|_| MediaFault::Damaged)
}

/// Where a name stands.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    /// Between the streams, or in an unpacked one: objects.
    Open,
    /// In a stream. A reader goes where the table of objects points, and that may be in here.
    Stream,
}

/// Refuses the names that act.
fn names(bytes: &[u8], place: Place) -> Result<(), MediaFault> {
    for at in memchr::memchr_iter(b'/', bytes) {
        let Some(rest) = bytes.get(at..) else { continue };
        let (name, length) = name(rest);
        let is = |wanted: &str| name == wanted.as_bytes();
        let acts = |wanted: &&str| is(wanted) && (place == Place::Open || wanted.len() > TOLD_BY_CHANCE);
        if let Some(name) = ACTING.into_iter().find(acts) {
            return Err(MediaFault::PdfWithScript { name });
        }
        if is("/OpenAction") && !is_place(rest.get(length..).unwrap_or_default()) {
            return Err(MediaFault::PdfWithScript { name: "/OpenAction" });
        }
        if is("/Encrypt") && place == Place::Open {
            return Err(MediaFault::PdfLocked);
        }
        if is("/ObjStm") && place == Place::Stream {
            return Err(MediaFault::HiddenFile);
        }
    }
    Ok(())
}

/// Office programs write `/OpenAction [page /Fit]`: the page to show first, which runs nothing.
fn is_place(rest: &[u8]) -> bool {
    rest.trim_ascii_start().first() == Some(&b'[')
}

fn has_name(bytes: &[u8], wanted: &str) -> bool {
    memchr::memchr_iter(b'/', bytes).any(|at| bytes.get(at..).is_some_and(|rest| name(rest).0 == wanted.as_bytes()))
}

/// The name in front, its escapes undone, and how many bytes it takes. Long ones are cut: none of ours is.
fn name(bytes: &[u8]) -> (Vec<u8>, usize) {
    let mut name = vec![b'/'];
    let mut at = 1;
    while let Some(byte) = bytes.get(at).filter(|_| name.len() < 24) {
        if byte.is_ascii_whitespace() || matches!(byte, 0 | b'/' | b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'%') {
            break;
        }
        let escaped = (*byte == b'#').then(|| bytes.get(at + 1..at + 3)).flatten().and_then(hexed);
        name.push(escaped.unwrap_or(*byte));
        at += if escaped.is_some() { 3 } else { 1 };
    }
    (name, at)
}

fn hexed(digits: &[u8]) -> Option<u8> {
    u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}
