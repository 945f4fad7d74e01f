//! The proof that somebody works on ideas, and in which zones: committee members in their own, program staff in all.

use crate::{
    accounts::Grant,
    base::{Duty, ZoneCode},
};

/// A workplace.
pub struct Desk {
    actor: String,
    zones: Option<Vec<ZoneCode>>,
}

/// The zone belongs to another committee.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the zone belongs to another committee")]
pub struct OtherZone;

impl Desk {
    /// The workplace of a committee member, bound to the zones of the committees they sit in today; `None` when there are none.
    pub fn of_committee(grant: &Grant, zones: Vec<ZoneCode>) -> Option<Self> {
        (grant.has(Duty::CommitteeWork) && !zones.is_empty())
            .then(|| Self { actor: grant.actor(Duty::CommitteeWork), zones: Some(zones) })
    }

    /// The workplace of program staff, in every zone; `None` without the duty.
    pub fn of_staff(grant: &Grant) -> Option<Self> {
        grant.has(Duty::ModerateIdeas).then(|| Self { actor: grant.actor(Duty::ModerateIdeas), zones: None })
    }

    /// Name and role, as acts and steps show them.
    pub fn actor(&self) -> &str {
        &self.actor
    }

    /// True when work in this zone is theirs.
    pub fn covers(&self, zone: &ZoneCode) -> bool {
        self.zones.as_ref().is_none_or(|zones| zones.contains(zone))
    }

    /// Refuses work in somebody else's zone.
    ///
    /// # Errors
    /// `OtherZone`.
    pub fn demand(&self, zone: &ZoneCode) -> Result<(), OtherZone> {
        if self.covers(zone) { Ok(()) } else { Err(OtherZone) }
    }
}
