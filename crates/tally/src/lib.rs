//! Counts participatory-budgeting votes: every rule cities use, exact to the last fraction, and explained.
//!
//! # Count your own city's vote in five minutes
//!
//! Most cities publish, or can export, a [Pabulib](https://pabulib.org) `.pb` file: a section `META`, a
//! list of projects with their costs, and one row for each ballot. Begin a program with `cargo new count`, name
//! this crate in its `Cargo.toml` (`tally = { path = "../crates/tally" }`), and let `src/main.rs` be:
//!
//! ```no_run
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let path = std::env::args().nth(1).ok_or("name a .pb file: cargo run -- vote.pb")?;
//!     let bytes = std::fs::read(&path)?;
//!     // a faulty file is refused with its line and what to do about it
//!     let file = tally::pb::read(bytes.as_slice()).map_err(|fault| format!("{path}:{fault}"))?;
//!     // the rule that the file names; for another one: ("mes_cost_add1".parse()?, tally::RuleOptions::default())
//!     let (rule, options) = file.election.declared_rule()?;
//!     let outcome = tally::count(&file.election, rule, &options)?;
//!     print!("{}", outcome.explain(&file.election)); // why each project won or lost, in plain words
//!     Ok(())
//! }
//! ```
//!
//! `cargo run --release -- vote.pb` prints the outcome. Step by step, with a small file in the text:
//!
//! ```
//! use tally::{RuleId, RuleOptions, TieBreak};
//!
//! let text = "META\nkey;value\ndescription;My town\nvote_type;approval\nbudget;100000\n\
//!     currency;EUR\nnum_projects;3\nnum_votes;4\nPROJECTS\nproject_id;cost;name\n\
//!     1;60000;Trees\n2;50000;Benches\n3;40000;Path\nVOTES\nvoter_id;vote\n\
//!     a;1,2\nb;1\nc;3\nd;1,3\n";
//! let file = tally::pb::read(text.as_bytes())?;
//! let e = &file.election;
//!
//! // Greedy by votes, as most cities count: most votes first, skip what does not fit.
//! let mut options = RuleOptions { tie: TieBreak::parse("cost,lot:our public seed")?, ..RuleOptions::default() };
//! let greedy = tally::count(e, RuleId::GreedyVotes, &options)?;
//! let ids: Vec<&str> = greedy.winners.iter().map(|&w| e.projects[w].id.as_str()).collect();
//! assert_eq!(ids, ["1", "3"]);
//!
//! // Equal Shares: everyone has the same share; Add1 spends what it leaves.
//! options.tie = TieBreak::esnet();
//! let shares = tally::count(e, "mes_cost_add1".parse()?, &options)?;
//! println!("{}", shares.explain(e)); // why each project won or lost, in plain words
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! * The rule that a file declares for its own city: [`Election::declared_rule`].
//! * All rules with one line each: [`RuleId::all`] and [`RuleId::definition`]; which suit your ballots:
//!   [`RuleId::fitting`]. Bylaw settings (thresholds, exclusive projects, Poznań's 80 %, the step of
//!   Add1, the tie-break): [`RuleOptions`].
//! * What comes out: [`Outcome`], with a [`Reason`] for each loser; as JSON [`Outcome::to_json`], as text
//!   [`Outcome::explain`], as a page without script [`html::page`].
//! * How close it was: [`fn@closeness`]; what other rules would have funded: [`other_rules`].
//! * Ballots from your own database: [`Election::new`] and [`Election::add`].
//!
//! ```
//! use tally::{Ballot, BallotKind, Election, Project, RuleId, RuleOptions};
//!
//! let projects = vec![Project::new("A", "Trees", 60_000_00), Project::new("B", "Benches", 50_000_00)];
//! let mut e = Election::new("My town", "USD", 100_000_00, BallotKind::Approval, projects);
//! e.add(Ballot { choices: vec![0, 1], points: vec![], count: 120 })?; // 120 equal ballots
//! e.add(Ballot::of(&[1]))?;
//! let outcome = tally::count(&e, RuleId::GreedyVotes, &RuleOptions::default())?;
//! assert_eq!(outcome.winners, [1]);
//! assert_eq!(outcome.losers[0].reason.code(), "did_not_fit");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What is promised
//!
//! Integers and exact fractions only: there is no floating point in the crate. The same file, rule and
//! tie-break give the same result on every machine, whatever the number of threads. Lots come from a
//! public seed by SHA-256 or from an entered list. Fixed-point shortcuts have a proved bound and an exact
//! fallback (`docs/equal_shares_arithmetic.md`). No clock, no randomness, no unsafe code.

#![forbid(unsafe_code)]

mod closeness;
mod declared;
mod explain;
pub mod html;
mod json;
mod model;
pub mod money;
mod options;
mod others;
mod outcome;
pub mod pb;
mod profile;
mod ratio;
mod rule;
mod rules;
mod tie;
pub mod words;

pub use closeness::{Closeness, closeness};
pub use declared::WITHDRAWN_NOTE;
pub use json::{FileFacts, quoted};
pub use model::{Ballot, BallotFault, BallotKind, Cents, Election, MAX_AMOUNT, MAX_BALLOTS, MAX_POINTS, MAX_PROJECTS, Project};
pub use options::{MinVotes, Partial, RuleOptions, Step};
pub use others::{OTHERS_LIMIT, Other, other_rules};
pub use outcome::{Comparison, Flow, Loser, Outcome, Reason, Round, RunnerUp, Stage, StoppedBy, Tie, Value};
pub use profile::{Counted, counts};
pub use ratio::Ratio;
pub use rule::{Completion, RuleId, Utility};
pub use rules::{Effort, NotApplicable, count, count_with};
pub use tie::{TieBreak, TieStep, lot};
