//! What a vote consists of: projects with their cost, ballots, and the election that
//! holds them. Integers only: money in minor units, points and ballots as counts.
//! Limits are checked here once, so that the counting rules cannot overflow.

use std::collections::HashMap;
use std::fmt;

/// Cost or budget in minor units ("cents"; whole yen or forints have 0 or 2 of them by ISO 4217).
pub type Cents = i64;

/// The largest amount accepted, in minor units (ten trillion in major units).
pub const MAX_AMOUNT: Cents = 1_000_000_000_000_000;
/// The most ballots accepted, equal ones counted each.
pub const MAX_BALLOTS: u64 = 1_000_000_000;
/// The most points one ballot may give to one project.
pub const MAX_POINTS: i64 = 1_000_000;
/// The most projects accepted in one election.
pub const MAX_PROJECTS: usize = 20_000;

/// One proposal on the ballot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Project {
    /// The id used on ballots; compared as text, by Unicode code points.
    pub id: String,
    /// The name residents know; may be empty.
    pub name: String,
    /// Cost in minor units.
    pub cost: Cents,
    /// Voters who named it, as the file declares (column `votes`).
    pub votes: Option<u64>,
    /// Sum of its points, as the file declares (column `score`).
    pub score: Option<u64>,
    /// The city's own outcome: 0 no, 1 yes, 2 by a special rule, 3 from extra money.
    pub selected: Option<u8>,
    /// Category names, comma separated, as in the file.
    pub category: Option<String>,
    /// Every other column of the file, by name.
    pub other: Vec<(String, String)>,
}

impl Project {
    /// A project with the three fields that every count needs.
    #[must_use]
    pub fn new(id: &str, name: &str, cost: Cents) -> Self {
        Self { id: id.to_owned(), name: name.to_owned(), cost, ..Self::default() }
    }
}

/// How residents express themselves (Pabulib `vote_type`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum BallotKind {
    /// Any number of projects, within limits, all alike.
    Approval,
    /// Exactly one project.
    ChooseOne,
    /// Projects in order, best first.
    Ordinal,
    /// Points spread over projects, their sum bounded.
    Cumulative,
    /// Points to each project, their sum not bounded.
    Scoring,
}

impl BallotKind {
    /// The Pabulib name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Approval => "approval",
            Self::ChooseOne => "choose-1",
            Self::Ordinal => "ordinal",
            Self::Cumulative => "cumulative",
            Self::Scoring => "scoring",
        }
    }

    /// The kind with this Pabulib name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Approval, Self::ChooseOne, Self::Ordinal, Self::Cumulative, Self::Scoring].into_iter().find(|k| k.name() == name)
    }

    /// Whether the ballot gives points (ranks are turned into points by [`Election::max_length`]).
    #[must_use]
    pub fn has_points(self) -> bool {
        matches!(self, Self::Ordinal | Self::Cumulative | Self::Scoring)
    }
}

impl fmt::Display for BallotKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A number of equal ballots.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Ballot {
    /// Indexes into [`Election::projects`], best first where ordinal; empty = a blank ballot.
    pub choices: Vec<u32>,
    /// Points for each choice (cumulative, scoring), else empty.
    pub points: Vec<i64>,
    /// How many voters cast exactly this ballot.
    pub count: u64,
}

impl Ballot {
    /// One approval, choose-one or ordinal ballot.
    #[must_use]
    pub fn of(choices: &[u32]) -> Self {
        Self { choices: choices.to_vec(), points: Vec::new(), count: 1 }
    }
}

/// Why a ballot cannot be added.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum BallotFault {
    /// A choice is no index into the projects.
    UnknownProject(u32),
    /// The same project stands twice on the ballot.
    Twice(u32),
    /// Points are missing, too many, negative or beyond [`MAX_POINTS`].
    Points,
    /// A choose-one ballot names several projects.
    MoreThanOne,
    /// A count of zero, or of more than [`MAX_BALLOTS`].
    Count,
}

impl fmt::Display for BallotFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownProject(p) => write!(f, "choice {p} is not a project of this election"),
            Self::Twice(p) => write!(f, "project {p} stands twice on the ballot"),
            Self::Points => write!(f, "points do not match the choices, or lie outside 0 to {MAX_POINTS}"),
            Self::MoreThanOne => f.write_str("this ballot may name one project only"),
            Self::Count => write!(f, "a ballot must count at least once, all together at most {MAX_BALLOTS}"),
        }
    }
}

impl std::error::Error for BallotFault {}

/// Everything a count needs, and nothing that identifies a voter.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Election {
    /// What residents call this vote.
    pub title: String,
    /// ISO 4217 code; "USD" unless told.
    pub currency: String,
    /// Digits of the minor unit (2 for cents).
    pub minor_digits: u8,
    /// Money to spend, in minor units.
    pub budget: Cents,
    /// What the ballots look like.
    pub kind: BallotKind,
    /// The proposals; ballots refer to them by index.
    pub projects: Vec<Project>,
    /// The ballots, equal ones merged or not.
    pub ballots: Vec<Ballot>,
    /// The most choices on a ballot, where limited; ranks become points by it (first = this many).
    pub max_length: Option<u32>,
    /// Points of projects that a scoring ballot does not name.
    pub default_score: i64,
    /// All META pairs of the file, in order, those above included.
    pub meta: Vec<(String, String)>,
}

impl Election {
    /// An election without ballots. `budget` in minor units of `currency`.
    #[must_use]
    pub fn new(title: &str, currency: &str, budget: Cents, kind: BallotKind, projects: Vec<Project>) -> Self {
        let currency = if currency.is_empty() { "USD" } else { currency };
        Self {
            title: title.to_owned(),
            currency: currency.to_owned(),
            minor_digits: crate::money::minor_digits(currency),
            budget,
            kind,
            projects,
            ballots: Vec::new(),
            max_length: None,
            default_score: 0,
            meta: Vec::new(),
        }
    }

    /// Adds ballots after checking them.
    ///
    /// # Errors
    /// A [`BallotFault`] if the ballot does not belong into this election.
    pub fn add(&mut self, ballot: Ballot) -> Result<(), BallotFault> {
        // the sum over all ballots is checked once, by `count`
        if ballot.count == 0 || ballot.count > MAX_BALLOTS {
            return Err(BallotFault::Count);
        }
        self.check(&ballot)?;
        self.ballots.push(ballot);
        Ok(())
    }

    fn check(&self, ballot: &Ballot) -> Result<(), BallotFault> {
        for (k, &c) in ballot.choices.iter().enumerate() {
            if c as usize >= self.projects.len() {
                return Err(BallotFault::UnknownProject(c));
            }
            if ballot.choices.iter().take(k).any(|&d| d == c) {
                return Err(BallotFault::Twice(c));
            }
        }
        if self.kind == BallotKind::ChooseOne && ballot.choices.len() > 1 {
            return Err(BallotFault::MoreThanOne);
        }
        let wanted = match self.kind {
            BallotKind::Cumulative | BallotKind::Scoring => ballot.choices.len(),
            _ => 0,
        };
        if ballot.points.len() != wanted || ballot.points.iter().any(|p| !(0..=MAX_POINTS).contains(p)) {
            return Err(BallotFault::Points);
        }
        Ok(())
    }

    /// Merges equal ballots, keeping the order of first appearance. Outcomes do not change.
    pub fn merge(&mut self) {
        let mut seen: HashMap<(Vec<u32>, Vec<i64>), usize> = HashMap::with_capacity(self.ballots.len());
        let mut merged: Vec<Ballot> = Vec::new();
        for mut b in std::mem::take(&mut self.ballots) {
            if !matches!(self.kind, BallotKind::Ordinal) {
                sort_choices(&mut b);
            }
            let key = (b.choices.clone(), b.points.clone());
            if let Some(m) = seen.get(&key).and_then(|&at| merged.get_mut(at)) {
                m.count = m.count.saturating_add(b.count);
            } else {
                seen.insert(key, merged.len());
                merged.push(b);
            }
        }
        self.ballots = merged;
    }

    /// All ballots, blank ones included.
    #[must_use]
    pub fn votes(&self) -> u64 {
        self.ballots.iter().map(|b| b.count).fold(0, u64::saturating_add)
    }

    /// The value of a META key, if the file has it.
    #[must_use]
    pub fn meta(&self, key: &str) -> Option<&str> {
        self.meta.iter().find(|(k, _)| k == key).map(|(_, v)| v.as_str())
    }

    /// The index of the project with this id.
    #[must_use]
    pub fn index_of(&self, id: &str) -> Option<usize> {
        self.projects.iter().position(|p| p.id == id)
    }

    /// An amount in major units, exact, as contract and files write it ("1459730.46", "400000").
    #[must_use]
    pub fn amount(&self, cents: Cents) -> String {
        crate::money::plain(i128::from(cents), self.minor_digits)
    }
}

/// Sorts the choices of a ballot by project, points with them.
pub(crate) fn sort_choices(b: &mut Ballot) {
    if b.points.is_empty() {
        b.choices.sort_unstable();
        return;
    }
    let mut pairs: Vec<(u32, i64)> = b.choices.iter().copied().zip(b.points.iter().copied()).collect();
    pairs.sort_unstable();
    b.choices = pairs.iter().map(|x| x.0).collect();
    b.points = pairs.iter().map(|x| x.1).collect();
}
