//! Entries get into the logs once, in a random order where order would tell, and in their own where it is public.

use std::collections::{BTreeMap, BTreeSet};

use ballot::{act::ActEntry, entry::Event, issuance::Issuance};
use reparto::transparency::{Haste, LogName, Sequencer};

use super::{decoded, drain, fetched};
use crate::{
    ballotbox::{cast, command, count, frozen},
    support::{TestApp, world::World},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_reads_three_logs_and_recomputes_their_roots() {
    let world = World::open().await;
    for (index, zone) in ["BOY", "BOY", "SKR"].iter().enumerate() {
        world.vote(zone, &format!("21355511{index:02}"), &[1, 2]).await;
    }
    world.vote("BOY", "2135551100", &[3]).await;
    for log in LogName::ALL {
        drain(&world.app, log).await;
    }
    let (_, ballots) = fetched(&world.app, LogName::Ballots).await;
    let kinds: Vec<bool> = decoded(&ballots).iter().map(|e| matches!(e.event, Event::Replacement { .. })).collect();
    assert_eq!((ballots.len(), kinds.iter().filter(|replaced| **replaced).count()), (4, 1));
    let (_, issuances) = fetched(&world.app, LogName::Issuance).await;
    let zones: Vec<String> = issuances.iter().map(|entry| Issuance::decode(entry).unwrap().zone).collect();
    assert_eq!((zones.len(), zones.iter().filter(|zone| *zone == "BOY").count()), (3, 2), "changing a vote issues nothing new");
    let (_, acts) = fetched(&world.app, LogName::Acts).await;
    let kinds: Vec<String> = acts.iter().map(|entry| ActEntry::decode(entry).unwrap().body.kind).collect();
    assert_eq!(kinds.first().map(String::as_str), Some("cycle.frozen"), "acts stand in the order they happened");
    assert!(kinds.contains(&"passes.printed".to_owned()) && kinds.contains(&"role.granted".to_owned()));
}

/// T24: in a batch the position of an entry says nothing about when it was cast.
#[tokio::test(flavor = "multi_thread")]
async fn positions_in_a_batch_tell_nothing_of_the_order_of_casting() {
    let app = TestApp::with(
        |config| {
            config.log.batch = 10_000;
            config.log.wait_seconds = 3600;
        },
        reparto::base::Clock::System,
    )
    .await;
    let world = World::in_app(app).await;
    let frozen = frozen(&world).await;
    let mut cast_order = BTreeMap::new();
    for person in 0..200_u8 {
        let ballot = command(&world, &frozen, "BOY", person, 1, &[1]);
        cast_order.insert(ballot.sealed.hash(), f64::from(person));
        cast(&world, &ballot).await.unwrap();
    }
    assert!(
        world.app.shared.logs.published(LogName::Ballots).unwrap().is_none_or(|c| c.checkpoint().size == 0),
        "they wait for company"
    );
    drain(&world.app, LogName::Ballots).await;
    let (_, entries) = fetched(&world.app, LogName::Ballots).await;
    let n = 200.0;
    let squares: f64 = (0_u8..)
        .zip(decoded(&entries))
        .map(|(position, entry)| (f64::from(position) - cast_order[entry.ciphertext_hash()]).powi(2))
        .sum();
    let spearman = 1.0 - 6.0 * squares / (n * (n * n - 1.0));
    // Of independent orders |rho| exceeds 0.25 less than once in two thousand runs.
    assert!(spearman.abs() < 0.25, "Spearman's rho between cast order and position: {spearman}");
}

/// T19: two sequencers by mistake, each with a folder of its own: no index twice, none missing, the same log for both.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_sequencers_cannot_give_one_position_twice() {
    let world = World::open().await;
    let frozen = frozen(&world).await;
    let state = world.app.state();
    let same = Sequencer::new(&log_config(&world.app, world.app.folder.path().join("logs")), &state.keys.log).unwrap();
    drain(&world.app, LogName::Ballots).await;
    let refused = same.round(&state, LogName::Ballots, Haste::Now).await;
    assert!(refused.is_err_and(|fault| fault.to_string().contains("another process")), "one folder, one sequencer");
    let other = Sequencer::new(&log_config(&world.app, world.app.folder.path().join("other")), &state.keys.log).unwrap();
    for person in 0..60_u8 {
        cast(&world, &command(&world, &frozen, "BOY", person, 1, &[1])).await.unwrap();
        let ours = world.app.shared.logs.round(&state, LogName::Ballots, Haste::Now);
        // Whoever is late is refused by the database, reads the log back and goes on.
        let _ = tokio::join!(ours, other.round(&state, LogName::Ballots, Haste::Now));
    }
    drain(&world.app, LogName::Ballots).await;
    let url = &world.app.databases.box_owner;
    assert_eq!(count(url, "SELECT count(DISTINCT position) AS n FROM log_entry").await, 60);
    assert_eq!(count(url, "SELECT max(position) AS n FROM log_entry").await, 59);
    let theirs = other.drain(&state, LogName::Ballots).await.unwrap();
    let (signed, entries) = fetched(&world.app, LogName::Ballots).await;
    assert_eq!((theirs.size, theirs.root), (60, signed.checkpoint().root));
    assert_eq!(entries.iter().collect::<BTreeSet<_>>().len(), 60);
}

/// Casts that wait together share a transaction; each still gets its own answer, right or wrong.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_group_of_casts_answers_each_of_its_members() {
    let world = World::open().await;
    let frozen = frozen(&world).await;
    let queue = world.app.shared.casts.clone().into_inner();
    let mut tasks = Vec::new();
    for person in 0..120_u8 {
        let mut ballot = command(&world, &frozen, "BOY", person % 40, u16::from(person / 40), &[1]);
        if person % 10 == 9 {
            ballot.definition = ballot::DefinitionHash([9; 32]);
        }
        let queue = queue.clone();
        let wanted = ballot.receipt().to_string();
        tasks.push(tokio::spawn(async move { (person, wanted, queue.cast(ballot).await) }));
    }
    let mut taken = 0;
    for task in tasks {
        let (person, wanted, answer) = task.await.unwrap();
        match answer {
            Ok(receipt) => {
                assert_eq!(receipt.to_string(), wanted, "each its own receipt");
                taken += 1;
            }
            Err(fault) => assert_eq!(person % 10, 9, "{fault}"),
        }
    }
    assert_eq!(taken, 108);
    assert_eq!(crate::ballotbox::live(&world.app, "BOY").await, 36, "one live ballot for each pass that cast");
}

fn log_config(app: &TestApp, folder: std::path::PathBuf) -> reparto::config::LogConfig {
    let _ = app;
    reparto::config::LogConfig { folder, site: "test.example".to_owned(), batch: 1, wait_seconds: 1, policy: None }
}
