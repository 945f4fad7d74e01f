//! Reads of one thing that wait together share one query. Whoever asks gets what a read found that began after they asked,
//! never an older one: nothing is kept. Threads do not wait for each other.

use std::{
    any::{Any, TypeId},
    cell::RefCell,
    collections::HashMap,
    hash::Hash,
    rc::Rc,
    sync::Arc,
    time::Duration,
};

use diesel::result::{DatabaseErrorKind, Error as DieselError};
use futures_util::{
    FutureExt,
    future::{LocalBoxFuture, Shared},
};
use tokio::sync::Mutex;

use super::db::{self, Conn, Db};

type Answer<T> = Shared<LocalBoxFuture<'static, Result<Arc<T>, Arc<DieselError>>>>;

/// Longest wait for a read that others are in; more than any of these reads takes, and less than people wait.
const LIMIT: Duration = Duration::from_secs(5);

/// Those of one thread who wait for one thing.
struct Line<T> {
    /// The read that has not begun.
    next: Option<Answer<T>>,
    /// Held by the read under way.
    turn: Rc<Mutex<()>>,
}

type Lines<K, T> = HashMap<K, Line<T>>;

thread_local! {
    /// By database, and by the types of key and value.
    static LINES: RefCell<HashMap<(usize, TypeId), Box<dyn Any>>> = RefCell::default();
}

fn with_lines<K: Eq + Hash + 'static, T: 'static, R>(database: usize, work: impl FnOnce(&mut Lines<K, T>) -> R) -> Option<R> {
    LINES.with_borrow_mut(|all| {
        let lines = all.entry((database, TypeId::of::<(K, T)>())).or_insert_with(|| Box::new(Lines::<K, T>::new()));
        lines.downcast_mut::<Lines<K, T>>().map(work)
    })
}

/// An error that several receive; what matters of it is whether the database is away.
fn told(error: &DieselError) -> DieselError {
    let kind = if db::is_unavailable(error) { DatabaseErrorKind::ClosedConnection } else { DatabaseErrorKind::Unknown };
    DieselError::DatabaseError(kind, Box::new(error.to_string()))
}

impl<C: Conn + 'static> Db<C> {
    /// Reads what `key` names, with everybody on this thread who asks for it until the read begins. The same key must
    /// always name the same thing; the number of keys must be small, because lines are kept.
    ///
    /// # Errors
    /// The database's own error, told to all.
    pub async fn read_joined<K, T>(
        &self,
        key: K,
        work: impl AsyncFnOnce(&mut C) -> Result<T, DieselError> + 'static,
    ) -> Result<Arc<T>, DieselError>
    where
        K: Clone + Eq + Hash + 'static,
        T: 'static,
    {
        let (database, db) = (self.number(), self.clone());
        let answer = with_lines(database, |lines: &mut Lines<K, T>| {
            let line = lines.entry(key.clone()).or_insert_with(|| Line { next: None, turn: Rc::default() });
            let turn = Rc::clone(&line.turn);
            let begin = || {
                async move {
                    let _turn = turn.lock().await;
                    // Whoever comes from now on might have seen something newer, and waits for the next read.
                    with_lines(database, |lines: &mut Lines<K, T>| lines.get_mut(&key).and_then(|line| line.next.take()));
                    db.read(work).await.map(Arc::new).map_err(Arc::new)
                }
                .boxed_local()
                .shared()
            };
            line.next.get_or_insert_with(begin).clone()
        });
        let Some(answer) = answer else { return Err(DieselError::NotFound) };
        // Each waits for itself: when a database falls silent, or whoever drives the read is gone, the line moves on.
        match tokio::time::timeout(LIMIT, answer).await {
            Ok(answer) => answer.map_err(|error| told(&error)),
            Err(_) => {
                Err(DieselError::DatabaseError(DatabaseErrorKind::ClosedConnection, Box::new("no answer in time".to_owned())))
            }
        }
    }
}
