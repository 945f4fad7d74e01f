//! A concept: ideas that ask for the same, under one name.

use uuid::Uuid;

use crate::base::{CycleSlug, ZoneCode};

/// Identity of a concept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConceptId(pub Uuid);

/// A concept.
#[derive(Clone, Debug)]
pub struct Concept {
    /// Identity.
    pub id: ConceptId,
    /// The cycle.
    pub cycle: CycleSlug,
    /// The zone.
    pub zone: ZoneCode,
    /// Public number in the cycle.
    pub number: i32,
    /// A few words.
    pub title: String,
    /// A sentence or two.
    pub summary: String,
    /// Code of the issue area.
    pub issue_area: Option<String>,
}

/// A concept to be made.
pub struct NewConcept {
    /// The cycle.
    pub cycle: CycleSlug,
    /// The zone.
    pub zone: ZoneCode,
    /// A few words.
    pub title: String,
    /// A sentence or two.
    pub summary: String,
    /// Code of the issue area.
    pub issue_area: Option<String>,
}
