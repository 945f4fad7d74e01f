//! T22: somebody holds full dumps of both databases, hidden columns included, their write-ahead logs, and the opened ballots.
//! Who voted how stays a guess. Which ballot in the box is whose can be matched by time when people vote one after another; that residue is
//! measured and printed, and leads nowhere, because an opening sorts.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fs,
    path::Path,
    process::Command,
};

use ballot::{
    choices::Choices,
    nonce::Nonce,
    opening::Opener,
    seal::{OpeningPublicKey, Seed, seal},
    shares::{self, Share},
    ticket::{Grant, Ticket, TicketKey},
};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use reparto::{
    ballotbox::{self, CastCommand, PassProof},
    base::{Clock, CycleSlug, Random, ZoneCode},
    cycles::FrozenDefinition,
    eligibility::{self, Contact, Door, LinkKeys},
    platform::{
        migrations::{self, Which},
        private_postgres::{PrivatePostgres, Settings, find_binaries, reachable_folder},
    },
    transparency::LogName,
};

use crate::{
    ballotbox::frozen,
    support::{TestApp, world::World},
};

const VOTERS: usize = 500;

/// An instance of its own, migrated.
pub async fn instance(folder: &Path, which: Which) -> (PrivatePostgres, String, String) {
    let settings = Settings { folder: folder.join(format!("{which:?}")), durable: false, detached: false };
    let postgres = tokio::task::block_in_place(|| PrivatePostgres::start(&settings)).unwrap();
    migrations::execute(&postgres.url("postgres", "postgres"), &["CREATE DATABASE one"]).await.unwrap();
    let owner = postgres.url("postgres", "one");
    migrations::run(which, &owner).await.unwrap();
    // No checkpoint that would throw away what was written before it.
    let keep = ["ALTER SYSTEM SET checkpoint_timeout = '1h'", "SELECT pg_reload_conf()"];
    migrations::execute(&owner, &keep).await.unwrap();
    let role = if which == Which::Civic { "reparto_civic" } else { "reparto_box" };
    migrations::execute(&owner, &[&format!("CREATE ROLE server LOGIN; GRANT {role} TO server")]).await.unwrap();
    let server = postgres.url("server", "one");
    (postgres, owner, server)
}

#[derive(diesel::QueryableByName)]
struct Traced {
    #[diesel(sql_type = diesel::sql_types::Binary)]
    id: Vec<u8>,
    #[diesel(sql_type = diesel::sql_types::Text)]
    xmin: String,
}

/// Rows with the hidden transaction number.
async fn dump(url: &str, query: &str) -> Vec<Traced> {
    let mut conn = AsyncPgConnection::establish(url).await.unwrap();
    diesel::sql_query(query).load(&mut conn).await.unwrap()
}

/// The write-ahead log of an instance: when each transaction was committed, and every byte of it.
struct Wal {
    moments: HashMap<String, String>,
    bytes: Vec<u8>,
}

impl Wal {
    /// Read with Postgres' own program, as whoever has the files would.
    fn read(instance: &Path) -> Self {
        let data = fs::read_dir(instance).unwrap().flatten().map(|entry| entry.path()).find(|path| path.join("pg_wal").exists());
        let folder = data.unwrap().join("pg_wal");
        let mut segments: Vec<_> = fs::read_dir(&folder).unwrap().flatten().map(|e| e.path()).filter(|p| p.is_file()).collect();
        segments.sort();
        let out = Command::new(find_binaries().unwrap().join("pg_waldump"))
            .args(["--rmgr", "Transaction", "--path"])
            .args([&folder, &segments[0].file_name().unwrap().into()])
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&out.stdout);
        let commit = |line: &str| {
            let (head, moment) = line.split_once("desc: COMMIT ")?;
            let number = head.split_once("tx:")?.1.split(',').next()?;
            Some((number.trim().to_owned(), moment.get(..26)?.to_owned()))
        };
        let bytes = segments.iter().flat_map(|segment| fs::read(segment).unwrap()).collect();
        Self { moments: text.lines().filter_map(commit).collect(), bytes }
    }

    /// These rows in the order of their commits.
    fn in_time<'a>(&self, rows: &'a [Traced]) -> Vec<&'a Vec<u8>> {
        let mut moments: Vec<_> = rows.iter().map(|row| (&self.moments[&row.xmin], &row.id)).collect();
        moments.sort();
        moments.into_iter().map(|(_, id)| id).collect()
    }

    /// How many of these 32-byte numbers stand anywhere in it, as bytes or as text.
    fn mentions<'a>(&self, numbers: impl Iterator<Item = &'a Vec<u8>>) -> usize {
        let forms: BTreeMap<Vec<u8>, &Vec<u8>> =
            numbers.flat_map(|number| [(number.clone(), number), (hex::encode(number).into_bytes(), number)]).collect();
        let start = |form: &[u8]| (usize::from(form[0]) << 8) | usize::from(form[1]);
        let mut starts = vec![false; 1 << 16];
        forms.keys().for_each(|form| starts[start(form)] = true);
        let found = |length: usize| {
            let begins = |window: &&[u8]| starts[start(window)];
            self.bytes.windows(length).filter(begins).filter_map(|window| forms.get(window).copied())
        };
        found(32).chain(found(64)).collect::<BTreeSet<_>>().len()
    }
}

/// One person's vote, as the server makes it: the issuance in one database, then the cast in the other.
async fn vote(world: &World, frozen: &FrozenDefinition, number: usize, pick: u16) -> (Vec<u8>, [u8; 32]) {
    let state = world.app.state();
    let (env, link) = (state.env(), LinkKeys::new(state.keys.dir.clone()));
    let zone = ZoneCode::parse("BOY").unwrap();
    let contact = Contact::known(Door::Text, &format!("+1999{number:07}"));
    let person = contact.person(&state.keys.contact).to_vec();
    let keys = (&state.keys.contact, &link);
    let given: Vec<Nonce> = state
        .civic
        .write("issue", async |conn| {
            eligibility::seed_issuances(conn, &env, keys, (frozen, &zone), std::slice::from_ref(&contact)).await
        })
        .await
        .unwrap();
    let contest = frozen.definition.contest("BOY").unwrap();
    let choices = Choices::parse(contest, &[pick], true).unwrap();
    let key = OpeningPublicKey(frozen.definition.opening_key);
    let seed = Seed::from_bytes(Random::System.bytes());
    let sealed = seal(&key, &frozen.hash, "BOY", contest.style, &choices, contest, &seed).unwrap();
    let now = state.clock.now().timestamp();
    let grant = Grant {
        definition: frozen.hash,
        zone: "BOY".to_owned(),
        style: contest.style,
        nonce: given[0].clone(),
        ticket_id: Random::System.bytes(),
        expires_at: now + 60,
    };
    let ticket = Ticket::sign(&TicketKey::from_seed(state.keys.ticket.reveal()), grant).unwrap();
    let command = CastCommand {
        cycle: CycleSlug::parse("sample-1").unwrap(),
        zone,
        style: contest.style,
        definition: frozen.hash,
        pass: PassProof::Ticket(Box::new(ticket.verify(&frozen.definition.ticket_key, now).unwrap())),
        sealed,
        begun: now,
    };
    state.ballot_box.write("cast", async |conn| ballotbox::cast_ballot(conn, &command).await).await.unwrap();
    (person, command.sealed.hash())
}

/// The opened file of the zone, as everybody gets it.
async fn opened(world: &World, frozen: &FrozenDefinition) -> Vec<u16> {
    let given: Vec<Share> = world.facts.shares[..3].iter().map(|share| Share::parse(share).unwrap()).collect();
    let public = OpeningPublicKey(frozen.definition.opening_key);
    let key = shares::combine(&given, frozen.definition.trustees.threshold, &public).unwrap();
    let state = world.app.state();
    let sealed = state.ballot_box.read(async |conn| ballotbox::list_live_ballots(conn, "sample-1", "BOY").await).await.unwrap();
    let zone = Opener::new(&key, &frozen.definition).unwrap().open_zone("BOY", &sealed);
    zone.ballots.iter().map(|choices| choices.numbers()[0]).collect()
}

/// By how many standard deviations a guess is better than a random assignment of the opened ballots to people.
fn beyond_chance(guess: &BTreeMap<Vec<u8>, u16>, truth: &BTreeMap<Vec<u8>, u16>) -> f64 {
    let n = truth.len() as f64;
    let mut counts: BTreeMap<u16, f64> = BTreeMap::new();
    truth.values().for_each(|pick| *counts.entry(*pick).or_default() += 1.0);
    let share: f64 = counts.values().map(|count| (count / n).powi(2)).sum();
    let hits = guess.iter().filter(|(person, pick)| truth.get(*person) == Some(pick)).count() as f64;
    (hits - n * share) / (n * share * (1.0 - share)).sqrt()
}

/// Person to choice: every order the attacker has, laid beside the opened file.
fn choices_stay_a_guess<const N: usize>(orders: [(&str, Vec<&Vec<u8>>); N], file: &[u16], truth: &BTreeMap<Vec<u8>, u16>) {
    for (name, order) in orders {
        let guess = order.into_iter().cloned().zip(file.iter().copied()).collect();
        let sigma = beyond_chance(&guess, truth);
        println!("person to choice by {name}: {sigma:+.2} sigma from chance");
        // Chance alone passes 4.5 sigma less than once in a hundred thousand runs.
        assert!(sigma.abs() < 4.5, "{name}: {sigma}");
    }
}

/// What lies below the tables, of both instances; neither ever wrote a number of the other one.
async fn write_ahead_logs(folder: &Path, owners: [&str; 2], ballots: &BTreeMap<Vec<u8>, Vec<u8>>) -> (Wal, Wal) {
    for owner in owners {
        migrations::execute(owner, &["SELECT pg_switch_wal()"]).await.unwrap(); // These instances write it late.
    }
    let (civic_wal, box_wal) = (Wal::read(&folder.join("Civic")), Wal::read(&folder.join("Box")));
    let passes = "SELECT tag AS id, xmin::text AS xmin FROM pass UNION ALL SELECT ticket_tag, xmin::text FROM ticket_use";
    let passes = dump(owners[1], passes).await;
    let of_the_box = ballots.values().chain(passes.iter().map(|pass| &pass.id));
    assert_eq!((box_wal.mentions(ballots.keys()), civic_wal.mentions(of_the_box)), (0, 0));
    let own = (civic_wal.mentions(ballots.keys()), box_wal.mentions(ballots.values()));
    // A number that runs over the end of a page is not seen.
    assert!(own.0 > VOTERS * 9 / 10 && own.1 > VOTERS * 9 / 10, "the search works: {own:?}");
    (civic_wal, box_wal)
}

#[tokio::test(flavor = "multi_thread")]
async fn full_dumps_of_both_databases_do_not_tell_who_voted_how() {
    let folder = reachable_folder(&std::env::temp_dir().join(format!("reparto-linkage-{}", std::process::id())));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let (mut civic, civic_owner, civic_url) = instance(&folder, Which::Civic).await;
    let (mut ballot_box, box_owner, box_url) = instance(&folder, Which::Box).await;
    let change = |config: &mut reparto::config::Config| {
        (config.civic_url, config.box_url, config.one_instance) = (civic_url, box_url, false);
        // One batch, however long the machine takes: each batch leaves about one ballot at its place by chance.
        (config.log.batch, config.log.wait_seconds) = (10_000, 3600);
    };
    let world = World::in_app(TestApp::with(change, Clock::System).await).await;
    let frozen = frozen(&world).await;
    let (mut truth, mut ballots) = (BTreeMap::new(), BTreeMap::new());
    for number in 0..VOTERS {
        let pick = u16::try_from(Random::System.below(12)).unwrap() + 1;
        let (person, hash) = vote(&world, &frozen, number, pick).await;
        truth.insert(person.clone(), pick);
        ballots.insert(person, hash.to_vec());
    }
    world.app.shared.logs.drain(&world.app.state(), LogName::Ballots).await.unwrap();
    let people = dump(&civic_owner, "SELECT person AS id, xmin::text AS xmin FROM issuance ORDER BY xmin::text::bigint").await;
    let boxed =
        dump(&box_owner, "SELECT ciphertext_hash AS id, xmin::text AS xmin FROM sealed_ballot ORDER BY xmin::text::bigint").await;
    let log = dump(&box_owner, "SELECT subject AS id, xmin::text AS xmin FROM log_entry ORDER BY position").await;
    let file = opened(&world, &frozen).await;
    assert_eq!((people.len(), boxed.len(), log.len(), file.len()), (VOTERS, VOTERS, VOTERS, VOTERS));

    // Person to ballot: by equal transaction numbers, by their order in time, and by the public log.
    let by_xmin = people.iter().filter(|p| boxed.iter().any(|b| b.xmin == p.xmin && ballots[&p.id] == b.id)).count();
    let by_order = people.iter().zip(&boxed).filter(|(p, b)| ballots[&p.id] == b.id).count();
    let by_log = people.iter().zip(&log).filter(|(p, b)| ballots[&p.id] == b.id).count();
    println!(
        "person to sealed ballot, of {VOTERS}: by equal transaction numbers {by_xmin}, by order in time {by_order}, by the public log {by_log}"
    );
    assert!(by_xmin < 20 && by_log < 20, "two instances share no transaction numbers, and the log is shuffled");

    let (civic_wal, box_wal) = write_ahead_logs(&folder, [&civic_owner, &box_owner], &ballots).await;
    let (issued, cast) = (civic_wal.in_time(&people), box_wal.in_time(&boxed));
    let by_moment = issued.iter().zip(&cast).filter(|(person, ballot)| ballots[**person] == ***ballot).count();
    println!("by the moments of both write-ahead logs {by_moment}");

    let owner: BTreeMap<&Vec<u8>, &Vec<u8>> = ballots.iter().map(|(person, hash)| (hash, person)).collect();
    let mut hashes: Vec<&Vec<u8>> = ballots.values().collect();
    hashes.sort();
    let orders = [
        ("order of issuance", people.iter().map(|p| &p.id).collect()),
        ("order of casting", boxed.iter().map(|b| owner[&b.id]).collect()),
        ("order of the log", log.iter().map(|b| owner[&b.id]).collect()),
        ("order of the ciphertext hashes", hashes.iter().map(|hash| owner[*hash]).collect()),
        ("moments of the civic write-ahead log", issued.clone()),
        ("moments of the box's write-ahead log", cast.iter().map(|ballot| owner[*ballot]).collect()),
    ];
    choices_stay_a_guess(orders, &file, &truth);
    drop(world);
    tokio::task::block_in_place(|| {
        civic.stop();
        ballot_box.stop();
    });
    let _ = std::fs::remove_dir_all(&folder);
}
