//! T16 and T54: a clock that is two hours off, a pool without a free connection, a box that refuses to write, one whose
//! files can't grow.
//! Nothing is acknowledged that is not on disk, and everything goes on by itself afterwards.

use std::{
    fs,
    os::unix::{fs::MetadataExt, process::CommandExt},
    path::Path,
    process::Command,
    time::Duration,
};

use reparto::{
    base::Clock,
    platform::{
        migrations::{self, Which},
        private_postgres::reachable_folder,
    },
};
use reqwest::StatusCode;

use crate::{
    ballotbox::{cast, command, count, frozen, live},
    linkage::instance,
    support::{TestApp, world::World},
};

/// The database's clock opens and closes the vote; a server that is two hours off takes and refuses the same ballots.
#[tokio::test(flavor = "multi_thread")]
async fn a_server_two_hours_off_opens_and_closes_at_the_same_moment() {
    for hours in [-2, 2] {
        let clock = Clock::fixed(Clock::System.now() + chrono::Duration::hours(hours));
        let world = World::in_app(TestApp::with(|_| {}, clock).await).await;
        let receipt = world.vote("BOY", "2135551501", &[1]).await;
        let page = format!("/en/receipt/{}", receipt.page().text(".code").unwrap().replace(' ', ""));
        let text = world.app.visitor().open(&format!("{page}/promise")).await.body;
        let promise = ballot::promise::Promise::from_text(&text).unwrap();
        assert!(!promise.is_due(Clock::System.now().timestamp()), "no promise for an hour that is over");
        let frozen = frozen(&world).await;
        let close = "UPDATE poll SET closes_epoch = floor(extract(epoch FROM clock_timestamp())) - 5, grace_seconds = 0";
        world.app.databases.ballot_box(close).await.unwrap();
        let late = cast(&world, &command(&world, &frozen, "BOY", 1, 1, &[1])).await;
        assert!(matches!(late, Err(reparto::ballotbox::CastError::Closed)), "{late:?}");
        assert_eq!(live(&world.app, "BOY").await, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_free_connection_nothing_is_acknowledged_and_the_next_press_counts() {
    let app = TestApp::with(|config| config.pool_size = 1, Clock::System).await;
    let world = World::in_app(app).await;
    let (visitor, _) = world.at_review("BOY", "en", &[1]).await;
    let form = world.to_cast_form(&visitor, "BOY", "2135551511").await;
    let state = world.app.state();
    let hold = async || {
        let slow = async |_: &mut _| {
            tokio::time::sleep(Duration::from_secs(4)).await;
            Ok::<_, diesel::result::Error>(())
        };
        // Those that find no free connection either give up after two seconds.
        let _ = state.ballot_box.write_once("held", slow).await;
    };
    let press = async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        let refused = visitor.send(&form).await;
        assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE, "{}", refused.heading());
        assert_eq!(live(&world.app, "BOY").await, 0);
    };
    tokio::join!(futures_util::future::join_all((0..8).map(|_| hold())), press);
    visitor.go(&form).await;
    assert_eq!(live(&world.app, "BOY").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_box_that_refuses_to_write_acknowledges_nothing_and_recovers_by_itself() {
    let world = World::open().await;
    let (visitor, _) = world.at_review("BOY", "en", &[1]).await;
    let form = world.to_cast_form(&visitor, "BOY", "2135551521").await;
    world.app.databases.ballot_box("REVOKE EXECUTE ON FUNCTION cast_ballots FROM reparto_box").await.unwrap();
    let refused = visitor.send(&form).await;
    assert!(refused.status.is_server_error(), "{}", refused.status);
    assert!(refused.location.is_none(), "no receipt");
    assert_eq!(live(&world.app, "BOY").await, 0);
    world.app.databases.ballot_box("GRANT EXECUTE ON FUNCTION cast_ballots TO reparto_box").await.unwrap();
    visitor.go(&form).await;
    assert_eq!(live(&world.app, "BOY").await, 1, "the same form, pressed again");
}

/// No file of this instance grows beyond so many bytes: the kernel refuses to extend it, as on a full disk.
fn let_files_grow_to(instance: &Path, bytes: &str) {
    let data = fs::read_dir(instance).unwrap().flatten().map(|entry| entry.path()).find(|path| path.join("PG_VERSION").exists());
    let data = data.unwrap();
    let owner = fs::metadata(&data).unwrap();
    let first = fs::read_to_string(data.join("postmaster.pid")).unwrap().lines().next().unwrap().to_owned();
    let parent = |pid: &str| {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        stat.rsplit_once(')')?.1.split_whitespace().nth(1).map(str::to_owned)
    };
    let pids = fs::read_dir("/proc").unwrap().flatten().filter_map(|entry| entry.file_name().into_string().ok());
    for pid in pids.filter(|pid| *pid == first || parent(pid).as_ref() == Some(&first)) {
        // A connection may end in this moment; the first process must be there.
        let limit = ["--pid", &pid, &format!("--fsize={bytes}:")];
        let done = Command::new("prlimit").gid(owner.gid()).uid(owner.uid()).args(limit).output().unwrap();
        assert!(done.status.success() || pid != first, "{}", String::from_utf8_lossy(&done.stderr));
    }
}

/// Sealed ballots of strangers, until the table is larger than a segment of the write-ahead log, which must stay writable.
const FILL: &str = "SET session_replication_role = replica;
    INSERT INTO pass SELECT sha256(n::text::bytea), cycle, zone, 'printed', 'cast' FROM poll, generate_series(1, 90000) n WHERE zone = 'BOY';
    INSERT INTO sealed_ballot SELECT sha256(c), sha256(n::text::bytea), cycle, zone, '5' || lpad(n::text, 15, '0'), c, true
    FROM generate_series(1, 90000) n, poll,
        LATERAL (SELECT substring(decode(repeat(encode(sha256(n::text::bytea), 'hex'), 64), 'hex') FOR ballot_bytes) AS c) made
    WHERE zone = 'BOY'";

#[tokio::test(flavor = "multi_thread")]
async fn a_box_whose_tables_can_not_grow_acknowledges_nothing_and_heals_by_itself() {
    let folder = reachable_folder(&std::env::temp_dir().join(format!("reparto-full-{}", std::process::id())));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let (mut postgres, owner, url) = instance(&folder, Which::Box).await;
    let change = |config: &mut reparto::config::Config| (config.box_url, config.one_instance) = (url, false);
    let world = World::in_app(TestApp::with(change, Clock::System).await).await;
    migrations::execute(&owner, &[FILL]).await.unwrap();
    let mut receipts = vec![world.vote("BOY", "2135551601", &[1]).await.page().text(".code").unwrap()];
    let size = count(&owner, "SELECT pg_relation_size('sealed_ballot') AS n").await;
    assert!(size > 16 * 1024 * 1024, "{size} bytes");

    let_files_grow_to(&folder.join("Box"), &size.to_string());
    // The last page still has room for some.
    let (visitor, form) = loop {
        let (visitor, _) = world.at_review("BOY", "en", &[1]).await;
        let form = world.to_cast_form(&visitor, "BOY", &format!("21355516{:02}", receipts.len() + 1)).await;
        let reply = visitor.send(&form).await;
        let Some(place) = reply.location else {
            assert!(
                reply.status.is_server_error() && reply.body.contains("press the button again"),
                "{} {}",
                reply.status,
                reply.body
            );
            break (visitor, form);
        };
        receipts.push(visitor.open(&place).await.page().text(".code").unwrap());
        assert!(receipts.len() < 60, "the table still grows");
    };
    let cast = "SELECT count(*) - 90000 AS n FROM sealed_ballot WHERE live";
    assert_eq!(count(&owner, cast).await, i64::try_from(receipts.len()).unwrap(), "what has a receipt, and nothing else");
    assert_eq!(visitor.send(&form).await.location, None, "and again");

    let_files_grow_to(&folder.join("Box"), "unlimited");
    receipts.push(visitor.go(&form).await.page().text(".code").unwrap());
    assert_eq!(count(&owner, cast).await, i64::try_from(receipts.len()).unwrap(), "the same form, pressed again");
    for receipt in receipts {
        let page = world.app.visitor().open(&format!("/en/receipt/{}", receipt.replace(' ', ""))).await.page();
        assert_eq!(page.count(".panel"), 1, "{receipt} is recorded and counts");
    }
    drop(world);
    tokio::task::block_in_place(|| postgres.stop());
    let _ = fs::remove_dir_all(&folder);
}
