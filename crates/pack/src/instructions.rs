//! `VERIFY.md`: how to check the pack, for somebody who has nothing but the file.

/// The text, with the cycle filled in.
pub fn instructions(cycle: &str) -> String {
    include_str!("VERIFY.md").replace("{cycle}", cycle)
}
