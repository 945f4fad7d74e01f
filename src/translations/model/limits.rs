//! How long a translated text may be: the field's own limit and two fifths more, because languages need different room. The
//! title stays at its limit, because the card on the ballot has one size.

use super::languages;
use crate::applications::SectionName;

/// Most characters of the words beside a picture.
const PICTURE_CHARS: usize = 300;
/// In a language without spaces so many characters count as a word.
const CHARS_OF_A_WORD: usize = 6;

/// The most that a text may hold; `words` is 0 where they are not limited or can't be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Characters.
    pub chars: usize,
    /// Words.
    pub words: usize,
}

/// What is wrong with the length of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LengthFault {
    /// Nothing is there.
    Empty,
    /// More characters than the limit: how many, and the limit.
    Chars(usize, usize),
    /// More words than the limit: how many, and the limit.
    Words(usize, usize),
}

/// The field of a proposal that a unit comes from: `cost-3` from the items of the cost table.
fn field_of(key: &str) -> Option<(usize, usize)> {
    let name = if key.starts_with("cost-") { "item" } else { key };
    let specs = SectionName::ALL.into_iter().flat_map(SectionName::fields);
    specs.into_iter().find(|spec| spec.name == name).map(|spec| (spec.max_chars, spec.max_words))
}

/// The limit of a unit in a language.
pub fn limit(key: &str, lang: &str) -> Limit {
    let (chars, words) = field_of(key).unwrap_or((PICTURE_CHARS, 0));
    if key == "title" {
        return Limit { chars, words: 0 };
    }
    let (chars, words) = (chars * 14 / 10, words * 14 / 10);
    let spaced = languages::find(lang).is_none_or(|language| language.spaced);
    match (words, spaced) {
        (0, _) | (_, true) => Limit { chars, words },
        (_, false) => Limit { chars: chars.min(words * CHARS_OF_A_WORD), words: 0 },
    }
}

/// What is wrong with the length of a unit's translation, if anything.
pub fn length_fault(key: &str, lang: &str, text: &str) -> Option<LengthFault> {
    let limit = limit(key, lang);
    let (chars, words) = (text.chars().count(), text.split_whitespace().count());
    if chars == 0 {
        Some(LengthFault::Empty)
    } else if chars > limit.chars {
        Some(LengthFault::Chars(chars, limit.chars))
    } else if limit.words > 0 && words > limit.words {
        Some(LengthFault::Words(words, limit.words))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_keeps_its_limit_and_other_texts_get_two_fifths_more() {
        assert_eq!(limit("title", "ru"), Limit { chars: 60, words: 0 });
        assert_eq!(limit("summary", "es"), Limit { chars: 840, words: 42 });
        assert_eq!(limit("summary", "km"), Limit { chars: 252, words: 0 });
        assert_eq!(limit(&format!("cost-{}", 3), "es"), Limit { chars: 168, words: 0 });
        assert_eq!(limit(&format!("photo-{}", 1), "es"), Limit { chars: 420, words: 0 });
    }

    #[test]
    fn a_fault_tells_how_much_and_how_much_may_be() {
        assert_eq!(length_fault("title", "ar", ""), Some(LengthFault::Empty));
        assert_eq!(length_fault("title", "ar", &"ا".repeat(61)), Some(LengthFault::Chars(61, 60)));
        assert_eq!(length_fault("summary", "es", &"uno ".repeat(43)), Some(LengthFault::Words(43, 42)));
        assert_eq!(length_fault("summary", "th", &"ก".repeat(252)), None);
    }
}
