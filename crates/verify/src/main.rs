//! `reparto-verify`: checks what was published about a vote, offline; the program has no network code.
//! Exit codes: 0 all checks hold, 1 a check failed, 2 bad usage or unreadable input.
#![forbid(unsafe_code)]

mod args;
mod commands;

use std::process::ExitCode;

use args::Args;
use verify::check::Check;

const USAGE: &str = "reparto-verify: checks what was published about a vote, without a network.

  reparto-verify pack FILE --policy FILE
      every check of a pack: logs, witnesses, passes, voids, opening, canvass, count, signatures
  reparto-verify receipt FILE --policy FILE [--ciphertext-hash HEX] [--definition FILE] [--promise TEXT [--receipt-key HEX]]
      a voter's proof file: the entry is in the log that the witnesses saw
  reparto-verify challenge --definition FILE --zone ZONE --choices 2,7,11 --seed HEX
          [--ciphertext-hash HEX] [--receipt DIGITS] [--entry FILE]
      seals a tested ballot again and compares; --choices \"\" is a blank ballot
  reparto-verify result --record count.json --ballots ballots.pb [--hash HEX]
      one contest's published record: the declared rule over its ballots funds the same proposals

Every command takes --format text or json. The policy names the log and the witnesses that you trust; do not take it from
the place where you got the pack. Exit code: 0 all checks hold, 1 a check failed, 2 a file could not be read.";

type Command = fn(&Args) -> Result<Vec<Check>, String>;

/// Name, options, function.
const COMMANDS: [(&str, &[&str], Command); 4] = [
    ("pack", &["policy", "format"], commands::pack),
    ("receipt", &["policy", "ciphertext-hash", "definition", "promise", "receipt-key", "format"], commands::receipt),
    (
        "challenge",
        &["definition", "zone", "choices", "seed", "ciphertext-hash", "receipt", "entry", "format"],
        commands::challenge,
    ),
    ("result", &["record", "ballots", "hash", "format"], commands::result),
];

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if words.iter().any(|word| word == "--help" || word == "-h") {
        println!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    if words.first().is_some_and(|word| word == "--version") {
        println!("reparto-verify {}", option_env!("REPARTO_COMMIT").unwrap_or(env!("CARGO_PKG_VERSION")));
        return ExitCode::SUCCESS;
    }
    match run(&words) {
        Ok((checks, told)) => {
            print!("{told}");
            if checks.iter().all(|check| check.holds) { ExitCode::SUCCESS } else { ExitCode::from(1) }
        }
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::from(2)
        }
    }
}

fn run(words: &[String]) -> Result<(Vec<Check>, String), String> {
    let (name, rest) = words.split_first().ok_or(USAGE)?;
    let command = COMMANDS.into_iter().find(|(known, _, _)| known == name);
    let (_, options, command) = command.ok_or_else(|| format!("there is no command {name:?}\n\n{USAGE}"))?;
    let args = Args::parse(rest, options)?;
    let tell = match args.get("format") {
        None | Some("text") => text,
        Some("json") => json,
        Some(other) => return Err(format!("--format {other:?} is unknown; write text or json")),
    };
    let checks = command(&args)?;
    let told = tell(&checks);
    Ok((checks, told))
}

/// What it comes to, in a sentence.
fn verdict(checks: &[Check]) -> String {
    let failed = checks.iter().filter(|check| !check.holds).count();
    if failed == 0 { format!("all {} checks hold", checks.len()) } else { format!("{failed} of {} checks failed", checks.len()) }
}

fn text(checks: &[Check]) -> String {
    let line = |check: &Check| format!("{} {}: {}\n", if check.holds { "PASS" } else { "FAIL" }, check.name, check.told);
    let lines: String = checks.iter().map(line).collect();
    format!("{lines}{}\n", verdict(checks))
}

fn json(checks: &[Check]) -> String {
    let holds = checks.iter().all(|check| check.holds);
    let value = serde_json::json!({ "schema": "reparto.verify/1", "holds": holds, "checks": checks, "verdict": verdict(checks) });
    format!("{value}\n")
}
