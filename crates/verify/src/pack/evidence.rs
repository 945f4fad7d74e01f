//! What the files of a pack say, read once and strictly. Each part that cannot be read names the check that tells why.

use std::collections::BTreeMap;

use ballot::definition::{ContestDefinition, Definition};
use ballot::entry::Entry;
use ballot::issuance::Issuance;
use ballot::opening::OpenedZone;
use ballot::{DefinitionHash, Digest};
use ledger::policy::Policy;
use pack::acts::withdrawn;
use pack::{CountRecord, Front, LogName, Pack, Recount, Sheet, opened, paths, title};

use super::book::Book;
use super::sources::{Act, Acts, Log, decode};
use crate::check::{Known, Trouble, of};

/// Something for each zone of the definition.
pub type ByZone<T> = BTreeMap<String, T>;

/// Everything that the checks look at.
pub struct Evidence<'a> {
    pub policy: &'a Policy,
    pub pack: Known<Pack>,
    pub front: Known<Front>,
    pub frozen: Known<Frozen>,
    pub acts_log: Log,
    pub ballots_log: Log,
    pub issuance_log: Log,
    pub ballots: Known<Vec<Entry>>,
    pub issuances: Known<Vec<Issuance>>,
    pub acts: Known<Acts>,
    pub book: Known<Book>,
    pub opened: Known<ByZone<OpenedZone>>,
    pub sheets: Known<ByZone<Sheet>>,
    /// Every version, version 1 first.
    pub records: Known<ByZone<Vec<CountRecord>>>,
    pub recounts: Known<ByZone<Recount>>,
}

/// The definition and its hash.
pub struct Frozen {
    pub definition: Definition,
    pub hash: DefinitionHash,
}

impl<'a> Evidence<'a> {
    /// Reads an archive.
    pub fn gather(archive: &[u8], policy: &'a Policy) -> Self {
        let pack = Pack::from_archive(archive).map_err(|fault| Trouble::of("pack.archive", fault.to_string()));
        let front = read_front(&pack);
        let frozen = read_definition(&pack);
        let log = |name| Log::read(&pack, &front, &frozen, name);
        let (acts_log, ballots_log, issuance_log) = (log(LogName::Acts), log(LogName::Ballots), log(LogName::Issuance));
        let ballots = decode(&ballots_log, "ballots.form", Entry::decode);
        let issuances = decode(&issuance_log, "issuance.form", Issuance::decode);
        let acts = Acts::read(&acts_log, &frozen);
        let book = of(&ballots).and_then(|ballots| Ok(Book::read(ballots, of(&frozen)?)));
        let opened = read_opened(&pack, &frozen);
        let sheets = each_zone(&frozen, |contest| read_sheet(of(&pack)?, &contest.zone));
        let records = each_zone(&frozen, |contest| read_records(of(&pack)?, &contest.zone));
        let recounts = recount(&pack, &frozen, &opened, &acts);
        Self {
            policy,
            pack,
            front,
            frozen,
            acts_log,
            ballots_log,
            issuance_log,
            ballots,
            issuances,
            acts,
            book,
            opened,
            sheets,
            records,
            recounts,
        }
    }

    /// One log.
    pub fn log(&self, name: LogName) -> &Log {
        match name {
            LogName::Acts => &self.acts_log,
            LogName::Ballots => &self.ballots_log,
            LogName::Issuance => &self.issuance_log,
        }
    }

    /// The definition, or the trouble with it.
    pub fn definition(&self) -> Known<&Definition> {
        of(&self.frozen).map(|frozen| &frozen.definition)
    }

    /// Acts of the cycle, or the trouble with them.
    pub fn acts(&self) -> Known<&[Act]> {
        of(&self.acts).map(|acts| acts.acts.as_slice())
    }

    /// Entries of the ballot log that are of this definition, each with its index in the whole log.
    pub fn own_ballots(&self) -> Known<impl Iterator<Item = (usize, &Entry)>> {
        let (entries, hash) = (of(&self.ballots)?, of(&self.frozen)?.hash);
        Ok(entries.iter().enumerate().filter(move |(_, entry)| entry.place.definition == hash))
    }

    /// Entries of the log of issuances that are of this definition, each with its index in the whole log.
    pub fn own_issuances(&self) -> Known<impl Iterator<Item = (usize, &Issuance)>> {
        let (entries, hash) = (of(&self.issuances)?, of(&self.frozen)?.hash);
        Ok(entries.iter().enumerate().filter(move |(_, entry)| entry.definition == hash))
    }

    /// The zones of the definition.
    pub fn zones(&self) -> Known<impl Iterator<Item = &ContestDefinition>> {
        self.definition().map(|definition| definition.contests.iter())
    }
}

/// A file, or the trouble of the check that needs it.
pub fn file<'p>(pack: &'p Pack, path: &str, by: &'static str) -> Known<&'p [u8]> {
    pack.get(path).ok_or_else(|| Trouble::of(by, format!("{path} is missing")))
}

/// A file as text.
pub fn text<'p>(pack: &'p Pack, path: &str, by: &'static str) -> Known<&'p str> {
    std::str::from_utf8(file(pack, path, by)?).map_err(|_| Trouble::of(by, format!("{path} is not UTF-8")))
}

fn each_zone<T>(frozen: &Known<Frozen>, mut read: impl FnMut(&ContestDefinition) -> Known<T>) -> Known<ByZone<T>> {
    let contests = &of(frozen)?.definition.contests;
    contests.iter().map(|contest| Ok((contest.zone.clone(), read(contest)?))).collect()
}

fn read_front(pack: &Known<Pack>) -> Known<Front> {
    let bytes = file(of(pack)?, paths::FRONT, "pack.front")?;
    Front::from_bytes(bytes).map_err(|fault| Trouble::of("pack.front", fault.to_string()))
}

fn read_definition(pack: &Known<Pack>) -> Known<Frozen> {
    let by = "definition.canonical";
    let bytes = file(of(pack)?, paths::DEFINITION, by)?;
    let definition = Definition::from_bytes(bytes).map_err(|fault| Trouble::of(by, fault.to_string()))?;
    Ok(Frozen { definition, hash: DefinitionHash(Digest::of(bytes).0) })
}

fn read_opened(pack: &Known<Pack>, frozen: &Known<Frozen>) -> Known<ByZone<OpenedZone>> {
    let by = "opened.text";
    each_zone(frozen, |contest| {
        let path = paths::opened(&contest.zone);
        let text = text(of(pack)?, &path, by)?;
        opened::read(&of(frozen)?.definition, &contest.zone, text).map_err(|fault| Trouble::of(by, format!("{path}: {fault}")))
    })
}

fn read_sheet(pack: &Pack, zone: &str) -> Known<Sheet> {
    let (path, by) = (paths::canvass(zone), "canvass.form");
    Sheet::from_bytes(file(pack, &path, by)?).map_err(|fault| Trouble::of(by, format!("{path}: {fault}")))
}

/// Versions from 1 up to the first that has no file; there is at least one.
fn read_records(pack: &Pack, zone: &str) -> Known<Vec<CountRecord>> {
    let by = "count.form";
    file(pack, &paths::count(zone, 1), by)?;
    let files = (1..).map(|version| paths::count(zone, version)).map_while(|path| Some((pack.get(&path)?, path)));
    files
        .map(|(bytes, path)| CountRecord::from_bytes(bytes).map_err(|fault| Trouble::of(by, format!("{path}: {fault}"))))
        .collect()
}

fn recount(
    pack: &Known<Pack>,
    frozen: &Known<Frozen>,
    opened: &Known<ByZone<OpenedZone>>,
    acts: &Known<Acts>,
) -> Known<ByZone<Recount>> {
    let (pack, definition, acts) = (of(pack)?, &of(frozen)?.definition, &of(acts)?.acts);
    let count = |(zone, ballots): (&String, &OpenedZone)| {
        let withdrawn = withdrawn(acts.iter().map(|act| &act.deed), zone);
        let recount = Recount::new(definition, ballots, &withdrawn, |number| title(pack, definition, zone, number));
        Ok((zone.clone(), recount.map_err(|fault| Trouble::of("count.recount", format!("zone {zone}: {fault}")))?))
    };
    of(opened)?.iter().map(count).collect()
}
