//! Putting a pack together from what only the server has; every other file follows.

use std::collections::{BTreeMap, BTreeSet};

use ballot::canonical::CanonicalError;
use ballot::definition::Definition;
use ballot::entry::{Entry, EntryFault};
use ballot::opening::OpenedZone;
use serde_json::Value;

use crate::front::{Front, LogFacts, Logs, SCHEMA};
use crate::log::{LogCopy, LogFault, LogName, tiles};
use crate::recount::{Recount, RecountFault};
use crate::{CountRecord, Pack, PathFault, Sheet, instructions, opened, paths, voids};

/// Which voter text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextKey {
    /// Zone id.
    pub zone: String,
    /// Number on the ballot.
    pub number: u16,
    /// Language tag.
    pub language: String,
}

/// What the server gives for one zone.
#[derive(Debug, Clone)]
pub struct ZoneContents {
    /// Opened ballots.
    pub opened: OpenedZone,
    /// Numbers of the proposals that two people withdrew, as the acts tell.
    pub withdrawn: BTreeSet<u16>,
    /// Canvass sheet.
    pub sheet: Sheet,
    /// Every version of the count, the first version first.
    pub records: Vec<CountRecord>,
}

/// What the server gives.
#[derive(Debug, Clone)]
pub struct Contents<'a> {
    /// The frozen definition.
    pub definition: &'a Definition,
    /// Voter texts whose hashes are in the slates.
    pub texts: BTreeMap<TextKey, Vec<u8>>,
    /// Log of acts, whole. All three logs may hold other cycles too.
    pub acts: LogCopy,
    /// Ballot log, whole.
    pub ballots: LogCopy,
    /// Log of issuances, whole.
    pub issuance: LogCopy,
    /// Zones in the order of the definition.
    pub zones: Vec<ZoneContents>,
}

/// Why a pack cannot be put together.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BuildFault {
    /// A value has no canonical form.
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
    /// An id makes no path.
    #[error(transparent)]
    Path(#[from] PathFault),
    /// A log has no tiles.
    #[error(transparent)]
    Log(#[from] LogFault),
    /// An entry of the ballot log cannot be read.
    #[error(transparent)]
    Entry(#[from] EntryFault),
    /// A zone cannot be counted.
    #[error(transparent)]
    Recount(#[from] RecountFault),
}

impl Contents<'_> {
    /// The pack. It holds what was given, right or wrong: whether it holds together is the verifier's affair.
    ///
    /// # Errors
    /// [`BuildFault`].
    pub fn build(&self) -> Result<Pack, BuildFault> {
        let mut pack = Pack::new();
        pack.insert(paths::FRONT, self.front()?.to_bytes()?)?;
        pack.insert(paths::DEFINITION, self.definition.to_bytes()?)?;
        for (key, text) in &self.texts {
            pack.insert(paths::text(&key.zone, key.number, &key.language), text.as_slice())?;
        }
        for name in LogName::ALL {
            insert_log(&mut pack, name, self.log(name))?;
        }
        let (ballots, hash) = (self.ballots.entries.iter().map(|entry| Entry::decode(entry)), self.definition.hash()?);
        let ballots: Vec<Entry> = ballots.collect::<Result<_, _>>()?;
        let own = ballots.iter().filter(|entry| entry.place.definition == hash);
        pack.insert(paths::VOIDS, voids::to_csv(own, &voids::act_indexes(&self.acts.entries)))?;
        for zone in &self.zones {
            self.insert_zone(&mut pack, zone)?;
        }
        pack.insert(paths::INSTRUCTIONS, instructions(&self.definition.cycle))?;
        pack.insert(paths::SUMS, pack.sums())?;
        Ok(pack)
    }

    fn log(&self, name: LogName) -> &LogCopy {
        match name {
            LogName::Acts => &self.acts,
            LogName::Ballots => &self.ballots,
            LogName::Issuance => &self.issuance,
        }
    }

    fn front(&self) -> Result<Front, CanonicalError> {
        Ok(Front {
            schema: SCHEMA.to_owned(),
            cycle: self.definition.cycle.clone(),
            definition_hash: self.definition.hash()?,
            logs: Logs {
                acts: LogFacts::of(&self.acts),
                ballots: LogFacts::of(&self.ballots),
                issuance: LogFacts::of(&self.issuance),
            },
            zones: self.definition.contests.iter().map(|contest| contest.zone.clone()).collect(),
        })
    }

    fn insert_zone(&self, pack: &mut Pack, contents: &ZoneContents) -> Result<(), BuildFault> {
        let zone = &contents.opened.zone;
        let name = |number| title(pack, self.definition, zone, number);
        let recount = Recount::new(self.definition, &contents.opened, &contents.withdrawn, name)?;
        pack.insert(paths::opened(zone), contents.opened.to_text())?;
        pack.insert(paths::opened_csv(zone), opened::to_csv(&contents.opened))?;
        pack.insert(paths::opened_pb(zone), recount.pb())?;
        pack.insert(paths::canvass(zone), contents.sheet.to_bytes()?)?;
        for (version, record) in (1..).zip(&contents.records) {
            pack.insert(paths::count(zone, version), record.to_bytes()?)?;
            pack.insert(paths::trace(zone, version), recount.trace())?;
        }
        Ok(())
    }
}

fn insert_log(pack: &mut Pack, name: LogName, log: &LogCopy) -> Result<(), BuildFault> {
    pack.insert(paths::checkpoint(name), log.checkpoint.as_str())?;
    for (tile, bytes) in tiles(&log.entries)?.tiles {
        pack.insert(paths::tile(name, &tile), bytes)?;
    }
    Ok(())
}

/// Name of a proposal in the Pabulib file: the member `title` of its text in the definition's first language where that
/// text is a JSON object with one, else the proposal's id.
pub fn title(pack: &Pack, definition: &Definition, zone: &str, number: u16) -> String {
    let language = definition.languages.first().map_or("", String::as_str);
    let text = pack.get(&paths::text(zone, number, language)).unwrap_or_default();
    let value: Option<Value> = serde_json::from_slice(text).ok();
    let title = value.as_ref().and_then(|value| value.get("title")).and_then(Value::as_str);
    let slate = definition.contest(zone).map_or(&[][..], |contest| &contest.slate);
    let id = || slate.iter().find(|entry| entry.number == number).map_or("", |entry| &entry.proposal);
    title.unwrap_or_else(id).to_owned()
}
