//! The three public logs (trust.md sections 4.7 and 5): RFC 6962 trees served as C2SP tiles. Entries are written to an
//! outbox in the transaction of the thing itself; the sequencer gives them positions, signs a checkpoint and publishes files.

mod copy;
mod files;
mod recovery;
mod sequencer;
mod store;
mod witnesses;
mod writer;

pub use copy::{PublishedLog, read_published};
pub use files::LogFiles;
pub use sequencer::{Haste, Sequencer};
pub(super) use store::insert_entries;
pub use store::is_published;

use ledger::{LogKey, note::NoteFault};

/// One of the three logs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LogName {
    /// Sealed ballots: cast, replaced, tested, voided (box database).
    Ballots,
    /// Passes given out after verification (civic database).
    Issuance,
    /// What staff and the system did (civic database).
    Acts,
}

impl LogName {
    /// Every log.
    pub const ALL: [Self; 3] = [Self::Ballots, Self::Issuance, Self::Acts];

    /// Its word in addresses, files and tables.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ballots => "ballots",
            Self::Issuance => "issuance",
            Self::Acts => "acts",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|log| log.word() == word)
    }

    /// Acts are public with their moments and stand in the order they happened; the other two are shuffled, and wait for
    /// company so that the log's growth does not tell when one person voted.
    pub fn is_in_order(self) -> bool {
        self == Self::Acts
    }

    /// Name of the log in checkpoints: the site's name and the path it is served at.
    pub fn origin(self, site: &str) -> String {
        format!("{site}/log/{}", self.word())
    }

    /// The key that signs its checkpoints: one secret, three names.
    ///
    /// # Errors
    /// A site name that cannot stand in a note.
    pub fn key(self, site: &str, seed: &[u8; 32]) -> Result<LogKey, NoteFault> {
        LogKey::from_seed(&self.origin(site), seed)
    }
}

/// Why a log does not grow now.
#[derive(Debug, thiserror::Error)]
pub enum LogFault {
    /// Fewer entries than a checkpoint that was signed: the database was put back to an earlier state.
    #[error(
        "the log {log} has {have} entries in the database, but a checkpoint of {signed} was signed. The database was restored \
         from an old backup. Nothing more is signed; restore the missing entries from the published tiles (docs/operations.md)"
    )]
    Behind { log: &'static str, have: u64, signed: u64 },
    /// The entries are not those of the checkpoint that was signed.
    #[error(
        "the entries of the log {log} are not those that were signed at size {signed}. Somebody changed the database. Nothing \
         more is signed; compare with the published tiles (docs/operations.md)"
    )]
    Forked { log: &'static str, signed: u64 },
    /// It was stopped before, for one of the two reasons above.
    #[error("the log {0} is stopped")]
    Stopped(&'static str),
    /// Signed by us, and not yet by enough witnesses.
    #[error("the newest checkpoint of the log {0} is not published yet: not enough witnesses have signed it")]
    Unwitnessed(&'static str),
    /// Another process sequences these logs.
    #[error("another process sequences the logs in this folder")]
    Elsewhere,
    /// A checkpoint, tile or bundle could not be made.
    #[error("the log {log} can't be written: {what}")]
    Format { log: &'static str, what: String },
    /// The log folder.
    #[error("the log folder: {0}")]
    Io(#[from] std::io::Error),
    /// The database.
    #[error("the database: {0}")]
    Db(#[from] diesel::result::Error),
}
