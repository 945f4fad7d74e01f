//! The settings of a cycle: who may do what, what a proposal may ask for, what a ballot looks like, how it is counted.
//! Law of the cycle, never configuration; every change is a new version, and the freeze ends all changes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How a person can be tied to a zone (`la_repair.md` 2.5). Never asked for papers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tie {
    /// Lives there.
    Live,
    /// Works there.
    Work,
    /// Studies there.
    Study,
    /// Parent or guardian of a student there.
    Guardian,
    /// Worships there; counts for ideas in the sample cycle.
    Worship,
}

impl Tie {
    /// Every tie, in the order of the pages.
    pub const ALL: [Self; 5] = [Self::Live, Self::Work, Self::Study, Self::Guardian, Self::Worship];

    /// The stable name: value in forms, end of catalog keys.
    pub fn code(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Work => "work",
            Self::Study => "study",
            Self::Guardian => "guardian",
            Self::Worship => "worship",
        }
    }
}

/// Who may give an idea.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdeaRule {
    /// Least age in years.
    pub min_age: u8,
    /// No contact is kept of anyone younger, in years.
    pub contact_min_age: u8,
    /// Ties that count.
    pub ties: Vec<Tie>,
}

/// Who may vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoteRule {
    /// Least age in years.
    pub min_age: u8,
    /// Ties that count.
    pub ties: Vec<Tie>,
    /// True: one ballot in each zone; false: one in the whole cycle.
    pub one_per_zone: bool,
    /// Doors: `text`, `email`, `pass`.
    pub doors: Vec<String>,
}

/// Who may propose, and how much.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalRule {
    /// `committee`, `organisation`, `staff`.
    pub author_kinds: Vec<String>,
    /// Least ask in cents.
    pub min_cents: i64,
    /// Greatest ask in cents.
    pub max_cents: i64,
    /// Greatest ask as a share of the zone's money, numerator and denominator; nothing when there is no such cap.
    pub max_share: Option<(u16, u16)>,
    /// Least ask as a share of the zone's money, as above.
    #[serde(default)]
    pub min_share: Option<(u16, u16)>,
    /// A proposal must be done within so many months.
    pub term_months: u16,
    /// True when a committee must have voted to submit, with its quorum present.
    pub committee_vote: bool,
    /// Days to answer a request for changes.
    pub fix_days: u16,
    /// Days to appeal a rejection.
    pub appeal_days: u16,
}

/// What a ballot looks like.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BallotRule {
    /// Pabulib's name of the kind: `approval`.
    pub kind: String,
    /// Most proposals on one ballot.
    pub pick_limit: u16,
    /// A ballot with no choices may be cast.
    pub blank_allowed: bool,
    /// A vote may be changed until the close.
    pub change_allowed: bool,
}

/// How ballots are counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountRule {
    /// Rule id (`reparto rules`).
    pub rule: String,
    /// Tie rule as `reparto tally` reads it.
    pub tie_break: String,
    /// Parameters of the rule, by name (`tally::RuleOptions::declared`).
    #[serde(default)]
    pub params: BTreeMap<String, String>,
}

/// The whole rulebook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rulebook {
    /// Ideas.
    pub idea: IdeaRule,
    /// Voting.
    pub vote: VoteRule,
    /// Proposals.
    pub proposal: ProposalRule,
    /// Ballots.
    pub ballot: BallotRule,
    /// Counting.
    pub count: CountRule,
    /// Language codes that block the freeze until every text is approved or waived.
    pub languages: Vec<String>,
}

impl Default for Rulebook {
    /// The rules of the sample cycle (`la_repair.md` appendix C; product.md, decisions taken).
    fn default() -> Self {
        use Tie::{Guardian, Live, Study, Work, Worship};
        Self {
            idea: IdeaRule { min_age: 5, contact_min_age: 13, ties: vec![Live, Work, Study, Worship] },
            vote: VoteRule {
                min_age: 15,
                ties: vec![Live, Work, Study, Guardian],
                one_per_zone: true,
                doors: vec!["text".to_owned(), "email".to_owned(), "pass".to_owned()],
            },
            proposal: ProposalRule {
                author_kinds: vec!["committee".to_owned(), "organisation".to_owned()],
                min_cents: 5_000_000,
                max_cents: 50_000_000,
                max_share: Some((2, 3)),
                min_share: None,
                term_months: 12,
                committee_vote: true,
                fix_days: 14,
                appeal_days: 10,
            },
            ballot: BallotRule { kind: "approval".to_owned(), pick_limit: 3, blank_allowed: true, change_allowed: true },
            count: CountRule {
                rule: "greedy_votes".to_owned(),
                tie_break: "all,cost,lot:00".to_owned(),
                params: BTreeMap::new(),
            },
            languages: vec!["en".to_owned(), "es".to_owned()],
        }
    }
}

/// A share of an amount, rounded down; nothing when the share is no share.
fn share_of(cents: i64, share: Option<(u16, u16)>) -> Option<i64> {
    let (part, whole) = share.filter(|(_, whole)| *whole > 0)?;
    i64::try_from(i128::from(cents) * i128::from(part) / i128::from(whole)).ok()
}

impl ProposalRule {
    /// The greatest ask in cents in a zone with this budget: the cap or the share, whichever is less.
    pub fn most_cents(&self, zone_budget_cents: i64) -> i64 {
        share_of(zone_budget_cents, self.max_share).map_or(self.max_cents, |share| self.max_cents.min(share))
    }

    /// The least ask in cents in a zone with this budget: the floor or the share, whichever is more.
    pub fn least_cents(&self, zone_budget_cents: i64) -> i64 {
        share_of(zone_budget_cents, self.min_share).map_or(self.min_cents, |share| self.min_cents.max(share))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_greatest_ask_is_the_cap_or_the_share_whichever_is_less() {
        let mut rule = Rulebook::default().proposal;
        assert_eq!(rule.most_cents(77_500_000), 50_000_000);
        assert_eq!(rule.most_cents(60_000_000), 40_000_000);
        rule.max_share = None;
        assert_eq!(rule.most_cents(60_000_000), 50_000_000);
        assert_eq!(rule.least_cents(60_000_000), 5_000_000);
        rule.min_share = Some((1, 4));
        assert_eq!(rule.least_cents(60_000_000), 15_000_000);
    }

    #[test]
    fn a_rulebook_survives_storage() {
        let rulebook = Rulebook::default();
        let stored = serde_json::to_value(&rulebook).expect("it can be stored");
        assert_eq!(serde_json::from_value::<Rulebook>(stored).expect("it can be read"), rulebook);
    }
}
