//! The canvass equations (trust.md section 6), what a count records, and the two signatures.

use serde::{Deserialize, Serialize};
use tally::{Outcome, Reason, RuleId, RuleOptions};
use uuid::Uuid;

use crate::{ballotbox::BoxCounts, cycles::Contest, proposals::Proposal};

/// The figures of one zone before the opening: what was issued, and what became of it. Counts, no choices.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Passes printed, by the civic record.
    pub printed: i64,
    /// Printed passes registered in the box.
    pub registered: i64,
    /// Of these, never used.
    pub unused: i64,
    /// Passes issued online, by the civic record.
    pub issued_online: i64,
    /// Of these, shown at the box.
    pub shown: i64,
    /// Passes voided.
    pub void: i64,
    /// Passes that cast.
    pub cast: i64,
    /// Sealed ballots that count.
    pub live: i64,
    /// Sealed ballots that a later one replaced.
    pub replaced: i64,
}

/// An equation that does not hold: its name and both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Which equation; the catalog key is `gap-…`.
    pub name: &'static str,
    /// Left side.
    pub left: i64,
    /// Right side.
    pub right: i64,
}

/// A sheet without gaps; only [`Sheet::balance`] makes one, and certifying asks for it.
#[derive(Clone, Debug)]
pub struct BalancedCanvass(Sheet);

impl BalancedCanvass {
    /// The figures.
    pub fn sheet(&self) -> &Sheet {
        &self.0
    }
}

impl Sheet {
    /// Puts the two sides' figures together.
    pub fn new(counts: &BoxCounts, issued_online: i64, printed: i64) -> Self {
        Self {
            printed,
            registered: counts.printed,
            unused: counts.printed_unused,
            issued_online,
            shown: counts.tickets,
            void: counts.void,
            cast: counts.cast,
            live: counts.live,
            replaced: counts.replaced,
        }
    }

    /// Online passes that were issued and never shown.
    pub fn not_shown(&self) -> i64 {
        self.issued_online - self.shown
    }

    /// Every equation that does not hold.
    pub fn gaps(&self) -> Vec<Gap> {
        let mut gaps = Vec::new();
        let mut equal = |name, left, right| {
            if left != right {
                gaps.push(Gap { name, left, right });
            }
        };
        equal("printed", self.printed, self.registered);
        equal("passes", self.registered + self.shown, self.cast + self.unused + self.void);
        equal("ballots", self.live, self.cast);
        if self.not_shown() < 0 {
            gaps.push(Gap { name: "online", left: self.shown, right: self.issued_online });
        }
        gaps
    }

    /// The sheet when every equation holds, else the gaps.
    ///
    /// # Errors
    /// The gaps.
    pub fn balance(self) -> Result<BalancedCanvass, Vec<Gap>> {
        let gaps = self.gaps();
        if gaps.is_empty() { Ok(BalancedCanvass(self)) } else { Err(gaps) }
    }
}

/// A proposal that is funded, in the order the rule took it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Funded {
    /// Number on the ballot.
    pub number: u16,
    /// Votes or points.
    pub votes: u64,
    /// Price, minor units.
    pub cost_cents: i64,
    /// Money left after it, minor units.
    pub left_cents: i64,
}

/// Why a proposal is not funded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Why {
    /// Fewer votes than the rulebook asks for.
    Threshold { needed: u64 },
    /// It cost more than was left at its turn.
    DidNotFit { left_cents: i64 },
    /// The rule stops at the first that does not fit, and that one came before.
    StoppedBefore { at: u16, left_cents: i64 },
    /// Equal with another, and the tie rule put that one first.
    Tie { with: u16, left_cents: i64 },
    /// It can't be built beside a funded one.
    Excluded { by: u16 },
    /// Nobody chose it.
    NoVotes,
    /// It costs more than the whole budget.
    DearerThanBudget,
    /// Its supporters had too little money, or it went elsewhere (rules that share money among voters).
    NotReached,
}

/// A proposal that is not funded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotFunded {
    /// Number on the ballot.
    pub number: u16,
    /// Votes or points.
    pub votes: u64,
    /// Price, minor units.
    pub cost_cents: i64,
    /// Why.
    pub why: Why,
}

/// A tie that was met and how it was broken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TieMet {
    /// Numbers that were equal.
    pub among: Vec<u16>,
    /// The one taken.
    pub chosen: u16,
    /// The step of the tie rule that decided.
    pub by: String,
}

/// One execution of the count rule, as it is stored, hashed and signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountRecord {
    /// `reparto.count/1`.
    pub schema: String,
    /// Cycle.
    pub cycle: String,
    /// Zone.
    pub zone: String,
    /// Id of the rule.
    pub rule: String,
    /// Parameters of the rule, by name.
    pub rule_params: serde_json::Value,
    /// Declared tie rule.
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
    /// Not funded, most votes first.
    pub not_funded: Vec<NotFunded>,
    /// Ties met.
    pub ties: Vec<TieMet>,
}

fn why(reason: &Reason, number_of: &impl Fn(usize) -> u16) -> Why {
    match reason {
        Reason::Threshold { needed, .. } => Why::Threshold { needed: *needed },
        Reason::DidNotFit { left, .. } | Reason::PartlyFunded { granted: left, .. } => Why::DidNotFit { left_cents: *left },
        Reason::StoppedBefore { at, left, .. } => Why::StoppedBefore { at: number_of(*at), left_cents: *left },
        Reason::Tie { with, left, .. } => Why::Tie { with: number_of(*with), left_cents: *left },
        Reason::Excluded { by } => Why::Excluded { by: number_of(*by) },
        Reason::NoVotes => Why::NoVotes,
        Reason::DearerThanBudget { .. } => Why::DearerThanBudget,
        _ => Why::NotReached,
    }
}

/// What a count records beside the rule's outcome.
pub struct Counted<'a> {
    /// The contest.
    pub contest: &'a Contest,
    /// Its proposals, in the order of the election's projects.
    pub proposals: &'a [Proposal],
    /// The rule.
    pub rule: RuleId,
    /// Its options.
    pub options: &'a RuleOptions,
    /// The rulebook's parameters as they stand there.
    pub rule_params: &'a serde_json::Value,
    /// Ballots, blank ones included.
    pub ballots: u64,
    /// Blank ballots.
    pub blank: u64,
    /// Invalid ballots.
    pub invalid: u64,
}

impl CountRecord {
    /// Puts an outcome into the form that is stored and signed.
    pub fn new(counted: &Counted<'_>, outcome: &Outcome) -> Self {
        let number_of = |index: usize| counted.proposals.get(index).map_or(0, |p| p.number);
        let cost_of = |index: usize| counted.proposals.get(index).map_or(0, |p| p.cost.cents);
        let votes_of = |index: usize| outcome.scores.get(index).copied().unwrap_or(0);
        let left_after = |index: usize| outcome.rounds.iter().find(|round| round.project == index).map_or(0, |round| round.left);
        let funded = outcome
            .winners
            .iter()
            .map(|&i| Funded { number: number_of(i), votes: votes_of(i), cost_cents: cost_of(i), left_cents: left_after(i) })
            .collect();
        let mut not_funded: Vec<NotFunded> = outcome
            .losers
            .iter()
            .map(|loser| NotFunded {
                number: number_of(loser.project),
                votes: votes_of(loser.project),
                cost_cents: cost_of(loser.project),
                why: why(&loser.reason, &number_of),
            })
            .collect();
        not_funded.sort_by_key(|n| (std::cmp::Reverse(n.votes), n.number));
        let ties = outcome
            .ties
            .iter()
            .map(|tie| TieMet {
                among: tie.among.iter().map(|&i| number_of(i)).collect(),
                chosen: number_of(tie.chosen),
                by: tie.by.to_string(),
            })
            .collect();
        Self {
            schema: "reparto.count/1".to_owned(),
            cycle: counted.contest.cycle.to_string(),
            zone: counted.contest.zone.code.to_string(),
            rule: counted.rule.to_string(),
            rule_params: counted.rule_params.clone(),
            tie_break: counted.options.tie.to_string(),
            budget_cents: counted.contest.budget.cents,
            currency: counted.contest.budget.currency.clone(),
            ballots: counted.ballots,
            blank: counted.blank,
            invalid: counted.invalid,
            total_cents: outcome.total_cost,
            funded,
            not_funded,
            ties,
        }
    }

    /// SHA-256 of the canonical form: what certifiers sign.
    ///
    /// # Errors
    /// When the record cannot be put into canonical form.
    pub fn hash(&self) -> Result<[u8; 32], ballot::canonical::CanonicalError> {
        Ok(ballot::canonical::sha256(&[&ballot::canonical::to_bytes(self)?]))
    }
}

/// Where a result stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Counted, nobody has signed.
    Unofficial,
    /// One person has signed.
    HalfSigned,
    /// Two different people have signed.
    Official,
}

impl Standing {
    /// By the number of signatures.
    pub fn of(signatures: usize) -> Self {
        match signatures {
            0 => Self::Unofficial,
            1 => Self::HalfSigned,
            _ => Self::Official,
        }
    }
}

/// Why a signature was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignRefusal {
    /// This person signed before.
    SignedBefore,
    /// Two have signed.
    Complete,
}

/// The place (1 or 2) of the next signature, or why there is none: two different people must sign.
///
/// # Errors
/// [`SignRefusal`].
pub fn next_signature(signed: &[Uuid], person: Uuid) -> Result<i16, SignRefusal> {
    if signed.contains(&person) {
        return Err(SignRefusal::SignedBefore);
    }
    match signed.len() {
        0 => Ok(1),
        1 => Ok(2),
        _ => Err(SignRefusal::Complete),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> Sheet {
        Sheet { printed: 10, registered: 10, unused: 7, issued_online: 20, shown: 18, void: 0, cast: 21, live: 21, replaced: 4 }
    }

    #[test]
    fn a_sheet_that_adds_up_balances() {
        assert_eq!(sheet().gaps(), []);
        assert_eq!(sheet().not_shown(), 2);
        assert!(sheet().balance().is_ok());
    }

    #[test]
    fn each_missing_thing_is_named() {
        for (change, name) in [
            (Sheet { registered: 9, ..sheet() }, "printed"),
            (Sheet { live: 20, ..sheet() }, "ballots"),
            (Sheet { issued_online: 17, ..sheet() }, "online"),
            (Sheet { cast: 30, live: 30, ..sheet() }, "passes"),
        ] {
            let gaps = change.balance().err().unwrap_or_default();
            assert!(gaps.iter().any(|gap| gap.name == name), "{name}: {gaps:?}");
        }
    }

    #[test]
    fn two_different_people_sign_and_no_third() {
        let (one, two, three) = (Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3));
        assert_eq!(next_signature(&[], one), Ok(1));
        assert_eq!(next_signature(&[one], one), Err(SignRefusal::SignedBefore));
        assert_eq!(next_signature(&[one], two), Ok(2));
        assert_eq!(next_signature(&[one, two], three), Err(SignRefusal::Complete));
    }
}
