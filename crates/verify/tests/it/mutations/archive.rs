//! Changes of the archive's bytes.

use super::{Change::Archive, Mutation, row};

pub const ALL: &[Mutation] = &[
    row(
        "a bit of the archive",
        "pack.archive",
        Archive(|bytes, rng| {
            let at = rng.below(bytes.len());
            bytes[at] ^= 1 << rng.below(8);
            // A bit inside a file makes a well-formed archive; the others are changes of files.
            pack::Pack::from_archive(bytes).is_err().then_some(())
        }),
    ),
    row(
        "the archive cut off",
        "pack.archive",
        Archive(|bytes, rng| {
            bytes.truncate(rng.below(bytes.len()));
            Some(())
        }),
    ),
    row(
        "a byte after the archive",
        "pack.archive",
        Archive(|bytes, _| {
            bytes.push(0);
            Some(())
        }),
    ),
    row(
        "a file with an owner",
        "pack.archive",
        Archive(|bytes, _| {
            let at = bytes.windows(8).position(|field| field == b"0000000\0")?;
            bytes[at + 6] = b'1';
            Some(())
        }),
    ),
];
