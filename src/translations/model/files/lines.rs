//! Bytes to text: UTF-8 with or without its mark, no characters that no text has, and the line of what is wrong.

use super::{FaultKind, FileFault};

/// The line on which a byte stands, from 1.
pub(super) fn line_of(bytes: &[u8], at: usize) -> usize {
    bytes.iter().take(at).filter(|byte| **byte == b'\n').count() + 1
}

/// True for a character that may stand in a text: XML 1.0 says which.
pub(super) fn is_text(c: char) -> bool {
    !matches!(c, '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// The text of a file.
pub(super) fn text_of(bytes: &[u8]) -> Result<&str, FileFault> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\x1f\x8b") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(FileFault::at(1, FaultKind::Archive));
    }
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(FileFault::at(1, FaultKind::NotUtf8));
    }
    let text =
        std::str::from_utf8(bytes).map_err(|fault| FileFault::at(line_of(bytes, fault.valid_up_to()), FaultKind::NotUtf8))?;
    if let Some((at, _)) = text.char_indices().find(|(_, c)| !is_text(*c)) {
        return Err(FileFault::at(line_of(bytes, at), FaultKind::Control));
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() { Err(FileFault::at(1, FaultKind::Nothing)) } else { Ok(text) }
}

/// A text as it is compared and stored: one kind of line end, nothing around it, no characters that no text has.
pub fn plain(text: &str) -> String {
    let one_end = text.replace("\r\n", "\n").replace('\r', "\n");
    one_end.chars().filter(|c| is_text(*c)).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_of_what_is_wrong_is_named() {
        assert_eq!(text_of(b"a\nb\n\xff"), Err(FileFault::at(3, FaultKind::NotUtf8)));
        assert_eq!(text_of(b"a\nb\0"), Err(FileFault::at(2, FaultKind::Control)));
        assert_eq!(text_of(b"PK\x03\x04rest"), Err(FileFault::at(1, FaultKind::Archive)));
        assert_eq!(text_of(b"\xff\xfea\0"), Err(FileFault::at(1, FaultKind::NotUtf8)));
        assert_eq!(text_of(b" \n"), Err(FileFault::at(1, FaultKind::Nothing)));
        assert_eq!(text_of("\u{feff}ñ".as_bytes()), Ok("ñ"));
    }

    #[test]
    fn a_text_is_the_same_after_another_program_changed_its_line_ends() {
        assert_eq!(plain(" a\r\nb\rc\u{b} "), "a\nb\nc");
    }
}
