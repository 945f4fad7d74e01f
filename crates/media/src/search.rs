//! Looks for marks in bytes.

/// Where `mark` first stands.
pub fn find(bytes: &[u8], mark: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, mark)
}

/// Where `mark` last stands.
pub fn find_last(bytes: &[u8], mark: &[u8]) -> Option<usize> {
    memchr::memmem::rfind(bytes, mark)
}

/// Whether an archive, a PDF or a web page begins in these bytes, which should hold nothing.
pub fn holds_file(bytes: &[u8]) -> bool {
    let plain: [&[u8]; 7] = [b"PK\x03\x04", b"PK\x05\x06", b"%PDF-", b"Rar!\x1a", b"7z\xbc\xaf\x27\x1c", b"\x7fELF", b"<?php"];
    plain.iter().any(|mark| find(bytes, mark).is_some()) || holds_page(bytes)
}

/// Whether a web page begins in these bytes. Browsers read the marks in any case.
fn holds_page(bytes: &[u8]) -> bool {
    let marks: [&[u8]; 5] = [b"!doctype", b"html", b"script", b"svg", b"iframe"];
    memchr::memchr_iter(b'<', bytes).any(|at| {
        let rest = bytes.get(at + 1..).unwrap_or_default();
        marks.iter().any(|mark| rest.get(..mark.len()).is_some_and(|name| name.eq_ignore_ascii_case(mark)))
    })
}

/// Whether an archive program would open this file: its end record stands within the last 64 KiB.
pub fn ends_as_archive(bytes: &[u8]) -> bool {
    let from = bytes.len().saturating_sub(0xFFFF + 22);
    bytes.get(from..).is_some_and(|tail| find(tail, b"PK\x05\x06").is_some())
}
