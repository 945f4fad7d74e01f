//! The voter guide and the ballot card preview as tagged PDF.
#![forbid(unsafe_code)]

mod fonts;

pub use fonts::fonts;
