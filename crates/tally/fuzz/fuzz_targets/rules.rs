//! `cargo +nightly fuzz run rules` in `crates/tally`: an election made of any bytes, by every rule.
#![no_main]

#[path = "../checks.rs"]
mod checks;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    checks::rules(bytes);
});
