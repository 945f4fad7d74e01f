//! A whole election in memory: what happened, from which logs, files and pack follow. Tests change it and build it again.

pub mod honest;
pub mod keys;
pub mod others;

use std::collections::BTreeMap;

use ballot::act::{ActBody, ActEntry};
use ballot::definition::Definition;
use ballot::entry::{Entry, Event};
use ballot::issuance::Issuance;
use ballot::{DefinitionHash, Digest};
use ledger::leaf_hash;
use pack::acts::Deed;
use pack::log::tiles;
use pack::{Contents, LogName, Pack, TextKey, ZoneContents};

pub const CYCLE: &str = "la-2026";

/// An election and all that is recorded about it.
#[derive(Clone)]
pub struct World {
    pub definition: Definition,
    pub texts: BTreeMap<TextKey, Vec<u8>>,
    pub acts: Vec<Said>,
    pub ballots: Vec<Entry>,
    /// Entries of the ballot log when it was closed.
    pub closed: usize,
    pub issuances: Vec<Issuance>,
    pub zones: Vec<ZoneContents>,
    /// Witnesses that cosign.
    pub witnesses: Vec<u8>,
}

/// An act: a deed of this cycle, an act of elsewhere, or neither: one of another kind.
#[derive(Clone)]
pub struct Said {
    pub at: i64,
    pub actor: String,
    pub reason: Option<String>,
    pub deed: Option<Deed>,
    /// The act of another cycle.
    pub elsewhere: Option<ActBody>,
}

impl Said {
    pub fn bytes(&self) -> Vec<u8> {
        let other = || ActBody {
            actor: self.actor.clone(),
            cycle: None,
            facts: serde_json::Map::new(),
            kind: "role.granted".to_owned(),
            reason: None,
        };
        let body = match (&self.deed, &self.elsewhere) {
            (Some(deed), _) => deed.body(CYCLE, &self.actor, self.reason.as_deref()),
            (None, Some(elsewhere)) => elsewhere.clone(),
            (None, None) => other(),
        };
        ActEntry { at: self.at, body }.encode().unwrap()
    }
}

impl World {
    /// Definition hash.
    pub fn hash(&self) -> DefinitionHash {
        self.definition.hash().unwrap()
    }

    /// Position of the first act of the cycle that `keep` keeps.
    pub fn find(&self, keep: impl Fn(&Deed) -> bool) -> Option<usize> {
        self.acts.iter().position(|said| said.deed.as_ref().is_some_and(&keep))
    }

    /// Sets every hash, size and total in acts and void entries to what the rest says: what an insider would do after a change.
    pub fn rehash(&mut self) {
        for entry in &mut self.ballots {
            if let Event::Void { pass, act, .. } = &mut entry.event {
                let decided = |said: &&Said| matches!(&said.deed, Some(Deed::VoidConfirmed(case)) if case.pass == *pass);
                if let Some(said) = self.acts.iter().find(decided) {
                    *act = leaf_hash(&said.bytes()).0;
                }
            }
        }
        let before: Vec<Vec<u8>> = self.ballots.iter().take(self.closed).map(|entry| entry.encode().unwrap()).collect();
        let closed_root = tiles(&before).unwrap().root.to_base64();
        let totals = self.zones.iter().map(|zone| (zone.opened.ballots.len() as u64, zone.opened.invalid.len() as u64));
        let totals = totals.fold((0, 0), |sum, zone| (sum.0 + zone.0, sum.1 + zone.1));
        let definition_hash = self.hash();
        let zones: BTreeMap<&str, &ZoneContents> = self.zones.iter().map(|zone| (zone.opened.zone.as_str(), zone)).collect();
        for deed in self.acts.iter_mut().filter_map(|said| said.deed.as_mut()) {
            let zone = deed.zone().and_then(|zone| zones.get(zone));
            match (deed, zone) {
                (Deed::Frozen { hash }, _) => *hash = definition_hash,
                (Deed::LogClosed { size, root, .. }, _) => (*size, *root) = (before.len() as u64, closed_root.clone()),
                (Deed::BallotsOpened { opened, invalid, .. }, _) => (*opened, *invalid) = totals,
                (Deed::Canvassed { ballots, hash, .. }, Some(zone)) => {
                    (*ballots, *hash) = (zone.sheet.live, zone.sheet.hash().unwrap());
                }
                (Deed::ZoneOpened { opened, invalid, hash, .. }, Some(zone)) => {
                    *opened = zone.opened.ballots.len() as u64;
                    *invalid = zone.opened.invalid.len() as u64;
                    *hash = Digest(zone.opened.hash());
                }
                (Deed::OpeningConfirmed { hash, .. }, Some(zone)) => *hash = Digest(zone.opened.hash()),
                (Deed::Counted(case) | Deed::Corrected(case), Some(zone)) => {
                    let record = &zone.records[case.version as usize - 1];
                    (case.hash, case.ballots) = (record.hash().unwrap(), record.ballots);
                }
                (Deed::Signed(case) | Deed::Certified(case), Some(zone)) => {
                    case.hash = zone.records[case.version as usize - 1].hash().unwrap();
                }
                _ => {}
            }
        }
    }

    /// Bytes of every entry of a log.
    pub fn entries(&self, log: LogName) -> Vec<Vec<u8>> {
        match log {
            LogName::Acts => self.acts.iter().map(Said::bytes).collect(),
            LogName::Ballots => self.ballots.iter().map(|entry| entry.encode().unwrap()).collect(),
            LogName::Issuance => self.issuances.iter().map(|entry| entry.encode().unwrap()).collect(),
        }
    }

    /// The pack, all logs signed and cosigned.
    pub fn pack(&self) -> Pack {
        let log = |name| keys::sign_log(&keys::log_key(name), self.entries(name), &self.witnesses);
        let contents = Contents {
            definition: &self.definition,
            texts: self.texts.clone(),
            acts: log(LogName::Acts),
            ballots: log(LogName::Ballots),
            issuance: log(LogName::Issuance),
            zones: self.zones.clone(),
        };
        contents.build().unwrap()
    }
}
