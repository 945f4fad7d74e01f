//! The room where trustees' shares come together: in memory only, never on disk or in a database. When enough are there,
//! the key is put together, the ballots are opened and sorted, and the key is wiped.

use std::{collections::BTreeMap, sync::Mutex};

use ballot::{
    opening::{OpenedZone, Opener},
    seal::{OpeningPublicKey, OpeningSecretKey, SealedBallot},
    shares::{self, Share, ShareFault},
};
use uuid::Uuid;

use crate::{base::CycleSlug, cycles::FrozenDefinition};

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
