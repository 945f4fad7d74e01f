//! A body: a zone committee or an organisation, and the seats in it.

use uuid::Uuid;

use crate::base::ZoneCode;

/// Identity of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BodyId(pub Uuid);

/// What a body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyKind {
    /// Residents of one zone.
    Committee,
    /// A nonprofit, school or group.
    Organisation,
}

impl BodyKind {
    /// Stable name in the database; also the author kind of its proposals.
    pub fn code(self) -> &'static str {
        match self {
            Self::Committee => "committee",
            Self::Organisation => "organisation",
        }
    }

    /// Reads a stable name.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Committee, Self::Organisation].into_iter().find(|kind| kind.code() == code)
    }
}

/// A body.
#[derive(Clone, Debug)]
pub struct Body {
    /// Identity.
    pub id: BodyId,
    /// What it is.
    pub kind: BodyKind,
    /// Name, the same in every language.
    pub name: String,
    /// A committee's zone; an organisation's, when it serves one alone.
    pub zone: Option<ZoneCode>,
}

/// A place in a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seat {
    /// Leads it.
    Chair,
    /// Belongs to it.
    Member,
}

impl Seat {
    /// Stable name in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::Chair => "chair",
            Self::Member => "member",
        }
    }
}
