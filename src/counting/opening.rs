//! The room where trustees' shares come together: in memory only, never on disk or in a database. When enough are there,
//! the key is put together, the ballots are opened and sorted, and the key is wiped.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Mutex,
};

use ballot::{
    entry::Entry,
    opening::{OpenedZone, Opener},
    seal::{OpeningPublicKey, OpeningSecretKey, SealedBallot},
    shares::{self, Share, ShareFault},
};
use uuid::Uuid;

use crate::{ballotbox, base::CycleSlug, cycles::FrozenDefinition};

use super::store::Record;

/// Shares given so far, by cycle and by person.
#[derive(Default)]
pub struct OpeningRoom(Mutex<BTreeMap<CycleSlug, Vec<(Uuid, Share)>>>);

/// What giving a share led to.
pub enum Given {
    /// More are needed: how many there are now.
    Waiting(usize),
    /// The key is there, put together from this many shares.
    Key(Box<OpeningSecretKey>, usize),
}

/// Why a share was refused.
#[derive(Debug, thiserror::Error)]
pub enum ShareRefusal {
    /// It is not a share, or not of this cycle's key.
    #[error(transparent)]
    Fault(#[from] ShareFault),
    /// This person gave one before: each trustee gives one share under their own login.
    #[error("this person gave a share before")]
    GivenBefore,
}

impl OpeningRoom {
    /// How many shares are in the room.
    pub fn count(&self, cycle: &CycleSlug) -> usize {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).get(cycle).map_or(0, Vec::len)
    }

    /// Takes a person's share; with enough of them the key is put together and the room is emptied.
    ///
    /// # Errors
    /// `ShareRefusal`; a share that does not fit is not kept.
    pub fn give(&self, frozen: &FrozenDefinition, cycle: &CycleSlug, person: Uuid, typed: &str) -> Result<Given, ShareRefusal> {
        let share = Share::parse(typed.trim())?;
        let mut rooms = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let room = rooms.entry(cycle.clone()).or_default();
        if room.iter().any(|(who, _)| *who == person) {
            return Err(ShareRefusal::GivenBefore);
        }
        let threshold = frozen.definition.trustees.threshold;
        let public = OpeningPublicKey(frozen.definition.opening_key);
        let mut all: Vec<Share> = room.iter().map(|(_, share)| share.clone()).collect();
        all.push(share.clone());
        match shares::combine(&all, threshold, &public) {
            Ok(key) => {
                let used = all.len();
                rooms.remove(cycle);
                Ok(Given::Key(Box::new(key), used))
            }
            Err(ShareFault::TooFew { have, .. }) => {
                room.push((person, share));
                Ok(Given::Waiting(have))
            }
            Err(fault) => Err(fault.into()),
        }
    }
}

/// The box and the published log disagree about which ballots of a zone count.
#[derive(Debug, thiserror::Error)]
#[error("zone {zone}: the ballot {hash} is {what}")]
pub struct LogMismatch {
    /// Zone.
    pub zone: String,
    /// Hash of the sealed ballot, hexadecimal.
    pub hash: String,
    /// Where it is and where it is not.
    pub what: &'static str,
}

/// The ballots to be opened must be exactly those that count by the log.
///
/// # Errors
/// [`LogMismatch`] with the first ballot that is on one side only.
pub fn check_against_log(
    entries: &[Vec<u8>],
    frozen: &FrozenDefinition,
    zone: &str,
    sealed: &[SealedBallot],
) -> Result<(), LogMismatch> {
    let entries: Vec<Entry> = entries.iter().filter_map(|entry| Entry::decode(entry).ok()).collect();
    let logged = ballotbox::countable(&entries, &frozen.hash, zone);
    let boxed: BTreeSet<[u8; 32]> = sealed.iter().map(SealedBallot::hash).collect();
    let mismatch = |hash: &[u8; 32], what| LogMismatch { zone: zone.to_owned(), hash: hex::encode(hash), what };
    if let Some(hash) = boxed.difference(&logged).next() {
        return Err(mismatch(hash, "in the ballot box and does not count by the log"));
    }
    match logged.difference(&boxed).next() {
        Some(hash) => Err(mismatch(hash, "in the log and not in the ballot box")),
        None => Ok(()),
    }
}

/// Opens and sorts one zone's ballots.
///
/// # Errors
/// When the definition cannot be put into canonical form.
pub fn open_zone(
    key: &OpeningSecretKey,
    frozen: &FrozenDefinition,
    zone: &str,
    sealed: &[SealedBallot],
) -> Result<OpenedZone, ballot::canonical::CanonicalError> {
    Ok(Opener::new(key, &frozen.definition)?.open_zone(zone, sealed))
}

/// Equal ballots counted together; the order of the input is lost.
pub fn merged(zone: &OpenedZone) -> Vec<Record> {
    let mut counts: BTreeMap<Vec<i16>, i64> = BTreeMap::new();
    for ballot in &zone.ballots {
        let choices = ballot.numbers().iter().map(|n| i16::try_from(*n).unwrap_or(i16::MAX)).collect();
        *counts.entry(choices).or_default() += 1;
    }
    counts.into_iter().map(|(choices, ballots)| Record { choices, points: Vec::new(), ballots }).collect()
}
