//! Fixed keys of the generated elections, and the policy that knows them.

use ballot::receipt::ReceiptKey;
use ballot::seal::{OpeningPublicKey, keypair};
use ballot::ticket::TicketKey;
use ledger::cosignature::WitnessKey;
use ledger::policy::Policy;
use ledger::{Checkpoint, LogKey};
use pack::log::tiles;
use pack::{LogCopy, LogName};

pub const WITNESSES: u8 = 3;

pub fn opening_key() -> OpeningPublicKey {
    keypair(&[1; 32]).1
}

pub fn ticket_key() -> TicketKey {
    TicketKey::from_seed(&[2; 32])
}

pub fn receipt_key() -> ReceiptKey {
    ReceiptKey::from_seed(&[3; 32])
}

pub fn log_key(log: LogName) -> LogKey {
    LogKey::from_seed(&format!("vote.example.org/log/{log}"), &[4; 32]).unwrap()
}

pub fn witness(number: u8) -> WitnessKey {
    WitnessKey::from_seed(&format!("witness{number}.example"), &[10 + number; 32]).unwrap()
}

/// Two of three witnesses.
pub fn policy_text() -> String {
    let logs = LogName::ALL.map(|log| format!("log {}\n", log_key(log).verifier())).concat();
    let key = |number| format!("witness w{number} {}\n", witness(number).verifier().unwrap());
    let witnesses: String = (1..=WITNESSES).map(key).collect();
    format!("# Reparto, sample\n{logs}{witnesses}group city 2 w1 w2 w3\nquorum city\n")
}

pub fn policy() -> Policy {
    policy_text().parse().unwrap()
}

/// A log of these entries, signed by `key` and cosigned by the witnesses of these numbers.
pub fn sign_log(key: &LogKey, entries: Vec<Vec<u8>>, witnesses: &[u8]) -> LogCopy {
    let root = tiles(&entries).unwrap().root;
    let origin = key.verifier().name().to_owned();
    let body = Checkpoint { origin, size: entries.len() as u64, root, extensions: Vec::new() };
    let mut signed = body.sign(key).unwrap();
    for number in witnesses {
        signed.add_signature(witness(*number).cosign(&signed, 1_791_100_000).unwrap());
    }
    LogCopy { key: key.verifier(), checkpoint: signed.note().to_string(), entries }
}
