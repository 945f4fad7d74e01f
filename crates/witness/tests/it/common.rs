//! Fixed keys, a running witness, requests.

use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;

use ledger::cosignature::WitnessKey;
use ledger::policy::Policy;
use ledger::proof::consistency;
use ledger::tree::MemoryTree;
use ledger::witness::AddCheckpoint;
use ledger::{LogKey, leaf_hash};
use tempfile::TempDir;
use ureq::Agent;
use witness::follow::{Options, Sighting, Watch};
use witness::{Config, Running};

use crate::log_server::{Log, ballot, sign};

pub const ORIGIN: &str = "vote.example.org/log/ballots";
pub const TIME: u64 = 1_790_000_000;

pub fn log_key() -> LogKey {
    LogKey::from_seed(ORIGIN, &[4; 32]).unwrap()
}

pub fn witness_key(number: u8) -> WitnessKey {
    WitnessKey::from_seed(&format!("witness{number}.example"), &[10 + number; 32]).unwrap()
}

pub fn policy(quorum: &str) -> Policy {
    policy_text(quorum, "").parse().unwrap()
}

pub fn policy_text(quorum: &str, url: &str) -> String {
    let key = |number| witness_key(number).verifier().unwrap();
    let (log, one, two, three) = (log_key().verifier(), key(1), key(2), key(3));
    format!("log {log} {url}\nwitness W1 {one}\nwitness W2 {two}\nwitness W3 {three}\ngroup two 2 W1 W2 W3\nquorum {quorum}\n")
}

pub fn tree(size: u64) -> MemoryTree {
    (0..size).map(|number| leaf_hash(&ballot(number))).collect()
}

/// The honest request from one size to another.
pub fn request(old: u64, new: u64) -> AddCheckpoint {
    let tree = tree(new);
    let proof = consistency(&tree, old, new).unwrap();
    AddCheckpoint { old, proof, note: sign(&tree, new).note().to_string() }
}

pub fn config(state: &Path) -> Config {
    let mut config = Config::new(witness_key(1), vec![log_key().verifier()], state);
    config.clock = Arc::new(|| TIME);
    config
}

pub fn start(state: &Path) -> Running {
    witness::spawn(TcpListener::bind("127.0.0.1:0").unwrap(), config(state)).unwrap()
}

/// Status, content type and body of an answer.
pub type Answer = (u16, String, String);

pub fn post(url: &str, body: &[u8]) -> Answer {
    let answer = agent().post(format!("{url}/add-checkpoint")).send(body);
    read(answer.unwrap())
}

pub fn get(url: &str) -> Answer {
    read(agent().get(url).call().unwrap())
}

pub fn ask(url: &str, request: &AddCheckpoint) -> Answer {
    post(url, request.encode().unwrap().as_bytes())
}

fn agent() -> Agent {
    Agent::config_builder().http_status_as_error(false).build().into()
}

fn read(mut answer: ureq::http::Response<ureq::Body>) -> Answer {
    let content_type = answer.headers().get("content-type").map_or("", |value| value.to_str().unwrap()).to_owned();
    (answer.status().as_u16(), content_type, answer.body_mut().read_to_string().unwrap())
}

/// Looks once at these addresses with the state in the folder.
pub fn look(state: &TempDir, logs: &[&Log], options: Options, now: u64) -> Sighting {
    let urls = logs.iter().map(|log| log.url.clone()).collect();
    let watch = Watch::open(&policy("two"), state.path(), Options { urls, ..options }).unwrap();
    let mut found = watch.round(now);
    assert_eq!(found.len(), 1);
    let (name, sighting) = found.remove(0);
    assert_eq!(name, ORIGIN);
    sighting.unwrap()
}

/// Alarms of one look at one address, as people read them.
pub fn alarms(state: &TempDir, log: &Log) -> Vec<String> {
    told(&look(state, &[log], Options::default(), TIME))
}

pub fn told(sighting: &Sighting) -> Vec<String> {
    sighting.alarms.iter().map(|(_, alarm)| alarm.to_string()).collect()
}
