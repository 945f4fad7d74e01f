//! `reparto-verify`: checks a published result offline, with no network code. It re-hashes the signed record, counts the
//! ballots again by the declared rule, and prints PASS or FAIL for each check.
//! Exit codes: 0 all checks hold, 1 a check failed, 2 bad usage or unreadable input.
#![forbid(unsafe_code)]

use std::process::ExitCode;

use verify::result;

const USAGE: &str = "reparto-verify result --record count.json --ballots ballots.pb [--hash HEX]

Checks a published result: the record's own hash (compare it with the one the certifiers signed, or give it with
--hash), and that counting the ballots again by the declared rule funds the same proposals with the same votes.";

fn value<'a>(args: &'a [String], name: &str) -> Option<&'a str> {
    let at = args.iter().position(|arg| arg == name)?;
    args.get(at + 1).map(String::as_str)
}

fn read(path: &str) -> Result<Vec<u8>, ExitCode> {
    std::fs::read(path).map_err(|error| {
        eprintln!("{path}: {error}");
        ExitCode::from(2)
    })
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if args.iter().any(|arg| arg == "--help" || arg == "-h") {
        println!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    let (Some("result"), Some(record), Some(ballots)) =
        (args.first().map(String::as_str), value(&args, "--record"), value(&args, "--ballots"))
    else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    let (record_bytes, ballot_bytes) = match (read(record), read(ballots)) {
        (Ok(record), Ok(ballots)) => (record, ballots),
        (Err(code), _) | (_, Err(code)) => return code,
    };
    match result::check(&record_bytes, &ballot_bytes, value(&args, "--hash")) {
        Ok(checks) => {
            for check in &checks {
                println!("{} {}: {}", if check.holds { "PASS" } else { "FAIL" }, check.name, check.told);
            }
            if checks.iter().all(|check| check.holds) { ExitCode::SUCCESS } else { ExitCode::from(1) }
        }
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::from(2)
        }
    }
}
