//! The real elections and reference outcomes, where they are at hand; tests print `skipped` else.

use serde_json::Value;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use tally::pb::PbFile;

/// The folder with `.pb` files and `reference/`, if it is there.
pub fn folder() -> Option<PathBuf> {
    let given = std::env::var_os("PABULIB_DIR").map(PathBuf::from);
    let near = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/pabulib");
    let found = given.unwrap_or(near);
    if found.join("reference").is_dir() {
        return Some(found);
    }
    println!("skipped: no Pabulib files (set PABULIB_DIR)");
    None
}

/// The names of all files, without `.pb`, sorted.
pub fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .expect("folder")
        .filter_map(|f| f.ok()?.file_name().into_string().ok()?.strip_suffix(".pb").map(str::to_owned))
        .collect();
    names.sort();
    names
}

pub fn read(folder: &Path, name: &str) -> PbFile {
    let file = File::open(folder.join(format!("{name}.pb"))).expect("file");
    match tally::pb::read(BufReader::with_capacity(1 << 16, file)) {
        Ok(f) => f,
        Err(f) => panic!("{name}.pb:{f}"),
    }
}

pub fn reference(folder: &Path, name: &str) -> Value {
    let text = std::fs::read_to_string(folder.join(format!("reference/{name}.json"))).expect("reference");
    serde_json::from_str(&text).expect("JSON")
}

/// Runs a check on every file, on two threads, and gives what each returned, in order of names.
pub fn each<T: Send>(folder: &Path, check: impl Fn(&str, &PbFile, &Value) -> T + Sync) -> Vec<(String, T)> {
    let names = names(folder);
    let next = std::sync::atomic::AtomicUsize::new(0);
    let found = std::sync::Mutex::new(Vec::new());
    std::thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| {
                while let Some(name) = names.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed)) {
                    let result = check(name, &read(folder, name), &reference(folder, name));
                    found.lock().expect("lock").push((name.clone(), result));
                }
            });
        }
    });
    let mut found = found.into_inner().expect("lock");
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

pub fn strings(v: &Value) -> Vec<String> {
    v.as_array().map(|a| a.iter().filter_map(|x| x.as_str().map(str::to_owned)).collect()).unwrap_or_default()
}

/// The ids of projects by index.
pub fn ids(e: &tally::Election, indexes: &[usize]) -> Vec<String> {
    indexes.iter().map(|&k| e.projects[k].id.clone()).collect()
}
