//! What a bylaw adds to a rule: thresholds, exclusive projects, the marginal project, the step of
//! Add1, the tie-break. All of it belongs into the published result, so all of it has a text form.

use crate::model::Cents;
use crate::rule::{Completion, RuleId};
use crate::tie::{TieBreak, TieStep};
use std::collections::BTreeMap;
use std::fmt;

/// How much support a project needs to take part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum MinVotes {
    /// Any.
    #[default]
    None,
    /// This many votes (or points, for rules that count points). Łódź 50 or 100, Katowice 50 or 200 points.
    Votes(u64),
    /// This share of all ballots, `num / den`. Warsaw 2018: 10 % of the valid votes of the area.
    Share {
        /// Numerator.
        num: u64,
        /// Denominator.
        den: u64,
    },
    /// Votes / ballots must reach cost / (this * budget). Świecie: 3.
    CostShare(u64),
}

impl MinVotes {
    /// Reads "50", "10%", "2.5%" or "cost/3".
    ///
    /// # Errors
    /// A sentence that says what is accepted.
    pub fn parse(text: &str) -> Result<Self, String> {
        let wrong = || format!("\"{text}\" is no minimum; write a number (50), a share (10%) or cost/3");
        if let Some(k) = text.strip_prefix("cost/") {
            return k.parse().ok().filter(|k| (1..=1_000_000).contains(k)).map(Self::CostShare).ok_or_else(wrong);
        }
        if let Some(p) = text.strip_suffix('%') {
            let (cents, _) = crate::money::parse(p, 2).map_err(|_| wrong())?;
            let num = u64::try_from(cents).ok().filter(|&n| n <= 10_000).ok_or_else(wrong)?;
            return Ok(Self::Share { num, den: 10_000 });
        }
        text.parse().map(Self::Votes).map_err(|_| wrong())
    }
}

impl fmt::Display for MinVotes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("none"),
            Self::Votes(n) => write!(f, "{n}"),
            Self::Share { num, den: 10_000 } => {
                write!(f, "{}%", crate::money::plain(i128::from(*num), 2))
            }
            Self::Share { num, den } => write!(f, "{num}/{den}"),
            Self::CostShare(k) => write!(f, "cost/{k}"),
        }
    }
}

/// Which projects may be built in part, if they are the first that does not fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Partial {
    /// None.
    #[default]
    No,
    /// Whichever comes first.
    Any,
    /// Only these ids, which their proposers declared scalable.
    Only(Vec<String>),
}

impl Partial {
    /// Whether the project with this id may be built in part.
    #[must_use]
    pub fn allows(&self, id: &str) -> bool {
        match self {
            Self::No => false,
            Self::Any => true,
            Self::Only(ids) => ids.iter().any(|i| i == id),
        }
    }
}

/// By how much Add1 raises each voter's share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Step {
    /// One unit of the currency, the customary step.
    Unit,
    /// This many minor units.
    Cents(Cents),
    /// This share `num / den` of budget / voters.
    Share {
        /// Numerator.
        num: u64,
        /// Denominator.
        den: u64,
    },
}

/// The bylaw's settings. `RuleOptions::default()` has none and breaks ties by the smallest id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct RuleOptions {
    /// How ties are broken.
    pub tie: TieBreak,
    /// How ties are broken in the greedy part after Equal Shares, if otherwise.
    pub completion_tie: Option<TieBreak>,
    /// Support needed to take part.
    pub min_votes: MinVotes,
    /// Groups of ids of which only one can be built (same place): once one is funded the others are out.
    pub exclusive: Vec<Vec<String>>,
    /// Ids of projects that were withdrawn after voting could begin: their votes are listed, they are not funded.
    pub withdrawn: Vec<String>,
    /// Poznań: the first project that does not fit is funded if the money left is at least 80 % of its cost; then stop.
    pub poznan_80: bool,
    /// Stop at the first project that does not fit (for rules on points; votes have their own rule).
    pub no_skip: bool,
    /// The first project that does not fit gets what is left.
    pub partial: Partial,
    /// The step of Add1, if not the rule's own.
    pub step: Option<Step>,
    /// After Equal Shares and its completion, fund greedily what still fits.
    pub then_utilitarian: bool,
    /// Keep Equal Shares only if not strictly more voters got more of their projects from greedy by votes (Wieliczka).
    pub comparison: bool,
    /// Use the votes or score column of the file in place of the ballots (greedy rules and `max_*`).
    pub declared_scores: bool,
    /// Leave out projects that nobody named; without it greedy takes them last if they fit.
    pub skip_unvoted: bool,
    /// Blank ballots do not count as voters when money is shared.
    pub drop_blank: bool,
    /// Equal Shares: keep projects dearer than the budget in the count (only Add1 can reach them).
    pub keep_dearer: bool,
}

impl RuleOptions {
    /// The options a rule has by custom: those of equalshares.net break ties by cost, votes, id, and
    /// their greedy part by the order of the file; all others by the id.
    #[must_use]
    pub fn customary(rule: RuleId) -> Self {
        let mut o = Self::default();
        if let RuleId::Mes(_, Completion::EsnetAdd1 | Completion::EsnetAdd1U) = rule {
            o.tie = TieBreak::esnet();
            o.completion_tie = Some(TieBreak(vec![TieStep::FileOrder]));
        }
        o
    }

    /// The options that a rulebook declares: its tie rule, and the parameters `min_votes` (as [`MinVotes::parse`] reads it),
    /// `poznan_80`, `no_skip` and `fund_unvoted` (`yes`). A rulebook leaves out projects without votes unless it says otherwise.
    ///
    /// # Errors
    /// A sentence that names what is not understood.
    pub fn declared(rule: RuleId, tie_break: &str, params: &BTreeMap<String, String>) -> Result<Self, String> {
        let mut o = Self::customary(rule);
        o.tie = TieBreak::parse(tie_break)?;
        o.skip_unvoted = true;
        for (name, value) in params {
            match (name.as_str(), value.as_str()) {
                ("min_votes", text) => o.min_votes = MinVotes::parse(text)?,
                ("poznan_80", text) => o.poznan_80 = text == "yes",
                ("no_skip", text) => o.no_skip = text == "yes",
                ("fund_unvoted", text) => o.skip_unvoted = text != "yes",
                _ => return Err(format!("\"{name}\" is no parameter of a rule")),
            }
        }
        Ok(o)
    }

    /// The options that are not default, as names and texts, in a fixed order (without the tie-break).
    #[must_use]
    pub fn named(&self, digits: u8) -> Vec<(&'static str, String)> {
        let mut all: Vec<(&'static str, String)> = Vec::new();
        if self.min_votes != MinVotes::None {
            all.push(("min_votes", self.min_votes.to_string()));
        }
        if !self.exclusive.is_empty() {
            let groups: Vec<String> = self.exclusive.iter().map(|g| g.join(",")).collect();
            all.push(("exclusive", groups.join(" ")));
        }
        if !self.withdrawn.is_empty() {
            all.push(("withdrawn", self.withdrawn.join(",")));
        }
        match &self.partial {
            Partial::No => {}
            Partial::Any => all.push(("partial", "any".to_owned())),
            Partial::Only(ids) => all.push(("partial", ids.join(","))),
        }
        match self.step {
            None => {}
            Some(Step::Unit) => all.push(("step", "1".to_owned())),
            Some(Step::Cents(c)) => all.push(("step", crate::money::plain(i128::from(c), digits))),
            Some(Step::Share { num, den }) => all.push(("step", format!("{num}/{den} of a share"))),
        }
        if let Some(t) = &self.completion_tie {
            all.push(("completion_tie", t.to_string()));
        }
        let flags = [
            ("poznan_80", self.poznan_80),
            ("no_skip", self.no_skip),
            ("then_utilitarian", self.then_utilitarian),
            ("comparison", self.comparison),
            ("declared_scores", self.declared_scores),
            ("skip_unvoted", self.skip_unvoted),
            ("drop_blank", self.drop_blank),
            ("keep_dearer", self.keep_dearer),
        ];
        all.extend(flags.into_iter().filter(|f| f.1).map(|f| (f.0, "yes".to_owned())));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minimum_round_trips() -> Result<(), String> {
        for text in ["50", "10%", "2.5%", "cost/3"] {
            assert_eq!(MinVotes::parse(text)?.to_string(), text);
        }
        for text in ["-1", "101%", "cost/0", "many"] {
            assert!(MinVotes::parse(text).is_err(), "{text}");
        }
        Ok(())
    }

    #[test]
    fn a_rulebook_is_read_or_refused() -> Result<(), String> {
        let params = |name: &str, value: &str| BTreeMap::from([(name.to_owned(), value.to_owned())]);
        let read = |name: &str, value: &str| RuleOptions::declared(RuleId::GreedyVotes, "cost,lexico", &params(name, value));
        assert_eq!(read("min_votes", "10%")?.min_votes, MinVotes::Share { num: 1_000, den: 10_000 });
        assert!(read("no_skip", "yes")?.skip_unvoted && !read("fund_unvoted", "yes")?.skip_unvoted);
        assert_eq!(read("poznan_80", "yes")?.tie.to_string(), "cost,lexico");
        assert!(read("min_votes", "many").is_err() && read("minimum", "3").is_err());
        assert!(RuleOptions::declared(RuleId::GreedyVotes, "coin", &BTreeMap::new()).is_err());
        Ok(())
    }
}
