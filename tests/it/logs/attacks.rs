//! Somebody with every right on the database changes what was logged. Nothing more is signed, an alarm rings, people go
//! on voting, and what was published before stays as evidence.

use std::{fs, path::Path};

use ledger::{TlogProof, leaf_hash};
use reparto::{
    config::LogConfig,
    transparency::{Haste, LogFault, LogName, Sequencer},
};
use reqwest::StatusCode;

use super::{drain, fetched};
use crate::{
    ballotbox::{cast, command, frozen},
    support::world::World,
};

const UNLOCK: &str = "ALTER TABLE log_entry DISABLE TRIGGER ALL";

/// A world with four ballots in the log.
async fn logged() -> World {
    let world = World::open().await;
    let frozen = frozen(&world).await;
    for person in 0..4 {
        cast(&world, &command(&world, &frozen, "BOY", person, 1, &[1])).await.unwrap();
    }
    drain(&world.app, LogName::Ballots).await;
    world
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

/// What a server that starts now over the kept checkpoint says.
async fn restarted(world: &World) -> (Sequencer, Result<usize, LogFault>) {
    let folder = world.app.folder.path().join("restarted");
    copy(&world.app.folder.path().join("logs"), &folder);
    let config = LogConfig { folder, site: "test.example".to_owned(), batch: 1, wait_seconds: 1, policy: None };
    let sequencer = Sequencer::new(&config, &world.app.state().keys.log).unwrap();
    let outcome = sequencer.round(&world.app.state(), LogName::Ballots, Haste::Now).await;
    (sequencer, outcome)
}

/// T06: yesterday's backup of the box.
#[tokio::test(flavor = "multi_thread")]
async fn a_restored_backup_stops_the_log_and_not_the_vote() {
    let world = logged().await;
    let before = world.app.shared.logs.files(LogName::Ballots).head().unwrap();
    world.app.databases.ballot_box(&format!("{UNLOCK}; DELETE FROM log_entry WHERE position = 3")).await.unwrap();
    let (sequencer, outcome) = restarted(&world).await;
    assert!(matches!(outcome, Err(LogFault::Behind { have: 3, signed: 4, .. })), "{outcome:?}");
    assert_eq!(sequencer.files(LogName::Ballots).head().unwrap(), before, "nothing was signed");
    assert!(matches!(sequencer.round(&world.app.state(), LogName::Ballots, Haste::Now).await, Err(LogFault::Stopped(_))));
    let frozen = frozen(&world).await;
    cast(&world, &command(&world, &frozen, "BOY", 9, 1, &[1])).await.unwrap();
    // The server that was running all the time is refused by the database, looks, and stops too.
    let mut stopped = false;
    for _ in 0..100 {
        let outcome = world.app.shared.logs.round(&world.app.state(), LogName::Ballots, Haste::Now).await;
        stopped = matches!(outcome, Err(LogFault::Stopped(_)));
        if stopped {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert!(stopped, "the running sequencer stops");
    assert!(world.app.state().metrics.render().contains("reparto_log_stopped{log=\"ballots\"} 1"), "the alarm for operators");
    assert_eq!(fetched(&world.app, LogName::Ballots).await.1.len(), 4, "what was published stays");
}

/// T02: a ballot and its entry are deleted, and the later entry moves up. Both the log and the voter miss it, and the proof
/// that the voter saved holds without this site.
#[tokio::test(flavor = "multi_thread")]
async fn a_ballot_deleted_with_its_entry_is_missed_by_the_log_and_proved_by_its_voter() {
    let world = logged().await;
    let receipt = world.vote("BOY", "2135551341", &[1]).await.page().text(".code").unwrap().replace(' ', "");
    world.vote("BOY", "2135551342", &[1]).await;
    drain(&world.app, LogName::Ballots).await;
    let (visitor, page) = (world.app.visitor(), format!("/en/receipt/{receipt}"));
    let proof: TlogProof = visitor.open(&format!("{page}/proof")).await.body.parse().unwrap();
    let entry = proof.extra.clone().unwrap();
    let ballot = hex::encode(ballot::entry::Entry::decode(&entry).unwrap().ciphertext_hash());
    for statement in [
        UNLOCK,
        "ALTER TABLE sealed_ballot DISABLE TRIGGER ALL",
        &format!("DELETE FROM log_entry WHERE subject = '\\x{ballot}'"),
        &format!("DELETE FROM sealed_ballot WHERE ciphertext_hash = '\\x{ballot}'"),
        &format!("UPDATE log_entry SET position = position - 1 WHERE position > {}", proof.index),
    ] {
        world.app.databases.ballot_box(statement).await.unwrap();
    }
    let (_, outcome) = restarted(&world).await;
    assert!(matches!(outcome, Err(LogFault::Behind { have: 5, signed: 6, .. })), "{outcome:?}");
    let gone = visitor.get(&page).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
    assert!(gone.page().count("a[href*=missing]") > 0, "and how to say that it is missing");
    proof.verify(&leaf_hash(&entry), &world.app.shared.logs.verifier(LogName::Ballots).unwrap()).unwrap();
}

/// T01 and T03: a byte of a logged entry, two entries swapped.
#[tokio::test(flavor = "multi_thread")]
async fn a_changed_or_swapped_entry_stops_the_log_at_the_next_start() {
    for tampering in [
        "UPDATE log_entry SET entry = set_byte(entry, 40, get_byte(entry, 40) # 1) WHERE position = 2",
        "UPDATE log_entry SET position = CASE position WHEN 0 THEN 100 ELSE 0 END WHERE position IN (0, 1); UPDATE log_entry SET position = 1 WHERE position = 100",
        "DELETE FROM log_entry WHERE position = 1; UPDATE log_entry SET position = position - 1 WHERE position > 1",
    ] {
        let world = logged().await;
        let statements: Vec<String> =
            std::iter::once(UNLOCK.to_owned()).chain(tampering.split("; ").map(str::to_owned)).collect();
        for statement in statements {
            world.app.databases.ballot_box(&statement).await.unwrap();
        }
        let (_, outcome) = restarted(&world).await;
        assert!(matches!(outcome, Err(LogFault::Forked { .. } | LogFault::Behind { .. })), "{tampering}: {outcome:?}");
    }
}

/// T09 in small: the database committed and the process died before signing. Nothing is lost, and no index is left out.
#[tokio::test(flavor = "multi_thread")]
async fn a_log_goes_on_after_a_crash_between_database_and_checkpoint() {
    let world = logged().await;
    let files = world.app.folder.path().join("logs/ballots");
    let old_head = fs::read(files.join("head")).unwrap();
    let frozen = frozen(&world).await;
    for person in 10..13 {
        cast(&world, &command(&world, &frozen, "BOY", person, 1, &[1])).await.unwrap();
    }
    drain(&world.app, LogName::Ballots).await;
    fs::write(files.join("head"), old_head).unwrap();
    fs::remove_dir_all(files.join("public")).unwrap();
    let (sequencer, outcome) = restarted(&world).await;
    outcome.unwrap();
    let signed = sequencer.published(LogName::Ballots).unwrap().unwrap();
    assert_eq!(signed.checkpoint().size, 7, "signed and published, every tile made anew");
}

/// The folder of the logs cannot be written for a while: casting goes on, and the log catches up by itself.
#[tokio::test(flavor = "multi_thread")]
async fn a_full_or_broken_log_folder_loses_nothing() {
    let world = logged().await;
    let logs = world.app.folder.path().join("logs");
    let aside = world.app.folder.path().join("aside");
    fs::rename(logs.join("ballots"), &aside).unwrap();
    fs::write(logs.join("ballots"), b"not a folder").unwrap();
    let frozen = frozen(&world).await;
    cast(&world, &command(&world, &frozen, "BOY", 20, 1, &[1])).await.unwrap();
    let failed = world.app.shared.logs.round(&world.app.state(), LogName::Ballots, Haste::Now).await;
    assert!(failed.is_err(), "nothing is signed that can't be kept");
    fs::remove_file(logs.join("ballots")).unwrap();
    fs::rename(&aside, logs.join("ballots")).unwrap();
    drain(&world.app, LogName::Ballots).await;
    assert_eq!(fetched(&world.app, LogName::Ballots).await.1.len(), 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn paths_of_the_log_are_read_strictly() {
    let world = logged().await;
    for path in [
        "/log/ballots/tile/0/000",
        "/log/ballots/tile/entries/000",
        "/log/ballots/tile/0/000.p/5",
        "/log/ballots/tile/0/000.p/04",
        "/log/ballots/tile/9/000.p/4",
        "/log/ballots/tile/0/../head",
        "/log/ballots/tile/0/%2e%2e/%2e%2e/head",
        "/log/ballots/head",
        "/log/votes/checkpoint",
    ] {
        let reply = world.app.visitor().get(path).await;
        assert_eq!(reply.status, reqwest::StatusCode::NOT_FOUND, "{path}");
    }
    let tile = world.app.visitor().get("/log/ballots/tile/0/000.p/4").await;
    assert_eq!(tile.status, reqwest::StatusCode::OK);
}
