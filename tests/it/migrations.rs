//! Migrations: up, down and up again; `schema.rs` says what the databases are; the box holds no moment and no order;
//! what must stay cannot be changed by the server's role.

use std::{collections::BTreeSet, fs};

use diesel::{QueryableByName, sql_query, sql_types::Text};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use reparto::platform::migrations::{self, Which};

use crate::support::TestDatabases;

#[derive(QueryableByName, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Column {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    column_name: String,
    #[diesel(sql_type = Text)]
    kind: String,
}

async fn columns(url: &str) -> Vec<Column> {
    let mut conn = AsyncPgConnection::establish(url).await.unwrap();
    sql_query(
        "SELECT table_name::text, column_name::text, (udt_name || CASE WHEN is_nullable = 'YES' THEN '?' ELSE '' END) AS kind
         FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '__diesel_schema_migrations'
         ORDER BY 1, ordinal_position",
    )
    .load(&mut conn)
    .await
    .unwrap()
}

fn postgres_kind(diesel: &str) -> String {
    let (inner, nullable) = match diesel.strip_prefix("Nullable<") {
        Some(rest) => (rest.trim_end_matches('>'), "?"),
        None => (diesel, ""),
    };
    let name = match inner {
        "BigInt" => "int8",
        "Integer" => "int4",
        "SmallInt" => "int2",
        "Text" => "text",
        "Bool" => "bool",
        "Binary" => "bytea",
        "Jsonb" => "jsonb",
        "Uuid" => "uuid",
        "Date" => "date",
        "Timestamptz" => "timestamptz",
        "Array<Text>" => "_text",
        "Array<SmallInt>" => "_int2",
        "Array<Integer>" => "_int4",
        other => panic!("no Postgres type for {other}"),
    };
    format!("{name}{nullable}")
}

/// Tables of one module of `schema.rs`.
fn declared(module: &str) -> BTreeSet<Column> {
    let text = fs::read_to_string("src/schema.rs").unwrap();
    let own = text.split(&format!("pub mod {module} {{")).nth(1).unwrap().split("\npub mod ").next().unwrap().to_owned();
    let mut out = BTreeSet::new();
    let mut table = String::new();
    for line in own.lines().map(str::trim) {
        if let Some((name, _)) = line.split_once(" (").filter(|_| line.ends_with('{')) {
            table = name.to_owned();
        } else if let Some((column, kind)) = line.trim_end_matches(',').split_once(" -> ") {
            if line.starts_with("diesel::") {
                continue;
            }
            out.insert(Column { table_name: table.clone(), column_name: column.to_owned(), kind: postgres_kind(kind) });
        }
    }
    out
}

#[tokio::test(flavor = "multi_thread")]
async fn the_schema_file_says_what_the_databases_are() {
    let databases = TestDatabases::new().await;
    for (module, url) in [("civic", &databases.civic_owner), ("ballot_box", &databases.box_owner)] {
        let real: BTreeSet<Column> = columns(url).await.into_iter().collect();
        assert_eq!(declared(module), real, "{module}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_migration_goes_down_and_up_again() {
    for which in [Which::Civic, Which::Box] {
        let (url, _) = TestDatabases::bare().await;
        let first = migrations::run(which, &url).await.unwrap();
        let before = columns(&url).await;
        migrations::revert_all(which, &url).await.unwrap();
        assert_eq!(columns(&url).await, [], "{which:?} leaves tables behind");
        assert_eq!(migrations::run(which, &url).await.unwrap(), first);
        assert_eq!(columns(&url).await, before);
        assert!(!migrations::is_behind(which, &url).await.unwrap());
    }
}

/// T25: no moments, no sequences, no network addresses, no names in the box.
fn box_faults(columns: &[Column]) -> Vec<String> {
    let kinds = ["timestamp", "timestamptz", "date", "time", "timetz", "interval", "inet", "cidr", "macaddr", "oid"];
    let names = ["created", "updated", "cast_at", "seq", "serial", "phone", "email", "name", "address", "agent", "ip"];
    columns
        .iter()
        .filter(|c| {
            let kind = c.kind.trim_end_matches('?');
            kinds.contains(&kind) || names.iter().any(|n| c.column_name.split('_').any(|word| word == *n) || c.column_name == *n)
        })
        .map(|c| format!("{}.{} {}", c.table_name, c.column_name, c.kind))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_box_holds_no_person_no_moment_and_no_order() {
    let databases = TestDatabases::new().await;
    assert_eq!(box_faults(&columns(&databases.box_owner).await), Vec::<String>::new());
    let mut conn = AsyncPgConnection::establish(&databases.box_owner).await.unwrap();
    #[derive(QueryableByName)]
    struct Count {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        n: i64,
    }
    let sequences: Count =
        sql_query("SELECT count(*) AS n FROM pg_class c JOIN pg_namespace s ON s.oid = c.relnamespace WHERE relkind = 'S' AND nspname = 'public'")
            .get_result(&mut conn)
            .await
            .unwrap();
    assert_eq!(sequences.n, 0, "a sequence would tell the order of casting");
    databases.ballot_box("ALTER TABLE sealed_ballot ADD COLUMN created_at timestamptz").await.unwrap();
    assert_eq!(box_faults(&columns(&databases.box_owner).await), ["sealed_ballot.created_at timestamptz?"], "the rule bites");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_server_cannot_change_what_must_stay() {
    let databases = TestDatabases::new().await;
    let as_server = |role: &str, statement: &str| format!("SET ROLE {role}; {statement}");
    for statement in [
        "UPDATE sealed_ballot SET live = false",
        "DELETE FROM sealed_ballot",
        "TRUNCATE sealed_ballot",
        "INSERT INTO sealed_ballot VALUES ('\\x00', '\\x00', 'a', 'b', '1', '\\x00', true)",
        "UPDATE poll SET is_open = true",
        "DELETE FROM pass",
        "UPDATE pass SET state = 'unused'",
        "INSERT INTO challenged VALUES ('\\x00')",
        "DELETE FROM outbox",
        "INSERT INTO outbox (entry) VALUES ('\\x01')",
        "INSERT INTO log_entry VALUES ('ballots', 0, '\\x01', NULL)",
        "UPDATE log_entry SET entry = '\\x01'",
        "CREATE TABLE mine (x int)",
    ] {
        let refused = migrations::execute(&databases.box_url, &[&as_server("reparto_box", statement)]).await;
        let text = format!("{:#}", refused.expect_err(statement));
        assert!(text.contains("permission denied"), "{statement}: {text}");
    }
    for statement in [
        "UPDATE act SET reason = 'x'",
        "DELETE FROM act",
        "DELETE FROM issuance",
        "UPDATE issuance SET zone = 'X'",
        "DELETE FROM cast_vote_record",
        "UPDATE tally_run SET hash = '\\x00'",
        "DELETE FROM certification",
        "DELETE FROM outbox",
        "INSERT INTO log_entry VALUES ('acts', 0, '\\x01')",
        "UPDATE log_entry SET entry = '\\x01'",
        "DELETE FROM second_opening",
        "DELETE FROM void_request",
        "UPDATE proposal SET cost_cents = 1",
        "DELETE FROM account",
    ] {
        let refused = migrations::execute(&databases.civic_url, &[&as_server("reparto_civic", statement)]).await;
        let text = format!("{:#}", refused.expect_err(statement));
        assert!(text.contains("permission denied"), "{statement}: {text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn even_the_owner_is_stopped_by_triggers() {
    let databases = TestDatabases::new().await;
    for statement in [
        "DELETE FROM act",
        "TRUNCATE act CASCADE",
        "DELETE FROM log_entry",
        "UPDATE tally_run SET reason = 'x'",
        "DELETE FROM issuance",
    ] {
        let text = format!("{:#}", databases.civic(statement).await.expect_err(statement));
        assert!(text.contains("only grows"), "{statement}: {text}");
    }
    for statement in [
        "DELETE FROM sealed_ballot",
        "TRUNCATE sealed_ballot CASCADE",
        "TRUNCATE log_entry",
        "UPDATE ticket_use SET ciphertext_hash = ''",
    ] {
        let text = format!("{:#}", databases.ballot_box(statement).await.expect_err(statement));
        assert!(text.contains("only grows"), "{statement}: {text}");
    }
}

#[test]
fn migrations_have_no_dangerous_statements() {
    for folder in ["migrations/civic", "migrations/box"] {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            let up = fs::read_to_string(entry.path().join("up.sql")).unwrap().to_lowercase();
            assert!(entry.path().join("down.sql").exists(), "{}: no way down", entry.path().display());
            for danger in ["drop column", "rename column", "drop table", "set not null", "security definer set search_path = ''"]
            {
                assert!(!up.contains(danger), "{}: {danger} needs expand, move, contract", entry.path().display());
            }
            if up.contains("security definer") {
                assert!(up.contains("set search_path = public, pg_temp"), "a definer's function needs a fixed search path");
            }
        }
    }
}

/// T64: the box is upgraded in the middle of an open vote. What was cast before and what is cast after stand in one log.
#[tokio::test(flavor = "multi_thread")]
async fn the_box_is_upgraded_in_the_middle_of_an_open_vote() {
    let (url, _) = TestDatabases::bare().await;
    let run = async |text: &str| migrations::execute(&url, &[text]).await.unwrap();
    let file = |name: &str| fs::read_to_string(format!("migrations/box/{name}/up.sql")).unwrap();
    run("CREATE TABLE __diesel_schema_migrations (version text)").await;
    run(&file("2026-11-22-000001_create_box")).await;
    run(&file("2026-11-22-000002_create_cast_function")).await;
    run("INSERT INTO poll VALUES ('c', 'Z', sha256('d'), 1, 3, true, true, 0, 99999999999, 0)").await;
    run("INSERT INTO pass SELECT sha256(n::text::bytea), 'c', 'Z', 'printed', 'unused' FROM generate_series(1, 9) n").await;
    // An entry up to its ciphertext hash: version and kind, definition, zone and style, pass mark.
    let head = "'\\x0101'::bytea || sha256('d') || '\\x015a0001'::bytea || sha256('p')";
    let cast = |n: u32, ballot: &str| {
        format!(
            "DO $$ BEGIN ASSERT cast_ballot('c', 'Z', sha256('d'), 1::smallint, 'printed', sha256('{n}'), NULL, 0,
                sha256('{ballot}'), '{ballot}', lpad('{n}{}', 16, '1'), {head} || sha256('{ballot}'), {head} || sha256('{ballot}')) IN ('cast', 'replaced'); END $$",
            ballot.len() + usize::from(ballot.as_bytes()[0])
        )
    };
    for n in 1..=3 {
        run(&cast(n, &format!("a0{n}"))).await;
    }
    run(&file("2026-11-22-000003_add_log")).await;
    for n in 3..=6 {
        run(&cast(n, &format!("b0{n}"))).await;
    }
    run(&file("2026-11-22-000004_cast_in_sets")).await;
    // The new program casts groups; the old one, put back, casts one by one as before. Both have the server's rights alone.
    let group = [7, 8].map(|n| {
        let ballot = format!("c0{n}");
        let entry = format!("{head} || sha256('{ballot}')");
        let texts = ["'c'", "'Z'", "sha256('d')", "1::smallint", "'printed'"].map(str::to_owned);
        let bytes = [format!("sha256('{n}')"), "NULL::bytea".to_owned(), "0::bigint".to_owned(), format!("sha256('{ballot}')")];
        let rest = [format!("'{ballot}'::bytea"), format!("'{n:0>16}'"), entry.clone(), entry];
        [texts.to_vec(), bytes.to_vec(), rest.to_vec()].concat()
    });
    let columns: Vec<String> = group[0].iter().zip(&group[1]).map(|(a, b)| format!("ARRAY[{a}, {b}]")).collect();
    run(&format!("SET ROLE reparto_box; DO $$ BEGIN ASSERT cast_ballots({}) = '{{cast,cast}}'; END $$", columns.join(", ")))
        .await;
    run(&format!("SET ROLE reparto_box; {}", cast(9, "c09"))).await;
    run("SELECT append_to_log('ballots', (SELECT array_agg(id) FROM outbox), 0)").await;
    run("DO $$ BEGIN ASSERT (SELECT count(*) = 10 AND max(position) = 9 FROM log_entry); END $$").await;
    run("DO $$ BEGIN ASSERT (SELECT count(*) = 9 FROM sealed_ballot WHERE live); END $$").await;
    run("DO $$ BEGIN ASSERT (SELECT count(*) = 10 FROM sealed_ballot JOIN log_entry ON subject = ciphertext_hash); END $$").await;
}
