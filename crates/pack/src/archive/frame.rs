//! One Zstandard frame (RFC 8878) that stores and does not compress: raw blocks of 128 KiB behind a fixed header.

/// Magic number, then a frame header descriptor that says: content size in eight bytes, window descriptor, no checksum,
/// no dictionary; then the descriptor of a window of 128 KiB, so that a reader needs little memory.
const HEAD: [u8; 6] = [0x28, 0xB5, 0x2F, 0xFD, 0xC0, 0x38];
/// Content of every block but the last; the largest that a block may have.
const BLOCK: usize = 128 << 10;

/// The frame around `content`.
pub(super) fn write(content: &[u8]) -> Vec<u8> {
    let blocks = content.len().div_ceil(BLOCK);
    let mut out = Vec::with_capacity(content.len() + 3 * blocks + 17);
    out.extend_from_slice(&HEAD);
    out.extend_from_slice(&(content.len() as u64).to_le_bytes());
    let mut rest = content;
    loop {
        let (block, tail) = rest.split_at(rest.len().min(BLOCK));
        out.extend_from_slice(&header(block.len(), tail.is_empty()));
        out.extend_from_slice(block);
        if tail.is_empty() {
            return out;
        }
        rest = tail;
    }
}

/// Bit 0: last block; bits 1 and 2: type, 0 is raw; above: size. Little-endian.
fn header(size: usize, last: bool) -> [u8; 3] {
    let [a, b, c, ..] = ((size << 3) | usize::from(last)).to_le_bytes();
    [a, b, c]
}

/// The content; accepts exactly what [`write()`] gives.
pub(super) fn read(frame: &[u8]) -> Option<Vec<u8>> {
    let rest = frame.strip_prefix(&HEAD)?;
    let (size, mut rest) = rest.split_first_chunk::<8>()?;
    let size = usize::try_from(u64::from_le_bytes(*size)).ok().filter(|size| *size <= frame.len())?;
    let mut out = Vec::with_capacity(size);
    loop {
        let left = size - out.len();
        let (head, tail) = rest.split_first_chunk::<3>()?;
        if *head != header(left.min(BLOCK), left <= BLOCK) {
            return None;
        }
        let (block, tail) = tail.split_at_checked(left.min(BLOCK))?;
        out.extend_from_slice(block);
        if left <= BLOCK {
            return tail.is_empty().then_some(out);
        }
        rest = tail;
    }
}
