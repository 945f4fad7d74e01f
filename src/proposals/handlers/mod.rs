//! HTTP of proposals.

pub mod notices;
pub mod public;
