//! Reading a log back from the database, at a start and whenever another process may have gone on with it, and comparing
//! it with the checkpoint that was signed.

use ledger::{Checkpoint, SignedCheckpoint, tree::Frontier};

use super::{
    LogFault, LogName,
    store::{self, Logged},
    writer::Writer,
};
use crate::platform::Db;

/// Entries read at once.
const CHUNK: i64 = 5_000;

/// The database is looked at in every round: it may hold fewer entries than were signed (a restored backup), or more,
/// when another server's sequencer went on with it.
pub(super) async fn catch_up<C: Logged>(writer: &mut Writer, db: &Db<C>, log: LogName) -> Result<(), LogFault> {
    let (have, ours) = (db.read(async |conn| store::log_size(conn, log).await).await?, writer.size());
    if have < ours {
        return Err(LogFault::Behind { log: log.word(), have, signed: ours });
    }
    if have > ours {
        read_into(writer, db, log).await?;
    }
    Ok(())
}

/// Reads a log back from the database: first compares it with the last checkpoint that was signed, then makes every
/// tile anew where it is missing or differs.
pub(super) async fn read_back<C: Logged>(
    writer: &mut Writer,
    db: &Db<C>,
    log: LogName,
) -> Result<Option<SignedCheckpoint>, LogFault> {
    let head = match writer.files().head()? {
        None => None,
        Some(note) => Some(
            SignedCheckpoint::open(&note, &writer.verifier())
                .map_err(|fault| LogFault::Format { log: log.word(), what: format!("the kept checkpoint: {fault}") })?,
        ),
    };
    compare(db, log, head.as_ref().map(SignedCheckpoint::checkpoint)).await?;
    read_into(writer, db, log).await?;
    Ok(head)
}

/// Appends what the database holds beyond the writer's end.
async fn read_into<C: Logged>(writer: &mut Writer, db: &Db<C>, log: LogName) -> Result<(), LogFault> {
    loop {
        let from = writer.size();
        let entries = db.read(async |conn| store::list_entries(conn, log, from, CHUNK).await).await?;
        if entries.is_empty() {
            return Ok(());
        }
        writer.append(entries)?;
    }
}

/// The database must hold what was signed: as many entries at least, and the same ones.
async fn compare<C: Logged>(db: &Db<C>, log: LogName, signed: Option<&Checkpoint>) -> Result<(), LogFault> {
    let Some(signed) = signed else {
        return Ok(());
    };
    let mut tree = Frontier::new();
    while tree.size() < signed.size {
        let want = i64::try_from(signed.size - tree.size()).unwrap_or(CHUNK).min(CHUNK);
        let from = tree.size();
        let entries = db.read(async |conn| store::list_entries(conn, log, from, want).await).await?;
        if entries.is_empty() {
            return Err(LogFault::Behind { log: log.word(), have: tree.size(), signed: signed.size });
        }
        entries.iter().for_each(|entry| tree.append(ledger::leaf_hash(entry)));
    }
    if tree.root() == signed.root { Ok(()) } else { Err(LogFault::Forked { log: log.word(), signed: signed.size }) }
}
