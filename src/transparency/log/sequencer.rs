//! The sequencer: takes entries out of an outbox, gives them positions, signs a checkpoint, publishes it. Casting never
//! waits for it. One process does it for a folder (a file lock) and for a database (the function that appends refuses
//! whoever believes in another end of the log).

use std::{
    fs::File,
    path::{Path, PathBuf},
    sync::{Arc, Mutex as StdMutex},
    time::Duration,
};

use chrono::{DateTime, Utc};
use ledger::{Checkpoint, SignedCheckpoint, TlogProof, tile_tree::TileNodes};
use tokio::sync::Mutex;

use super::{
    LogFault, LogFiles, LogName, recovery,
    store::{self, Logged},
    witnesses::Witnesses,
    writer::Writer,
};
use crate::{
    base::random,
    config::LogConfig,
    platform::{Db, State, keys::Key},
};

/// Most entries taken in one round.
const ROUND: i64 = 20_000;
/// How long a caller waits for another process to drain an outbox.
const PATIENCE: Duration = Duration::from_secs(30);

/// Whether entries wait for company.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Haste {
    /// Publish when there are enough of them or the oldest has waited long enough.
    Usual,
    /// Publish now: at the close, and when a person waits for it.
    Now,
}

/// A log's end in memory.
enum Slot {
    /// Not read back yet, or to be read back again after a failure.
    Cold,
    Warm(Box<Warm>),
    /// Nothing more is signed until a person has looked.
    Stopped,
}

struct Warm {
    writer: Writer,
    head: Option<SignedCheckpoint>,
    /// When the oldest entry in the outbox was first seen: the box keeps no moments, so the sequencer remembers.
    oldest_seen: Option<DateTime<Utc>>,
}

/// The three logs of this server.
pub struct Sequencer {
    config: LogConfig,
    seed: Key,
    slots: [Mutex<Slot>; 3],
    /// Held while this process sequences.
    lock: StdMutex<Option<File>>,
    witnesses: Option<Arc<Witnesses>>,
}

impl Sequencer {
    /// A sequencer over a folder. Of the logs nothing is read yet.
    ///
    /// # Errors
    /// A site name that cannot stand in a checkpoint; a policy file that can't be read or names other logs.
    pub fn new(config: &LogConfig, seed: &Key) -> anyhow::Result<Self> {
        let witnesses = config.policy.as_deref().map(Witnesses::read).transpose()?.map(Arc::new);
        let slots = [0; 3].map(|_| Mutex::new(Slot::Cold));
        let it = Self { config: config.clone(), seed: seed.clone(), slots, lock: StdMutex::new(None), witnesses };
        for log in LogName::ALL {
            let key = it.verifier(log)?;
            if it.witnesses.as_ref().is_some_and(|witnesses| !witnesses.know(&key)) {
                anyhow::bail!("the witness policy does not name the log {key}. Add the line: log {key}");
            }
        }
        Ok(it)
    }

    /// The folder of all logs.
    pub fn folder(&self) -> &Path {
        &self.config.folder
    }

    /// A log's files.
    pub fn files(&self, log: LogName) -> LogFiles {
        LogFiles::new(&self.config.folder, log)
    }

    /// The key that a log's checkpoints are checked with.
    ///
    /// # Errors
    /// [`LogFault::Format`] when the site's name cannot stand in a note.
    pub fn verifier(&self, log: LogName) -> Result<ledger::VerifierKey, LogFault> {
        Ok(self.writer(log)?.verifier())
    }

    /// Within how many seconds an entry that waits now is published at the latest.
    pub fn longest_wait(&self) -> u32 {
        self.config.wait_seconds
    }

    /// The checkpoint that is served, its signature checked.
    ///
    /// # Errors
    /// I/O; [`LogFault::Format`] when the file is not this log's.
    pub fn published(&self, log: LogName) -> Result<Option<SignedCheckpoint>, LogFault> {
        let Some(note) = self.files(log).published()? else {
            return Ok(None);
        };
        let signed = SignedCheckpoint::open(&note, &self.verifier(log)?);
        signed.map(Some).map_err(|fault| LogFault::Format { log: log.word(), what: fault.to_string() })
    }

    /// The proof that an entry stands at a position of the log that is served; `None` while that log does not reach it.
    ///
    /// # Errors
    /// I/O; [`LogFault::Format`] when a tile is missing or the log holds another entry there.
    pub fn prove(&self, log: LogName, position: u64, entry: &[u8]) -> Result<Option<TlogProof>, LogFault> {
        let Some(signed) = self.published(log)?.filter(|signed| signed.checkpoint().size > position) else {
            return Ok(None);
        };
        let files = self.files(log);
        let nodes = TileNodes::new(signed.checkpoint().size, |tile| files.tile(tile).ok().flatten());
        let fault = |what: String| LogFault::Format { log: log.word(), what };
        let hashes = ledger::proof::inclusion(&nodes, position, signed.checkpoint().size).map_err(|f| fault(f.to_string()))?;
        let checkpoint = signed.note().to_string();
        let proof = TlogProof { extra: Some(entry.to_vec()), index: position, hashes, checkpoint };
        // A proof that does not hold is never handed out: it would look like a broken log at the voter's kitchen table.
        proof.verify(&ledger::leaf_hash(entry), &self.verifier(log)?).map_err(|f| fault(f.to_string()))?;
        Ok(Some(proof))
    }

    fn writer(&self, log: LogName) -> Result<Writer, LogFault> {
        let key = log.key(&self.config.site, self.seed.reveal());
        let key = key.map_err(|fault| LogFault::Format { log: log.word(), what: fault.to_string() })?;
        Ok(Writer::new(log, self.files(log), key))
    }

    /// Takes the folder's lock, once.
    fn own_folder(&self) -> Result<(), LogFault> {
        let mut held = self.lock.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if held.is_some() {
            return Ok(());
        }
        std::fs::create_dir_all(&self.config.folder)?;
        let file = open_lock(&self.config.folder)?;
        if file.try_lock().is_err() {
            return Err(LogFault::Elsewhere);
        }
        *held = Some(file);
        Ok(())
    }

    fn slot(&self, log: LogName) -> &Mutex<Slot> {
        let [ballots, issuance, acts] = &self.slots;
        match log {
            LogName::Ballots => ballots,
            LogName::Issuance => issuance,
            LogName::Acts => acts,
        }
    }

    /// One round of a log: what waits is appended, signed and published. Returns how many entries still wait.
    ///
    /// # Errors
    /// [`LogFault`]; after [`LogFault::Behind`] and [`LogFault::Forked`] the log stays stopped.
    pub async fn round(&self, state: &State, log: LogName, haste: Haste) -> Result<usize, LogFault> {
        let outcome = match log {
            LogName::Ballots => self.round_in(&state.ballot_box, state, log, haste).await,
            LogName::Issuance | LogName::Acts => self.round_in(&state.civic, state, log, haste).await,
        };
        let stopped = matches!(outcome, Err(LogFault::Behind { .. } | LogFault::Forked { .. } | LogFault::Stopped(_)));
        state.metrics.log_stopped.with_label_values(&[log.word()]).set(i64::from(stopped));
        outcome
    }

    async fn round_in<C: Logged>(&self, db: &Db<C>, state: &State, log: LogName, haste: Haste) -> Result<usize, LogFault> {
        self.own_folder()?;
        let mut slot = self.slot(log).lock().await;
        if matches!(*slot, Slot::Stopped) {
            return Err(LogFault::Stopped(log.word()));
        }
        let outcome = self.go_on(db, state, log, haste, &mut slot).await;
        if let Err(fault @ (LogFault::Behind { .. } | LogFault::Forked { .. })) = &outcome {
            tracing::error!(log = log.word(), error = %fault, "ALARM: the log is stopped");
            *slot = Slot::Stopped;
        }
        outcome
    }

    async fn go_on<C: Logged>(
        &self,
        db: &Db<C>,
        state: &State,
        log: LogName,
        haste: Haste,
        slot: &mut Slot,
    ) -> Result<usize, LogFault> {
        // Whatever fails leaves the slot cold, so that memory, files and database are compared anew.
        let mut warm = match std::mem::replace(slot, Slot::Cold) {
            Slot::Warm(warm) => warm,
            _ => {
                let mut writer = self.writer(log)?;
                let head = recovery::read_back(&mut writer, db, log).await?;
                // How long entries have waited is not known after a start: they are due at once, so that no promise breaks.
                Box::new(Warm { writer, head, oldest_seen: Some(DateTime::<Utc>::UNIX_EPOCH) })
            }
        };
        let left = self.advance(db, state, log, haste, &mut warm).await?;
        state.metrics.log_entries.with_label_values(&[log.word()]).set(i64::try_from(warm.writer.size()).unwrap_or(i64::MAX));
        *slot = Slot::Warm(warm);
        Ok(left)
    }

    async fn advance<C: Logged>(
        &self,
        db: &Db<C>,
        state: &State,
        log: LogName,
        haste: Haste,
        warm: &mut Warm,
    ) -> Result<usize, LogFault> {
        recovery::catch_up(&mut warm.writer, db, log).await?;
        let mut waiting = db.read(async |conn| store::list_waiting(conn, log, ROUND).await).await?;
        let now = state.clock.now();
        if waiting.is_empty() {
            warm.oldest_seen = None;
        } else if haste == Haste::Now || log.is_in_order() || self.is_due(warm, now, waiting.len()) {
            if !log.is_in_order() {
                waiting = random::shuffled(&state.random.bytes(), &waiting);
            }
            let (ids, entries): (Vec<String>, Vec<Vec<u8>>) = waiting.into_iter().map(|row| (row.id, row.entry)).unzip();
            let first = warm.writer.size();
            db.write("append_to_log", async |conn| store::append(conn, log, &ids, first).await).await?;
            warm.writer.append(entries)?;
            warm.oldest_seen = None;
        }
        if warm.head.as_ref().is_none_or(|head| head.checkpoint().size < warm.writer.size()) {
            warm.head = Some(warm.writer.sign()?);
        }
        self.publish(log, haste, warm).await?;
        let left = db.read(async |conn| store::count_waiting(conn, log).await).await?;
        Ok(usize::try_from(left).unwrap_or(0))
    }

    /// Enough wait, or the oldest has waited long enough.
    fn is_due(&self, warm: &mut Warm, now: DateTime<Utc>, waiting: usize) -> bool {
        let since = *warm.oldest_seen.get_or_insert(now);
        let long = now.signed_duration_since(since).num_seconds() >= i64::from(self.config.wait_seconds);
        long || waiting >= usize::try_from(self.config.batch).unwrap_or(usize::MAX)
    }

    /// Serves the newest checkpoint once enough witnesses have signed it. While they have not, the one before stays, and
    /// entries go on being taken.
    async fn publish(&self, log: LogName, haste: Haste, warm: &mut Warm) -> Result<(), LogFault> {
        let Some(mut head) = warm.head.take() else {
            return Ok(());
        };
        let files = warm.writer.files().clone();
        if let Some(witnesses) = &self.witnesses
            && !witnesses.content(&head)
            && (haste == Haste::Now || witnesses.may_ask(log))
        {
            let (witnesses, of) = (Arc::clone(witnesses), files.clone());
            let asking = tokio::task::spawn_blocking(move || {
                witnesses.ask(log, &of, &mut head);
                head
            });
            head = asking.await.map_err(|error| LogFault::Format { log: log.word(), what: error.to_string() })?;
        }
        let is_witnessed = self.witnesses.as_ref().is_none_or(|witnesses| witnesses.content(&head));
        let note = head.note().to_string();
        if is_witnessed && files.published()?.is_none_or(|there| there != note) {
            files.publish(&note)?;
        }
        warm.head = Some(head);
        Ok(())
    }

    /// Publishes everything that waits, and answers the checkpoint that is served then.
    ///
    /// # Errors
    /// As [`Sequencer::round`]; when another process sequences, its work is waited for.
    pub async fn drain(&self, state: &State, log: LogName) -> Result<Checkpoint, LogFault> {
        loop {
            match self.round(state, log, Haste::Now).await {
                Ok(0) => break,
                Ok(_) => {}
                Err(LogFault::Elsewhere) => {
                    self.wait_for_other(state, log).await?;
                    break;
                }
                Err(fault) => return Err(fault),
            }
        }
        let size = self.size_of(state, log).await?;
        let published = self.published(log)?.map(|signed| signed.checkpoint().clone());
        published.filter(|checkpoint| checkpoint.size >= size).ok_or(LogFault::Unwitnessed(log.word()))
    }

    /// Entries that have a position, published or not.
    async fn size_of(&self, state: &State, log: LogName) -> Result<u64, LogFault> {
        Ok(match log {
            LogName::Ballots => state.ballot_box.read(async |conn| store::log_size(conn, log).await).await?,
            _ => state.civic.read(async |conn| store::log_size(conn, log).await).await?,
        })
    }

    async fn wait_for_other(&self, state: &State, log: LogName) -> Result<(), LogFault> {
        for _ in 0..PATIENCE.as_secs() * 5 {
            let waiting = match log {
                LogName::Ballots => state.ballot_box.read(async |conn| store::count_waiting(conn, log).await).await?,
                _ => state.civic.read(async |conn| store::count_waiting(conn, log).await).await?,
            };
            let size = self.size_of(state, log).await?;
            if waiting == 0 && self.published(log)?.is_some_and(|signed| signed.checkpoint().size >= size) {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        Err(LogFault::Elsewhere)
    }

    /// Works until the process ends; outlives databases that are away and a folder that another process holds.
    pub async fn work(self: Arc<Self>, state: Arc<State>) {
        loop {
            for log in LogName::ALL {
                match self.round(&state, log, Haste::Usual).await {
                    Ok(_) | Err(LogFault::Elsewhere | LogFault::Stopped(_)) => {}
                    Err(fault) => tracing::warn!(log = log.word(), error = %fault, "the log does not grow now"),
                }
            }
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }
}

fn open_lock(folder: &Path) -> std::io::Result<File> {
    let path: PathBuf = folder.join("sequencer.lock");
    File::options().create(true).truncate(false).write(true).open(path)
}
