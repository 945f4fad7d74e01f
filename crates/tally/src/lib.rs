//! Counts participatory-budgeting votes: every rule cities use, exact, and explained.

#![forbid(unsafe_code)]

mod declared;
mod json;
mod model;
pub mod money;
mod options;
mod outcome;
pub mod pb;
mod profile;
mod ratio;
mod rule;
mod rules;
mod tie;

pub use json::{FileFacts, quoted};
pub use model::{Ballot, BallotFault, BallotKind, Cents, Election, MAX_AMOUNT, MAX_BALLOTS, MAX_POINTS, MAX_PROJECTS, Project};
pub use options::{MinVotes, Partial, RuleOptions, Step};
pub use outcome::{Comparison, Flow, Loser, Outcome, Reason, Round, RunnerUp, Stage, StoppedBy, Tie, Value};
pub use profile::{Counted, counts};
pub use ratio::Ratio;
pub use rule::{Completion, RuleId, Utility};
pub use rules::{Effort, NotApplicable, count, count_with};
pub use tie::{TieBreak, TieStep, lot};
