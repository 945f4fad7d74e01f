//! The ballots as the rules see them: for each project its supporters with a weight, and for each
//! ballot its projects. Two flat arrays each way, so that a look at a project is one pass.

use crate::model::{Ballot, BallotKind, Election};

/// What a project received.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// Voters who named it.
    pub votes: u64,
    /// Sum of its points; equal to `votes` where ballots give no points.
    pub points: u64,
}

/// The points of place `k` on a ballot: 1 where all choices are alike; L - k for ranks (k = 0 for
/// the first; L = `max_length`, or the longest ballot where none is declared); else as written.
fn points_at(e: &Election, b: &Ballot, k: usize, longest: usize) -> i64 {
    match e.kind {
        BallotKind::Approval | BallotKind::ChooseOne => 1,
        BallotKind::Ordinal => i64::try_from(longest.saturating_sub(k)).unwrap_or(0),
        BallotKind::Cumulative | BallotKind::Scoring => b.points.get(k).copied().unwrap_or(0).max(0),
    }
}

fn longest(e: &Election) -> usize {
    let found = || e.ballots.iter().map(|b| b.choices.len()).max().unwrap_or(0);
    e.max_length.map_or_else(found, |n| n as usize)
}

/// Calls `f(project, points)` for everything a ballot gives, default scores included.
fn each(e: &Election, b: &Ballot, longest: usize, mut f: impl FnMut(u32, i64)) {
    for (k, &c) in b.choices.iter().enumerate() {
        f(c, points_at(e, b, k, longest));
    }
    if e.kind == BallotKind::Scoring && e.default_score > 0 {
        for p in 0..u32::try_from(e.projects.len()).unwrap_or(0) {
            if !b.choices.contains(&p) {
                f(p, e.default_score);
            }
        }
    }
}

/// Votes and points of every project.
#[must_use]
pub fn counts(e: &Election) -> Vec<Counted> {
    let mut all = vec![Counted::default(); e.projects.len()];
    let longest = longest(e);
    for b in &e.ballots {
        each(e, b, longest, |p, points| {
            if let Some(c) = all.get_mut(p as usize) {
                c.votes = c.votes.saturating_add(b.count);
                c.points = c.points.saturating_add(b.count.saturating_mul(points.unsigned_abs()));
            }
        });
    }
    all
}

/// One end of a support: the ballot or project at the other end, and the weight.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Link {
    pub(crate) to: u32,
    pub(crate) weight: u32,
}

/// Supporters by project and choices by ballot.
pub(crate) struct Profile {
    /// Voters counted, blank ballots included unless left out.
    pub(crate) voters: u64,
    /// How many voters cast each ballot.
    pub(crate) count: Vec<u64>,
    /// The largest weight, at least 1.
    pub(crate) max_weight: u32,
    by_ballot: Flat,
    by_project: Flat,
}

struct Flat {
    starts: Vec<usize>,
    links: Vec<Link>,
}

impl Flat {
    fn get(&self, k: usize) -> &[Link] {
        match (self.starts.get(k), self.starts.get(k + 1)) {
            (Some(&a), Some(&b)) => self.links.get(a..b).unwrap_or_default(),
            _ => &[],
        }
    }
}

impl Profile {
    /// Builds both directions. `weighted`: points count, else every choice weighs 1.
    /// Blank ballots (no choice at all) have no supporters but belong to `voters` if `blank`.
    pub(crate) fn new(e: &Election, weighted: bool, blank: bool) -> Self {
        let longest = longest(e);
        let mut ballots = Flat { starts: vec![0], links: Vec::new() };
        let mut sizes = vec![0usize; e.projects.len() + 1];
        let (mut voters, mut max_weight) = (0u64, 1u32);
        let mut count = Vec::with_capacity(e.ballots.len());
        for b in &e.ballots {
            if !b.choices.is_empty() || blank {
                voters = voters.saturating_add(b.count);
            }
            each(e, b, longest, |p, points| {
                let weight = if weighted { u32::try_from(points).unwrap_or(0) } else { 1 };
                if weight > 0 {
                    max_weight = max_weight.max(weight);
                    ballots.links.push(Link { to: p, weight });
                    if let Some(s) = sizes.get_mut(p as usize + 1) {
                        *s += 1;
                    }
                }
            });
            ballots.starts.push(ballots.links.len());
            count.push(b.count);
        }
        let by_project = turned(&ballots, sizes);
        Self { voters, count, max_weight, by_ballot: ballots, by_project }
    }

    /// Projects on a ballot.
    pub(crate) fn choices(&self, ballot: usize) -> &[Link] {
        self.by_ballot.get(ballot)
    }

    /// Ballots that support a project, in ballot order.
    pub(crate) fn supporters(&self, project: usize) -> &[Link] {
        self.by_project.get(project)
    }

    /// Whether anyone supports the project.
    pub(crate) fn supported(&self, project: usize) -> bool {
        !self.supporters(project).is_empty()
    }
}

/// The same links seen from the other end. `sizes[p + 1]` is the number of links to `p`.
fn turned(ballots: &Flat, mut sizes: Vec<usize>) -> Flat {
    let mut total = 0;
    for s in &mut sizes {
        total += *s;
        *s = total;
    }
    let starts = sizes.clone();
    let mut place = sizes;
    let mut links = vec![Link { to: 0, weight: 0 }; ballots.links.len()];
    for ballot in 0..ballots.starts.len().saturating_sub(1) {
        for link in ballots.get(ballot) {
            if let Some(at) = place.get_mut(link.to as usize) {
                if let Some(slot) = links.get_mut(*at) {
                    *slot = Link { to: u32::try_from(ballot).unwrap_or(u32::MAX), weight: link.weight };
                }
                *at += 1;
            }
        }
    }
    Flat { starts, links }
}
