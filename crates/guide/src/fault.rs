//! Why no PDF is made.

/// Why a guide cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GuideFault {
    /// No font was given, or none that can be read.
    #[error("no font that can be read: give a TrueType font")]
    NoFont,
    /// No given font has a character. An empty box in print tells nobody anything.
    #[error("no font has the character {glyph:?} in {text:?}: give a font that has it, or change the text")]
    MissingGlyph {
        /// The character.
        glyph: char,
        /// The text it stands in.
        text: String,
    },
    /// A guide needs a title and a language.
    #[error("a guide needs a title and a language: give both")]
    Untitled,
    /// The PDF breaks a rule of accessible PDF, or could not be written.
    #[error("the PDF could not be written: {0}")]
    Write(String),
}
