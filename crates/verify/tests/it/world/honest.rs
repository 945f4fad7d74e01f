//! Honest elections from a seed: one to three zones, every kind of entry, several rules, ties, corrections.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::RangeInclusive;

use ballot::Digest;
use ballot::choices::{Choices, OpenFault};
use ballot::definition::{BallotForm, ContestDefinition, Definition, OneBallotPer, SCHEMA, SlateEntry, TrusteeRule};
use ballot::entry::{Entry, Event, Place, VoidReason};
use ballot::issuance::{Door, Issuance};
use ballot::nonce::PassMark;
use ballot::opening::OpenedZone;
use ballot::seal::{Seed, seal};
use pack::acts::{CountCase, Deed, SignCase, VoidCase, WithdrawalCase};
use pack::{LogName, Recount, Sheet, TextKey, ZoneContents};

use super::{CYCLE, Said, World, keys};
use crate::rng::Rng;

const RULES: [&str; 9] = [
    "greedy_votes",
    "greedy_votes_no_skip",
    "greedy_votes_threshold",
    "greedy_votes_per_cost",
    "mes_cost_add1u",
    "mes_card",
    "mes_cost_esnet_add1",
    "phragmen",
    "max_votes",
];
const TIES: [&str; 5] = ["lexico", "cost,votes,lexico", "lot:noon of 22 November", "all,order", "votes"];
const LANGUAGES: [&str; 2] = ["en", "es"];
/// Other cycles have random numbers of their own, so that they change nothing in this one.
const OTHERS: u64 = 0x6F74_6865_7273;
const CLOSES_AT: i64 = 1_791_000_000;

/// How large an election may get.
pub struct Scale {
    /// Zones, at most three.
    pub zones: RangeInclusive<usize>,
    /// Passes in each zone.
    pub passes: RangeInclusive<usize>,
    /// Always this rule.
    pub rule: Option<&'static str>,
}

impl World {
    /// An honest election; one in four shares its logs with other cycles.
    pub fn honest(seed: u64) -> Self {
        let (mut world, mut rng) =
            (Self::scaled(seed, &Scale { zones: 1..=3, passes: 0..=12, rule: None }), Rng::new(seed ^ OTHERS));
        if rng.once_in(4) {
            world.share_logs(&mut rng);
        }
        world
    }

    /// An honest election of a size.
    pub fn scaled(seed: u64, scale: &Scale) -> Self {
        let mut rng = Rng::new(seed);
        let (definition, texts) = define(&mut rng, scale);
        let mut zones: Vec<Zone> =
            definition.contests.iter().map(|contest| Zone::vote(&mut rng, &definition, contest, scale)).collect();
        let mut ballots = Vec::new();
        while let Some(at) = zones.iter().position(|zone| !zone.entries.is_empty()) {
            // Zones take turns at random; within a zone the order stays.
            let other = rng.below(zones.len());
            let at = if zones[other].entries.is_empty() { at } else { other };
            ballots.extend(zones[at].entries.pop_front());
        }
        let closed = ballots.len();
        ballots.extend(zones.iter().flat_map(|zone| zone.voids.iter().filter_map(|case| void_entry(&definition, case))));
        let issuances = zones.iter().flat_map(|zone| zone.issuances.clone()).collect();
        let acts = acts(&mut rng, &definition, &zones);
        let zones = zones.into_iter().map(|zone| zone.contents).collect();
        let witnesses = if rng.once_in(2) { vec![1, 2, 3] } else { vec![1, 3] };
        let mut world = Self { definition, texts, acts, ballots, closed, issuances, zones, witnesses };
        world.rehash();
        world
    }
}

fn define(rng: &mut Rng, scale: &Scale) -> (Definition, BTreeMap<TextKey, Vec<u8>>) {
    let mut texts = BTreeMap::new();
    let zones = ["BOY", "HOL", "WLK"].into_iter().take(rng.within(&scale.zones));
    let contests = zones.map(|zone| contest(rng, zone, &mut texts)).collect();
    let count_rule = scale.rule.unwrap_or_else(|| RULES[rng.below(RULES.len())]);
    let mut rule_params = BTreeMap::new();
    if count_rule == "greedy_votes_threshold" || rng.once_in(4) {
        rule_params.insert("min_votes".to_owned(), ["1", "2", "10%"][rng.below(3)].to_owned());
    }
    if rng.once_in(5) {
        rule_params.insert("fund_unvoted".to_owned(), "yes".to_owned());
    }
    let definition = Definition {
        schema: SCHEMA.to_owned(),
        cycle: CYCLE.to_owned(),
        title: LANGUAGES.map(|language| (language.to_owned(), format!("Repair budget ({language})"))).into(),
        opens_at: 1_790_000_000,
        closes_at: CLOSES_AT,
        grace_seconds: 900,
        change_allowed: !rng.once_in(6),
        blank_allowed: rng.once_in(2),
        opening_key: keys::opening_key().0,
        ticket_key: keys::ticket_key().public(),
        receipt_key: keys::receipt_key().public(),
        log_key: *keys::log_key(LogName::Acts).verifier().public(),
        trustees: TrusteeRule { threshold: 2 + rng.below(2) as u8, count: 5 },
        one_ballot_per: OneBallotPer::Zone,
        count_rule: count_rule.to_owned(),
        tie_break: (*rng.pick(&TIES)).to_owned(),
        rule_params,
        languages: LANGUAGES.map(str::to_owned).into(),
        contests,
    };
    (definition, texts)
}

fn contest(rng: &mut Rng, zone: &str, texts: &mut BTreeMap<TextKey, Vec<u8>>) -> ContestDefinition {
    let mut slate = Vec::new();
    for number in 1..=2 + rng.below(5) as u16 {
        let mut text_hashes = BTreeMap::new();
        for language in LANGUAGES {
            let text = format!("{{\"lang\":\"{language}\",\"title\":\"Proposal {number}; {zone}\"}}").into_bytes();
            text_hashes.insert(language.to_owned(), Digest::of(&text).to_string());
            texts.insert(TextKey { zone: zone.to_owned(), number, language: language.to_owned() }, text);
        }
        // Few different prices, so that ties and exact fits are common.
        let cost_cents = 1_000 * (1 + rng.below(6) as i64);
        slate.push(SlateEntry { number, proposal: format!("{zone}-{number}"), cost_cents, text_hashes });
    }
    ContestDefinition {
        zone: zone.to_owned(),
        style: 1,
        budget_cents: 1_000 * (4 + rng.below(10) as i64),
        currency: "USD".to_owned(),
        ballot: BallotForm::ApproveUpTo { max: 1 + rng.below(6) as u16 },
        slate,
    }
}

/// One zone while its vote runs.
struct Zone {
    entries: VecDeque<Entry>,
    issuances: Vec<Issuance>,
    voids: Vec<VoidCase>,
    contents: ZoneContents,
}

/// A pass, and the ballot of it that counts.
struct Pass {
    mark: PassMark,
    online: bool,
    ballot: Option<[u8; 32]>,
    void: bool,
}

impl Zone {
    fn vote(rng: &mut Rng, definition: &Definition, contest: &ContestDefinition, scale: &Scale) -> Self {
        let place = Place { definition: definition.hash().unwrap(), zone: contest.zone.clone(), style: contest.style };
        let mut zone = Self {
            entries: VecDeque::new(),
            issuances: Vec::new(),
            voids: Vec::new(),
            contents: ZoneContents {
                opened: OpenedZone::sorted(&contest.zone, Vec::new(), Vec::new()),
                withdrawn: BTreeSet::new(),
                sheet: Sheet::default(),
                records: Vec::new(),
            },
        };
        let mut passes: Vec<Pass> = (0..rng.within(&scale.passes)).map(|_| zone.pass(rng, definition, &place)).collect();
        for _ in 0..[0, 0, 1, 2][rng.below(4)] {
            let event = challenge(rng, definition, contest);
            let at = rng.below(zone.entries.len() + 1);
            zone.entries.insert(at, Entry { place: place.clone(), event });
            zone.contents.sheet.challenged += 1;
        }
        for pass in passes.iter_mut().filter(|pass| pass.ballot.is_some() || !pass.online) {
            if rng.once_in(8) {
                pass.void = true;
                let ground = *rng.pick(&[VoidReason::NotEligible, VoidReason::Duplicate, VoidReason::Fraud, VoidReason::Order]);
                let ballot = pass.ballot.map(Digest);
                zone.voids.push(VoidCase { zone: contest.zone.clone(), pass: pass.mark, ballot, ground });
            }
        }
        zone.open(rng, definition, contest, &passes);
        zone.fill_sheet(&passes);
        // By the zone's own chance, so that an election without a withdrawal is the one it was.
        let mut own =
            Rng::new(u64::from_be_bytes(place.definition.0[..8].try_into().unwrap()) ^ u64::from(contest.zone.as_bytes()[0]));
        if own.below(4) == 1 {
            zone.contents.withdrawn.insert(own.pick(&contest.slate).number);
        }
        zone.count(rng, definition);
        zone
    }

    /// Gives out a pass; most of them cast, some change their vote.
    fn pass(&mut self, rng: &mut Rng, definition: &Definition, place: &Place) -> Pass {
        let mut pass = Pass { mark: PassMark(rng.bytes()), online: !rng.once_in(3), ballot: None, void: false };
        if pass.online {
            let door = *rng.pick(&[Door::Text, Door::Email, Door::Person]);
            let (definition, zone) = (place.definition, place.zone.clone());
            self.issuances.push(Issuance { definition, zone, door, commitment: rng.bytes() });
        }
        if rng.once_in(5) {
            return pass;
        }
        let mut counts = rng.bytes();
        let mut enter = |event| self.entries.push_back(Entry { place: place.clone(), event });
        enter(Event::Ballot { pass: pass.mark, ciphertext_hash: counts });
        while definition.change_allowed && rng.once_in(4) {
            let (replaced, ciphertext_hash) = (counts, rng.bytes());
            enter(Event::Replacement { pass: pass.mark, ciphertext_hash, replaced });
            counts = ciphertext_hash;
        }
        pass.ballot = Some(counts);
        pass
    }

    /// What the trustees find in the ballots that count.
    fn open(&mut self, rng: &mut Rng, definition: &Definition, contest: &ContestDefinition, passes: &[Pass]) {
        let (mut ballots, mut invalid) = (Vec::new(), Vec::new());
        for hash in passes.iter().filter(|pass| !pass.void).filter_map(|pass| pass.ballot) {
            if rng.once_in(10) {
                invalid.push((hash, *rng.pick(&OpenFault::ALL)));
            } else {
                ballots.push(choose(rng, definition, contest));
            }
        }
        self.contents.opened = OpenedZone::sorted(&contest.zone, ballots, invalid);
    }

    fn fill_sheet(&mut self, passes: &[Pass]) {
        let count = |keep: &dyn Fn(&&Pass) -> bool| passes.iter().filter(keep).count() as u64;
        let sheet = &mut self.contents.sheet;
        sheet.printed = count(&|pass| !pass.online);
        sheet.registered = sheet.printed;
        sheet.unused = count(&|pass| !pass.online && pass.ballot.is_none() && !pass.void);
        sheet.issued_online = count(&|pass| pass.online);
        sheet.shown = count(&|pass| pass.online && pass.ballot.is_some());
        sheet.void = count(&|pass| pass.void);
        sheet.cast = count(&|pass| pass.ballot.is_some() && !pass.void);
        sheet.live = count(&|pass| pass.ballot.is_some());
        sheet.voided = count(&|pass| pass.ballot.is_some() && pass.void);
        sheet.replaced = self.entries.iter().filter(|entry| matches!(entry.event, Event::Replacement { .. })).count() as u64;
        sheet.log_entries = self.entries.len() as u64 + sheet.voided;
    }

    /// One zone in five was first counted wrongly, and then corrected.
    fn count(&mut self, rng: &mut Rng, definition: &Definition) {
        let right = Recount::new(definition, &self.contents.opened, &self.contents.withdrawn, |number| number.to_string());
        let right = right.unwrap().record().clone();
        if rng.once_in(5) {
            let mut wrong = right.clone();
            wrong.total_cents += 1;
            self.contents.records.push(wrong);
        }
        self.contents.records.push(right);
    }
}

pub fn choose(rng: &mut Rng, definition: &Definition, contest: &ContestDefinition) -> Choices {
    let least = usize::from(!definition.blank_allowed);
    let wanted = least + rng.below(contest.limit() + 1 - least);
    let mut numbers: Vec<u16> = contest.slate.iter().map(|entry| entry.number).collect();
    while numbers.len() > wanted {
        numbers.remove(rng.below(numbers.len()));
    }
    Choices::parse(contest, &numbers, definition.blank_allowed).unwrap()
}

/// A ballot that a voter tested: really sealed.
fn challenge(rng: &mut Rng, definition: &Definition, contest: &ContestDefinition) -> Event {
    let (choices, seed, hash) = (choose(rng, definition, contest), rng.bytes(), definition.hash().unwrap());
    let key = keys::opening_key();
    let sealed = seal(&key, &hash, &contest.zone, contest.style, &choices, contest, &Seed::from_bytes(seed)).unwrap();
    Event::Challenged { ciphertext_hash: sealed.hash(), seed, plain: choices.encode(contest).unwrap().to_vec() }
}

fn void_entry(definition: &Definition, case: &VoidCase) -> Option<Entry> {
    let contest = definition.contest(&case.zone).unwrap();
    let place = Place { definition: definition.hash().unwrap(), zone: case.zone.clone(), style: contest.style };
    let ciphertext_hash = case.ballot?.0;
    Some(Entry { place, event: Event::Void { pass: case.pass, ciphertext_hash, reason: case.ground, act: [0; 32] } })
}

/// Writes acts one after another, some time apart.
struct Scribe<'a> {
    rng: &'a mut Rng,
    at: i64,
    acts: Vec<Said>,
}

impl Scribe<'_> {
    fn say(&mut self, actor: &str, reason: Option<&str>, deed: Option<Deed>) {
        self.at += self.rng.below(600) as i64 - 60;
        let (at, actor, reason) = (self.at, actor.to_owned(), reason.map(str::to_owned));
        self.acts.push(Said {
            at: at.max(self.acts.iter().map(|said| said.at - 120).max().unwrap_or(at)),
            actor,
            reason,
            deed,
            elsewhere: None,
        });
    }

    fn by(&mut self, actor: &str, deed: Deed) {
        self.say(actor, None, Some(deed));
    }
}

fn acts(rng: &mut Rng, definition: &Definition, zones: &[Zone]) -> Vec<Said> {
    let mut scribe = Scribe { rng, at: 1_789_000_000, acts: Vec::new() };
    let nothing = Digest([0; 32]);
    scribe.say("operator", None, None);
    scribe.by("Ana Cruz/administrator", Deed::Frozen { hash: definition.hash().unwrap() });
    for zone in zones.iter().filter(|zone| zone.contents.sheet.printed > 0) {
        let (name, count) = (zone.contents.opened.zone.clone(), zone.contents.sheet.printed);
        scribe.by("operator", Deed::Printed { zone: name, count });
    }
    let withdrawals = || zones.iter().map(|zone| &zone.contents).flat_map(withdrawals);
    withdrawals().for_each(|case| scribe.by("Bo Li/program staff", Deed::WithdrawalProposed(case)));
    for case in withdrawals() {
        scribe.say("Hal Jun/certifier", Some("The host closed"), Some(Deed::WithdrawalConfirmed(case)));
    }
    scribe.at = CLOSES_AT + 1_000;
    scribe.say("Ana Cruz/administrator", Some("The declared time is over"), Some(Deed::Closed {}));
    let cases = || zones.iter().flat_map(|zone| &zone.voids).cloned();
    for case in cases() {
        scribe.say("Bo Li/program staff", Some("Voted at a station before"), Some(Deed::VoidProposed(case)));
    }
    scribe.by("system", Deed::LogClosed { log: "ballots".to_owned(), size: 0, root: String::new() });
    cases().for_each(|case| scribe.by("Cy Roe/program staff", Deed::VoidConfirmed(case)));
    let names: Vec<String> = zones.iter().map(|zone| zone.contents.opened.zone.clone()).collect();
    for zone in names.iter().cloned() {
        scribe.by("Bo Li/program staff", Deed::Canvassed { zone, ballots: 0, hash: nothing });
    }
    scribe.by("Ana Cruz/administrator", Deed::LinksCut {});
    for trustee in ["Dee Fox/trustee", "Eli Gum/trustee", "Fay Hun/trustee"].iter().take(definition.trustees.threshold.into()) {
        scribe.by(trustee, Deed::ShareGiven {});
    }
    for zone in names.iter().cloned() {
        scribe.by("system", Deed::ZoneOpened { zone, opened: 0, invalid: 0, hash: nothing });
    }
    scribe.by("system", Deed::BallotsOpened { trustees: definition.trustees.threshold.into(), opened: 0, invalid: 0 });
    for zone in names {
        scribe.by("Gus Ivo/observer", Deed::OpeningConfirmed { zone, hash: nothing });
    }
    zones.iter().for_each(|zone| results(&mut scribe, zone));
    scribe.acts
}

fn withdrawals(contents: &ZoneContents) -> impl Iterator<Item = WithdrawalCase> {
    contents.withdrawn.iter().map(|number| WithdrawalCase { zone: contents.opened.zone.clone(), number: *number })
}

fn results(scribe: &mut Scribe<'_>, zone: &Zone) {
    let (zone, versions, nothing) = (&zone.contents.opened.zone, zone.contents.records.len() as u32, Digest([0; 32]));
    for version in 1..=versions {
        let case = CountCase { zone: zone.clone(), version, ballots: 0, hash: nothing };
        let (deed, reason) = if version == 1 {
            (Deed::Counted(case), None)
        } else {
            (Deed::Corrected(case), Some("A price was added up wrongly"))
        };
        scribe.say("system", reason, Some(deed));
        if version == versions || scribe.rng.once_in(2) {
            let case = SignCase { zone: zone.clone(), version, hash: nothing };
            scribe.by("Hal Jun/certifier", Deed::Signed(case.clone()));
            scribe.by("Ivy Kay/certifier", Deed::Certified(case));
        }
    }
}
