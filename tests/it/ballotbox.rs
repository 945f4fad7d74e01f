//! The box under attack: races on one pass, replays, copies, tampering, a box that is away.

use std::sync::Arc;

use ballot::{
    choices::Choices,
    nonce::{pass_tag, person_nonce},
    seal::{OpeningPublicKey, Seed, seal},
    ticket::{Grant, Ticket, TicketKey},
};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use reparto::{
    ballotbox::{self, CastCommand, CastError, PassProof},
    base::{CycleSlug, Lang, ZoneCode},
    cycles::{self, FrozenDefinition},
};
use reqwest::StatusCode;

use crate::support::{TestApp, world::World};

#[derive(diesel::QueryableByName)]
struct Count {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    n: i64,
}

pub async fn count(url: &str, query: &str) -> i64 {
    let mut conn = AsyncPgConnection::establish(url).await.unwrap();
    let row: Count = diesel::sql_query(query).get_result(&mut conn).await.unwrap();
    row.n
}

/// Live ballots of a zone.
pub async fn live(app: &TestApp, zone: &str) -> i64 {
    count(&app.databases.box_owner, &format!("SELECT count(*) AS n FROM sealed_ballot WHERE live AND zone = '{zone}'")).await
}

pub async fn frozen(world: &World) -> FrozenDefinition {
    let slug = CycleSlug::parse("sample-1").unwrap();
    let state = world.app.state();
    state.civic.read(async |conn| cycles::cycle_by_slug(conn, &slug, Lang::En).await?.frozen(conn).await).await.unwrap()
}

/// A ballot for one person; `seed` tells ballots of the same choices apart.
pub fn command(world: &World, frozen: &FrozenDefinition, zone: &str, person: u8, seed: u16, picks: &[u16]) -> CastCommand {
    let contest = frozen.definition.contest(zone).unwrap();
    let choices = Choices::parse(contest, picks, true).unwrap();
    let mut bytes = [person; 32];
    bytes[..2].copy_from_slice(&seed.to_be_bytes());
    let sealed = seal(
        &OpeningPublicKey(frozen.definition.opening_key),
        &frozen.hash,
        zone,
        contest.style,
        &choices,
        contest,
        &Seed::from_bytes(bytes),
    )
    .unwrap();
    let key = TicketKey::from_seed(world.app.shared.state.keys.ticket.reveal());
    let mut ticket_id = [person; 16];
    ticket_id[..2].copy_from_slice(&seed.to_be_bytes());
    let now = world.app.clock.now().timestamp();
    let grant = Grant {
        definition: frozen.hash,
        zone: zone.to_owned(),
        style: contest.style,
        nonce: person_nonce(&[1; 32], "sample-1", zone, &[person]),
        ticket_id,
        expires_at: now + 60,
    };
    let ticket = Ticket::sign(&key, grant).unwrap().verify(&key.public(), now).unwrap();
    CastCommand {
        cycle: CycleSlug::parse("sample-1").unwrap(),
        zone: ZoneCode::parse(zone).unwrap(),
        style: contest.style,
        definition: frozen.hash,
        pass: PassProof::Ticket(Box::new(ticket)),
        sealed,
        begun: now,
    }
}

pub async fn cast(world: &World, command: &CastCommand) -> Result<String, CastError> {
    let state = world.app.state();
    state.ballot_box.write("test_cast", async |conn| ballotbox::cast_ballot(conn, command).await).await.map(|r| r.to_string())
}

/// T32: 64 people press at once with one pass, 1,920 tries in all, and one live ballot is left.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sixty_four_concurrent_casts_with_one_pass_leave_one_live_ballot() {
    let world = Arc::new(World::open().await);
    let frozen = frozen(&world).await;
    let mut tasks = Vec::new();
    for client in 0..64_u16 {
        let (world, frozen) = (Arc::clone(&world), frozen.clone());
        tasks.push(std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let mut taken = 0;
                for round in 0..30_u16 {
                    let ballot = command(&world, &frozen, "BOY", 1, client * 30 + round, &[1 + round % 12]);
                    // The pool may be full for a moment: the person then presses again.
                    loop {
                        match cast(&world, &ballot).await {
                            Ok(_) => break taken += 1,
                            Err(CastError::Db(error)) if reparto::platform::db::is_unavailable(&error) => {}
                            Err(error) => panic!("{error}"),
                        }
                    }
                }
                taken
            })
        }));
    }
    let mut taken: i64 = 0;
    for task in tasks {
        taken += tokio::task::block_in_place(|| task.join().unwrap());
    }
    assert_eq!(taken, 1920);
    let url = &world.app.databases.box_owner;
    assert_eq!(live(&world.app, "BOY").await, 1);
    assert_eq!(count(url, "SELECT count(*) AS n FROM sealed_ballot").await, 1920);
    let entries = "SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM log_entry) AS n";
    assert_eq!(count(url, entries).await, 1920, "one log entry for each accepted ballot");
    assert_eq!(count(url, "SELECT count(*) AS n FROM pass WHERE state = 'cast'").await, 1);
}

/// The measured trap of the reference: one clever statement is wrong under concurrency; the partial index is the law.
#[tokio::test(flavor = "multi_thread")]
async fn even_without_the_function_two_live_ballots_of_a_pass_are_impossible() {
    let world = World::open().await;
    let frozen = frozen(&world).await;
    cast(&world, &command(&world, &frozen, "BOY", 1, 1, &[1])).await.unwrap();
    let double = "INSERT INTO sealed_ballot SELECT sha256(ciphertext || '\\x00'), pass, cycle, zone, '1111111111111111', ciphertext || '\\x00', true FROM sealed_ballot";
    let refused = format!("{:#}", world.app.databases.ballot_box(double).await.unwrap_err());
    assert!(refused.contains("sealed_ballot_one_live"), "{refused}");
    let revive = "UPDATE sealed_ballot SET ciphertext = '\\x00'";
    assert!(format!("{:#}", world.app.databases.ballot_box(revive).await.unwrap_err()).contains("only be marked as replaced"));
}

#[tokio::test(flavor = "multi_thread")]
async fn replays_copies_and_strangers_are_refused() {
    let world = World::open().await;
    let frozen = frozen(&world).await;
    let first = command(&world, &frozen, "BOY", 1, 1, &[1, 2]);
    let receipt = cast(&world, &first).await.unwrap();
    assert_eq!(cast(&world, &first).await.unwrap(), receipt, "the same ballot again: the same receipt");
    let mut copy = command(&world, &frozen, "BOY", 2, 1, &[3]);
    copy.sealed = first.sealed.clone();
    assert!(matches!(cast(&world, &copy).await, Err(CastError::DoesNotFit)), "another person's ciphertext");
    let mut same_ticket = command(&world, &frozen, "BOY", 1, 1, &[5]);
    assert!(matches!(cast(&world, &same_ticket).await, Err(CastError::TicketUsed)), "one ticket, one ballot");
    same_ticket.definition = ballot::DefinitionHash([9; 32]);
    assert!(matches!(cast(&world, &same_ticket).await, Err(CastError::DoesNotFit)), "another definition");
    let mut elsewhere = command(&world, &frozen, "BOY", 3, 1, &[1]);
    elsewhere.zone = ZoneCode::parse("WLK").unwrap();
    assert!(cast(&world, &elsewhere).await.is_err(), "another zone");
    let printed = |tag| CastCommand { pass: PassProof::Printed(tag), ..command(&world, &frozen, "BOY", 4, 1, &[1]) };
    let unknown = pass_tag(&person_nonce(&[7; 32], "x", "y", b"z"));
    assert!(matches!(cast(&world, &printed(unknown)).await, Err(CastError::PassUnknown)));
    assert!(
        matches!(cast(&world, &printed(first.pass.tag())).await, Err(CastError::PassUnknown)),
        "a ticket's pass is no printed pass"
    );
    assert_eq!(live(&world.app, "BOY").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn tested_ballots_void_passes_and_closed_polls_are_refused_and_retries_still_answered() {
    let world = World::open().await;
    let frozen = frozen(&world).await;
    let first = command(&world, &frozen, "BOY", 1, 1, &[1]);
    let receipt = cast(&world, &first).await.unwrap();
    let tested = command(&world, &frozen, "BOY", 2, 1, &[1]);
    let hash = hex::encode(tested.sealed.hash());
    world.app.databases.ballot_box(&format!("INSERT INTO challenged VALUES ('\\x{hash}')")).await.unwrap();
    assert!(matches!(cast(&world, &tested).await, Err(CastError::Tested)));
    world.app.databases.ballot_box("UPDATE pass SET state = 'void' WHERE state = 'cast'").await.unwrap();
    assert!(matches!(cast(&world, &command(&world, &frozen, "BOY", 1, 2, &[2])).await, Err(CastError::PassVoid)));
    let state = world.app.state();
    let slug = CycleSlug::parse("sample-1").unwrap();
    state.ballot_box.write("close", async |conn| ballotbox::close_polls(conn, &slug).await).await.unwrap();
    assert!(matches!(cast(&world, &command(&world, &frozen, "BOY", 5, 1, &[2])).await, Err(CastError::Closed)));
    assert_eq!(cast(&world, &first).await.unwrap(), receipt, "a retry after the close gets its receipt");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_permission_to_change_the_first_ballot_stands() {
    let world = World::open().await;
    let frozen = frozen(&world).await;
    cast(&world, &command(&world, &frozen, "BOY", 1, 1, &[1])).await.unwrap();
    world.app.databases.ballot_box("UPDATE poll SET change_allowed = false").await.unwrap();
    assert!(matches!(cast(&world, &command(&world, &frozen, "BOY", 1, 2, &[2])).await, Err(CastError::AlreadyVoted)));
}

/// T26 and T27: equal length for every choice, and nothing of the choice in the receipt.
#[tokio::test(flavor = "multi_thread")]
async fn sealed_ballots_of_a_zone_have_one_length_and_closing_races_with_casting_safely() {
    let world = Arc::new(World::open().await);
    let frozen = frozen(&world).await;
    let lengths: std::collections::BTreeSet<usize> = [&[][..], &[1], &[1, 2, 3], &[12]]
        .iter()
        .map(|picks| command(&world, &frozen, "BOY", 1, 1, picks).sealed.as_bytes().len())
        .collect();
    assert_eq!(lengths.len(), 1);
    let casters: Vec<_> = (0..8_u8)
        .map(|person| {
            let (world, frozen) = (Arc::clone(&world), frozen.clone());
            std::thread::spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
                runtime.block_on(async {
                    // A connection dies with the thread that made it, so none of these may end up with another.
                    world.app.state().ballot_box.settle_here(4).unwrap();
                    let mut taken = 0;
                    for seed in 0..200 {
                        match cast(&world, &command(&world, &frozen, "SKR", person, seed, &[1])).await {
                            Ok(_) => taken += 1,
                            Err(_) => break,
                        }
                    }
                    taken
                })
            })
        })
        .collect();
    tokio::time::sleep(std::time::Duration::from_millis(150)).await;
    let state = world.app.state();
    let slug = CycleSlug::parse("sample-1").unwrap();
    state.ballot_box.write("close", async |conn| ballotbox::close_polls(conn, &slug).await).await.unwrap();
    let stored_at_close = count(&world.app.databases.box_owner, "SELECT count(*) AS n FROM sealed_ballot").await;
    let taken: i64 = casters.into_iter().map(|c| tokio::task::block_in_place(|| c.join().unwrap())).sum();
    assert_eq!(taken, stored_at_close, "every acknowledged ballot was stored before the close, none after");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cast_that_waits_for_a_lock_does_not_hold_the_others() {
    let world = World::open().await;
    let (held, free) = (world.pass("BOY", 0), world.pass("BOY", 1));
    let forms = futures_util::future::join_all([&held, &free].map(async |pass| {
        let (visitor, _) = world.at_review("BOY", "en", &[1]).await;
        let form = visitor.open("/en/vote/BOY/verify/pass").await.page().form("cast-form").fill("code", pass);
        (visitor, form)
    }))
    .await;
    let [(slow, slow_form), (quick, quick_form)] = forms.try_into().ok().unwrap();
    let key = world.app.state().keys.pass.reveal().to_owned();
    let tag = hex::encode(ballot::pass::PrintedPass::parse(&held).unwrap().tag(&key, "sample-1", "BOY").0);
    let mut other = AsyncPgConnection::establish(&world.app.databases.box_owner).await.unwrap();
    let lock = format!("SELECT FROM pass WHERE tag = '\\x{tag}' FOR UPDATE");
    other.batch_execute(&format!("BEGIN; {lock}")).await.unwrap();
    let waits = tokio::spawn(async move { slow.send(&slow_form).await.status });
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    let began = std::time::Instant::now();
    assert_eq!(quick.send(&quick_form).await.status, StatusCode::SEE_OTHER);
    assert!(began.elapsed() < std::time::Duration::from_secs(2), "{:?}", began.elapsed());
    other.batch_execute("ROLLBACK").await.unwrap();
    assert_eq!(waits.await.unwrap(), StatusCode::SEE_OTHER, "and it is cast when the lock is gone");
}
