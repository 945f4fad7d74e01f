//! What a count gives: winners in order, and all that explains them. Every loser has exactly one
//! reason with figures, every tie says who was in it and how it was broken.

use crate::model::Cents;
use crate::options::RuleOptions;
use crate::ratio::Ratio;
use crate::rule::RuleId;
use crate::tie::TieStep;

/// The result of a count. Projects are indexes into [`crate::Election::projects`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Funded projects in the order of selection.
    pub winners: Vec<usize>,
    /// Sum of their costs, in minor units.
    pub total_cost: Cents,
    /// One record for each winner, in the same order.
    pub rounds: Vec<Round>,
    /// Everyone else, by score, with the reason.
    pub losers: Vec<Loser>,
    /// Ties that decided something.
    pub ties: Vec<Tie>,
    /// Votes or points of each project, as this rule counted them.
    pub scores: Vec<u64>,
    /// Ballots that share the money (or that were counted).
    pub voters: u64,
    /// Equal Shares: how many budgets were tried.
    pub budgets_tried: Option<u64>,
    /// Equal Shares: each voter's share in the count that stands, in minor units.
    pub final_voter_budget: Option<Ratio>,
    /// Equal Shares with larger shares: why it stopped.
    pub stopped_by: Option<StoppedBy>,
    /// Best sets: the value reached.
    pub value: Option<Value>,
    /// Best sets: whether no other set has this value.
    pub unique: Option<bool>,
    /// A project built in part, and its money in minor units; it is not among the winners.
    pub partial: Option<(usize, Cents)>,
    /// The comparison step, if the bylaw has it.
    pub comparison: Option<Comparison>,
    /// Equal Shares: for each loser where its supporters' money went.
    pub flows: Vec<Flow>,
    /// The rule and options it was counted with.
    pub counted: Option<(RuleId, RuleOptions)>,
}

impl Outcome {
    /// The rule and options it was counted with (greedy by votes for an outcome built by hand).
    #[must_use]
    pub fn counted_by(&self) -> (RuleId, RuleOptions) {
        self.counted.clone().unwrap_or((RuleId::GreedyVotes, RuleOptions::default()))
    }
}

/// How a winner came in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Stage {
    /// By the rule itself.
    #[default]
    Main,
    /// Free of cost and named by someone.
    Free,
    /// By the greedy completion after Equal Shares.
    Completion,
    /// By Poznań's 80 % rule: it cost more than was left.
    Topped,
}

/// One selection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// The project selected.
    pub project: usize,
    /// Its cost in minor units.
    pub cost: Cents,
    /// What one supporter pays (one point, where points count), in minor units; exact.
    pub price: Option<Ratio>,
    /// Cost divided by price: the votes it would have if no supporter had run short.
    pub effective_votes: Option<Ratio>,
    /// Voters who paid, or voters (points) who stand behind it.
    pub paid_by: u64,
    /// Budget left after it, in minor units.
    pub left: Cents,
    /// How it came in.
    pub stage: Stage,
    /// Who was next.
    pub runner_up: Option<RunnerUp>,
}

/// The project that was next when another was selected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunnerUp {
    /// The project.
    pub project: usize,
    /// Its effective votes at that moment (Equal Shares, to about twelve digits) or its score.
    pub effective_votes: Ratio,
}

/// A project that was not funded.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Loser {
    /// The project.
    pub project: usize,
    /// Why.
    pub reason: Reason,
}

/// Why a project was not funded. Money in minor units.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Reason {
    /// Below the minimum support of the bylaw.
    Threshold {
        /// Votes or points needed.
        needed: u64,
        /// Votes or points received.
        had: u64,
    },
    /// It was its turn and the money left was less than its cost.
    DidNotFit {
        /// Its cost.
        needs: Cents,
        /// Money left at its turn.
        left: Cents,
    },
    /// The count stopped before its turn.
    StoppedBefore {
        /// The project at which it stopped.
        at: usize,
        /// Its cost.
        needs: Cents,
        /// Money left then.
        left: Cents,
    },
    /// Even with every supporter's full share it could not be paid.
    TooFewVotesForCost {
        /// Votes (or points) it had.
        votes: u64,
        /// Supporters whose full shares would cover its cost.
        needed: u64,
    },
    /// Its supporters' shares would have covered it, but went to other projects first.
    MoneyWentTo {
        /// The winner that took most of it.
        most: usize,
        /// Money its supporters still had at the end.
        had: Cents,
        /// Its cost.
        needs: Cents,
    },
    /// Equal with another project that the tie-break put first.
    Tie {
        /// That project.
        with: usize,
        /// Its own cost.
        needs: Cents,
        /// Money left at its turn.
        left: Cents,
    },
    /// Cannot be built together with a winner.
    Excluded {
        /// The winner.
        by: usize,
    },
    /// It was withdrawn after voting could begin.
    Withdrawn,
    /// Nobody named it.
    NoVotes,
    /// It costs more than the whole budget.
    DearerThanBudget {
        /// By how much.
        over: Cents,
    },
    /// Not part of the best set.
    NotInBestSet {
        /// Its votes or points.
        votes: u64,
    },
    /// The last money was given to it, less than its cost.
    PartlyFunded {
        /// What it got.
        granted: Cents,
        /// Its cost.
        needs: Cents,
    },
}

impl Reason {
    /// The stable code of the contract's JSON.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Threshold { .. } => "threshold",
            Self::DidNotFit { .. } => "did_not_fit",
            Self::StoppedBefore { .. } => "stopped_before",
            Self::TooFewVotesForCost { .. } => "too_few_votes_for_cost",
            Self::MoneyWentTo { .. } => "money_went_to",
            Self::Tie { .. } => "tie",
            Self::Excluded { .. } => "excluded",
            Self::Withdrawn => "withdrawn",
            Self::NoVotes => "no_votes",
            Self::DearerThanBudget { .. } => "dearer_than_budget",
            Self::NotInBestSet { .. } => "not_in_best_set",
            Self::PartlyFunded { .. } => "partly_funded",
        }
    }

    /// What was missing: `Ok` money in minor units, `Err` votes or points.
    ///
    /// # Errors
    /// Never a failure: the error side only tells votes from money.
    pub fn missing(&self) -> Result<Cents, u64> {
        match self {
            Self::Threshold { needed, had } => Err(needed.saturating_sub(*had)),
            Self::TooFewVotesForCost { votes, needed } => Err(needed.saturating_sub(*votes)),
            Self::NoVotes => Err(1),
            Self::NotInBestSet { .. } => Err(0),
            Self::DidNotFit { needs, left } | Self::StoppedBefore { needs, left, .. } | Self::Tie { needs, left, .. } => {
                Ok(needs.saturating_sub(*left).max(0))
            }
            Self::MoneyWentTo { had, needs, .. } => Ok(needs.saturating_sub(*had).max(0)),
            Self::PartlyFunded { granted, needs } => Ok(needs.saturating_sub(*granted).max(0)),
            Self::DearerThanBudget { over } => Ok(*over),
            Self::Excluded { .. } | Self::Withdrawn => Ok(0),
        }
    }
}

/// A tie and how it was broken.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Tie {
    /// The round, from 1.
    pub at: usize,
    /// The equal projects, in the order of the tie-break.
    pub among: Vec<usize>,
    /// The one that went first.
    pub chosen: usize,
    /// The step that put it first.
    pub by: TieStep,
}

/// Why larger shares were not tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum StoppedBy {
    /// Nothing more with a vote fits.
    Exhaustive,
    /// The next outcome costs more than the budget.
    Overspending,
    /// Every project was funded.
    AllFunded,
}

impl StoppedBy {
    /// The word of the contract's JSON.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Exhaustive => "exhaustive",
            Self::Overspending => "overspending",
            Self::AllFunded => "all_funded",
        }
    }
}

/// The value of a best set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Value {
    /// Votes or points.
    Count(i128),
    /// Votes or points times money, in minor units.
    Money(i128),
}

/// The comparison of Equal Shares with greedy by votes (Wieliczka 2023).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Comparison {
    /// Voters with more of their projects (or points) funded by Equal Shares.
    pub prefer_shares: u64,
    /// Voters with more funded by greedy.
    pub prefer_greedy: u64,
    /// Whether greedy was taken.
    pub took_greedy: bool,
}

/// Money of a loser's supporters that went to a winner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Flow {
    /// The loser.
    pub loser: usize,
    /// The winner.
    pub winner: usize,
    /// Minor units, rounded.
    pub money: Cents,
    /// Voters who support both and paid.
    pub voters: u64,
}
