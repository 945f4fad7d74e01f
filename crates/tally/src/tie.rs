//! Tie-breaking as a declared, total order: a list of steps, the last of which (the id by
//! code points) always decides. Most bylaws say "by lot": a lot is drawn from a public seed by
//! SHA-256, so that anyone can draw it again, or entered as a list.

use crate::model::Election;
use sha2::{Digest, Sha256};
use std::cmp::Ordering;
use std::fmt;

/// One step of the tie-break.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum TieStep {
    /// No tie to break while all the equal projects fit into the money left (greedy rules).
    FundAllIfFit,
    /// The cheaper project first.
    LowerCost,
    /// The project with more votes (or points) first.
    MoreVotes,
    /// The order of an entered list of ids, as from a lot drawn in public; ids not listed come last.
    List(Vec<String>),
    /// The order of SHA-256 of the public seed, a line feed and the id, smallest first.
    Lot(String),
    /// The order of the projects in the file.
    FileOrder,
    /// The smallest id by code points ("10" before "9").
    Lexico,
}

/// The steps in order. A tie that no step decides goes to the smallest id.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct TieBreak(pub Vec<TieStep>);

impl Default for TieBreak {
    fn default() -> Self {
        Self(vec![TieStep::Lexico])
    }
}

impl TieBreak {
    /// Reads "cost,votes,lexico", "lot:SEED", "list:A B C" or any mix; steps are separated by
    /// commas, listed ids by spaces. `%` escapes (`%2C` comma, `%20` space, `%25`) stand for characters.
    ///
    /// # Errors
    /// A sentence that names the step that is not known and those that are.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut steps = Vec::new();
        for part in text.split(',').map(str::trim) {
            steps.push(match part {
                "all" => TieStep::FundAllIfFit,
                "cost" => TieStep::LowerCost,
                "votes" => TieStep::MoreVotes,
                "order" => TieStep::FileOrder,
                "lexico" => TieStep::Lexico,
                _ => parse_argument(part)?,
            });
        }
        Ok(Self(steps))
    }

    /// The customary order of equalshares.net: lower cost, more votes, then the id.
    #[must_use]
    pub fn esnet() -> Self {
        Self(vec![TieStep::LowerCost, TieStep::MoreVotes, TieStep::Lexico])
    }

    /// Whether the first step says that equal projects which all fit are no tie.
    #[must_use]
    pub fn funds_all_if_fit(&self) -> bool {
        self.0.contains(&TieStep::FundAllIfFit)
    }

    /// The place of each project in the total order (0 = first), given the scores of a count.
    #[must_use]
    pub fn ranks(&self, e: &Election, scores: &[u64]) -> Vec<u32> {
        let mut order: Vec<usize> = (0..e.projects.len()).collect();
        let keys: Vec<Vec<Key>> = self.0.iter().map(|s| step_keys(s, e, scores)).collect();
        order.sort_by(|&a, &b| {
            let by_step = keys.iter().map(|k| k.get(a).cmp(&k.get(b))).find(|o| *o != Ordering::Equal);
            by_step.unwrap_or_else(|| id(e, a).cmp(id(e, b)).then(a.cmp(&b)))
        });
        let mut ranks = vec![0u32; order.len()];
        for (place, p) in order.into_iter().enumerate() {
            if let Some(r) = ranks.get_mut(p) {
                *r = u32::try_from(place).unwrap_or(u32::MAX);
            }
        }
        ranks
    }

    /// The step that puts `a` before or after `b`.
    #[must_use]
    pub fn decider(&self, e: &Election, scores: &[u64], a: usize, b: usize) -> TieStep {
        for step in &self.0 {
            let keys = step_keys(step, e, scores);
            if keys.get(a).cmp(&keys.get(b)) != Ordering::Equal {
                return step.clone();
            }
        }
        TieStep::Lexico
    }
}

fn id(e: &Election, p: usize) -> &str {
    e.projects.get(p).map_or("", |p| p.id.as_str())
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Number(i128),
    Digest([u8; 32]),
    Text(String),
}

fn step_keys(step: &TieStep, e: &Election, scores: &[u64]) -> Vec<Key> {
    let projects = e.projects.iter();
    let numbered = e.projects.iter().enumerate();
    match step {
        TieStep::FundAllIfFit => projects.map(|_| Key::Number(0)).collect(),
        TieStep::LowerCost => projects.map(|p| Key::Number(i128::from(p.cost))).collect(),
        TieStep::MoreVotes => numbered.map(|(k, _)| Key::Number(-i128::from(scores.get(k).copied().unwrap_or(0)))).collect(),
        TieStep::List(ids) => {
            projects.map(|p| Key::Number(ids.iter().position(|i| *i == p.id).unwrap_or(ids.len()) as i128)).collect()
        }
        TieStep::Lot(seed) => projects.map(|p| Key::Digest(lot(seed, &p.id))).collect(),
        TieStep::FileOrder => numbered.map(|(k, _)| Key::Number(k as i128)).collect(),
        TieStep::Lexico => projects.map(|p| Key::Text(p.id.clone())).collect(),
    }
}

/// The number a project draws: SHA-256 of the seed, a line feed and the id.
#[must_use]
pub fn lot(seed: &str, id: &str) -> [u8; 32] {
    let mut h = Sha256::new();
    h.update(seed.as_bytes());
    h.update(b"\n");
    h.update(id.as_bytes());
    h.finalize().into()
}

fn parse_argument(part: &str) -> Result<TieStep, String> {
    if let Some(seed) = part.strip_prefix("lot:") {
        if seed.is_empty() {
            return Err("lot: needs a public seed, for example lot:2026-11-22 noon".to_owned());
        }
        return Ok(TieStep::Lot(unescape(seed)));
    }
    if let Some(list) = part.strip_prefix("list:") {
        let ids: Vec<String> = list.split(' ').filter(|s| !s.is_empty()).map(unescape).collect();
        if ids.is_empty() {
            return Err("list: needs the ids in drawn order, for example list:17 4 9".to_owned());
        }
        return Ok(TieStep::List(ids));
    }
    Err(format!("\"{part}\" is no tie-break step; use all, cost, votes, order, lexico, lot:SEED or list:ID ID"))
}

fn escape(text: &str, space: bool) -> String {
    let text = text.replace('%', "%25").replace(',', "%2C");
    if space { text.replace(' ', "%20") } else { text }
}

fn unescape(text: &str) -> String {
    text.replace("%20", " ").replace("%2C", ",").replace("%25", "%")
}

impl fmt::Display for TieStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FundAllIfFit => f.write_str("all"),
            Self::LowerCost => f.write_str("cost"),
            Self::MoreVotes => f.write_str("votes"),
            Self::FileOrder => f.write_str("order"),
            Self::Lexico => f.write_str("lexico"),
            Self::Lot(seed) => write!(f, "lot:{}", escape(seed, false)),
            Self::List(ids) => {
                f.write_str("list:")?;
                for (k, i) in ids.iter().enumerate() {
                    write!(f, "{}{}", if k > 0 { " " } else { "" }, escape(i, true))?;
                }
                Ok(())
            }
        }
    }
}

impl TieStep {
    /// The step in plain words.
    #[must_use]
    pub fn plain(&self) -> &'static str {
        match self {
            Self::FundAllIfFit => "all equal projects are funded while they fit",
            Self::LowerCost => "the cheaper project goes first",
            Self::MoreVotes => "the project with more votes goes first",
            Self::List(_) => "the order drawn and entered beforehand",
            Self::Lot(_) => "a lot drawn from the public seed",
            Self::FileOrder => "the order on the list of projects",
            Self::Lexico => "the order of the project numbers, read as text",
        }
    }
}

impl fmt::Display for TieBreak {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (k, s) in self.0.iter().enumerate() {
            write!(f, "{}{s}", if k > 0 { "," } else { "" })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_round_trips() -> Result<(), String> {
        for text in ["lexico", "cost,votes,lexico", "all,lot:noon%2C 22 May", "list:A%20B 9,lexico", "order"] {
            assert_eq!(TieBreak::parse(text)?.to_string(), text);
        }
        assert!(TieBreak::parse("coin").is_err());
        assert!(TieBreak::parse("lot:").is_err());
        Ok(())
    }
}
