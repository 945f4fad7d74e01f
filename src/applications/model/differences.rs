//! What changed between two versions of a text, word by word; pages say "added" and "removed", never by colour alone.

use similar::{ChangeTag, TextDiff};

/// A run of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// In both.
    Same(String),
    /// Only in the later one.
    Added(String),
    /// Only in the earlier one.
    Removed(String),
}

/// The pieces that lead from `earlier` to `later`, neighbours of one kind joined.
pub fn differences(earlier: &str, later: &str) -> Vec<Piece> {
    let diff = TextDiff::from_words(earlier, later);
    let mut pieces: Vec<Piece> = Vec::new();
    for change in diff.iter_all_changes() {
        let text = change.value();
        match (pieces.last_mut(), change.tag()) {
            (Some(Piece::Same(last)), ChangeTag::Equal)
            | (Some(Piece::Added(last)), ChangeTag::Insert)
            | (Some(Piece::Removed(last)), ChangeTag::Delete) => last.push_str(text),
            (_, ChangeTag::Equal) => pieces.push(Piece::Same(text.to_owned())),
            (_, ChangeTag::Insert) => pieces.push(Piece::Added(text.to_owned())),
            (_, ChangeTag::Delete) => pieces.push(Piece::Removed(text.to_owned())),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_that_changed_are_named() {
        let pieces = differences("The park opens in May.", "The park opens in early June.");
        assert!(pieces.contains(&Piece::Same("The park opens in ".to_owned())), "{pieces:?}");
        assert!(pieces.iter().any(|p| matches!(p, Piece::Added(text) if text.contains("June"))));
        assert!(pieces.iter().any(|p| matches!(p, Piece::Removed(text) if text.contains("May"))));
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_back(earlier in "[a-c \\n]{0,40}", later in "[a-c \\n]{0,40}") {
            let pieces = differences(&earlier, &later);
            let read = |skip_added: bool| pieces.iter().map(|piece| match piece {
                Piece::Same(text) => text.as_str(),
                Piece::Added(text) => if skip_added { "" } else { text },
                Piece::Removed(text) => if skip_added { text } else { "" },
            }).collect::<String>();
            prop_assert_eq!(read(true), earlier);
            prop_assert_eq!(read(false), later);
        }
    }
}
