//! Migrations of both databases, embedded in the binary and run under an advisory lock of their own table.

use diesel::migration::MigrationSource;
use diesel_async::{AsyncConnection, AsyncMigrationHarness, AsyncPgConnection, RunQueryDsl};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

const CIVIC: EmbeddedMigrations = embed_migrations!("migrations/civic");
const BOX: EmbeddedMigrations = embed_migrations!("migrations/box");

/// Which database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// People, proposals, results.
    Civic,
    /// Sealed ballots.
    Box,
}

impl Which {
    fn migrations(self) -> EmbeddedMigrations {
        match self {
            Self::Civic => CIVIC,
            Self::Box => BOX,
        }
    }
}

async fn connect(url: &str) -> anyhow::Result<AsyncPgConnection> {
    Ok(AsyncPgConnection::establish(url).await?)
}

/// Brings a database up to date; returns how many migrations ran. Needs a multi-threaded runtime.
///
/// # Errors
/// When the database can't be reached or refuses a migration.
pub async fn run(which: Which, url: &str) -> anyhow::Result<usize> {
    let mut harness = AsyncMigrationHarness::new(connect(url).await?);
    let ran = harness.run_pending_migrations(which.migrations()).map_err(|error| anyhow::anyhow!(error))?;
    Ok(ran.len())
}

/// Takes every migration back, newest first; for the test that proves each `down`.
///
/// # Errors
/// When the database refuses one.
pub async fn revert_all(which: Which, url: &str) -> anyhow::Result<()> {
    let mut harness = AsyncMigrationHarness::new(connect(url).await?);
    harness.revert_all_migrations(which.migrations()).map_err(|error| anyhow::anyhow!(error))?;
    Ok(())
}

/// True when migrations are missing.
///
/// # Errors
/// When the database can't be reached.
pub async fn is_behind(which: Which, url: &str) -> anyhow::Result<bool> {
    let known = MigrationSource::<diesel::pg::Pg>::migrations(&which.migrations()).map_err(|error| anyhow::anyhow!(error))?;
    let mut conn = connect(url).await?;
    // Read directly: the harness would try to make its table, which the server's own login may not.
    let ran: Result<Ran, _> =
        diesel::sql_query("SELECT count(*) AS ran FROM __diesel_schema_migrations").get_result(&mut conn).await;
    Ok(ran.map_or(0, |row| row.ran) < i64::try_from(known.len())?)
}

#[derive(diesel::QueryableByName)]
struct Ran {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    ran: i64,
}

#[derive(diesel::QueryableByName)]
struct Identifier {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    system_identifier: i64,
}

/// The identity of the Postgres instance behind an address. Two databases of one instance share transaction ids and
/// write-ahead log, by which voters can be linked to ballots.
///
/// # Errors
/// When the database can't be reached.
pub async fn instance_of(url: &str) -> anyhow::Result<i64> {
    let row: Identifier =
        diesel::sql_query("SELECT system_identifier FROM pg_control_system()").get_result(&mut connect(url).await?).await?;
    Ok(row.system_identifier)
}

/// Runs plain statements, for setting up a private instance.
///
/// # Errors
/// When the database refuses one.
pub async fn execute(url: &str, statements: &[&str]) -> anyhow::Result<()> {
    use diesel_async::SimpleAsyncConnection;
    let mut conn = connect(url).await?;
    for statement in statements {
        conn.batch_execute(statement).await?;
    }
    Ok(())
}

#[derive(diesel::QueryableByName)]
struct DatabaseTime {
    #[diesel(sql_type = diesel::sql_types::Timestamptz)]
    at: chrono::DateTime<chrono::Utc>,
}

/// Seconds by which this machine's clock is ahead of the database's.
///
/// # Errors
/// When the database can't be reached.
pub async fn clock_skew(url: &str, here: chrono::DateTime<chrono::Utc>) -> anyhow::Result<i64> {
    let row: DatabaseTime = diesel::sql_query("SELECT clock_timestamp() AS at").get_result(&mut connect(url).await?).await?;
    Ok((here - row.at).num_seconds())
}
