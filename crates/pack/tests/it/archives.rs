//! The archive is a pure function of its files, and any standard program can unpack it.

use std::process::{Command, Stdio};

use pack::{ArchiveFault, Pack};
use proptest::prelude::*;

use crate::TINY;

fn pack(files: &[(&str, usize)]) -> Pack {
    let mut pack = Pack::new();
    for (at, (path, size)) in files.iter().enumerate() {
        let byte = |place: usize| (place * 7 + at) as u8;
        pack.insert(*path, (0..*size).map(byte).collect::<Vec<u8>>()).unwrap();
    }
    pack
}

/// A path of 150 bytes, which no name field of a tar header holds.
fn long() -> String {
    format!("{}/{}/{}", "a".repeat(60), "b".repeat(60), "c".repeat(28))
}

#[test]
fn an_archive_gives_back_its_files() {
    let long = long();
    for files in [&[][..], &[("a", 0)], &[("b/c", 511), ("b-d", 512), ("b.txt", 513)], &[(&long, 3)], &[("big", 300_000)]] {
        let pack = pack(files);
        assert_eq!(Pack::from_archive(&pack.to_archive()), Ok(pack));
    }
    let tiny = Pack::from_archive(TINY).unwrap();
    assert!(tiny.to_archive() == TINY);
    assert_eq!(tiny.get("SHA256SUMS").unwrap(), tiny.sums().as_bytes());
}

#[test]
fn every_flipped_bit_is_refused_or_is_in_a_file() {
    let small = pack(&[("a/b", 5), ("c", 600)]);
    let archive = small.to_archive();
    for at in 0..archive.len() * 8 {
        let mut changed = archive.clone();
        changed[at / 8] ^= 1 << (at % 8);
        if let Ok(other) = Pack::from_archive(&changed) {
            assert!(other != small && other.to_archive() == changed, "bit {at}");
        }
    }
}

#[test]
fn what_is_not_an_archive_is_refused() {
    let archive = pack(&[("a", 5)]).to_archive();
    for length in 0..archive.len() {
        assert!(Pack::from_archive(&archive[..length]).is_err(), "{length}");
    }
    assert_eq!(Pack::from_archive(&[archive.as_slice(), &[0]].concat()), Err(ArchiveFault::Frame));
}

#[test]
fn paths_cannot_leave_the_folder() {
    let mut pack = Pack::new();
    for wrong in [
        "",
        "/a",
        "a/",
        "a//b",
        ".",
        "..",
        "a/../b",
        "a b",
        "ä",
        "a\\b",
        "a\0",
        &"x".repeat(101),
        &format!("{}/a", "y".repeat(156)),
    ] {
        assert!(pack.insert(wrong, *b"x").is_err(), "{wrong}");
    }
    for right in ["a", ".a", "a..b", &"x".repeat(100), &long()] {
        assert!(pack.insert(right, *b"x").is_ok(), "{right}");
    }
}

#[test]
fn standard_programs_unpack_it() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let (file, long) = (folder.join("standard.tar.zst"), long());
    std::fs::write(&file, pack(&[("a/b", 5), ("big", 300_000), (&long, 3)]).to_archive()).unwrap();
    let Ok(mut zstd) = Command::new("zstd").args(["-dc"]).arg(&file).stdout(Stdio::piped()).spawn() else {
        println!("skipped: zstd is not installed");
        return;
    };
    let tar = Command::new("tar").args(["-tv", "--numeric-owner"]).stdin(zstd.stdout.take().unwrap()).output().unwrap();
    assert!(zstd.wait().unwrap().success() && tar.status.success(), "{}", String::from_utf8_lossy(&tar.stderr));
    let listed = String::from_utf8(tar.stdout).unwrap();
    let names: Vec<&str> = listed.lines().filter_map(|line| line.rsplit(' ').next()).collect();
    assert_eq!(names, ["a/b", &long, "big"].map(|name| name), "{listed}");
    assert!(listed.lines().all(|line| line.starts_with("-rw-r--r-- 0/0 ")), "{listed}");
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_panic(mut bytes in proptest::collection::vec(any::<u8>(), 0..2000), size in 0u64..2000) {
        let head = [&[0x28, 0xB5, 0x2F, 0xFD, 0xC0, 0x38][..], &size.to_le_bytes()].concat();
        let _ = Pack::from_archive(&bytes);
        bytes.splice(..0, head);
        let _ = Pack::from_archive(&bytes);
    }

    #[test]
    fn a_changed_header_never_panics(at in 0usize..1100, byte in any::<u8>()) {
        let mut archive = pack(&[("a/b", 5)]).to_archive();
        archive[at] = byte;
        let _ = Pack::from_archive(&archive);
    }
}
