//! The shape of the code is a failing test, not a promise: the ladder, the roles of files, forbidden calls, headers.
//! Each rule is also shown to bite, on a planted fault.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// Who may import whom: a line to the right may import from any line to its left.
const LADDER: &[&str] = &[
    "base",
    "config",
    "schema",
    "platform",
    "transparency",
    "accounts",
    "cycles",
    "setup",
    "bodies",
    "ideas",
    "applications",
    "review",
    "translations",
    "proposals",
    "eligibility",
    "ballotbox",
    "freeze",
    "counting",
    "publication",
    "booth",
    "outreach",
    "app",
    "demo",
    "telemetry",
    "cli",
];
/// Side by side: these never import each other, in either direction.
const APART: &[(&str, &str)] = &[("eligibility", "ballotbox")];
/// Inside `platform`: the parts of pages never see databases.
const FEATURES: &[&str] = &[
    "transparency",
    "accounts",
    "cycles",
    "setup",
    "bodies",
    "ideas",
    "applications",
    "review",
    "translations",
    "proposals",
    "eligibility",
    "ballotbox",
    "freeze",
    "counting",
    "publication",
    "booth",
    "outreach",
];

/// What a role of file must not name, and why.
const ROLES: &[(&str, &[&str], &str)] = &[
    ("model", &["diesel::", "maud::", "Utc::now", "tracing::", "HttpResponse"], "a model speaks to nobody"),
    (
        "store",
        &["maud::", "HttpResponse", "begin_transaction", ".transaction(", "AsyncPgConnection::establish"],
        "a store speaks SQL alone and never opens a transaction",
    ),
    (
        "actions",
        &["maud::", "HttpRequest", "HttpResponse", "diesel::prelude", "schema::"],
        "an action decides; it speaks neither HTTP, HTML nor SQL",
    ),
    ("pages", &["diesel::", "schema::", ".read(async", ".write("], "a page shows what it is given"),
    ("handlers", &["diesel::prelude", "schema::", "sql_query("], "a handler speaks HTTP and lets others decide"),
];

/// Calls that have one door each.
const DOORS: &[(&str, &[&str], &str)] = &[
    ("PreEscaped(", &["platform/ui/"], "markup is escaped; only the parts library may say otherwise"),
    ("DOCTYPE", &["platform/ui/page.rs"], "one shell for every page"),
    (
        "sql_query(",
        &["/store.rs", "/store/", "platform/db.rs", "platform/jobs.rs", "platform/migrations.rs"],
        "only stores speak SQL",
    ),
    ("std::env::", &["config.rs"], "the environment is read in one place"),
    ("Utc::now()", &["base/clock.rs"], "time is an argument"),
    ("OsRng", &["base/random.rs"], "randomness is an argument"),
    (".unwrap()", &[], "a request must never panic"),
    ("style=\"", &[], "no inline style: the content policy refuses it"),
    ("onclick", &[], "no inline script: the content policy refuses it"),
    ("created_at", &[], "moments of residents are not kept"),
];

struct Source {
    /// Path below `src`, such as `booth/handlers/cast.rs`.
    path: String,
    /// Lines of production code: no comments, no test module.
    code: Vec<(usize, String)>,
    has_header: bool,
}

fn read(path: &str, text: &str) -> Source {
    let mut code = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if line.trim() == "#[cfg(test)]" {
            break;
        }
        let plain = line.split("//").next().unwrap_or("");
        if !plain.trim().is_empty() {
            code.push((index + 1, plain.to_owned()));
        }
    }
    Source { path: path.to_owned(), code, has_header: text.starts_with("//!") }
}

fn sources() -> Vec<Source> {
    fn walk(folder: &Path, out: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, out);
            } else if path.extension().is_some_and(|e| e == "rs") {
                out.push(path);
            }
        }
    }
    let mut paths = Vec::new();
    walk(Path::new("src"), &mut paths);
    paths.sort();
    paths.iter().map(|p| read(p.strip_prefix("src").unwrap().to_str().unwrap(), &fs::read_to_string(p).unwrap())).collect()
}

fn module_of(path: &str) -> &str {
    path.split('/').next().unwrap_or(path).trim_end_matches(".rs")
}

/// The role of a file in a feature: its name, or the folder it was split into.
fn role_of(path: &str) -> Option<&str> {
    let mut pieces = path.split('/');
    FEATURES.contains(&pieces.next()?).then_some(())?;
    Some(pieces.next()?.trim_end_matches(".rs"))
}

/// Modules that a line names by `crate::x` or inside a `use crate::{…}` block.
fn named(source: &Source) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut block: Option<usize> = None;
    for (number, line) in &source.code {
        let mut rest = line.as_str();
        while let Some(at) = rest.find("crate::") {
            rest = &rest[at + 7..];
            let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if !name.is_empty() {
                found.push((*number, name));
            }
        }
        if let Some(depth) = &mut block {
            if *depth == 1 {
                let name: String = line.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if LADDER.contains(&name.as_str()) {
                    found.push((*number, name));
                }
            }
            *depth += line.matches('{').count();
            *depth = depth.saturating_sub(line.matches('}').count());
            if *depth == 0 {
                block = None;
            }
        } else if line.trim_start().starts_with("use crate::{") {
            let depth = line.matches('{').count().saturating_sub(line.matches('}').count());
            if depth > 0 {
                block = Some(depth);
            } else {
                let inside = line.split('{').nth(1).unwrap_or("");
                for piece in inside.split(',') {
                    let name: String = piece.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                    found.push((*number, name));
                }
            }
        }
    }
    found
}

fn violations(sources: &[Source]) -> Vec<String> {
    let mut out = Vec::new();
    let rank = |name: &str| LADDER.iter().position(|step| *step == name);
    for source in sources {
        let own = module_of(&source.path);
        if !source.has_header {
            out.push(format!("{}: starts without //! (say what the file is for)", source.path));
        }
        for (line, name) in named(source) {
            let (Some(mine), Some(theirs)) = (rank(own), rank(&name)) else {
                continue;
            };
            if theirs > mine {
                out.push(format!("{}:{line}: {own} may not import {name}, which stands above it on the ladder", source.path));
            }
            if APART.iter().any(|(a, b)| (*a == own && *b == name) || (*b == own && *a == name)) {
                out.push(format!("{}:{line}: {own} and {name} never know each other (people and ballots)", source.path));
            }
        }
        if let Some(role) = role_of(&source.path) {
            for (_, words, why) in ROLES.iter().filter(|(name, _, _)| *name == role) {
                for (line, code) in &source.code {
                    for word in words.iter().filter(|w| code.contains(**w)) {
                        out.push(format!("{}:{line}: names {word} ({why})", source.path));
                    }
                }
            }
        }
        for (word, allowed, why) in DOORS {
            if allowed.iter().any(|place| source.path.contains(place) || format!("/{}", source.path).ends_with(place)) {
                continue;
            }
            for (line, _) in source.code.iter().filter(|(_, code)| code.contains(word)) {
                out.push(format!("{}:{line}: {word} ({why})", source.path));
            }
        }
    }
    out
}

#[test]
fn the_house_stands() {
    let found = violations(&sources());
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn each_rule_bites_on_a_planted_fault() {
    let plant = |path: &str, text: &str| violations(&[read(path, text)]);
    for (path, text, expected) in [
        ("cycles/model.rs", "//! x\nuse crate::booth::links;", "may not import booth"),
        ("cycles/store.rs", "//! x\nuse crate::{\n    base::Lang,\n    booth,\n};", "may not import booth"),
        ("ballotbox/actions.rs", "//! x\nuse crate::{base::Env, eligibility};", "never know each other"),
        ("eligibility/actions.rs", "//! x\nlet x = crate::ballotbox::links::receipt();", "never know each other"),
        ("booth/model.rs", "//! x\nuse diesel::prelude::*;", "speaks to nobody"),
        ("booth/handlers/cast.rs", "//! x\ndiesel::sql_query(\"x\")", "sql_query("),
        ("booth/pages/zone.rs", "//! x\nPreEscaped(text)", "PreEscaped("),
        ("accounts/actions.rs", "//! x\nlet now = Utc::now();", "time is an argument"),
        ("accounts/actions.rs", "//! x\nlet y = x.unwrap();", "must never panic"),
        ("accounts/actions.rs", "fn x() {}", "starts without"),
        ("platform/db.rs", "//! x\nuse crate::cycles::Cycle;", "may not import cycles"),
    ] {
        let found = plant(path, text);
        assert!(found.iter().any(|v| v.contains(expected)), "{path}: {expected} not found in {found:?}");
    }
    assert_eq!(
        plant("booth/handlers/cast.rs", "//! x\nuse crate::{ballotbox, eligibility};\n#[cfg(test)]\nmod t { x.unwrap() }"),
        Vec::<String>::new()
    );
}

#[test]
fn the_largest_files_are_known() {
    let mut sizes: BTreeMap<usize, String> = BTreeMap::new();
    // `schema.rs` repeats the databases, table by table; a test compares the two, and splitting it would help nobody.
    for source in sources().into_iter().filter(|source| source.path != "schema.rs") {
        sizes.insert(source.code.len(), source.path);
    }
    println!("largest files (production lines):");
    for (lines, path) in sizes.iter().rev().take(10) {
        println!("  {lines:>4}  {path}");
    }
    let (largest, path) = sizes.iter().next_back().unwrap();
    assert!(*largest <= 500, "{path} has {largest} production lines: split it by what it is about");
}

#[test]
fn pure_crates_have_no_doors_to_the_world() {
    for crate_name in ["tally", "ballot", "ledger", "pack", "media", "guide", "geo"] {
        for entry in walk_crate(Path::new("crates").join(crate_name).join("src")) {
            let text = fs::read_to_string(&entry).unwrap();
            // An example in the documentation may open a file; the crate may not.
            let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
            for word in ["std::fs", "std::net", "std::process", "SystemTime::now", "Instant::now", "std::env"] {
                assert!(!code.contains(word), "{}: {word} in a pure crate", entry.display());
            }
        }
    }
}

fn walk_crate(folder: PathBuf) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        if entry.path().is_dir() {
            out.extend(walk_crate(entry.path()));
        } else {
            out.push(entry.path());
        }
    }
    out
}

/// `transparent` would hide a database error from [`reparto::platform::db::database_cause`], and a lost race from the retry.
#[test]
fn a_database_error_inside_a_feature_s_error_can_be_found() {
    let hidden = |pair: &[(usize, String)]| {
        pair[0].1.contains("error(transparent)") && pair[1].1.contains("DieselError")
            || pair[0].1.contains("error(transparent)") && pair[1].1.contains("diesel::result::Error")
    };
    for source in sources() {
        let found = source.code.windows(2).find(|pair| hidden(pair));
        assert!(found.is_none(), "{}: {:?} needs #[error(\"the database: {{0}}\")]", source.path, found);
    }
}
