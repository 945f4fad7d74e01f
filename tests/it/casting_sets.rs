//! Casting a group in sets is casting its members one by one: the same answers, the same rows.

use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use reparto::base::Random;

use crate::support::TestDatabases;

#[derive(diesel::QueryableByName)]
struct Text {
    #[diesel(sql_type = diesel::sql_types::Text)]
    text: String,
}

async fn text(conn: &mut AsyncPgConnection, query: &str) -> diesel::QueryResult<String> {
    let row: Text = diesel::sql_query(format!("SELECT ({query})::text AS text")).get_result(conn).await?;
    Ok(row.text)
}

/// Three zones: an ordinary one, one whose first ballots stand, one that is closed.
const POLLS: &str = "INSERT INTO poll VALUES
    ('c', 'A', sha256('d'), 1, 3, true, true, 0, 99999999999, 0),
    ('c', 'B', sha256('d'), 2, 3, false, true, 0, 99999999999, 0),
    ('c', 'X', sha256('d'), 3, 3, true, false, 0, 99999999999, 0)";
/// Printed passes of them, some void; ballots that were tested.
const WORLD: &str = "INSERT INTO pass SELECT sha256(n::text::bytea), 'c', (ARRAY['A', 'B', 'X'])[1 + n % 3], 'printed',
        CASE n WHEN 3 THEN 'void' WHEN 4 THEN 'void' ELSE 'unused' END FROM generate_series(0, 8) n;
    INSERT INTO challenged VALUES (sha256('b01')), (sha256('b02'))";
/// All that a cast writes.
const ROWS: &str = "SELECT jsonb_build_array(
    (SELECT jsonb_agg(to_jsonb(p) ORDER BY tag) FROM pass p), (SELECT jsonb_agg(to_jsonb(t) ORDER BY ticket_tag) FROM ticket_use t),
    (SELECT jsonb_agg(to_jsonb(s) ORDER BY ciphertext_hash) FROM sealed_ballot s),
    (SELECT jsonb_agg(to_jsonb(o) - 'id' ORDER BY entry) FROM outbox o))";

/// One cast, as the thirteen arguments of the function.
#[derive(Clone, Debug)]
struct Cast([String; 13]);

impl Cast {
    fn new(zone: &str, style: usize, kind: &str, pass: &str, ticket: &str, ballot: &str) -> Self {
        let hash = format!("sha256('{ballot}')");
        let ticket = if kind == "ticket" { format!("sha256('{ticket}')") } else { "NULL::bytea".to_owned() };
        let receipt: String = ballot.bytes().map(|byte| format!("{byte:03}")).collect();
        let head = format!("'\\x01'::bytea || sha256('{pass}')");
        Self([
            "'c'".to_owned(),
            format!("'{zone}'"),
            "sha256('d')".to_owned(),
            format!("{style}::smallint"),
            format!("'{kind}'"),
            format!("sha256('{pass}')"),
            ticket,
            "0::bigint".to_owned(),
            hash.clone(),
            format!("'{ballot}'::bytea"),
            format!("'{receipt:0>16.16}'"),
            format!("{head} || {hash}"),
            head,
        ])
    }

    /// Anything that may come, of few passes, tickets and ballots, so that they meet.
    fn any(draw: &mut impl FnMut(usize) -> usize) -> Self {
        let at = draw(8).min(3);
        let zone = ["X", "?", "B", "A"][at];
        let style = if draw(20) == 0 { 9 } else { [3, 1, 2, 1][at] };
        let ballot = if draw(20) == 0 { "long".to_owned() } else { format!("b{:02}", draw(40)) };
        // A printed pass is known by its number; a ticket's pass is made by its first use, of person and zone together.
        let pass = draw(14);
        let ticket = if draw(10) == 0 { draw(14) } else { pass };
        let mut cast = match draw(2) {
            0 => Self::new(zone, style, "printed", &pass.to_string(), "", &ballot),
            _ => Self::new(zone, style, "ticket", &format!("of {pass} in {zone}"), &format!("{ticket} in {zone}"), &ballot),
        };
        match draw(40) {
            0 => cast.0[2] = "sha256('other')".to_owned(),
            1 => cast.0[8] = "sha256('other')".to_owned(),
            2 => cast.0[4] = "'printed'".to_owned(),
            _ => {}
        }
        cast
    }

    fn alone(&self) -> String {
        format!("cast_ballot({})", self.0.join(", "))
    }

    fn together(group: &[Self]) -> String {
        let columns = (0..13).map(|at| {
            let column: Vec<&str> = group.iter().map(|cast| cast.0[at].as_str()).collect();
            format!("ARRAY[{}]", column.join(", "))
        });
        format!("cast_ballots({})", columns.collect::<Vec<_>>().join(", "))
    }
}

/// Numbers below a bound from a seed.
fn numbers(seed: u64) -> impl FnMut(usize) -> usize {
    let random = Random::seeded(seed);
    move |below| usize::try_from(random.below(u64::try_from(below).unwrap())).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_is_answered_and_written_as_its_members_would_be_alone() {
    let databases = TestDatabases::new().await;
    let mut conn = AsyncPgConnection::establish(&databases.box_owner).await.unwrap();
    conn.batch_execute(&format!("{POLLS}; {WORLD}")).await.unwrap();
    let mut answers_seen = std::collections::BTreeMap::<String, usize>::new();
    for seed in 0..200 {
        let mut draw = numbers(seed);
        let (before, size) = (draw(20), 1 + draw(12));
        conn.batch_execute("BEGIN").await.unwrap();
        // One in eight is sent again.
        let mut sent: Vec<Cast> = Vec::new();
        for _ in 0..before + size {
            let again = sent.get(draw(sent.len() + 1)).filter(|_| draw(8) == 0).cloned();
            sent.push(again.unwrap_or_else(|| Cast::any(&mut draw)));
        }
        let group = sent.split_off(before);
        for cast in &sent {
            text(&mut conn, &cast.alone()).await.unwrap();
        }
        conn.batch_execute("SAVEPOINT here").await.unwrap();
        let mut turns = Vec::new();
        for cast in &group {
            turns.push(text(&mut conn, &cast.alone()).await.unwrap());
        }
        let rows = text(&mut conn, ROWS).await.unwrap();
        conn.batch_execute("ROLLBACK TO here").await.unwrap();
        let answers = text(&mut conn, &Cast::together(&group)).await.unwrap();
        assert_eq!(answers, format!("{{{}}}", turns.join(",")), "seed {seed}: {group:#?}");
        assert_eq!(text(&mut conn, ROWS).await.unwrap(), rows, "seed {seed}: {group:#?}");
        conn.batch_execute("ROLLBACK").await.unwrap();
        for answer in turns {
            *answers_seen.entry(answer).or_default() += 1;
        }
    }
    let all = ["already_voted", "cast", "challenged", "closed", "copied", "malformed", "other_definition", "replaced"];
    let all: Vec<&str> = all.into_iter().chain(["same", "ticket_used", "unknown_pass", "void_pass"]).collect();
    assert_eq!(answers_seen.keys().map(String::as_str).collect::<Vec<_>>(), all, "every answer came: {answers_seen:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn first_ballots_of_a_group_are_written_by_one_statement() {
    let databases = TestDatabases::new().await;
    let mut conn = AsyncPgConnection::establish(&databases.box_owner).await.unwrap();
    conn.batch_execute(POLLS).await.unwrap();
    let group = |from: usize| -> Vec<Cast> {
        let one = |n| Cast::new("A", 1, "ticket", &format!("p{n}"), &format!("t{n}"), &format!("b{n:02}"));
        (from..from + 16).map(one).collect()
    };
    for from in [0, 16] {
        text(&mut conn, &Cast::together(&group(from))).await.unwrap();
    }
    let statements =
        "SELECT count(*) || ' ballots, ' || count(DISTINCT (xmin::text, cmin::text)) || ' statements' FROM sealed_ballot";
    assert_eq!(text(&mut conn, statements).await.unwrap(), "32 ballots, 2 statements");
    let again = text(&mut conn, &Cast::together(&group(8))).await.unwrap();
    assert_eq!(again, format!("{{{}}}", ["same"; 16].join(",")));
}

/// Eight writers cast groups that hold the same passes and ballots in different orders, some of them one ballot twice, as
/// when people press again: nobody waits in a circle, one ballot is left for each pass, and each ballot has one entry.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn groups_that_hold_the_same_passes_never_wait_in_a_circle() {
    let databases = TestDatabases::new().await;
    let mut owner = AsyncPgConnection::establish(&databases.box_owner).await.unwrap();
    let printed = "INSERT INTO pass SELECT sha256(n::text::bytea), 'c', 'A', 'printed', 'unused' FROM generate_series(0, 23) n";
    owner.batch_execute(&format!("{POLLS}; {printed}")).await.unwrap();
    let one = |pass: usize, version: usize| {
        let number = u32::try_from(0x800 + pass * 64 + version).unwrap();
        let ballot: String = char::from_u32(number).unwrap().into();
        match pass {
            0..24 => Cast::new("A", 1, "printed", &pass.to_string(), "", &ballot),
            _ => Cast::new("A", 1, "ticket", &format!("p{pass}"), &format!("t{number}"), &ballot),
        }
    };
    let writers = (0..8_u64).map(|writer| {
        let url = databases.box_owner.clone();
        tokio::spawn(async move {
            let mut conn = AsyncPgConnection::establish(&url).await.unwrap();
            let (mut draw, mut chosen) = (numbers(writer), Vec::new());
            for round in 0..40 {
                let mut passes: Vec<usize> = (0..48).collect();
                let mut group: Vec<(usize, usize)> = (0..12).map(|_| (passes.swap_remove(draw(passes.len())), draw(8))).collect();
                if round % 3 == 0 {
                    group.push(group[0]);
                }
                let casts: Vec<Cast> = group.iter().map(|(pass, version)| one(*pass, *version)).collect();
                text(&mut conn, &Cast::together(&casts)).await.unwrap();
                chosen.extend(group);
            }
            chosen
        })
    });
    let mut chosen = std::collections::BTreeSet::new();
    for writer in writers.collect::<Vec<_>>() {
        chosen.extend(writer.await.unwrap());
    }
    let left =
        "SELECT count(*) || ' live of ' || (SELECT count(*) FROM sealed_ballot) || ', entries ' || (SELECT count(*) FROM outbox)
        FROM sealed_ballot WHERE live";
    let ballots = chosen.len();
    assert_eq!(text(&mut owner, left).await.unwrap(), format!("48 live of {ballots}, entries {ballots}"));
}

/// Closing takes the polls in the order in which groups take them, however they lie in the table: while it waits for the
/// first one it holds none that a group may still need.
#[tokio::test(flavor = "multi_thread")]
async fn closing_waits_for_a_group_without_holding_what_it_needs() {
    let databases = TestDatabases::new().await;
    let connect = async || AsyncPgConnection::establish(&databases.box_owner).await.unwrap();
    let (mut group, mut closer, mut watcher) = (connect().await, connect().await, connect().await);
    // Written anew, the first zone lies behind the others; a small table that is known to be small is read as it lies.
    let behind = "UPDATE poll SET grace_seconds = 1 WHERE zone = 'A'; ANALYZE poll";
    group.batch_execute(&format!("{POLLS}; {behind}")).await.unwrap();
    group.batch_execute("BEGIN; SELECT FROM poll WHERE zone = 'A' FOR SHARE").await.unwrap();
    let closing = tokio::spawn(async move { text(&mut closer, "close_polls('c')").await });
    let waits = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    while text(&mut watcher, waits).await.unwrap() != "1" {
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    group.batch_execute("SELECT FROM poll WHERE zone = 'B' FOR SHARE NOWAIT; COMMIT").await.unwrap();
    assert_eq!(closing.await.unwrap().unwrap(), "2", "and the open ones are closed");
}
