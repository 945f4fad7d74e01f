//! Counting a zone from the definition and its opened ballots alone: the record, the trace and the Pabulib file follow.

use std::collections::BTreeSet;

use ballot::Digest;
use ballot::definition::{BallotForm, ContestDefinition, Definition};
use ballot::opening::OpenedZone;
use tally::{Ballot, BallotKind, Election, Outcome, Project, RuleId, RuleOptions};

use crate::count::CountRecord;
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
    /// Counts a zone without the proposals that were withdrawn, by their numbers. `title` gives each proposal's name by its number on the ballot; it decides nothing.
    ///
    /// # Errors
    /// [`RecountFault`].
    pub fn new(
        definition: &Definition,
        opened: &OpenedZone,
        withdrawn: &BTreeSet<u16>,
        title: impl Fn(u16) -> String,
    ) -> Result<Self, RecountFault> {
        let zone = opened.zone.clone();
        let contest = definition.contest(&zone).ok_or_else(|| RecountFault::NoContest(zone.clone()))?;
        let (rule, mut options) = rulebook(definition)?;
        let gone = contest.slate.iter().filter(|entry| withdrawn.contains(&entry.number));
        options.withdrawn = gone.map(|entry| entry.proposal.clone()).collect();
        let election = election(contest, opened, title)?;
        let outcome = tally::count(&election, rule, &options).map_err(|fault| RecountFault::Ballots(fault.to_string()))?;
        let slate: Vec<(u16, i64)> = contest.slate.iter().map(|entry| (entry.number, entry.cost_cents)).collect();
        let pb = pabulib::write(definition, contest, &election, &options, &outcome);
        let record = CountRecord {
            cycle: definition.cycle.clone(),
            rule: rule.to_string(),
            rule_params: definition.rule_params.clone(),
            tie_break: options.tie.to_string(),
            ballots: opened.ballots.len() as u64,
            blank: opened.ballots.iter().filter(|choices| choices.is_blank()).count() as u64,
            invalid: opened.invalid.len() as u64,
            zone: contest.zone.clone(),
            budget_cents: contest.budget_cents,
            currency: contest.currency.clone(),
            ..CountRecord::of_outcome(&slate, &outcome)
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
