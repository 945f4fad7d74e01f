//! Tiles: paths and widths of the specification's examples; a tree grown tile by tile gives the same
//! roots and proofs as the tree in memory.

use std::collections::BTreeMap;

use ledger::bundle::{self, BundleFault};
use ledger::proof::{consistency, inclusion};
use ledger::tile::{Tile, TileFault, TileKind, new_tiles};
use ledger::tile_tree::{TileNodes, TileWriter};
use ledger::tree::Nodes;
use proptest::prelude::*;

use crate::common::{leaves, tree};

#[test]
fn paths_of_the_specification() {
    let tile = Tile { kind: TileKind::Hashes(0), index: 1_234_067, width: 256 };
    assert_eq!(tile.to_string(), "tile/0/x001/x234/067");
    let samples = [
        (TileKind::Hashes(0), 0, 256, "tile/0/000"),
        (TileKind::Hashes(2), 0, 1, "tile/2/000.p/1"),
        (TileKind::Hashes(63), 999, 255, "tile/63/999.p/255"),
        (TileKind::Entries, 1000, 112, "tile/entries/x001/000.p/112"),
    ];
    for (kind, index, width, path) in samples {
        let tile = Tile { kind, index, width };
        assert_eq!(tile.to_string(), path);
        assert_eq!(path.parse(), Ok(tile));
    }
    let wrong = [
        "",
        "tile",
        "tile/0",
        "tile/0/",
        "tile/0/0",
        "tile/0/0000",
        "tile/00/000",
        "tile/64/000",
        "tile/0/001/000",
        "tile/0/x000/001",
        "tile/0/x001/x000",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/+01",
        "tile/data/000",
        "/tile/0/000",
        "tile/0/000/",
        "tile/0/../000",
        "tile/0/x18/x446/x744/x073/x709/551/616",
    ];
    for path in wrong {
        assert_eq!(path.parse::<Tile>(), Err(TileFault::Path), "{path}");
    }
}

/// "A tree of size 70,000 will be represented by 273 full level 0 tiles, one partial level 0 tile of width 112,
/// one full level 1 tile, one partial level 1 tile of width 17, and one partial level 2 tile of width 1."
#[test]
fn widths_of_the_specification() {
    let count = |kind, full| {
        let of_kind = new_tiles(0, 70_000).into_iter().filter(move |tile| tile.kind == kind && tile.is_full() == full);
        of_kind.map(|tile| tile.width).collect::<Vec<_>>()
    };
    assert_eq!(count(TileKind::Hashes(0), true).len(), 273);
    assert_eq!(count(TileKind::Hashes(0), false), [112]);
    assert_eq!(count(TileKind::Hashes(1), true).len(), 1);
    assert_eq!(count(TileKind::Hashes(1), false), [17]);
    assert_eq!(count(TileKind::Hashes(2), false), [1]);
    assert_eq!(count(TileKind::Entries, true).len(), 273);
    let paths: Vec<String> = new_tiles(0, 256).iter().map(Tile::to_string).collect();
    assert_eq!(paths, ["tile/0/000", "tile/1/000.p/1", "tile/entries/000"]);
    assert_eq!(new_tiles(256, 256), []);
    let paths: Vec<String> = new_tiles(255, 257).iter().map(Tile::to_string).collect();
    assert_eq!(paths, ["tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1", "tile/entries/000", "tile/entries/001.p/1"]);
}

#[test]
fn grown_in_steps_and_resumed() {
    let (all, whole) = (leaves(70_000), tree(70_000));
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut done = 0usize;
    for step in [1usize, 254, 1, 1, 300, 65_000, 4_443] {
        let read = |tile: &Tile| files.get(&tile.to_string()).cloned();
        let mut writer = TileWriter::resume(done as u64, read).unwrap();
        all[done..done + step].iter().for_each(|leaf| writer.append(*leaf));
        let tiles = writer.take_tiles();
        let mut paths: Vec<Tile> = tiles.iter().map(|(tile, _)| *tile).collect();
        paths.sort_unstable();
        let mut wanted = new_tiles(done as u64, (done + step) as u64);
        wanted.retain(|tile| tile.kind != TileKind::Entries);
        wanted.iter().for_each(|tile| assert!(paths.contains(tile), "{tile}"));
        files.extend(tiles.into_iter().map(|(tile, bytes)| (tile.to_string(), bytes)));
        done += step;
        assert_eq!(writer.size(), done as u64);
        assert_eq!(Some(writer.root()), whole.root_at(done as u64));
    }
    let read = |tile: &Tile| files.get(&tile.to_string()).cloned();
    let nodes = TileNodes::new(70_000, read);
    for index in [0, 1, 255, 256, 65_535, 65_536, 69_887, 69_999] {
        assert_eq!(inclusion(&nodes, index, 70_000), inclusion(&whole, index, 70_000));
    }
    for old in [1, 255, 256, 257, 65_536, 65_557, 69_999] {
        assert_eq!(consistency(&nodes, old, 70_000), consistency(&whole, old, 70_000));
    }
    let wider = |tile: &Tile| {
        let exact = files.get(&tile.to_string()).cloned();
        exact.or_else(|| files.get(&Tile { width: 256, ..*tile }.to_string()).cloned())
    };
    let older = TileNodes::new(600, wider);
    assert_eq!(inclusion(&older, 599, 600), inclusion(&whole, 599, 600));
    assert_eq!(nodes.node(0, 70_000), None);
    assert_eq!(nodes.node(64, 0), None);
    assert!(matches!(TileWriter::resume(70_001, read), Err(TileFault::Missing)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn paths_round_trip(index: u64, width in 1u16..=256, level in 0u8..64, entries: bool) {
        let kind = if entries { TileKind::Entries } else { TileKind::Hashes(level) };
        let tile = Tile { kind, index, width };
        prop_assert_eq!(tile.to_string().parse(), Ok(tile));
    }

    #[test]
    fn any_path_is_read_without_panic(path: String, tail in "[x0-9/.p]{0,40}") {
        let _ = path.parse::<Tile>();
        let _ = format!("tile/0/{tail}").parse::<Tile>();
    }

    #[test]
    fn bundles_round_trip(entries in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..40), 0..30)) {
        let bytes = bundle::encode(&entries).unwrap();
        let width = entries.len() as u16;
        prop_assert_eq!(bundle::decode(&bytes, width).unwrap(), entries);
        prop_assert_eq!(bundle::decode(&bytes, width + 1), Err(BundleFault::Malformed));
        if !bytes.is_empty() {
            prop_assert!(bundle::decode(&bytes[..bytes.len() - 1], width).is_err());
        }
    }
}

#[test]
fn an_entry_of_a_bundle_has_at_most_65535_bytes() {
    assert_eq!(bundle::encode(&[vec![0; 65_536]]), Err(BundleFault::TooLong));
    assert!(bundle::encode(&[vec![0; 65_535]]).is_ok());
}
