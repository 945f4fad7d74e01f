//! `count/<ZONE>.v<version>.json`: one execution of the count rule, as it is stored, hashed and signed (`reparto.count/1`).

use std::cmp::Reverse;
use std::collections::BTreeMap;

use ballot::Digest;
use ballot::canonical::{self, CanonicalError};
use serde::{Deserialize, Serialize};
use tally::{Outcome, Reason};

/// The only value of [`CountRecord::schema`] this crate reads.
pub const SCHEMA: &str = "reparto.count/1";

/// One execution of the count rule, canonical JSON.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountRecord {
    /// [`SCHEMA`].
    pub schema: String,
    /// Cycle.
    pub cycle: String,
    /// Zone.
    pub zone: String,
    /// Id of the rule.
    pub rule: String,
    /// Parameters of the rule, by name.
    pub rule_params: BTreeMap<String, String>,
    /// Declared tie rule, in the one spelling of the crate `tally`.
    pub tie_break: String,
    /// Money to share out, minor units.
    pub budget_cents: i64,
    /// ISO 4217.
    pub currency: String,
    /// Ballots counted, blank ones included.
    pub ballots: u64,
    /// Of these, blank.
    pub blank: u64,
    /// Ballots found invalid when opened.
    pub invalid: u64,
    /// Sum of the funded prices, minor units.
    pub total_cents: i64,
    /// Funded, in the order the rule took them.
    pub funded: Vec<Funded>,
    /// Not funded, most votes first, equal ones by number.
    pub not_funded: Vec<NotFunded>,
    /// Ties met.
    pub ties: Vec<TieMet>,
}

/// A proposal that is funded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Funded {
    /// Number on the ballot.
    pub number: u16,
    /// Votes.
    pub votes: u64,
    /// Price, minor units.
    pub cost_cents: i64,
    /// Money left after it, minor units.
    pub left_cents: i64,
}

/// A proposal that is not funded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotFunded {
    /// Number on the ballot.
    pub number: u16,
    /// Votes.
    pub votes: u64,
    /// Price, minor units.
    pub cost_cents: i64,
    /// Why.
    pub why: Why,
}

/// Why a proposal is not funded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case", deny_unknown_fields)]
pub enum Why {
    /// Fewer votes than the rulebook asks for.
    Threshold {
        /// Votes asked for.
        needed: u64,
    },
    /// It cost more than was left at its turn.
    DidNotFit {
        /// Money left then.
        left_cents: i64,
    },
    /// The rule stops at the first that does not fit, and that one came before.
    StoppedBefore {
        /// That one's number.
        at: u16,
        /// Money left then.
        left_cents: i64,
    },
    /// Equal with another, and the tie rule put that one first.
    Tie {
        /// That one's number.
        with: u16,
        /// Money left at its turn.
        left_cents: i64,
    },
    /// It can't be built beside a funded one.
    Excluded {
        /// That one's number.
        by: u16,
    },
    /// Two people took it back between the freeze and the canvass.
    Withdrawn,
    /// Nobody chose it.
    NoVotes,
    /// It costs more than the whole budget.
    DearerThanBudget,
    /// Its supporters had too little money, or it went elsewhere (rules that share money among voters).
    NotReached,
}

impl Why {
    fn of(reason: &Reason, number: impl Fn(usize) -> u16) -> Self {
        match reason {
            Reason::Threshold { needed, .. } => Self::Threshold { needed: *needed },
            Reason::DidNotFit { left, .. } | Reason::PartlyFunded { granted: left, .. } => Self::DidNotFit { left_cents: *left },
            Reason::StoppedBefore { at, left, .. } => Self::StoppedBefore { at: number(*at), left_cents: *left },
            Reason::Tie { with, left, .. } => Self::Tie { with: number(*with), left_cents: *left },
            Reason::Excluded { by } => Self::Excluded { by: number(*by) },
            Reason::Withdrawn => Self::Withdrawn,
            Reason::NoVotes => Self::NoVotes,
            Reason::DearerThanBudget { .. } => Self::DearerThanBudget,
            _ => Self::NotReached,
        }
    }
}

/// A tie that was met and how it was broken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TieMet {
    /// Numbers that were equal.
    pub among: Vec<u16>,
    /// The one taken.
    pub chosen: u16,
    /// The step of the tie rule that decided.
    pub by: String,
}

impl CountRecord {
    /// The members that follow from a rule's outcome alone; `slate` gives number and price (minor units) of each project,
    /// in the order of the election's projects.
    pub fn of_outcome(slate: &[(u16, i64)], outcome: &Outcome) -> Self {
        let number = |index: usize| slate.get(index).map_or(0, |(number, _)| *number);
        let cost = |index: usize| slate.get(index).map_or(0, |(_, cost)| *cost);
        let votes = |index: usize| outcome.scores.get(index).copied().unwrap_or(0);
        let left = |index: usize| outcome.rounds.iter().find(|round| round.project == index).map_or(0, |round| round.left);
        let funded = |&i: &usize| Funded { number: number(i), votes: votes(i), cost_cents: cost(i), left_cents: left(i) };
        let lost = |loser: &tally::Loser| NotFunded {
            number: number(loser.project),
            votes: votes(loser.project),
            cost_cents: cost(loser.project),
            why: Why::of(&loser.reason, number),
        };
        let mut not_funded: Vec<NotFunded> = outcome.losers.iter().map(lost).collect();
        not_funded.sort_by_key(|lost| (Reverse(lost.votes), lost.number));
        let tie = |tie: &tally::Tie| TieMet {
            among: tie.among.iter().map(|&index| number(index)).collect(),
            chosen: number(tie.chosen),
            by: tie.by.to_string(),
        };
        Self {
            schema: SCHEMA.to_owned(),
            total_cents: outcome.total_cost,
            funded: outcome.winners.iter().map(funded).collect(),
            not_funded,
            ties: outcome.ties.iter().map(tie).collect(),
            ..Self::default()
        }
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// [`CanonicalError`] for figures beyond 2^53 - 1.
    pub fn to_bytes(&self) -> Result<Vec<u8>, CanonicalError> {
        canonical::to_bytes(self)
    }

    /// Reads exactly what [`CountRecord::to_bytes`] writes.
    ///
    /// # Errors
    /// [`CanonicalError`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CanonicalError> {
        canonical::from_bytes(bytes)
    }

    /// SHA-256 of the file: what certifiers sign.
    ///
    /// # Errors
    /// [`CanonicalError`].
    pub fn hash(&self) -> Result<Digest, CanonicalError> {
        self.to_bytes().map(|bytes| Digest::of(&bytes))
    }
}
