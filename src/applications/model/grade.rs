//! Reading grade of English words, as advice to those who write: Flesch and Kincaid (1975), in tenths of a grade.

/// The grade that a proposal's texts should not pass, in tenths (ux.md B0, writing rules).
pub const GRADE_WANTED: i64 = 60;

fn syllables(word: &str) -> i64 {
    let letters: Vec<char> = word.to_lowercase().chars().filter(|c| c.is_alphabetic()).collect();
    let is_vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'á' | 'é' | 'í' | 'ó' | 'ú');
    let mut count = 0;
    let mut before = false;
    for letter in &letters {
        let vowel = is_vowel(*letter);
        count += i64::from(vowel && !before);
        before = vowel;
    }
    let silent_e = letters.len() > 2 && letters.ends_with(&['e']) && !letters.ends_with(&['l', 'e']);
    (count - i64::from(silent_e && count > 1)).max(1)
}

/// The grade in tenths; nothing for fewer than ten words, where it means little.
pub fn grade(text: &str) -> Option<i64> {
    let words: Vec<&str> = text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).collect();
    if words.len() < 10 {
        return None;
    }
    let count = i64::try_from(words.len()).ok()?;
    let ends = text.split(['.', '!', '?', '\n']).filter(|part| part.split_whitespace().count() > 1).count().max(1);
    let sentences = i64::try_from(ends).ok()?;
    let spoken: i64 = words.iter().map(|word| syllables(word)).sum();
    // 0.39 words per sentence + 11.8 syllables per word - 15.59, a hundred times as large.
    let hundredths = 39 * count / sentences + 1180 * spoken / count - 1559;
    Some((hundredths / 10).max(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_are_low_and_office_words_high() {
        let plain = "We will fix the park. Kids can play there after school. There will be new trees and a safe path.";
        let office = "Implementation of comprehensive multidisciplinary infrastructure rehabilitation facilitates intergenerational recreational opportunities throughout underserved municipal neighborhoods.";
        assert!(grade(plain).is_some_and(|g| g <= 40), "{:?}", grade(plain));
        assert!(grade(office).is_some_and(|g| g >= 200), "{:?}", grade(office));
        assert_eq!(grade("Too short."), None);
    }
}
