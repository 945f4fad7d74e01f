//! The job queue: a table in the civic database. A job is queued in the transaction of the thing that needs it and
//! runs afterwards, again and again with growing pauses until it succeeds or is set aside for staff to see.
//! Payloads are sealed, because a queued message holds an address and a code.

use std::{collections::HashMap, sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use diesel::{
    ExpressionMethods, QueryableByName, sql_query,
    sql_types::{Array, BigInt, Binary, Integer, Text, Timestamptz},
};
use diesel_async::RunQueryDsl;
use futures_util::future::{LocalBoxFuture, join_all};
use serde::{Serialize, de::DeserializeOwned};

use super::{
    State,
    db::{CivicConn, Conn},
    keys::{self, Key},
    prepared::prepared,
};
use crate::{base::Env, schema::civic::job};

/// After this many failures a job is set aside.
const MAX_ATTEMPTS: i32 = 8;
/// A job whose worker died is taken again after this many seconds.
const LEASE_SECONDS: i64 = 120;
/// Jobs worked on at a time: a slow relay or gateway holds up a few messages and not all behind them.
const HANDS: i64 = 16;

/// Work that can wait until after the transaction. `run` may happen more than once and must say why that is harmless.
pub trait Job: Serialize + DeserializeOwned + 'static {
    /// Stable name in the table.
    const KIND: &'static str;
    /// Does the work.
    fn run<'a>(&'a self, state: &'a State) -> LocalBoxFuture<'a, anyhow::Result<()>>;
}

type Runner = Box<dyn for<'a> Fn(Vec<u8>, &'a State) -> LocalBoxFuture<'a, anyhow::Result<()>>>;

/// The kinds of job this server knows.
#[derive(Default)]
pub struct Registry(HashMap<&'static str, Runner>);

impl Registry {
    /// Adds a kind.
    #[must_use]
    pub fn with<J: Job>(mut self) -> Self {
        let runner: Runner = Box::new(|payload, state| {
            Box::pin(async move {
                let job: J = serde_json::from_slice(&payload)?;
                job.run(state).await
            })
        });
        self.0.insert(J::KIND, runner);
        self
    }
}

/// A job's payload as it is stored, for a statement that queues it together with what needs it.
///
/// # Errors
/// When the job can't be written as JSON.
pub fn sealed<J: Job>(env: &Env, key: &Key, what: &J) -> diesel::QueryResult<Vec<u8>> {
    let plain = serde_json::to_vec(what).map_err(|e| diesel::result::Error::SerializationError(Box::new(e)))?;
    Ok(keys::seal(key, J::KIND, &plain, &env.random))
}

/// Queues a job in the caller's transaction.
///
/// # Errors
/// The database's own error.
pub async fn enqueue<J: Job>(conn: &mut CivicConn, env: &Env, key: &Key, what: &J) -> diesel::QueryResult<()> {
    enqueue_at(conn, env, key, what, env.now).await
}

/// Queues a job that waits until a moment.
///
/// # Errors
/// The database's own error.
pub async fn enqueue_at<J: Job>(
    conn: &mut CivicConn,
    env: &Env,
    key: &Key,
    what: &J,
    run_at: DateTime<Utc>,
) -> diesel::QueryResult<()> {
    let payload = sealed(env, key, what)?;
    diesel::insert_into(job::table)
        .values((job::kind.eq(J::KIND), job::payload.eq(payload), job::run_at.eq(run_at)))
        .execute(conn.pg())
        .await
        .map(|_| ())
}

#[derive(QueryableByName)]
struct Claimed {
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Binary)]
    payload: Vec<u8>,
    #[diesel(sql_type = Integer)]
    attempts: i32,
}

struct ClaimJobs;

async fn claim(conn: &mut CivicConn, now: DateTime<Utc>) -> diesel::QueryResult<Vec<Claimed>> {
    // The array is made once; as a plain subquery it might be run again for each row and take more than its limit.
    let query = sql_query(
        "UPDATE job SET locked_at = $1, attempts = attempts + 1 WHERE id = ANY (ARRAY(
            SELECT id FROM job
            WHERE NOT set_aside AND run_at <= $1 AND (locked_at IS NULL OR locked_at < $2)
            ORDER BY run_at, id FOR UPDATE SKIP LOCKED LIMIT $3))
         RETURNING id, kind, payload, attempts",
    )
    .bind::<Timestamptz, _>(now)
    .bind::<Timestamptz, _>(now - chrono::Duration::seconds(LEASE_SECONDS))
    .bind::<BigInt, _>(HANDS);
    prepared::<ClaimJobs, _>(query).load(conn.pg()).await
}

struct FinishJobs;

async fn finish(conn: &mut CivicConn, ids: &[i64]) -> diesel::QueryResult<()> {
    let query = sql_query("DELETE FROM job WHERE id = ANY ($1)").bind::<Array<BigInt>, _>(ids);
    prepared::<FinishJobs, _>(query).execute(conn.pg()).await.map(|_| ())
}

async fn postpone(conn: &mut CivicConn, job: &Claimed, now: DateTime<Utc>, reason: &str) -> diesel::QueryResult<()> {
    let pause = 2_i64.pow(job.attempts.clamp(1, 12).unsigned_abs()).min(3600);
    sql_query("UPDATE job SET locked_at = NULL, run_at = $2, last_error = $3, set_aside = $4 WHERE id = $1")
        .bind::<BigInt, _>(job.id)
        .bind::<Timestamptz, _>(now + chrono::Duration::seconds(pause))
        .bind::<Text, _>(reason.chars().take(300).collect::<String>())
        .bind::<diesel::sql_types::Bool, _>(job.attempts >= MAX_ATTEMPTS)
        .execute(conn.pg())
        .await
        .map(|_| ())
}

async fn run(state: &State, registry: &Registry, job: &Claimed) -> anyhow::Result<()> {
    match (registry.0.get(job.kind.as_str()), keys::unseal(&state.keys.contact, &job.kind, &job.payload)) {
        (Some(runner), Some(payload)) => runner(payload, state).await,
        (None, _) => Err(anyhow::anyhow!("this server does not know jobs of this kind")),
        (_, None) => Err(anyhow::anyhow!("the payload was sealed with another key")),
    }
}

/// Takes some due jobs and runs them side by side. `Ok(false)` when there is none.
///
/// # Errors
/// The database's own error; a failing job is no error here.
pub async fn run_some(state: &State, registry: &Registry) -> diesel::QueryResult<bool> {
    let now = state.clock.now();
    let jobs = state.civic.write_once("claim_jobs", async |conn| claim(conn, now).await).await?;
    let outcomes = join_all(jobs.iter().map(|job| run(state, registry, job))).await;
    let (mut done, mut failed) = (Vec::with_capacity(jobs.len()), Vec::new());
    for (job, outcome) in jobs.iter().zip(outcomes) {
        let word = if outcome.is_ok() { "done" } else { "failed" };
        state.metrics.jobs.with_label_values(&[job.kind.as_str(), word]).inc();
        match outcome {
            Ok(()) => done.push(job.id),
            Err(error) => {
                tracing::warn!(job.id = job.id, job.kind = %job.kind, job.attempts = job.attempts, error = %error, "job failed and will be tried again");
                failed.push((job, error.to_string()));
            }
        }
    }
    // What was done is put away first: a message that left must not leave again because another one failed.
    if !done.is_empty() {
        state.civic.write_once("finish_jobs", async |conn| finish(conn, &done).await).await?;
    }
    for (job, reason) in failed {
        state.civic.write_once("postpone_job", async |conn| postpone(conn, job, now, &reason).await).await?;
    }
    Ok(!jobs.is_empty())
}

/// Runs every job that is due; tests use it instead of waiting.
///
/// # Errors
/// The database's own error.
pub async fn drain(state: &State, registry: &Registry) -> diesel::QueryResult<()> {
    while run_some(state, registry).await? {}
    Ok(())
}

/// Works until the process ends: runs due jobs, waits for the bell or a second, and outlives a database that is away.
pub async fn work(state: Arc<State>, registry: Registry) {
    loop {
        match run_some(&state, &registry).await {
            Ok(true) => continue,
            Ok(false) => {}
            Err(error) => {
                tracing::warn!(error = %error, "job queue can't reach the civic database; trying again");
            }
        }
        let _ = tokio::time::timeout(Duration::from_secs(1), state.job_bell.notified()).await;
    }
}

/// A job that was set aside or is waiting to be tried again, for the staff page.
#[derive(QueryableByName)]
pub struct Trouble {
    /// Kind of job.
    #[diesel(sql_type = Text)]
    pub kind: String,
    /// How often it was tried.
    #[diesel(sql_type = Integer)]
    pub attempts: i32,
    /// What went wrong the last time.
    #[diesel(sql_type = Text)]
    pub last_error: String,
    /// How many jobs share this state.
    #[diesel(sql_type = BigInt)]
    pub jobs: i64,
}

/// Jobs that failed at least once, grouped, worst first.
///
/// # Errors
/// The database's own error.
pub async fn troubles(conn: &mut CivicConn) -> diesel::QueryResult<Vec<Trouble>> {
    sql_query(
        "SELECT kind, max(attempts) AS attempts, last_error, count(*) AS jobs FROM job
         WHERE last_error IS NOT NULL GROUP BY kind, last_error ORDER BY attempts DESC, kind LIMIT 50",
    )
    .load(conn.pg())
    .await
}
