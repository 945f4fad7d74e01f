//! Counting a zone from the definition and its opened ballots alone: the record, the trace and the Pabulib file follow.

use std::cmp::Reverse;

use ballot::Digest;
use ballot::definition::{BallotForm, ContestDefinition, Definition};
use ballot::opening::OpenedZone;
use tally::{Ballot, BallotKind, Election, Outcome, Project, Reason, RuleId, RuleOptions};

use crate::count::{CountRecord, Funded, NotFunded, SCHEMA, TieMet, Why};
use crate::opened::merged;
use crate::{pabulib, paths};

/// Why a zone cannot be counted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecountFault {
    /// The definition has no such zone.
    #[error("the definition has no zone {0}")]
    NoContest(String),
    /// Rule, parameters or tie rule are not understood.
    #[error("the rulebook cannot be counted: {0}")]
    Rulebook(String),
    /// A ballot does not belong to the contest, or the rule refuses the election.
    #[error("the ballots cannot be counted: {0}")]
    Ballots(String),
}

/// A counted zone.
#[derive(Debug, Clone)]
pub struct Recount {
    zone: String,
    election: Election,
    rule: RuleId,
    options: RuleOptions,
    outcome: Outcome,
    pb: Vec<u8>,
    record: CountRecord,
}

/// The rule of a definition with its options.
///
/// # Errors
/// [`RecountFault::Rulebook`].
pub fn rulebook(definition: &Definition) -> Result<(RuleId, RuleOptions), RecountFault> {
    let rule: RuleId = definition.count_rule.parse().map_err(RecountFault::Rulebook)?;
    let options = RuleOptions::declared(rule, &definition.tie_break, &definition.rule_params);
    Ok((rule, options.map_err(RecountFault::Rulebook)?))
}

impl Recount {
    /// Counts a zone. `title` gives each proposal's name by its number on the ballot; it decides nothing.
    ///
    /// # Errors
    /// [`RecountFault`].
    pub fn new(definition: &Definition, opened: &OpenedZone, title: impl Fn(u16) -> String) -> Result<Self, RecountFault> {
        let zone = opened.zone.clone();
        let contest = definition.contest(&zone).ok_or_else(|| RecountFault::NoContest(zone.clone()))?;
        let (rule, options) = rulebook(definition)?;
        let election = election(contest, opened, title)?;
        let outcome = tally::count(&election, rule, &options).map_err(|fault| RecountFault::Ballots(fault.to_string()))?;
        let pb = pabulib::write(definition, contest, &election, &options, &outcome);
        let record = CountRecord {
            cycle: definition.cycle.clone(),
            rule: rule.to_string(),
            rule_params: definition.rule_params.clone(),
            tie_break: options.tie.to_string(),
            ballots: opened.ballots.len() as u64,
            blank: opened.ballots.iter().filter(|choices| choices.is_blank()).count() as u64,
            invalid: opened.invalid.len() as u64,
            ..outcome_of(contest, &outcome)
        };
        Ok(Self { zone, election, rule, options, outcome, pb, record })
    }

    /// What the rule gives, as certifiers sign it.
    pub fn record(&self) -> &CountRecord {
        &self.record
    }

    /// `opened/<ZONE>.pb`.
    pub fn pb(&self) -> &[u8] {
        &self.pb
    }

    /// `count/<ZONE>.v<version>.trace.json`: every step of the count, on one line without a line end.
    pub fn trace(&self) -> String {
        let sha256 = Digest::of(&self.pb).to_string();
        self.outcome.to_trace(&self.election, self.rule, &self.options, &paths::opened_pb(&self.zone), &sha256)
    }
}

/// The contest as the crate `tally` takes it: projects in the order of the slate, equal ballots merged, blank ones kept.
fn election(contest: &ContestDefinition, opened: &OpenedZone, title: impl Fn(u16) -> String) -> Result<Election, RecountFault> {
    let slate = &contest.slate;
    let projects = slate.iter().map(|entry| Project::new(&entry.proposal, &title(entry.number), entry.cost_cents)).collect();
    let kind = BallotKind::Approval;
    let mut election = Election::new(&contest.zone, &contest.currency, contest.budget_cents, kind, projects);
    let BallotForm::ApproveUpTo { max } = contest.ballot else {
        return Err(RecountFault::Rulebook("the form of the ballot is unknown".to_owned()));
    };
    election.max_length = Some(u32::from(max));
    for (count, choices) in merged(opened) {
        let index = |number: &u16| slate.binary_search_by_key(number, |entry| entry.number).ok();
        let choices = choices.numbers().iter().filter_map(index).filter_map(|index| u32::try_from(index).ok()).collect();
        let ballot = Ballot { choices, points: Vec::new(), count };
        election.add(ballot).map_err(|fault| RecountFault::Ballots(fault.to_string()))?;
    }
    Ok(election)
}

/// A record with the members that follow from contest and outcome.
fn outcome_of(contest: &ContestDefinition, outcome: &Outcome) -> CountRecord {
    let number = |index: usize| contest.slate.get(index).map_or(0, |entry| entry.number);
    let cost = |index: usize| contest.slate.get(index).map_or(0, |entry| entry.cost_cents);
    let votes = |index: usize| outcome.scores.get(index).copied().unwrap_or(0);
    let left = |index: usize| outcome.rounds.iter().find(|round| round.project == index).map_or(0, |round| round.left);
    let funded = |&i: &usize| Funded { number: number(i), votes: votes(i), cost_cents: cost(i), left_cents: left(i) };
    let mut not_funded: Vec<NotFunded> = outcome
        .losers
        .iter()
        .map(|loser| (loser.project, why(&loser.reason, number)))
        .map(|(i, why)| NotFunded { number: number(i), votes: votes(i), cost_cents: cost(i), why })
        .collect();
    not_funded.sort_by_key(|lost| (Reverse(lost.votes), lost.number));
    let tie = |tie: &tally::Tie| TieMet {
        among: tie.among.iter().map(|&index| number(index)).collect(),
        chosen: number(tie.chosen),
        by: tie.by.to_string(),
    };
    CountRecord {
        schema: SCHEMA.to_owned(),
        zone: contest.zone.clone(),
        budget_cents: contest.budget_cents,
        currency: contest.currency.clone(),
        total_cents: outcome.total_cost,
        funded: outcome.winners.iter().map(funded).collect(),
        not_funded,
        ties: outcome.ties.iter().map(tie).collect(),
        ..CountRecord::default()
    }
}

fn why(reason: &Reason, number: impl Fn(usize) -> u16) -> Why {
    match reason {
        Reason::Threshold { needed, .. } => Why::Threshold { needed: *needed },
        Reason::DidNotFit { left, .. } | Reason::PartlyFunded { granted: left, .. } => Why::DidNotFit { left_cents: *left },
        Reason::StoppedBefore { at, left, .. } => Why::StoppedBefore { at: number(*at), left_cents: *left },
        Reason::Tie { with, left, .. } => Why::Tie { with: number(*with), left_cents: *left },
        Reason::Excluded { by } => Why::Excluded { by: number(*by) },
        Reason::NoVotes => Why::NoVotes,
        Reason::DearerThanBudget { .. } => Why::DearerThanBudget,
        _ => Why::NotReached,
    }
}
