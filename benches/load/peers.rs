//! What the same instance does when nothing stands in front of it: pgbench calling the cast function, one call in one
//! transaction, and pgbench inserting one small row. And filling the box by SQL.

use std::process::Command;

use anyhow::{Context, bail};
use reparto::platform::private_postgres;

use crate::site::Site;

/// Calls the function as the server does, but with rows that were made beforehand. A client's `i` counts its own calls.
const CAST: &str = "\\set i :i + 1
\\set n :base + :client_id * :each + :i
SELECT cast_ballot(cycle, zone, definition_hash, style, 'printed', tag, NULL, begun, hash, ciphertext, receipt, entry, entry)
FROM load_cast WHERE n = :n;
";

const INSERT: &str = "\\set i :i + 1
\\set n :base + :client_id * :each + :i
INSERT INTO load_plain (n, body) VALUES (:n, 'a row of the smallest useful kind');
";

/// Makes `count` casts ready for pgbench: passes are registered, ciphertexts have their own hashes.
pub async fn prepare(site: &Site, count: usize) -> anyhow::Result<()> {
    let fill = format!(
        "DROP TABLE IF EXISTS load_cast, load_plain;
         CREATE TABLE load_plain (n bigint PRIMARY KEY, body text NOT NULL);
         CREATE TABLE load_cast AS
         WITH zones AS (SELECT *, row_number() OVER (ORDER BY zone) - 1 AS place, count(*) OVER () AS zones FROM poll),
              drawn AS (SELECT i AS n, z.*, sha256(uuid_send(gen_random_uuid())) AS tag,
                               substring(decode(repeat(encode(sha256(uuid_send(gen_random_uuid())), 'hex'), 64), 'hex') FOR ballot_bytes) AS ciphertext
                        FROM generate_series(1, {count}) i JOIN zones z ON z.place = i % z.zones)
         SELECT n::bigint, cycle, zone, definition_hash, style, tag, ciphertext, sha256(ciphertext) AS hash,
                opens_epoch + 1 AS begun, '4' || lpad((n + {base})::text, 15, '0') AS receipt,
                substring(decode(repeat(encode(sha256(ciphertext), 'hex'), 8), 'hex') FOR 140) AS entry
         FROM drawn;
         ALTER TABLE load_cast ADD PRIMARY KEY (n);
         INSERT INTO pass (tag, cycle, zone, kind, state) SELECT tag, cycle, zone, 'printed', 'unused' FROM load_cast;
         GRANT SELECT ON load_cast TO PUBLIC; ANALYZE load_cast; ANALYZE pass",
        base = 1_000_000,
    );
    site.in_box(&[&fill, "CHECKPOINT"]).await
}

/// Which script pgbench runs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum What {
    Cast,
    Insert,
}

/// Transactions a second of pgbench over `each` transactions of every client, rows after `base`.
pub fn pgbench(site: &Site, what: What, clients: usize, each: usize, base: usize) -> anyhow::Result<f64> {
    let script = site.folder.join("load.sql");
    std::fs::write(&script, if what == What::Cast { CAST } else { INSERT })?;
    let beside = private_postgres::find_binaries()?.join("pgbench");
    let program = if beside.exists() { beside } else { "pgbench".into() };
    let out = Command::new(program)
        .args(["-n", "-M", "prepared", "-U", "postgres", "-h", &site.box_socket()?, "-j", "2"])
        .args(["-c", &clients.to_string(), "-t", &each.to_string(), "-D", "i=0", "-D", &format!("each={each}")])
        .args(["-D", &format!("base={base}"), "-f"])
        .arg(&script)
        .arg("reparto")
        .output()
        .context("running pgbench (it comes with the Postgres server)")?;
    let text = String::from_utf8_lossy(&out.stdout).into_owned();
    let number = |before: &str| -> Option<f64> {
        let line = text.lines().find_map(|line| line.strip_prefix(before))?;
        line.trim().split(' ').next()?.parse().ok()
    };
    match (out.status.success(), number("tps =")) {
        (true, Some(per_second)) => Ok(per_second),
        _ => bail!("pgbench: {text}{}", String::from_utf8_lossy(&out.stderr)),
    }
}

/// Empties the box and brings it to this many ballots, all of them whole: own pass, own random ciphertext, own hash. The last
/// twentieth comes after the checkpoint: between two of them most pages were written before, and only the first write of
/// each is dear (Postgres logs the whole page).
pub async fn refill(site: &Site, ballots: i64) -> anyhow::Result<()> {
    let empty =
        "SET session_replication_role = replica; ALTER TABLE sealed_ballot DISABLE TRIGGER USER; DELETE FROM sealed_ballot;
                 ALTER TABLE sealed_ballot ENABLE TRIGGER USER; DELETE FROM pass WHERE state = 'cast'";
    site.settle().await?;
    site.in_box(&[empty, "VACUUM FULL sealed_ballot", "VACUUM FULL pass"]).await?;
    let before = ballots - ballots / 20;
    put(site, 0, before).await?;
    site.in_box(&["VACUUM ANALYZE pass", "VACUUM ANALYZE sealed_ballot", "CHECKPOINT"]).await?;
    put(site, before, ballots).await
}

async fn put(site: &Site, from: i64, to: i64) -> anyhow::Result<()> {
    let put = format!(
        "SET session_replication_role = replica; SET synchronous_commit = off;
         CREATE TEMP TABLE drawn AS
         WITH zones AS (SELECT *, row_number() OVER (ORDER BY zone) - 1 AS place, count(*) OVER () AS zones FROM poll)
         SELECT i, z.cycle, z.zone, sha256(uuid_send(gen_random_uuid())) AS tag,
                substring(decode(repeat(encode(sha256(uuid_send(gen_random_uuid())), 'hex'), 64), 'hex') FOR ballot_bytes) AS ciphertext
         FROM generate_series({from} + 1, {to}) i JOIN zones z ON z.place = i % z.zones;
         INSERT INTO pass (tag, cycle, zone, kind, state) SELECT tag, cycle, zone, 'printed', 'cast' FROM drawn;
         INSERT INTO sealed_ballot (ciphertext_hash, pass, cycle, zone, receipt, ciphertext, live)
         SELECT sha256(ciphertext), tag, cycle, zone, '5' || lpad(i::text, 15, '0'), ciphertext, true FROM drawn",
    );
    site.in_box(&[&put]).await
}
