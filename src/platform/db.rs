//! Two doors to each database: `read` runs in a READ ONLY transaction, `write` in one named transaction that
//! is retried when Postgres asks for it. The two databases have two connection types, so no function can mix them up.

use std::{error::Error as StdError, marker::PhantomData, time::Duration};

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
    /// Gives the pooled object back, to take a broken one out of the pool.
    fn into_object(self) -> Object<AsyncPgConnection>;
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
    fn into_object(self) -> Object<AsyncPgConnection> {
        self.0
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
    fn into_object(self) -> Object<AsyncPgConnection> {
        self.0
    }
}

/// A pool of connections to one database.
pub struct Db<C> {
    pool: Pool<AsyncPgConnection>,
    kind: PhantomData<fn() -> C>,
}

impl<C> Clone for Db<C> {
    fn clone(&self) -> Self {
        Self { pool: self.pool.clone(), kind: PhantomData }
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

impl<C: Conn> Db<C> {
    /// A pool of at most `size` connections to `url`. Nothing is connected yet.
    ///
    /// # Errors
    /// When the pool's settings are refused.
    pub fn new(url: &str, size: usize) -> anyhow::Result<Self> {
        let mut config = ManagerConfig::default();
        config.recycling_method = RecyclingMethod::Fast;
        config.custom_setup = Box::new(|url| {
            let url = url.to_owned();
            async move {
                let mut conn = AsyncPgConnection::establish(&url).await?;
                let setup =
                    format!("SET ROLE {}; SET statement_timeout = '15s'; SET lock_timeout = '5s'; SET timezone = 'UTC'", C::ROLE);
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
            .create_timeout(Some(Duration::from_secs(2)))
            .build()?;
        Ok(Self { pool, kind: PhantomData })
    }

    async fn checkout(&self) -> Result<C, DieselError> {
        self.pool.get().await.map(C::wrap).map_err(|error| unavailable(&error.to_string()))
    }

    /// Reads in a READ ONLY transaction, so that a stray write is refused by Postgres.
    ///
    /// # Errors
    /// What `work` returns, or the database's own error.
    pub async fn read<T, E>(&self, work: impl AsyncFnOnce(&mut C) -> Result<T, E>) -> Result<T, E>
    where
        E: From<DieselError>,
    {
        let mut conn = self.checkout().await?;
        conn.pg().batch_execute("BEGIN READ ONLY").await?;
        let result = work(&mut conn).await;
        // The end of a read changes nothing; a failure here only means that the connection is not reused.
        if conn.pg().batch_execute("ROLLBACK").await.is_err() {
            let _broken = Object::take(conn.into_object());
        }
        result
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
        let mut attempt = 1;
        loop {
            match self.attempt(&work).await {
                Err(error) if attempt < TRIES && database_cause(&error).is_some_and(may_retry) => {
                    tracing::info!(
                        tx.name = name,
                        tx.attempt = attempt,
                        db = C::NAME,
                        "transaction lost a race and is tried again"
                    );
                    attempt += 1;
                }
                done => return done,
            }
        }
    }

    async fn attempt<T, E>(&self, work: &impl AsyncFn(&mut C) -> Result<T, E>) -> Result<T, E>
    where
        E: From<DieselError>,
    {
        let mut conn = self.checkout().await?;
        AnsiTransactionManager::begin_transaction(conn.pg()).await?;
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
        match self.checkout().await {
            Ok(mut conn) => conn.pg().batch_execute("SELECT 1").await.is_ok(),
            Err(_) => false,
        }
    }
}
