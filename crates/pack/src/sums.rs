//! `SHA256SUMS`: hash, two spaces, path, for every other file in byte order of the paths.

use std::collections::BTreeMap;

use ballot::Digest;

use crate::paths::SUMS;

pub(crate) fn of(files: &BTreeMap<String, Vec<u8>>) -> String {
    let others = files.iter().filter(|(path, _)| *path != SUMS);
    others.map(|(path, bytes)| format!("{}  {path}\n", Digest::of(bytes))).collect()
}
