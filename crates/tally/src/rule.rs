//! The rules by name. An id says which utility and which completion is meant, because
//! implementations that share a name differ in their outcomes.

use crate::model::BallotKind;
use std::fmt;
use std::str::FromStr;

/// What a voter gains from a project, for Equal Shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Utility {
    /// The project's cost, for everyone who approves it.
    Cost,
    /// One, for everyone who approves it.
    Card,
    /// The voter's points.
    Points,
    /// The voter's points times the cost.
    PointsCost,
}

/// How Equal Shares goes on where it leaves money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Completion {
    /// The rest stays unspent.
    None,
    /// Greedy by votes (points) over the rest.
    U,
    /// Larger shares in steps; stop once exhaustive, or before the first overspending.
    Add1,
    /// `Add1`, then `U`.
    Add1U,
    /// As `Add1` with steps of 1 % of the share.
    Add1Pct,
    /// Whole shares above the first; stop only before the first overspending.
    EsnetAdd1,
    /// `EsnetAdd1`, then `U`.
    EsnetAdd1U,
}

/// A counting rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum RuleId {
    /// Most votes first, skipping what does not fit.
    GreedyVotes,
    /// Most votes first, stopping at the first that does not fit.
    GreedyVotesNoSkip,
    /// Most votes first among projects that reach a threshold.
    GreedyVotesThreshold,
    /// Most votes per unit of cost first.
    GreedyVotesPerCost,
    /// Most points first, skipping what does not fit.
    GreedyPoints,
    /// Most points per unit of cost first.
    GreedyPointsPerCost,
    /// The affordable set with the most votes.
    MaxVotes,
    /// The affordable set with the largest sum of votes times cost.
    MaxVotesCost,
    /// The affordable set with the most points.
    MaxPoints,
    /// The affordable set with the largest sum of points times cost.
    MaxPointsCost,
    /// The Method of Equal Shares.
    Mes(Utility, Completion),
    /// Sequential Phragmén, stopping at the first that does not fit.
    Phragmen,
    /// Sequential Phragmén, skipping what does not fit.
    PhragmenSkip,
}

use Completion as C;
use Utility as U;

const ALL: [RuleId; 40] = [
    RuleId::GreedyVotes,
    RuleId::GreedyVotesNoSkip,
    RuleId::GreedyVotesThreshold,
    RuleId::GreedyVotesPerCost,
    RuleId::GreedyPoints,
    RuleId::GreedyPointsPerCost,
    RuleId::MaxVotes,
    RuleId::MaxVotesCost,
    RuleId::MaxPoints,
    RuleId::MaxPointsCost,
    RuleId::Mes(U::Cost, C::None),
    RuleId::Mes(U::Cost, C::U),
    RuleId::Mes(U::Cost, C::Add1),
    RuleId::Mes(U::Cost, C::Add1U),
    RuleId::Mes(U::Cost, C::Add1Pct),
    RuleId::Mes(U::Cost, C::EsnetAdd1),
    RuleId::Mes(U::Cost, C::EsnetAdd1U),
    RuleId::Mes(U::Card, C::None),
    RuleId::Mes(U::Card, C::U),
    RuleId::Mes(U::Card, C::Add1),
    RuleId::Mes(U::Card, C::Add1U),
    RuleId::Mes(U::Card, C::Add1Pct),
    RuleId::Mes(U::Card, C::EsnetAdd1),
    RuleId::Mes(U::Card, C::EsnetAdd1U),
    RuleId::Mes(U::Points, C::None),
    RuleId::Mes(U::Points, C::U),
    RuleId::Mes(U::Points, C::Add1),
    RuleId::Mes(U::Points, C::Add1U),
    RuleId::Mes(U::Points, C::Add1Pct),
    RuleId::Mes(U::Points, C::EsnetAdd1),
    RuleId::Mes(U::Points, C::EsnetAdd1U),
    RuleId::Mes(U::PointsCost, C::None),
    RuleId::Mes(U::PointsCost, C::U),
    RuleId::Mes(U::PointsCost, C::Add1),
    RuleId::Mes(U::PointsCost, C::Add1U),
    RuleId::Mes(U::PointsCost, C::Add1Pct),
    RuleId::Mes(U::PointsCost, C::EsnetAdd1),
    RuleId::Mes(U::PointsCost, C::EsnetAdd1U),
    RuleId::Phragmen,
    RuleId::PhragmenSkip,
];

impl RuleId {
    /// Every rule, in the order of the documentation.
    #[must_use]
    pub fn all() -> &'static [RuleId] {
        &ALL
    }

    /// Whether the rule counts points (ranks become points); else it counts who named a project.
    #[must_use]
    pub fn uses_points(self) -> bool {
        matches!(
            self,
            Self::GreedyPoints
                | Self::GreedyPointsPerCost
                | Self::MaxPoints
                | Self::MaxPointsCost
                | Self::Mes(U::Points | U::PointsCost, _)
        )
    }

    /// Whether ballots of this kind can be counted by this rule: rules that count points need
    /// ballots with points or ranks, all others ballots whose choices are alike.
    #[must_use]
    pub fn fits(self, kind: BallotKind) -> bool {
        self.uses_points() == kind.has_points()
    }

    /// The rules for ballots of this kind.
    #[must_use]
    pub fn fitting(kind: BallotKind) -> Vec<RuleId> {
        ALL.into_iter().filter(|r| r.fits(kind)).collect()
    }

    /// One line that defines the rule.
    #[must_use]
    pub fn definition(&self) -> &'static str {
        match self {
            Self::GreedyVotes => "most votes first; take what fits in the money left, skip what does not",
            Self::GreedyVotesNoSkip => "most votes first; stop at the first project that does not fit",
            Self::GreedyVotesThreshold => "greedy_votes among the projects with enough votes (min_votes)",
            Self::GreedyVotesPerCost => "most votes per unit of cost first; skip what does not fit",
            Self::GreedyPoints => "most points first; take what fits in the money left, skip what does not",
            Self::GreedyPointsPerCost => "most points per unit of cost first; skip what does not fit",
            Self::MaxVotes => "the set of projects within the budget that has the most votes, proved optimal",
            Self::MaxVotesCost => "the set within the budget with the largest sum of votes times cost, proved optimal",
            Self::MaxPoints => "the set of projects within the budget that has the most points, proved optimal",
            Self::MaxPointsCost => "the set within the budget with the largest sum of points times cost, proved optimal",
            Self::Phragmen => "sequential Phragmen; stops at the first chosen project that does not fit",
            Self::PhragmenSkip => "sequential Phragmen; skips projects that do not fit and goes on",
            Self::Mes(u, c) => mes_definition(*u, *c),
        }
    }

    /// The id of the contract.
    #[must_use]
    pub fn id(&self) -> String {
        let fixed = match self {
            Self::GreedyVotes => "greedy_votes",
            Self::GreedyVotesNoSkip => "greedy_votes_no_skip",
            Self::GreedyVotesThreshold => "greedy_votes_threshold",
            Self::GreedyVotesPerCost => "greedy_votes_per_cost",
            Self::GreedyPoints => "greedy_points",
            Self::GreedyPointsPerCost => "greedy_points_per_cost",
            Self::MaxVotes => "max_votes",
            Self::MaxVotesCost => "max_votes_cost",
            Self::MaxPoints => "max_points",
            Self::MaxPointsCost => "max_points_cost",
            Self::Phragmen => "phragmen",
            Self::PhragmenSkip => "phragmen_skip",
            Self::Mes(u, c) => return format!("{}{}", utility_id(*u), completion_id(*c)),
        };
        fixed.to_owned()
    }
}

fn utility_id(u: Utility) -> &'static str {
    match u {
        U::Cost => "mes_cost",
        U::Card => "mes_card",
        U::Points => "mes_points",
        U::PointsCost => "mes_points_cost",
    }
}

fn completion_id(c: Completion) -> &'static str {
    match c {
        C::None => "",
        C::U => "_u",
        C::Add1 => "_add1",
        C::Add1U => "_add1u",
        C::Add1Pct => "_add1pct",
        C::EsnetAdd1 => "_esnet_add1",
        C::EsnetAdd1U => "_esnet_add1u",
    }
}

macro_rules! mes_lines {
    ($utility:expr, $completion:expr, $($u:pat => $name:literal),+) => {
        match ($utility, $completion) {
            $(
                ($u, C::None) => concat!("Equal Shares with ", $name, "; the rest stays unspent"),
                ($u, C::U) => concat!("Equal Shares with ", $name, "; the rest greedily by votes or points"),
                ($u, C::Add1) => concat!("Equal Shares with ", $name, ", shares raised by 1 until exhaustive, or before overspending"),
                ($u, C::Add1U) => concat!("Equal Shares with ", $name, ", shares raised by 1 (add1), then the rest greedily"),
                ($u, C::Add1Pct) => concat!("Equal Shares with ", $name, ", shares raised by 1 % until exhaustive, or before overspending"),
                ($u, C::EsnetAdd1) => concat!("Equal Shares with ", $name, ", whole shares raised by 1 until before overspending"),
                ($u, C::EsnetAdd1U) => concat!("Equal Shares with ", $name, ", whole shares raised by 1, then the rest greedily"),
            )+
        }
    };
}

fn mes_definition(u: Utility, c: Completion) -> &'static str {
    mes_lines!(u, c,
        U::Cost => "cost utility (money spent on what you approve)",
        U::Card => "cardinality utility (number of projects you approve)",
        U::Points => "points as utility",
        U::PointsCost => "points times cost as utility")
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.id())
    }
}

impl FromStr for RuleId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        ALL.into_iter().find(|r| r.id() == text).ok_or_else(|| format!("\"{text}\" is no rule; `reparto rules` lists them"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_round_trip() {
        for r in RuleId::all() {
            assert_eq!(r.id().parse(), Ok(*r));
            assert!(!r.definition().contains('\n'));
        }
        assert!("greedy".parse::<RuleId>().is_err());
    }
}
