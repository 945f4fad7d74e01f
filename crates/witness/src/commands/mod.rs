//! The commands. Each gives its exit code, or a sentence about bad usage or unreadable input.

mod compare;
mod follow;
mod keygen;
mod serve;

pub use compare::Compare;
pub use follow::Follow;
pub use keygen::Keygen;
pub use serve::Serve;

use std::path::Path;

/// A text file. Error: a sentence with its name.
fn read_text(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}
