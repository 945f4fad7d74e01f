//! `cargo +nightly fuzz run read` in `crates/tally`: any bytes as a `.pb` file.
#![no_main]

#[path = "../checks.rs"]
mod checks;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    checks::read(bytes);
});
