//! Where each file of a pack stands.

use crate::log::LogName;
use ledger::tile::Tile;

/// What the pack is about: cycle, definition hash, logs, zones.
pub const FRONT: &str = "pack.json";
/// The frozen definition.
pub const DEFINITION: &str = "definition.json";
/// Voided ballots.
pub const VOIDS: &str = "voids.csv";
/// How to check the pack.
pub const INSTRUCTIONS: &str = "VERIFY.md";
/// SHA-256 of every other file.
pub const SUMS: &str = "SHA256SUMS";

/// Voter text of a proposal in a language.
pub fn text(zone: &str, number: u16, language: &str) -> String {
    format!("texts/{zone}/{number}.{language}.txt")
}

/// Newest checkpoint of a log.
pub fn checkpoint(log: LogName) -> String {
    format!("log/{log}/checkpoint")
}

/// A tile of a log.
pub fn tile(log: LogName, tile: &Tile) -> String {
    format!("log/{log}/{tile}")
}

/// Opened ballots of a zone, the form whose hash two openings compare.
pub fn opened(zone: &str) -> String {
    format!("opened/{zone}.txt")
}

/// Opened ballots of a zone as a table.
pub fn opened_csv(zone: &str) -> String {
    format!("opened/{zone}.csv")
}

/// Opened ballots and slate of a zone in the Pabulib format.
pub fn opened_pb(zone: &str) -> String {
    format!("opened/{zone}.pb")
}

/// Canvass sheet of a zone.
pub fn canvass(zone: &str) -> String {
    format!("canvass/{zone}.json")
}

/// Count record of a zone.
pub fn count(zone: &str, version: u32) -> String {
    format!("count/{zone}.v{version}.json")
}

/// Every step of the count of a zone.
pub fn trace(zone: &str, version: u32) -> String {
    format!("count/{zone}.v{version}.trace.json")
}

/// Whether a path may stand in a pack: parts of `A-Z a-z 0-9 . _ -` joined by `/`, none of them `.` or `..`;
/// last part at most 100 bytes, all before it at most 155, which is what a tar header holds.
pub(crate) fn is_allowed(path: &str) -> bool {
    let (before, last) = path.rsplit_once('/').unwrap_or(("", path));
    let part = |part: &str| {
        let plain = part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte));
        plain && !matches!(part, "" | "." | "..")
    };
    path.split('/').all(part) && last.len() <= 100 && before.len() <= 155
}
