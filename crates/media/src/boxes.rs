//! The boxes of an MP4 file: is it sound alone, and blank the ones that tell where and by whom it was recorded.

/// A box: its name and where that stands, where its content begins and where it ends.
struct Part {
    name: [u8; 4],
    named: usize,
    from: usize,
    to: usize,
}

/// The boxes in a stretch of the file, as far as they can be read.
fn parts(bytes: &[u8], from: usize, to: usize) -> Vec<Part> {
    let mut found = Vec::new();
    let mut at = from;
    while let Some(part) = part(bytes, at, to) {
        at = part.to;
        found.push(part);
    }
    found
}

fn part(bytes: &[u8], at: usize, end: usize) -> Option<Part> {
    let head = bytes.get(at..end.min(bytes.len()))?;
    let short = u32::from_be_bytes(head.get(..4)?.try_into().ok()?);
    let name = head.get(4..8)?.try_into().ok()?;
    let (skip, size) = match short {
        0 => (8, end - at),
        1 => (16, usize::try_from(u64::from_be_bytes(head.get(8..16)?.try_into().ok()?)).ok()?),
        size => (8, usize::try_from(size).ok()?),
    };
    let to = at.checked_add(size).filter(|to| *to <= end && size >= skip)?;
    Some(Part { name, named: at + 4, from: at + skip, to })
}

/// The tracks' handlers: `soun`, `vide`, ...
fn handlers(bytes: &[u8]) -> Vec<[u8; 4]> {
    let within = |parent: &Part, name: &[u8; 4]| -> Vec<Part> {
        parts(bytes, parent.from, parent.to).into_iter().filter(|part| part.name == *name).collect()
    };
    let tracks = parts(bytes, 0, bytes.len()).into_iter().filter(|part| part.name == *b"moov");
    let tracks = tracks.flat_map(|movie| within(&movie, b"trak"));
    let heads = tracks.flat_map(|track| within(&track, b"mdia")).flat_map(|media| within(&media, b"hdlr"));
    heads.filter_map(|head| bytes.get(head.from + 8..head.from + 12)?.try_into().ok()).collect()
}

/// Whether the file has a track of sound and none of pictures.
pub fn is_sound(bytes: &[u8]) -> bool {
    let handlers = handlers(bytes);
    handlers.contains(b"soun") && !handlers.iter().any(|kind| matches!(kind, b"vide" | b"pict" | b"auxv"))
}

/// Blanks what recorders write beside the sound: place, device, names, free notes. No byte moves, so every offset holds.
pub fn blank(bytes: &mut [u8]) {
    blank_in(bytes, 0, bytes.len(), 0);
}

fn blank_in(bytes: &mut [u8], from: usize, to: usize, depth: u8) {
    for part in parts(bytes, from, to) {
        match &part.name {
            b"moov" | b"trak" if depth < 2 => blank_in(bytes, part.from, part.to, depth + 1),
            b"udta" | b"meta" | b"uuid" | b"free" | b"skip" => {
                if let Some(name) = bytes.get_mut(part.named..part.named + 4) {
                    name.copy_from_slice(b"free");
                }
                if let Some(content) = bytes.get_mut(part.from..part.to) {
                    content.fill(0);
                }
            }
            _ => {}
        }
    }
}
