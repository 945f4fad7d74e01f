//! Policies: reading the file strictly, quorums of witnesses and groups.

use ledger::LogKey;
use ledger::checkpoint::CheckpointFault;
use ledger::note::NoteFault;
use ledger::policy::{Policy, PolicyFault};
use proptest::prelude::*;

use crate::common::{checkpoint, log_key, witness};

fn key(number: u8) -> String {
    witness(number).verifier().unwrap().to_string()
}

fn policy() -> String {
    let log = log_key().verifier();
    let (a, b, c, d) = (key(1), key(2), key(3), key(4));
    format!(
        "# Reparto\nlog {log} https://vote.example.org/log/ballots\n\nwitness A {a}\n\twitness B {b} https://b.example\n\
         witness C {c}\nwitness D {d}\ngroup X 2 A B C\ngroup both all X D\nquorum both\n"
    )
}

fn cosigned(by: &[u8]) -> String {
    let mut signed = checkpoint(9);
    for number in by {
        signed.add_signature(witness(*number).cosign(&signed, 1_790_000_000).unwrap());
    }
    signed.note().to_string()
}

#[test]
fn quorum_of_groups() {
    let policy: Policy = policy().parse().unwrap();
    assert_eq!(policy.logs(), [log_key().verifier()]);
    assert_eq!(policy.witnesses().map(|(name, _)| name).collect::<Vec<_>>(), ["A", "B", "C", "D"]);
    let urls: Vec<_> = policy.witness_urls().map(|(name, _, url)| (name, url)).collect();
    assert_eq!(urls, [("A", None), ("B", Some("https://b.example")), ("C", None), ("D", None)]);
    let logs: Vec<_> = policy.log_urls().map(|(key, url)| (key.clone(), url)).collect();
    assert_eq!(logs, [(log_key().verifier(), Some("https://vote.example.org/log/ballots"))]);
    for (by, good) in [(&[1, 2, 4][..], true), (&[3, 4, 1], true), (&[1, 2, 3], false), (&[1, 4], false), (&[], false)] {
        let found = policy.open(&cosigned(by));
        assert_eq!(found.err(), (!good).then_some(PolicyFault::Quorum), "{by:?}");
    }
    let changed = cosigned(&[1, 2, 4]).replace("\n9\n", "\n8\n");
    let bad = PolicyFault::Checkpoint(CheckpointFault::Note(NoteFault::BadSignature));
    assert_eq!(policy.open(&changed).err(), Some(bad));
    let stranger: Policy = "quorum none".parse().unwrap();
    assert_eq!(stranger.open(&cosigned(&[])).err(), Some(PolicyFault::UnknownLog));
}

#[test]
fn one_key_may_sign_several_logs() {
    let [acts, ballots] =
        ["acts", "ballots"].map(|name| LogKey::from_seed(&format!("vote.example.org/log/{name}"), &[4; 32]).unwrap());
    let policy: Policy = format!("log {}\nlog {}\nquorum none\n", acts.verifier(), ballots.verifier()).parse().unwrap();
    assert_eq!(policy.logs(), [acts.verifier(), ballots.verifier()]);
    assert!(policy.open(&cosigned(&[])).is_ok());
}

#[test]
fn faults_name_the_line() {
    let fault = |text: &str| text.parse::<Policy>().err();
    let good = policy();
    assert_eq!(fault(&good), None);
    assert_eq!(fault(""), Some(PolicyFault::NoQuorum));
    let after = |line: &str| fault(&format!("{good}{line}\n"));
    let eleventh = Some(PolicyFault::Line(11));
    let again = [
        "quorum A".to_owned(),
        "quorum none".to_owned(),
        format!("witness A {}", key(9)),
        format!("witness Z {}", key(1)),
        format!("witness none {}", key(9)),
        format!("log {}", log_key().verifier()),
        format!("log {}", key(9)),
        format!("witness Z {}", log_key().verifier()),
        "group Y 1 nobody".to_owned(),
        "group Y any".to_owned(),
        "group Y any A".to_owned(),
        "group Y 0 both".to_owned(),
        "group Y 2 both".to_owned(),
        "group Y any none".to_owned(),
        "group both any both".to_owned(),
        "nonsense".to_owned(),
        "# a\u{7}".to_owned(),
    ];
    for line in again {
        assert_eq!(after(&line), eleventh, "{line}");
    }
    assert_eq!(after("group Y any both"), None);
    assert_eq!(fault("quorum A\n"), Some(PolicyFault::Line(1)));
}

#[test]
fn an_address_is_one_that_paths_can_follow() {
    let (log, witness) = (log_key().verifier().to_string(), key(1));
    for url in ["https://a.example", "http://127.0.0.1:8081/w/", "https://[::1]:8081/", "https://bücher.example/x"] {
        let text = format!("log {log} {url}\nwitness A {witness} {url}\nquorum A\n");
        let policy: Policy = text.parse().unwrap();
        assert_eq!(policy.witness_urls().next().unwrap().2, Some(url));
        assert_eq!(policy.log_urls().next().unwrap().1, Some(url));
    }
    let wrong = [
        "a.example",
        "ftp://a.example",
        "https://",
        "https:///x",
        "https://:80/",
        "https://a.example/?x=1",
        "https://a.example/#x",
        "https://user@a.example/",
        "HTTPS://a.example",
        "https://a.example https://b.example",
    ];
    for url in wrong {
        let fault = |text: String| text.parse::<Policy>().err();
        assert_eq!(fault(format!("witness A {witness} {url}\nquorum A\n")), Some(PolicyFault::Line(1)), "{url}");
        assert_eq!(fault(format!("log {log} {url}\nquorum none\n")), Some(PolicyFault::Line(1)), "{url}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic(text: String, words in "(group|quorum|log|witness|[a-z0-9]| |\n){0,30}") {
        let _ = text.parse::<Policy>();
        let _ = words.parse::<Policy>();
    }
}
