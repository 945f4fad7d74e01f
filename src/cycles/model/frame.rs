//! What stands around the rules of a cycle: its dates, its zones with their money, its titles, its places. Stored with
//! each version of the rulebook, so that the history says what changed; and moving the end of a phase.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{PhaseName, PhaseSpan};
use crate::base::ZoneCode;

/// A zone's money in a cycle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ZoneMoney {
    /// The zone.
    pub zone: ZoneCode,
    /// Money to share out, in minor units.
    pub cents: i64,
    /// ISO 4217 code.
    pub currency: String,
    /// True when the City has not set it.
    pub is_sample: bool,
}

/// A place where people can vote with help.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VotingPlace {
    /// The zone it is in.
    pub zone: ZoneCode,
    /// Name of the place.
    pub name: String,
    /// Street address.
    pub address: String,
    /// Opening hours by language code.
    pub hours: BTreeMap<String, String>,
}

/// Dates, zones, titles and places of a cycle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// Title by language code.
    pub titles: BTreeMap<String, String>,
    /// First moment of voting.
    pub opens_at: DateTime<Utc>,
    /// First moment at which voting is over.
    pub closes_at: DateTime<Utc>,
    /// Seconds in which a ballot begun before the close may still be cast.
    pub grace_seconds: u32,
    /// When the freeze is planned.
    pub freeze_at: Option<DateTime<Utc>>,
    /// Phases in their usual order.
    pub phases: Vec<PhaseSpan>,
    /// Zones by code.
    pub zones: Vec<ZoneMoney>,
    /// Places in the order of the page.
    pub places: Vec<VotingPlace>,
}

/// Why the end of a phase stays where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoveRefusal {
    /// The cycle does not have this phase.
    Absent,
    /// The end is there already.
    Same,
    /// The new end is before this moment.
    Past,
    /// The new end is not after the start.
    BeforeStart,
    /// The new end is before the phase in front of it ends.
    BeforePhase(PhaseName, DateTime<Utc>),
    /// The new end is after the next phase ends: that one moves first.
    PastPhase(PhaseName, DateTime<Utc>),
    /// The new end is after the planned freeze.
    PastFreeze(DateTime<Utc>),
    /// The new end is after voting starts.
    PastVote(DateTime<Utc>),
}

impl Frame {
    /// The span of a phase.
    pub fn phase(&self, name: PhaseName) -> Option<&PhaseSpan> {
        self.phases.iter().find(|span| span.name == name)
    }

    /// Moves the end of a phase. `now` is the database's clock.
    ///
    /// # Errors
    /// [`MoveRefusal`] when the new end is in the past, or beyond a date that has to move first.
    pub fn move_end(&mut self, name: PhaseName, to: DateTime<Utc>, now: DateTime<Utc>) -> Result<(), MoveRefusal> {
        let span = *self.phase(name).ok_or(MoveRefusal::Absent)?;
        if to == span.ends_at {
            return Err(MoveRefusal::Same);
        }
        if to < now {
            return Err(MoveRefusal::Past);
        }
        if to <= span.starts_at {
            return Err(MoveRefusal::BeforeStart);
        }
        if let Some(before) = self.phases.iter().rfind(|other| other.name < name)
            && to < before.ends_at
        {
            return Err(MoveRefusal::BeforePhase(before.name, before.ends_at));
        }
        if let Some(next) = self.phases.iter().find(|other| other.name > name)
            && to > next.ends_at
        {
            return Err(MoveRefusal::PastPhase(next.name, next.ends_at));
        }
        if let Some(freeze) = self.freeze_at.filter(|freeze| to > *freeze) {
            return Err(MoveRefusal::PastFreeze(freeze));
        }
        if to > self.opens_at {
            return Err(MoveRefusal::PastVote(self.opens_at));
        }
        if let Some(found) = self.phases.iter_mut().find(|span| span.name == name) {
            found.ends_at = to;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap_or_default()
    }

    fn frame() -> Frame {
        let span = |name, start, end| PhaseSpan { name, starts_at: at(start), ends_at: at(end) };
        Frame {
            titles: BTreeMap::new(),
            opens_at: at(100),
            closes_at: at(200),
            grace_seconds: 0,
            freeze_at: Some(at(90)),
            phases: vec![
                span(PhaseName::Ideas, 10, 30),
                span(PhaseName::Proposals, 30, 50),
                span(PhaseName::Translation, 60, 80),
            ],
            zones: vec![],
            places: vec![],
        }
    }

    #[test]
    fn a_phase_moves_only_between_now_and_the_next_hard_date() {
        use MoveRefusal as R;
        use PhaseName::{Ideas, Proposals, Review, Translation};
        for (name, to, refusal) in [
            (Review, 70, R::Absent),
            (Ideas, 30, R::Same),
            (Ideas, 14, R::Past),
            (Translation, 55, R::BeforeStart),
            (Proposals, 25, R::BeforeStart),
            (Ideas, 51, R::PastPhase(Proposals, at(50))),
            (Translation, 91, R::PastFreeze(at(90))),
        ] {
            assert_eq!(frame().move_end(name, at(to), at(15)), Err(refusal), "{name:?} to {to}");
        }
        let mut moved = frame();
        assert_eq!(moved.move_end(Ideas, at(45), at(15)), Ok(()));
        assert_eq!(moved.phase(Ideas).map(|span| span.ends_at), Some(at(45)));
        assert_eq!(moved.move_end(Proposals, at(44), at(15)), Err(R::BeforePhase(Ideas, at(45))));
        moved.freeze_at = None;
        assert_eq!(moved.move_end(Translation, at(101), at(15)), Err(R::PastVote(at(100))));
    }
}
