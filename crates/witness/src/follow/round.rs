//! One round over one log, at each of its addresses.

use ledger::policy::Policy;
use ledger::tile::Tile;
use ledger::tile_tree::TileWriter;
use ledger::{Checkpoint, SignedCheckpoint, VerifierKey, cosignature};

use super::alarm::Alarm;
use super::copy::{CopyFault, LocalCopy};
use super::fetch::Source;
use super::grow::{Growth, Stop};
use super::locate::Dispute;
use crate::store::origin_hash;

/// Name of the number: when, by our clock, the checkpoint or its cosignatures were last new.
const FRESH: &str = "fresh";

/// Follows one log at one or more addresses, against one copy: addresses that show different histories are a fork.
pub struct Follower {
    /// Whom to believe.
    pub policy: Policy,
    /// The log.
    pub log: VerifierKey,
    /// Where it is served.
    pub sources: Vec<Source>,
    /// Our copy.
    pub copy: LocalCopy,
    /// Seconds without anything new before that is an alarm.
    pub stale_after: Option<u64>,
    /// Whether to read everything again each round, not only what is new.
    pub reread: bool,
}

/// What a round found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sighting {
    /// Size of our copy after the round.
    pub size: u64,
    /// What is wrong, with the address where; no address for a log as a whole.
    pub alarms: Vec<(Option<String>, Alarm)>,
}

/// A checkpoint as an address showed it.
struct Shown<'a> {
    source: &'a Source,
    signed: &'a SignedCheckpoint,
    /// Whether enough witnesses cosigned it.
    quorum: bool,
    now: u64,
}

impl Follower {
    /// Looks at every address once. `now` is in unix seconds. Error: our own files; not the log's fault.
    pub fn round(&self, now: u64) -> Result<Sighting, CopyFault> {
        let mut alarms = Vec::new();
        for source in &self.sources {
            let found = self.visit(source, now)?;
            alarms.extend(found.into_iter().map(|alarm| (Some(source.url().to_owned()), alarm)));
        }
        let fresh = match self.copy.number(FRESH)? {
            Some(fresh) => fresh,
            None => {
                self.copy.set_number(FRESH, now)?;
                now
            }
        };
        let age = now.saturating_sub(fresh);
        if self.stale_after.is_some_and(|limit| age >= limit) {
            alarms.push((None, Alarm::Stale { seconds: age }));
        }
        let size = self.copy.newest()?.map_or(0, |signed| signed.checkpoint().size);
        Ok(Sighting { size, alarms })
    }

    fn visit(&self, source: &Source, now: u64) -> Result<Vec<Alarm>, CopyFault> {
        let note = match source.checkpoint() {
            Ok(note) => note,
            Err(alarm) => return Ok(vec![alarm]),
        };
        let signed = match SignedCheckpoint::open(&note, &self.log) {
            Ok(signed) => signed,
            Err(fault) => {
                self.copy.keep_evidence(&note)?;
                return Ok(vec![Alarm::Signature(fault)]);
            }
        };
        let by = self.cosigners(&signed);
        let quorum = self.policy.check(&signed).is_ok();
        let mut alarms = Vec::new();
        if !quorum {
            alarms.push(Alarm::Quorum { size: signed.checkpoint().size, by });
        }
        let known = self.copy.newest()?;
        let shown = Shown { source, signed: &signed, quorum, now };
        match self.compare(&shown, known.as_ref()) {
            Ok(found) => alarms.extend(found),
            Err(Stop::Alarm(alarm)) => alarms.push(alarm),
            Err(Stop::Copy(fault)) => return Err(fault),
        }
        if alarms.iter().any(|alarm| matches!(alarm, Alarm::Fork { .. } | Alarm::Shrunk { .. })) {
            self.copy.keep_evidence(&note)?;
            known.map_or(Ok(()), |known| self.copy.keep_evidence(&known.note().to_string()))?;
        }
        Ok(alarms)
    }

    /// Holds a signed checkpoint against our copy, and takes it over when it is good and cosigned by enough.
    fn compare(&self, shown: &Shown<'_>, known: Option<&SignedCheckpoint>) -> Result<Option<Alarm>, Stop> {
        let (source, new) = (shown.source, shown.signed.checkpoint());
        let before = known.map(SignedCheckpoint::checkpoint);
        let tree = match before {
            Some(before) if new.size < before.size => {
                self.check_earlier(source, new, before)?;
                return Ok(self.check_shrinking(shown, before.size)?);
            }
            Some(before) if new.size == before.size && new.root != before.root => {
                return Err(Dispute { source, copy: &self.copy, known: Some(before), new }.fork().into());
            }
            Some(before) => self.copy.tree(before),
            None => Some(TileWriter::new()),
        };
        let whole = tree.is_some();
        if !whole {
            self.copy.forget_tiles()?;
        }
        let (mut staged, mut alarm) = (Vec::new(), None);
        let grows = before.is_none_or(|before| new.size > before.size);
        if grows || self.reread || !whole {
            let growth = Growth { source, copy: &self.copy, known: before, new };
            let start = tree.filter(|_| !self.reread).unwrap_or_default();
            let grown = growth.verify(start)?;
            (staged, alarm) = (grown.staged, grown.bad_entry);
        }
        if shown.quorum {
            self.take_over(shown, known, &staged)?;
            self.copy.set_number(&place(source), new.size)?;
        }
        Ok(alarm)
    }

    /// A mirror may lag behind the log itself, but no address goes back.
    fn check_shrinking(&self, shown: &Shown<'_>, ours: u64) -> Result<Option<Alarm>, CopyFault> {
        let to = shown.signed.checkpoint().size;
        let seen_here = self.copy.number(&place(shown.source))?.unwrap_or(0);
        let from = if self.sources.len() == 1 { ours } else { seen_here };
        if to < from {
            return Ok(Some(Alarm::Shrunk { from, to }));
        }
        if shown.quorum {
            self.copy.set_number(&place(shown.source), to)?;
        }
        Ok(None)
    }

    /// A smaller checkpoint must be a beginning of our tree; a mirror may lag.
    fn check_earlier(&self, source: &Source, new: &Checkpoint, before: &Checkpoint) -> Result<(), Stop> {
        let dispute = Dispute { source, copy: &self.copy, known: Some(before), new };
        let doubt = self.copy.root_at(new.size, before) != Some(new.root);
        if doubt && dispute.is_no_beginning() { Err(dispute.fork().into()) } else { Ok(()) }
    }

    fn take_over(&self, shown: &Shown<'_>, known: Option<&SignedCheckpoint>, staged: &[Tile]) -> Result<(), CopyFault> {
        let (signed, now) = (shown.signed, shown.now);
        let (size, time) = (signed.checkpoint().size, self.cosigned_at(signed));
        let newer = known.map(|known| (known.checkpoint().size, self.cosigned_at(known)) < (size, time));
        match newer {
            // At first sight the cosignatures tell how old the checkpoint already is.
            None => self.copy.set_number(FRESH, time.map_or(now, |time| time.min(now)))?,
            Some(true) => self.copy.set_number(FRESH, now)?,
            Some(false) => {}
        }
        if newer != Some(false) || !staged.is_empty() {
            self.copy.advance(signed, staged)?;
        }
        Ok(())
    }

    /// The latest time of a valid cosignature.
    fn cosigned_at(&self, signed: &SignedCheckpoint) -> Option<u64> {
        self.policy.witnesses().filter_map(|(_, key)| cosignature::verify(signed, key).ok()).max()
    }

    fn cosigners(&self, signed: &SignedCheckpoint) -> Vec<String> {
        let valid = self.policy.witnesses().filter(|(_, key)| cosignature::verify(signed, key).is_ok());
        valid.map(|(name, _)| name.to_owned()).collect()
    }
}

/// Name of the number: the last size seen at an address.
fn place(source: &Source) -> String {
    format!("at-{}", origin_hash(source.url()))
}
