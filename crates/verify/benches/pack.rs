//! A pack with 100,000 ballots: seconds for building, archiving and verifying it, and its size.
//! `cargo bench -p verify --bench pack` prints one line for each.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    dead_code,
    reason = "a benchmark reads the clock, stops at a fault, and borrows only a part of the tests' elections"
)]

#[path = "../tests/it/rng.rs"]
mod rng;
#[path = "../tests/it/world/mod.rs"]
mod world;

use std::time::Instant;

use world::honest::Scale;
use world::{World, keys};

/// Runs a step and prints how long it took.
fn timed<T>(what: &str, step: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let out = step();
    println!("{what:<10} {:>8.2} s", start.elapsed().as_secs_f64());
    out
}

fn main() {
    // Four passes in five cast.
    let scale = Scale { zones: 3..=3, passes: 41_700..=41_700, rule: Some("greedy_votes") };
    let world = timed("generate", || World::scaled(1, &scale));
    let ballots: u64 = world.zones.iter().map(|zone| zone.sheet.live).sum();
    println!("{:<10} {ballots:>8}\n{:<10} {:>8}", "ballots", "entries", world.ballots.len());
    let pack = timed("build", || world.pack());
    let archive = timed("archive", || pack.to_archive());
    println!("{:<10} {:>8.1} MB, {} files", "size", archive.len() as f64 / 1e6, pack.paths().count());
    let checks = timed("verify", || verify::pack::check(&archive, &keys::policy()));
    let failed: Vec<_> = checks.iter().filter(|check| !check.holds).collect();
    assert!(failed.is_empty(), "{failed:#?}");
}
