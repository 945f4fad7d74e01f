//! Witnesses outside the city: without them nothing is published, and another history than theirs never is (T07, T11).

use std::{fs, net::TcpListener};

use ledger::{VerifierKey, cosignature::WitnessKey, policy::Policy};
use reparto::{
    config::LogConfig,
    transparency::{Haste, LogFault, LogName, Sequencer},
};
use witness::{Config, Running};

use super::drain;
use crate::{
    ballotbox::{cast, command, frozen},
    support::world::World,
};

/// Two witnesses, both needed.
struct Pair {
    running: Vec<Option<Running>>,
    ports: Vec<u16>,
    logs: Vec<VerifierKey>,
    folder: tempfile::TempDir,
}

fn key(number: u8) -> WitnessKey {
    WitnessKey::from_seed(&format!("w{number}.example"), &[number; 32]).unwrap()
}

impl Pair {
    fn start(logs: Vec<VerifierKey>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut pair = Self { running: vec![None, None], ports: vec![0, 0], logs, folder };
        pair.begin(0);
        pair.begin(1);
        pair
    }

    fn begin(&mut self, index: usize) {
        let listener = TcpListener::bind(("127.0.0.1", self.ports[index])).unwrap();
        self.ports[index] = listener.local_addr().unwrap().port();
        let number = u8::try_from(index + 1).unwrap();
        let config = Config::new(key(number), self.logs.clone(), self.folder.path().join(number.to_string()));
        self.running[index] = Some(witness::spawn(listener, config).unwrap());
    }

    fn end(&mut self, index: usize) {
        self.running[index].take().unwrap().stop().unwrap();
    }

    fn policy(&self) -> String {
        let mut text: String = self.logs.iter().map(|log| format!("log {log}\n")).collect();
        for (number, running) in (1_u8..).zip(&self.running) {
            let vkey = key(number).verifier().unwrap();
            text.push_str(&format!("witness W{number} {vkey} {}\n", running.as_ref().unwrap().url()));
        }
        text + "group both all W1 W2\nquorum both\n"
    }
}

impl Drop for Pair {
    fn drop(&mut self) {
        for one in self.running.iter_mut().filter_map(Option::take) {
            let _ = one.stop();
        }
    }
}

/// A sequencer with these witnesses, in a folder of its own.
fn sequencer(world: &World, name: &str, policy: &str) -> Sequencer {
    let folder = world.app.folder.path().join(name);
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join("policy");
    fs::write(&path, policy).unwrap();
    let config = LogConfig { folder, site: "test.example".to_owned(), batch: 1, wait_seconds: 1, policy: Some(path) };
    Sequencer::new(&config, &world.app.state().keys.log).unwrap()
}

fn logs(world: &World) -> Vec<VerifierKey> {
    LogName::ALL.map(|log| world.app.shared.logs.verifier(log).unwrap()).to_vec()
}

async fn cast_one(world: &World, person: u8) {
    let frozen = frozen(world).await;
    cast(world, &command(world, &frozen, "BOY", person, 1, &[1])).await.unwrap();
    drain(&world.app, LogName::Ballots).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_published_without_the_witnesses_and_casting_goes_on() {
    let world = World::open().await;
    let mut pair = Pair::start(logs(&world));
    let policy: Policy = pair.policy().parse().unwrap();
    let watched = sequencer(&world, "watched", &pair.policy());
    let state = world.app.state();
    cast_one(&world, 1).await;
    watched.drain(&state, LogName::Ballots).await.unwrap();
    let first = watched.published(LogName::Ballots).unwrap().unwrap();
    policy.check(&first).unwrap();
    pair.end(1);
    cast_one(&world, 2).await;
    let drained = watched.drain(&state, LogName::Ballots).await;
    assert!(matches!(drained, Err(LogFault::Unwitnessed(_))), "an older checkpoint is not taken for the newest: {drained:?}");
    let still = watched.published(LogName::Ballots).unwrap().unwrap();
    assert_eq!(still.checkpoint(), first.checkpoint(), "one witness is not enough");
    let head = watched.files(LogName::Ballots).head().unwrap().unwrap();
    assert!(head.contains("\n2\n"), "signed, kept, and waiting");
    pair.begin(1);
    watched.drain(&state, LogName::Ballots).await.unwrap();
    let then = watched.published(LogName::Ballots).unwrap().unwrap();
    assert_eq!(then.checkpoint().size, 2);
    policy.check(&then).unwrap();
}

/// A city that lost its own memory, or wants to forget: the witnesses remember.
#[tokio::test(flavor = "multi_thread")]
async fn another_history_is_refused_by_the_witnesses() {
    let world = World::open().await;
    let pair = Pair::start(logs(&world));
    let watched = sequencer(&world, "watched", &pair.policy());
    let state = world.app.state();
    for person in 1..=3 {
        cast_one(&world, person).await;
    }
    watched.drain(&state, LogName::Ballots).await.unwrap();
    let tamper = "ALTER TABLE log_entry DISABLE TRIGGER ALL; UPDATE log_entry SET entry = set_byte(entry, 40, 1 # get_byte(entry, 40)) WHERE position = 1";
    for statement in tamper.split("; ") {
        world.app.databases.ballot_box(statement).await.unwrap();
    }
    let forgetful = sequencer(&world, "forgetful", &pair.policy());
    forgetful.round(&state, LogName::Ballots, Haste::Now).await.unwrap();
    assert!(forgetful.published(LogName::Ballots).unwrap().is_none(), "a split view finds no signature");
    world.app.databases.ballot_box("DELETE FROM log_entry WHERE position = 2").await.unwrap();
    let shorter = sequencer(&world, "shorter", &pair.policy());
    shorter.round(&state, LogName::Ballots, Haste::Now).await.unwrap();
    assert!(shorter.published(LogName::Ballots).unwrap().is_none(), "nor does a log that forgot an entry");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_policy_for_other_logs_is_refused_at_the_start() {
    let world = World::open().await;
    let folder = world.app.folder.path().join("wrong");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join("policy");
    fs::write(&path, format!("witness W1 {}\nquorum W1\n", key(1).verifier().unwrap())).unwrap();
    let config = LogConfig { folder, site: "test.example".to_owned(), batch: 1, wait_seconds: 1, policy: Some(path) };
    let refused = Sequencer::new(&config, &world.app.state().keys.log).err().map(|error| error.to_string());
    assert!(refused.is_some_and(|words| words.contains("Add the line: log ")));
}
