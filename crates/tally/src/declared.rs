//! The rule that a file's META declares, with the options that reproduce the city's own outcome:
//! scores as the city declared them, its threshold, Poznań's 80 %, the comparison of Wieliczka.

use crate::model::Election;
use crate::options::{MinVotes, Partial, RuleOptions};
use crate::rule::{Completion, RuleId, Utility};

/// The threshold of META (`min_project_score_threshold`), if it has one.
pub(crate) fn threshold(e: &Election) -> MinVotes {
    let text = e.meta("min_project_score_threshold").unwrap_or_default();
    text.strip_suffix(".0").unwrap_or(text).parse().map_or(MinVotes::None, MinVotes::Votes)
}

/// What a comment of META says before the ids of projects that were withdrawn, with commas between. Pabulib has no field for it.
pub const WITHDRAWN_NOTE: &str = "withdrawn and not counted: ";

impl Election {
    /// The projects that the file's comment says were withdrawn ([`WITHDRAWN_NOTE`]).
    #[must_use]
    pub fn withdrawn(&self) -> Vec<String> {
        let listed = self.meta("comment").and_then(|comment| comment.split_once(WITHDRAWN_NOTE)).map_or("", |(_, ids)| ids);
        let ids = listed.split(',').map(|id| id.trim().to_owned());
        ids.filter(|id| self.index_of(id).is_some()).collect()
    }

    /// The rule that META declares and the options that go with it.
    ///
    /// # Errors
    /// A sentence, if META names no rule or one that cannot be derived from the file.
    pub fn declared_rule(&self) -> Result<(RuleId, RuleOptions), String> {
        let name = self.meta("rule").unwrap_or_default();
        let points = self.kind.has_points();
        let greedy = if points { RuleId::GreedyPoints } else { RuleId::GreedyVotes };
        let column = |p: &crate::model::Project| {
            if points { p.score.is_some() } else { p.votes.is_some() }
        };
        let mut o = RuleOptions {
            min_votes: threshold(self),
            declared_scores: self.projects.iter().all(column),
            skip_unvoted: true,
            withdrawn: self.withdrawn(),
            ..RuleOptions::default()
        };
        if self.meta("leftover_budget").is_some_and(|t| t.starts_with("Partially fund")) {
            o.partial = Partial::Any;
        }
        let rule = match name {
            "greedy" | "greedy-exclusive" => greedy,
            "greedy-no-skip" => {
                o.no_skip = true;
                greedy
            }
            "greedy-threshold" if o.min_votes == MinVotes::None => {
                return Err("META rule is greedy-threshold without min_project_score_threshold; choose a rule".to_owned());
            }
            "greedy-threshold" => greedy,
            "greedy-custom" if self.meta("unit") == Some("Poznań") => {
                o.poznan_80 = true;
                greedy
            }
            "" | "unknown" => return Err("META names no rule; choose one with --rule".to_owned()),
            _ => return self.declared_shares(name),
        };
        let rule = match (rule, o.no_skip, o.min_votes) {
            (RuleId::GreedyVotes, true, _) => RuleId::GreedyVotesNoSkip,
            (RuleId::GreedyVotes, false, MinVotes::Votes(_)) if !o.poznan_80 => RuleId::GreedyVotesThreshold,
            _ => rule,
        };
        o.no_skip = o.no_skip && rule != RuleId::GreedyVotesNoSkip;
        Ok((rule, o))
    }

    /// Equal Shares as Pabulib's checker reads the names: Add1 without the exhaustive stop.
    fn declared_shares(&self, name: &str) -> Result<(RuleId, RuleOptions), String> {
        let utility = if self.kind.has_points() { Utility::PointsCost } else { Utility::Cost };
        let (plain, comparison) = match name.strip_suffix("-comparison") {
            Some(p) => (p, true),
            None => (name, false),
        };
        let completion = match plain {
            "equalshares" => Completion::None,
            "equalshares/add1" => Completion::EsnetAdd1,
            _ => {
                return Err(format!("META rule is \"{name}\", which no definition here covers; choose one with --rule"));
            }
        };
        let rule = RuleId::Mes(utility, completion);
        let mut o = RuleOptions::customary(rule);
        o.min_votes = threshold(self);
        o.comparison = comparison;
        o.withdrawn = self.withdrawn();
        Ok((rule, o))
    }
}
