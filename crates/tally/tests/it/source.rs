//! Reads the crate's own source: no floats, no clock, no panics on input, every file introduces itself.

use std::path::{Path, PathBuf};

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|x| x == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn no_floats_no_clock_no_randomness() {
    let mut found = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    assert!(found.len() > 30);
    for path in found {
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("//! "), "{}: starts without a description", path.display());
        let lines = text.lines().count();
        assert!(lines <= 400, "{}: {lines} lines", path.display());
        for (n, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            let words: Vec<&str> = code.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.')).collect();
            for w in &words {
                let mut parts = w.split('.');
                let whole = parts.next().unwrap_or_default();
                let fraction = parts.next().unwrap_or_default();
                let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit() || b == b'_');
                let quoted = code.contains('"') || code.ends_with('\\');
                let literal = digits(whole) && digits(fraction) && !quoted;
                let float = ["f32", "f64"].contains(w) || w.ends_with("_f64") || w.ends_with("_f32") || literal;
                assert!(!float, "{}:{}: a float: {line}", path.display(), n + 1);
            }
            for banned in ["Instant", "SystemTime", "RandomState", "thread_rng", "getrandom", "std::env"] {
                assert!(!words.iter().any(|w| w == &banned), "{}:{}: {banned}", path.display(), n + 1);
            }
        }
    }
}
