//! The fuzz targets for a short while, the same on every run: over their corpus, the other small files of the
//! tests, and some thousand changes of these.

#[path = "../../fuzz/checks.rs"]
mod checks;

use std::path::Path;

/// A small generator: the same numbers on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n.max(1)
    }
}

/// The files of these folders, by name.
fn seeds(folders: &[&str]) -> Vec<Vec<u8>> {
    let mut paths = Vec::new();
    for folder in folders {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        paths.extend(std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()));
    }
    paths.sort();
    paths.iter().map(|p| std::fs::read(p).unwrap()).filter(|b| b.len() < 4000).collect()
}

/// One to three changes: a byte, a cut, a repetition, or a piece of the format where it does not belong.
fn changed(seed: &[u8], r: &mut Random) -> Vec<u8> {
    const PIECES: [&[u8]; 16] = [
        b";",
        b",",
        b"\"",
        b"\n",
        b"\r\n",
        b"META\n",
        b"VOTES\n",
        b"PROJECTS\n",
        b"-1",
        b"99999999999999999999",
        b"0.5",
        b"None",
        b" ",
        b"\xff",
        b"\0",
        b"\xef\xbb\xbf",
    ];
    let mut bytes = seed.to_vec();
    for _ in 0..1 + r.below(3) {
        let at = r.below(bytes.len());
        let to = (at + r.below(30)).min(bytes.len());
        match r.below(4) {
            0 => bytes.get_mut(at).into_iter().for_each(|b| *b ^= 1 << r.below(8)),
            1 => drop(bytes.drain(at..to)),
            2 => {
                let copy = bytes[at.min(to)..to].to_vec();
                let place = r.below(bytes.len());
                bytes.splice(place..place, copy);
            }
            _ => drop(bytes.splice(at..at, PIECES[r.below(PIECES.len())].iter().copied())),
        }
    }
    bytes
}

#[test]
fn any_bytes_are_read_or_refused_with_advice() {
    let seeds = seeds(&["fuzz/corpus/read", "tests/it/reader_corpus", "tests/it/faults", "tests/data"]);
    let mut r = Random(7);
    let (read, refused): (Vec<_>, Vec<_>) = seeds.into_iter().partition(|s| checks::read(s));
    let mut well = 0;
    for _ in 0..4000 {
        well += usize::from(checks::read(&changed(&read[r.below(read.len())], &mut r)));
    }
    for _ in 0..1000 {
        checks::read(&changed(&refused[r.below(refused.len())], &mut r));
    }
    assert!(well > 100, "nearly all inputs are refused, {well} are not: the changes test nothing else");
}

#[test]
fn any_small_election_is_counted_by_every_rule() {
    let mut r = Random(11);
    let seeds = seeds(&["fuzz/corpus/rules"]);
    for seed in &seeds {
        checks::rules(seed);
        for _ in 0..20 {
            checks::rules(&changed(seed, &mut r));
        }
    }
    for _ in 0..400 {
        let length = 20 + r.below(60);
        let bytes: Vec<u8> = (0..length).map(|_| u8::try_from(r.below(256)).unwrap()).collect();
        checks::rules(&bytes);
    }
}
