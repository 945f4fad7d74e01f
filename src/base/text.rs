//! Text typed by people: trimmed, without control characters, and no longer than the place it goes to.

/// Why a text was refused; the page words it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextFault {
    /// Nothing was typed.
    #[error("empty")]
    Empty,
    /// More characters than allowed.
    #[error("longer than {0} characters")]
    TooLong(usize),
}

/// One line of text: surrounding space removed, inner runs of white space and control characters made one space.
///
/// # Errors
/// [`TextFault`] when nothing is left or more than `max` characters are.
pub fn one_line(raw: &str, max: usize) -> Result<String, TextFault> {
    let cleaned =
        raw.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    match cleaned.chars().count() {
        0 => Err(TextFault::Empty),
        n if n > max => Err(TextFault::TooLong(max)),
        _ => Ok(cleaned),
    }
}

/// Several lines of text: surrounding space removed, line ends as one sign, other control characters dropped.
///
/// # Errors
/// [`TextFault`] when nothing is left or more than `max` characters are.
pub fn paragraphs(raw: &str, max: usize) -> Result<String, TextFault> {
    let plain: String = raw.replace("\r\n", "\n").chars().filter(|c| *c == '\n' || !c.is_control()).collect();
    let cleaned = plain.trim();
    match cleaned.chars().count() {
        0 => Err(TextFault::Empty),
        n if n > max => Err(TextFault::TooLong(max)),
        _ => Ok(cleaned.to_owned()),
    }
}

/// The characters that fold together when an address or a name is looked up: lower case, accents dropped, punctuation as space.
pub fn folded(raw: &str) -> String {
    let plain: String = raw.to_lowercase().chars().map(plain_letter).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn plain_letter(c: char) -> char {
    match c {
        'á' | 'à' | 'ä' | 'â' => 'a',
        'é' | 'è' | 'ë' | 'ê' => 'e',
        'í' | 'ì' | 'ï' | 'î' => 'i',
        'ó' | 'ò' | 'ö' | 'ô' => 'o',
        'ú' | 'ù' | 'ü' | 'û' => 'u',
        'ñ' => 'n',
        '&' => '&',
        c if c.is_alphanumeric() => c,
        _ => ' ',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_cleaned_and_measured() {
        assert_eq!(one_line("  a\t b\u{0}c ", 10), Ok("a b c".to_owned()));
        assert_eq!(one_line(" \n ", 10), Err(TextFault::Empty));
        assert_eq!(one_line("abcd", 3), Err(TextFault::TooLong(3)));
    }

    #[test]
    fn paragraphs_keep_their_lines_and_nothing_else() {
        assert_eq!(paragraphs(" a\r\nb\u{7}\n ", 10), Ok("a\nb".to_owned()));
        assert_eq!(paragraphs("\r\n", 10), Err(TextFault::Empty));
        assert_eq!(paragraphs("abcd", 3), Err(TextFault::TooLong(3)));
    }

    #[test]
    fn accents_and_punctuation_do_not_matter_when_looking_up() {
        assert_eq!(folded("César E. Chávez  Ave."), "cesar e chavez ave");
    }
}
