//! Two doors to each database: what passes `read` is READ ONLY, `write` is one named transaction that is retried when
//! Postgres asks for it. The two databases have two connection types, so no function can mix them up.

use std::{
    cell::RefCell,
    collections::HashMap,
    error::Error as StdError,
    marker::PhantomData,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use diesel::result::{DatabaseErrorKind, Error as DieselError};
use diesel_async::{
    AnsiTransactionManager, AsyncConnection, AsyncPgConnection, SimpleAsyncConnection, TransactionManager,
    pooled_connection::{
        AsyncDieselConnectionManager, ManagerConfig, RecyclingMethod,
        deadpool::{Object, Pool},
    },
};
use futures_util::FutureExt;

/// How often a transaction that lost a race is tried before its error is passed on.
const TRIES: u32 = 3;
/// Connections for single statements that write; only queues and the sending of codes use them, a few statements at a time.
const DIRECT: usize = 4;

static NUMBERS: AtomicUsize = AtomicUsize::new(0);

/// A connection to the civic database: people, proposals, staff, canvass, results.
pub struct CivicConn(Object<AsyncPgConnection>);

/// A connection to the ballot box: passes, sealed ballots, the log. No person is ever named there.
pub struct BoxConn(Object<AsyncPgConnection>);

/// What both connection types can do; only `store` files use it.
pub trait Conn: Sized {
    /// Name used in logs and counters.
    const NAME: &'static str;
    /// The Postgres role every connection takes on.
    const ROLE: &'static str;
    /// Wraps a pooled connection.
    fn wrap(inner: Object<AsyncPgConnection>) -> Self;
    /// The connection that Diesel's queries run on.
    fn pg(&mut self) -> &mut AsyncPgConnection;
}

impl Conn for CivicConn {
    const NAME: &'static str = "civic";
    const ROLE: &'static str = "reparto_civic";
    fn wrap(inner: Object<AsyncPgConnection>) -> Self {
        Self(inner)
    }
    fn pg(&mut self) -> &mut AsyncPgConnection {
        &mut self.0
    }
}

impl Conn for BoxConn {
    const NAME: &'static str = "box";
    const ROLE: &'static str = "reparto_box";
    fn wrap(inner: Object<AsyncPgConnection>) -> Self {
        Self(inner)
    }
    fn pg(&mut self) -> &mut AsyncPgConnection {
        &mut self.0
    }
}

#[derive(Clone)]
struct Pools {
    /// Read only by default: for reads, and for transactions that begin by saying that they write.
    usual: Pool<AsyncPgConnection>,
    /// For single statements that write.
    direct: Pool<AsyncPgConnection>,
}

thread_local! {
    /// The connections of threads that have their own, by database.
    static OWN: RefCell<HashMap<usize, Pools>> = RefCell::default();
}

/// Connections to one database.
pub struct Db<C> {
    /// For threads without connections of their own.
    shared: Pools,
    url: Arc<str>,
    size: usize,
    /// Tells it from every other database of this process.
    number: usize,
    kind: PhantomData<fn() -> C>,
}

impl<C> Clone for Db<C> {
    fn clone(&self) -> Self {
        Self { shared: self.shared.clone(), url: Arc::clone(&self.url), size: self.size, number: self.number, kind: PhantomData }
    }
}

/// The error Diesel code sees when no connection could be had.
fn unavailable(detail: &str) -> DieselError {
    DieselError::DatabaseError(DatabaseErrorKind::ClosedConnection, Box::new(detail.to_owned()))
}

/// Finds the database error inside a feature's error, if that is what it was.
pub fn database_cause<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a DieselError> {
    let mut current = Some(error);
    while let Some(inner) = current {
        if let Some(found) = inner.downcast_ref::<DieselError>() {
            return Some(found);
        }
        current = inner.source();
    }
    None
}

/// True when the database could not be reached or is shutting down, as opposed to refusing a statement.
pub fn is_unavailable(error: &DieselError) -> bool {
    match error {
        DieselError::DatabaseError(DatabaseErrorKind::ClosedConnection, _) | DieselError::BrokenTransactionManager => true,
        // A server that is starting, stopping or has crashed answers with these sentences (SQLSTATE class 57).
        other => {
            let text = other.to_string();
            ["terminating connection", "the database system is", "connection closed", "error communicating with the server"]
                .iter()
                .any(|sign| text.contains(sign))
        }
    }
}

/// Serialization failures and deadlocks may simply be tried again. Diesel names the first; a deadlock (40P01) stays
/// in the unknown kind, so it is known by its message.
fn may_retry(error: &DieselError) -> bool {
    match error {
        DieselError::DatabaseError(DatabaseErrorKind::SerializationFailure, _) => true,
        DieselError::DatabaseError(DatabaseErrorKind::Unknown, info) => info.message().contains("deadlock detected"),
        _ => false,
    }
}

/// What a connection may do when no transaction says otherwise.
#[derive(Clone, Copy)]
enum Habit {
    Read,
    Write,
}

fn pools<C: Conn>(url: &str, size: usize) -> anyhow::Result<Pools> {
    Ok(Pools { usual: pool::<C>(url, size, Habit::Read)?, direct: pool::<C>(url, DIRECT, Habit::Write)? })
}

fn pool<C: Conn>(url: &str, size: usize, habit: Habit) -> anyhow::Result<Pool<AsyncPgConnection>> {
    let mut config = ManagerConfig::default();
    config.recycling_method = RecyclingMethod::Fast;
    config.custom_setup = Box::new(move |url| {
        let url = url.to_owned();
        async move {
            let mut conn = AsyncPgConnection::establish(&url).await?;
            let read_only = match habit {
                Habit::Read => "on",
                Habit::Write => "off",
            };
            let setup = format!(
                "SET ROLE {}; SET statement_timeout = '15s'; SET lock_timeout = '5s'; SET timezone = 'UTC';
                 SET default_transaction_read_only = {read_only}",
                C::ROLE
            );
            conn.batch_execute(&setup).await.map_err(|error| diesel::ConnectionError::BadConnection(error.to_string()))?;
            Ok(conn)
        }
        .boxed()
    });
    let manager = AsyncDieselConnectionManager::<AsyncPgConnection>::new_with_config(url, config);
    let pool = Pool::builder(manager)
        .max_size(size)
        .runtime(deadpool::Runtime::Tokio1)
        .wait_timeout(Some(Duration::from_secs(2)))
        .create_timeout(Some(Duration::from_secs(2)));
    Ok(pool.build()?)
}

async fn checkout<C: Conn>(pool: &Pool<AsyncPgConnection>) -> Result<C, DieselError> {
    pool.get().await.map(C::wrap).map_err(|error| unavailable(&error.to_string()))
}

impl<C: Conn> Db<C> {
    /// At most `size` connections to `url`, and a few more for single statements. Nothing is connected yet.
    ///
    /// # Errors
    /// When the pool's settings are refused.
    pub fn new(url: &str, size: usize) -> anyhow::Result<Self> {
        let number = NUMBERS.fetch_add(1, Ordering::Relaxed);
        Ok(Self { shared: pools::<C>(url, size)?, url: url.into(), size, number, kind: PhantomData })
    }

    /// Gives this thread, one of `threads`, connections of its own. A connection is served by the thread that made it; when
    /// another one sends a statement, both threads are woken for each message. Does nothing when there are too few to divide.
    ///
    /// # Errors
    /// When the pool's settings are refused.
    pub fn settle_here(&self, threads: usize) -> anyhow::Result<()> {
        let size = self.size / threads.max(1);
        if size < 2 || OWN.with_borrow(|all| all.contains_key(&self.number)) {
            return Ok(());
        }
        let own = pools::<C>(&self.url, size)?;
        OWN.with_borrow_mut(|all| all.insert(self.number, own));
        Ok(())
    }

    fn pools(&self) -> Pools {
        OWN.with_borrow(|own| own.get(&self.number).unwrap_or(&self.shared).clone())
    }

    /// A number that no other database of this process has.
    pub(super) fn number(&self) -> usize {
        self.number
    }

    /// Reads. Each statement is a READ ONLY transaction of its own, so that a stray write is refused by Postgres. Around
    /// several statements a transaction would add nothing: each would still see what was committed when it began.
    ///
    /// # Errors
    /// What `work` returns, or the database's own error.
    pub async fn read<T, E>(&self, work: impl AsyncFnOnce(&mut C) -> Result<T, E>) -> Result<T, E>
    where
        E: From<DieselError>,
    {
        work(&mut checkout(&self.pools().usual).await?).await
    }

    /// Runs `work` in one transaction: committed when it returns `Ok`, rolled back otherwise, tried again up to three
    /// times after a serialization failure or deadlock. `name` labels log lines about it.
    ///
    /// # Errors
    /// What `work` returns, or the database's own error.
    pub async fn write<T, E>(&self, name: &'static str, work: impl AsyncFn(&mut C) -> Result<T, E>) -> Result<T, E>
    where
        E: From<DieselError> + StdError + 'static,
    {
        self.again(name, async || self.attempt(&work).await).await
    }

    /// Runs `work` that is a single statement and reads its answer to the end: Postgres makes that a transaction of its own,
    /// committed before the answer ends, in one round trip instead of three. Otherwise as [`Db::write`].
    ///
    /// # Errors
    /// What `work` returns, or the database's own error.
    pub async fn write_once<T, E>(&self, name: &'static str, work: impl AsyncFn(&mut C) -> Result<T, E>) -> Result<T, E>
    where
        E: From<DieselError> + StdError + 'static,
    {
        self.again(name, async || work(&mut checkout(&self.pools().direct).await?).await).await
    }

    async fn again<T, E>(&self, name: &'static str, attempt: impl AsyncFn() -> Result<T, E>) -> Result<T, E>
    where
        E: From<DieselError> + StdError + 'static,
    {
        let mut tries = 1;
        loop {
            match attempt().await {
                Err(error) if tries < TRIES && database_cause(&error).is_some_and(may_retry) => {
                    tracing::info!(
                        tx.name = name,
                        tx.attempt = tries,
                        db = C::NAME,
                        "transaction lost a race and is tried again"
                    );
                    tries += 1;
                }
                done => return done,
            }
        }
    }

    async fn attempt<T, E>(&self, work: &impl AsyncFn(&mut C) -> Result<T, E>) -> Result<T, E>
    where
        E: From<DieselError>,
    {
        let mut conn: C = checkout(&self.pools().usual).await?;
        AnsiTransactionManager::begin_transaction_sql(conn.pg(), "BEGIN READ WRITE").await?;
        match work(&mut conn).await {
            Ok(value) => {
                AnsiTransactionManager::commit_transaction(conn.pg()).await?;
                Ok(value)
            }
            Err(error) => {
                // The work's own error is what the caller needs; a failed rollback leaves a connection that the pool drops.
                let _ = AnsiTransactionManager::rollback_transaction(conn.pg()).await;
                Err(error)
            }
        }
    }

    /// True when a connection answers.
    pub async fn answers(&self) -> bool {
        match checkout::<C>(&self.pools().usual).await {
            Ok(mut conn) => conn.pg().batch_execute("SELECT 1").await.is_ok(),
            Err(_) => false,
        }
    }
}
