//! Group commit: casts that wait together share one transaction, so that one write to disk serves them all. Each still
//! gets its own answer, and none leaves before the transaction is on disk.

use std::{sync::Arc, time::Duration};

use ballot::receipt::Receipt;
use futures_util::{StreamExt, stream::FuturesUnordered};
use tokio::{
    sync::{Mutex, Notify, mpsc, oneshot},
    time::Instant,
};

use super::{
    actions::{self, CastError},
    model::CastCommand,
};
use crate::platform::{Db, State, db::BoxConn};

/// Most casts in one transaction.
const GROUP: usize = 64;
/// Transactions under way at a time: while one waits for the disk the next is being computed.
const WRITERS: usize = 2;
/// Casts that are worth a transaction beside one under way. Fewer wait for its end and share the next write to disk.
const WORTH: usize = 16;
/// Casts that may wait; further ones are asked to come back in a moment.
const LINE: usize = 1024;

/// Unless the one under way has been so for this long: it may be waiting for a lock, which the others need not.
const PATIENCE: Duration = Duration::from_millis(50);

struct Waiting {
    command: CastCommand,
    answer: oneshot::Sender<Result<Receipt, CastError>>,
}

/// The line of casts in front of the box.
pub struct CastQueue {
    line: mpsc::Sender<Waiting>,
    waiting: Mutex<mpsc::Receiver<Waiting>>,
    /// Rung when enough wait for a transaction of their own.
    enough: Notify,
}

impl Default for CastQueue {
    fn default() -> Self {
        let (line, waiting) = mpsc::channel(LINE);
        Self { line, waiting: Mutex::new(waiting), enough: Notify::new() }
    }
}

impl CastQueue {
    /// Casts a ballot. The answer comes after the ballot is on disk, or says why it is not.
    ///
    /// # Errors
    /// [`CastError`]; nothing is stored then, unless the database's answer was lost: casting the same ballot again tells.
    pub async fn cast(&self, command: CastCommand) -> Result<Receipt, CastError> {
        actions::admit(&command)?;
        let (answer, told) = oneshot::channel();
        self.line.try_send(Waiting { command, answer }).map_err(|_| CastError::Busy)?;
        if LINE.saturating_sub(self.line.capacity()) >= WORTH {
            self.enough.notify_one();
        }
        told.await.unwrap_or(Err(CastError::Busy))
    }

    /// Works until the process ends.
    pub async fn work(self: Arc<Self>, state: Arc<State>) {
        let mut waiting = self.waiting.lock().await;
        let mut under_way = FuturesUnordered::new();
        let mut began = Instant::now();
        loop {
            let is_late = began.elapsed() >= PATIENCE;
            let has_room = under_way.len() < WRITERS;
            let is_worth_it = under_way.is_empty() || (has_room && (is_late || waiting.len() >= WORTH));
            tokio::select! {
                Some(()) = under_way.next(), if !under_way.is_empty() => {}
                () = self.enough.notified(), if !is_worth_it => {}
                () = tokio::time::sleep_until(began + PATIENCE), if !is_worth_it && has_room => {}
                first = waiting.recv(), if is_worth_it => {
                    let Some(first) = first else { return };
                    let mut group = vec![first];
                    while group.len() < GROUP && let Ok(next) = waiting.try_recv() {
                        group.push(next);
                    }
                    began = Instant::now();
                    under_way.push(write(&state.ballot_box, group));
                }
            }
        }
    }
}

/// Writes a group and answers each of its members.
async fn write(db: &Db<BoxConn>, mut group: Vec<Waiting>) {
    // Rows are stored in this order: it tells nobody who of the group came first.
    group.sort_by_key(|waiting| waiting.command.pass.tag().0);
    let commands: Vec<&CastCommand> = group.iter().map(|waiting| &waiting.command).collect();
    let outcome = db.write_once("cast_group", async |conn| actions::cast_group(conn, &commands).await).await;
    match outcome {
        Ok(answers) => {
            for (waiting, answer) in group.into_iter().zip(answers) {
                // Whoever no longer listens finds the receipt by sending the same ballot again.
                let _ = waiting.answer.send(answer);
            }
        }
        // One that breaks a rule of the database must not take the others with it.
        Err(_) if group.len() > 1 => {
            for waiting in group {
                let command = &waiting.command;
                let alone = db.write_once("cast_ballot", async |conn| actions::cast_ballot(conn, command).await).await;
                let _ = waiting.answer.send(alone);
            }
        }
        Err(error) => {
            if let Some(waiting) = group.pop() {
                let _ = waiting.answer.send(Err(error));
            }
        }
    }
}
