//! The journey as it travels in the sealed cookie, and what may come next. Nothing of it is stored on the server.

use serde::{Deserialize, Serialize};

use crate::base::{Random, ZoneCode, random::shuffled};

/// Journeys end two hours after their last step.
pub const LIFE_SECONDS: i64 = 2 * 60 * 60;

/// The view of the ballot that a person chose last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum View {
    /// All proposals on one page.
    #[default]
    List,
    /// One proposal a page.
    Single,
}

/// Everything the browser carries between pages; sealed, so that it can be neither read nor changed.
#[derive(Clone, Serialize, Deserialize)]
pub struct Journey {
    /// The zone being voted in.
    pub zone: ZoneCode,
    /// Hash of the definition the ballot was shown under.
    pub definition: [u8; 32],
    /// Random name of this journey; codes are bound to it.
    pub id: [u8; 16],
    /// Seed of the order of proposals.
    pub order: [u8; 32],
    /// Seed of the sealing; a fresh one for each new set of choices.
    pub seed: [u8; 32],
    /// Said to be old enough.
    pub old_enough: bool,
    /// Said to be connected to the zone.
    pub tied: bool,
    /// Numbers chosen, ascending.
    pub picks: Vec<u16>,
    /// View of the ballot.
    pub view: View,
    /// Door and address that the last code went to.
    pub contact: Option<(String, String)>,
    /// Receipt, once the ballot is cast: pressing the button again leads there.
    pub receipt: Option<String>,
    /// The ballot that was tested last, to be shown again.
    #[serde(default)]
    pub tested: Option<Tested>,
    /// Unix seconds of the first step: a ballot begun before the close has a little longer.
    pub begun: i64,
    /// Unix seconds of the last step.
    pub seen: i64,
}

/// A ballot that was tested in public instead of being cast.
#[derive(Clone, Serialize, Deserialize)]
pub struct Tested {
    /// Seed it was sealed with; public by now.
    pub seed: [u8; 32],
    /// Numbers chosen on it; public by now.
    pub picks: Vec<u16>,
}

/// Steps in order; each may be visited when everything before it is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Old enough?
    Age,
    /// Connected to the zone?
    Tie,
    /// Choosing.
    Ballot,
    /// Checking choices.
    Review,
}

impl Step {
    /// Last piece of the step's address.
    pub fn path(self) -> &'static str {
        match self {
            Self::Age => "age",
            Self::Tie => "tie",
            Self::Ballot => "ballot",
            Self::Review => "review",
        }
    }
}

impl Journey {
    /// A journey that has answered nothing yet.
    pub fn begin(zone: ZoneCode, definition: [u8; 32], random: &Random, now: i64) -> Self {
        Self {
            zone,
            definition,
            id: random.bytes(),
            order: random.bytes(),
            seed: random.bytes(),
            old_enough: false,
            tied: false,
            picks: Vec::new(),
            view: View::List,
            contact: None,
            receipt: None,
            tested: None,
            begun: now,
            seen: now,
        }
    }

    /// The furthest step that may be visited; `limit` is the most proposals a ballot may hold.
    pub fn furthest(&self, limit: u16) -> Step {
        if !self.old_enough {
            Step::Age
        } else if !self.tied {
            Step::Tie
        } else if self.picks.len() > usize::from(limit) {
            Step::Ballot
        } else {
            Step::Review
        }
    }

    /// Takes new picks. Another set gets another sealing seed, so that one seed never seals two ballots.
    pub fn choose(&mut self, mut picks: Vec<u16>, random: &Random) {
        picks.sort_unstable();
        picks.dedup();
        if picks != self.picks {
            self.picks = picks;
            self.seed = random.bytes();
        }
    }

    /// The ballot as it stands was tested: its seed is public, so the choices get another one before they are cast.
    pub fn mark_tested(&mut self, random: &Random) {
        self.tested = Some(Tested { seed: self.seed, picks: self.picks.clone() });
        self.seed = random.bytes();
    }

    /// A short name of the ballot as it stands, for forms of other windows to say which one they mean. Every new set of
    /// choices has another; it tells nothing about them.
    pub fn mark(&self) -> String {
        let digest = ballot::canonical::sha256(&[b"reviewed ballot", &self.id, &self.seed]);
        digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect()
    }

    /// The numbers of a slate in this voter's order.
    pub fn ordered(&self, numbers: &[u16]) -> Vec<u16> {
        shuffled(&self.order, numbers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn journey() -> Journey {
        Journey::begin(ZoneCode::parse("BOY").expect("a code"), [0; 32], &Random::seeded(1), 0)
    }

    #[test]
    fn no_step_can_be_skipped() {
        let mut one = journey();
        assert_eq!(one.furthest(3), Step::Age);
        one.old_enough = true;
        assert_eq!(one.furthest(3), Step::Tie);
        one.tied = true;
        assert_eq!(one.furthest(3), Step::Review);
        one.picks = vec![1, 2, 3, 4];
        assert_eq!(one.furthest(3), Step::Ballot);
    }

    #[test]
    fn another_set_of_choices_is_sealed_with_another_seed() {
        let (mut one, random) = (journey(), Random::seeded(2));
        one.choose(vec![3, 1, 3], &random);
        let seed = one.seed;
        assert_eq!(one.picks, [1, 3]);
        one.choose(vec![1, 3], &random);
        assert_eq!(one.seed, seed);
        one.choose(vec![1], &random);
        assert_ne!(one.seed, seed);
    }
}
