//! Canonical tar (POSIX ustar): regular files in byte order of their paths, mode 0644, no owner, no time.

use std::collections::BTreeMap;

const BLOCK: usize = 512;
/// Longest path that goes into the name field; a longer one is split at its last slash.
const MAX_NAME: usize = 100;

/// The tar file.
pub(super) fn write(files: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let size: usize = files.values().map(|bytes| BLOCK + bytes.len().next_multiple_of(BLOCK)).sum();
    let mut out = Vec::with_capacity(size + 2 * BLOCK);
    for (path, bytes) in files {
        out.extend_from_slice(&header(path, bytes.len()));
        out.extend_from_slice(bytes);
        out.resize(out.len().next_multiple_of(BLOCK), 0);
    }
    out.resize(out.len() + 2 * BLOCK, 0);
    out
}

fn header(path: &str, size: usize) -> [u8; BLOCK] {
    let (prefix, name) = match path.rsplit_once('/') {
        Some(parts) if path.len() > MAX_NAME => parts,
        _ => ("", path),
    };
    let mut block = [0; BLOCK];
    put(&mut block, 0, name.as_bytes());
    put(&mut block, 100, b"0000644\x000000000\x000000000\0");
    put(&mut block, 124, format!("{size:011o}\0").as_bytes());
    put(&mut block, 136, b"00000000000\0        0");
    put(&mut block, 257, b"ustar\x0000");
    put(&mut block, 329, b"0000000\x000000000\0");
    put(&mut block, 345, prefix.as_bytes());
    // The sum is taken with its own field as eight spaces.
    let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
    put(&mut block, 148, format!("{sum:06o}\0 ").as_bytes());
    block
}

fn put(block: &mut [u8; BLOCK], at: usize, bytes: &[u8]) {
    block.iter_mut().skip(at).zip(bytes).for_each(|(to, from)| *to = *from);
}

/// The files; the caller writes them again and compares, so only what is needed to find them is read here.
/// Error: offset of the header that cannot be read.
pub(super) fn read(tar: &[u8]) -> Result<BTreeMap<String, Vec<u8>>, usize> {
    let (mut files, mut at) = (BTreeMap::new(), 0);
    loop {
        let block: &[u8; BLOCK] = tar.get(at..).and_then(<[u8]>::first_chunk).ok_or(at)?;
        if block.iter().all(|byte| *byte == 0) {
            return Ok(files);
        }
        let (path, size) = read_header(block).ok_or(at)?;
        let start = at + BLOCK;
        let bytes = start.checked_add(size).and_then(|end| tar.get(start..end)).ok_or(at)?;
        if files.insert(path, bytes.to_vec()).is_some() {
            return Err(at);
        }
        at = start + size.next_multiple_of(BLOCK);
    }
}

fn read_header(block: &[u8; BLOCK]) -> Option<(String, usize)> {
    let text = |from: usize, to: usize| {
        let field = block.get(from..to)?.split(|byte| *byte == 0).next()?;
        std::str::from_utf8(field).ok()
    };
    let (name, prefix) = (text(0, 100)?, text(345, 500)?);
    let path = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}/{name}") };
    let size = usize::from_str_radix(text(124, 136)?, 8).ok()?;
    (crate::paths::is_allowed(&path)).then_some((path, size))
}
