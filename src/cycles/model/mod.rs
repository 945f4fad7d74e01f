//! What a cycle is at a moment, and the proofs that others may rely on: that voting is open, that a definition is frozen.

mod frame;
mod order;
mod phases;
mod rulebook;

pub use frame::{Frame, MoveRefusal, VotingPlace, ZoneMoney};
pub use order::PrintOrder;
pub use phases::{PhaseName, PhaseOpen, PhaseSpan, PhaseState};
pub use rulebook::{BallotRule, CountRule, IdeaRule, ProposalRule, Rulebook, Tie, VoteRule};

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, RwLock},
};

use ballot::{
    DefinitionHash,
    definition::{ContestDefinition, Definition},
};
use chrono::{DateTime, Utc};

use crate::base::{ContestId, CycleSlug, Money, ZoneCode};

/// An area.
#[derive(Clone, Debug)]
pub struct Zone {
    /// Short code.
    pub code: ZoneCode,
    /// Name, the same in every language.
    pub name: String,
    /// Neighbourhoods in it; may be empty when unknown.
    pub neighbourhoods: Vec<String>,
}

/// One zone in one cycle: the unit that is counted.
#[derive(Clone, Debug)]
pub struct Contest {
    /// Identity.
    pub id: ContestId,
    /// The cycle.
    pub cycle: CycleSlug,
    /// The zone.
    pub zone: Zone,
    /// Money to share out.
    pub budget: Money,
    /// True when the budget is a sample and not the City's.
    pub budget_is_sample: bool,
    /// Most proposals on one ballot.
    pub pick_limit: u16,
    /// Kind of ballots, by Pabulib's names.
    pub ballot_kind: String,
}

/// Where a cycle stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Voting has not begun.
    Before,
    /// Voting is open.
    Open,
    /// Voting has ended; nothing is counted yet.
    Closed,
    /// Ballots were opened and are counted.
    Counted,
}

/// One run of participatory budgeting.
#[derive(Clone, Debug)]
pub struct Cycle {
    /// Name in addresses.
    pub slug: CycleSlug,
    /// Title in the reader's language.
    pub title: String,
    /// True for a past election that was imported.
    pub is_imported: bool,
    /// True when everything in it is invented.
    pub is_sample: bool,
    /// Id of the count rule.
    pub count_rule: String,
    /// Declared tie rule.
    pub tie_break: String,
    /// Parameters of the count rule.
    pub rule_params: serde_json::Value,
    /// First moment of voting.
    pub opens_at: DateTime<Utc>,
    /// First moment at which voting is over.
    pub closes_at: DateTime<Utc>,
    /// Seconds after it in which a ballot begun before may still be cast.
    pub grace_seconds: i32,
    /// When it was shown to the public; `None` while staff set it up.
    pub published_at: Option<DateTime<Utc>>,
    /// Hash of the frozen definition.
    pub definition_hash: Option<DefinitionHash>,
    /// When staff or the clock closed voting.
    pub closed_at: Option<DateTime<Utc>>,
    /// When the link key was destroyed.
    pub links_cut_at: Option<DateTime<Utc>>,
    /// When the ballots were opened.
    pub opened_at: Option<DateTime<Utc>>,
    /// Order of the proposals on paper, once the slate is frozen.
    pub order: Option<PrintOrder>,
    /// The database's clock when this was read: rules compare against it (product.md, decisions).
    pub read_at: DateTime<Utc>,
}

impl Cycle {
    /// Where the cycle stands by the database's clock.
    pub fn phase(&self) -> Phase {
        if self.opened_at.is_some() {
            Phase::Counted
        } else if self.closed_at.is_some() || self.read_at >= self.closes_at {
            Phase::Closed
        } else if self.read_at < self.opens_at || self.definition_hash.is_none() {
            Phase::Before
        } else {
            Phase::Open
        }
    }

    /// The proof that voting is open now.
    pub fn voting_open(&self) -> Option<VotingOpen> {
        (self.phase() == Phase::Open).then_some(VotingOpen { closes_at: self.closes_at })
    }

    /// True while a ballot begun at `begun` (unix seconds) may be cast: voting is open, or it ended by the clock, the
    /// ballot was begun before, and the grace period is not over. Closing by hand leaves no grace.
    pub fn may_cast(&self, begun: i64) -> bool {
        let in_grace = self.closed_at.is_none()
            && self.phase() == Phase::Closed
            && begun < self.closes_at.timestamp()
            && self.read_at < self.closes_at + chrono::Duration::seconds(i64::from(self.grace_seconds));
        self.phase() == Phase::Open || in_grace
    }

    /// The last moment: when it closed, or when it will.
    pub fn ends_at(&self) -> DateTime<Utc> {
        self.closed_at.map_or(self.closes_at, |closed| closed.min(self.closes_at))
    }

    /// True when voting ends within a day of when this was read.
    pub fn is_last_day(&self) -> bool {
        self.phase() == Phase::Open && self.closes_at - self.read_at <= chrono::Duration::hours(24)
    }
}

/// Proof that voting was open when the cycle was read; codes are sent and tickets issued only with one.
pub struct VotingOpen {
    closes_at: DateTime<Utc>,
}

impl VotingOpen {
    /// When it ends.
    pub fn closes_at(&self) -> DateTime<Utc> {
        self.closes_at
    }
}

/// A definition as it was frozen, with its hash.
#[derive(Clone)]
pub struct FrozenDefinition {
    /// Everything a ballot depends on.
    pub definition: Arc<Definition>,
    /// Its SHA-256.
    pub hash: DefinitionHash,
}

/// Frozen definitions never change, so each is parsed once in the life of the process.
static KNOWN: LazyLock<RwLock<HashMap<[u8; 32], Arc<Definition>>>> = LazyLock::new(RwLock::default);

impl FrozenDefinition {
    /// The definition when this process has parsed it before.
    pub(in crate::cycles) fn known(hash: &DefinitionHash) -> Option<Self> {
        let known = KNOWN.read().ok()?;
        known.get(&hash.0).map(|definition| Self { definition: Arc::clone(definition), hash: *hash })
    }

    /// Parses stored bytes and checks that they have the stored hash.
    pub(in crate::cycles) fn parse(bytes: &[u8], hash: DefinitionHash) -> Option<Self> {
        if ballot::canonical::sha256(&[bytes]) != hash.0 {
            return None;
        }
        let definition = Arc::new(Definition::from_bytes(bytes).ok().filter(|definition| definition.validate().is_ok())?);
        if let Ok(mut known) = KNOWN.write() {
            known.insert(hash.0, Arc::clone(&definition));
        }
        Some(Self { definition, hash })
    }

    /// The part for one zone.
    pub fn contest(&self, zone: &ZoneCode) -> Option<&ContestDefinition> {
        self.definition.contest(zone.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cycle(read_at: i64) -> Cycle {
        let at = |s| DateTime::from_timestamp(s, 0).unwrap_or_default();
        Cycle {
            slug: CycleSlug::parse("x").expect("a slug"),
            title: String::new(),
            is_imported: false,
            is_sample: true,
            count_rule: "greedy_votes".to_owned(),
            tie_break: "lexico".to_owned(),
            rule_params: serde_json::Value::Null,
            opens_at: at(1000),
            closes_at: at(2000),
            grace_seconds: 100,
            published_at: None,
            definition_hash: Some(DefinitionHash([0; 32])),
            closed_at: None,
            links_cut_at: None,
            opened_at: None,
            order: None,
            read_at: at(read_at),
        }
    }

    #[test]
    fn phases_change_on_the_second() {
        assert_eq!(cycle(999).phase(), Phase::Before);
        assert_eq!(cycle(1000).phase(), Phase::Open);
        assert_eq!(cycle(1999).phase(), Phase::Open);
        assert_eq!(cycle(2000).phase(), Phase::Closed);
    }

    #[test]
    fn grace_is_for_ballots_begun_in_time_and_ends() {
        assert!(cycle(1999).may_cast(1990));
        assert!(cycle(2099).may_cast(1999));
        assert!(!cycle(2099).may_cast(2000));
        assert!(!cycle(2100).may_cast(1999));
        let mut by_hand = cycle(2050);
        by_hand.closed_at = Some(by_hand.closes_at);
        assert!(!by_hand.may_cast(1999));
    }

    #[test]
    fn voting_never_opens_without_a_frozen_definition_and_ends_when_closed_early() {
        let mut unfrozen = cycle(1500);
        unfrozen.definition_hash = None;
        assert!(unfrozen.voting_open().is_none());
        let mut closed = cycle(1500);
        closed.closed_at = Some(closed.read_at);
        assert!(closed.voting_open().is_none());
        assert_eq!(closed.ends_at(), closed.read_at);
    }
}
