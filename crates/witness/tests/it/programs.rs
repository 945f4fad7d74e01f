//! The program as people start it.

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use tempfile::{TempDir, tempdir};

use crate::common::{TIME, ask, log_key, policy_text, request};
use crate::log_server::Log;

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_reparto-witness"))
}

fn run(arguments: &[&str]) -> (i32, String, String) {
    let Output { status, stdout, stderr } = program().args(arguments).output().unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A witness process, killed without warning when dropped.
struct Process {
    child: Child,
    url: String,
}

impl Process {
    fn start(folder: &TempDir) -> Self {
        let (key, state) = (folder.path().join("key"), folder.path().join("state"));
        let log = log_key().verifier().to_string();
        let mut child = program()
            .args(["serve", "--name", "w.example", "--listen", "127.0.0.1:0", "--log", &log])
            .args(["--key", text(&key), "--state", text(&state)])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let url = line.trim_end().rsplit(' ').next().unwrap().to_owned();
        Self { child, url }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

#[test]
fn a_key_is_made_once_and_for_its_owner_alone() {
    let folder = tempdir().unwrap();
    let key = folder.path().join("key");
    let (code, public, _) = run(&["keygen", "--name", "w.example", "--out", text(&key)]);
    assert_eq!(code, 0);
    assert!(public.starts_with("w.example+"), "{public}");
    assert_eq!(fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
    let secret = fs::read_to_string(&key).unwrap();
    assert_eq!((secret.len(), secret.trim_end().chars().all(|c| c.is_ascii_hexdigit())), (65, true));
    assert_eq!(run(&["keygen", "--name", "w.example", "--out", text(&key)]).0, 2);
    assert_eq!(fs::read_to_string(&key).unwrap(), secret);
    let loaded = witness::keys::load(&key, "w.example").unwrap().verifier().unwrap();
    assert_eq!(format!("{loaded}\n"), public);
    fs::set_permissions(&key, fs::Permissions::from_mode(0o640)).unwrap();
    assert!(witness::keys::load(&key, "w.example").is_err());
    let other = folder.path().join("other");
    assert_eq!(run(&["keygen", "--name", "two words", "--out", text(&other)]).0, 2);
    assert!(!other.exists());
}

#[test]
fn a_killed_witness_forgets_nothing() {
    let folder = tempdir().unwrap();
    let key = folder.path().join("key");
    assert_eq!(run(&["keygen", "--name", "w.example", "--out", text(&key)]).0, 0);
    let mut known = 0;
    for size in [3, 8, 300] {
        let process = Process::start(&folder);
        if known > 0 {
            assert_eq!(ask(&process.url, &request(0, size)).2, format!("{known}\n"));
        }
        assert_eq!(ask(&process.url, &request(known, size)).0, 200);
        known = size;
    }
}

#[test]
fn following_once_tells_by_its_exit_code() {
    let (folder, log) = (tempdir().unwrap(), Log::of(300));
    let at = |name: &str| folder.path().join(name);
    fs::write(at("policy"), policy_text("two", &log.url)).unwrap();
    let follow = |more: &[&str]| {
        let (policy, state, file) = (at("policy"), at("state"), at("alarms"));
        let mut arguments = vec!["follow", "--once", "--policy", text(&policy), "--state", text(&state)];
        arguments.extend(["--alarm-file", text(&file)]);
        arguments.extend(more);
        run(&arguments)
    };
    assert_eq!(follow(&[]), (0, "vote.example.org/log/ballots: copy of size 300\n".to_owned(), String::new()));
    assert!(!at("alarms").exists());
    let (code, _, told) = follow(&["--stale-after", "3600"]);
    assert_eq!(code, i32::from(told.contains("stale")));
    log.put("checkpoint", b"<html>".to_vec());
    let (code, _, told) = follow(&[]);
    let line = format!("ALARM vote.example.org/log/ballots ({}): bad signature: this is not a signed note\n", log.url);
    assert_eq!((code, &told), (1, &line));
    assert!(fs::read_to_string(at("alarms")).unwrap().ends_with(&format!(" {line}")));
    assert_eq!(follow(&["--url", "ftp://x", "--every", "0"]).0, 2);
    fs::write(at("policy"), "quorum\n").unwrap();
    assert_eq!(follow(&[]).0, 2);
}

#[test]
fn two_checkpoint_files_are_compared() {
    let (folder, log) = (tempdir().unwrap(), Log::of(300));
    let (one, two) = (folder.path().join("one"), folder.path().join("two"));
    let key = log_key().verifier().to_string();
    let other = Log::of(299);
    fs::write(&one, log.checkpoint(&[], TIME).note().to_string()).unwrap();
    fs::write(&two, other.checkpoint(&[], TIME).note().to_string()).unwrap();
    let compared = |more: &[&str]| run(&[&["compare", text(&one), text(&two), "--log", &key], more].concat()).0;
    assert_eq!(compared(&[]), 2);
    assert_eq!(compared(&["--url", &log.url]), 0);
    let mut branch = other;
    branch.entries[7] = crate::log_server::ballot(5000);
    fs::write(&two, branch.checkpoint(&[], TIME).note().to_string()).unwrap();
    assert_eq!(compared(&["--url", &log.url]), 1);
}
