//! Ties of people to bodies, and when one must keep out of a matter.

use chrono::NaiveDate;
use uuid::Uuid;

use super::BodyId;

/// What ties a person to a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TieKind {
    /// Works for it.
    Employed,
    /// Sits on its board or owns it.
    Board,
    /// Is paid by it in another way.
    Paid,
    /// Someone in the family has such a tie.
    Family,
    /// Belongs to it.
    Member,
    /// Anything else, told in words.
    Other,
}

impl TieKind {
    /// Every kind, in the order of the form.
    pub const ALL: [Self; 6] = [Self::Employed, Self::Board, Self::Paid, Self::Family, Self::Member, Self::Other];

    /// Stable name in the database; catalog keys are `disclosure-tie-…`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Employed => "employed",
            Self::Board => "board",
            Self::Paid => "paid",
            Self::Family => "family",
            Self::Member => "member",
            Self::Other => "other",
        }
    }

    /// Reads a stable name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tie| tie.code() == code)
    }
}

/// A declared tie.
#[derive(Clone, Debug)]
pub struct Disclosure {
    /// Identity.
    pub id: Uuid,
    /// Whose.
    pub account: Uuid,
    /// Their name.
    pub name: String,
    /// The body.
    pub body: BodyId,
    /// Its name.
    pub body_name: String,
    /// What ties them.
    pub tie: TieKind,
    /// More words, for staff only; may be empty.
    pub words: String,
    /// Day it was declared.
    pub starts_on: NaiveDate,
    /// Day it ended, if it did.
    pub ends_on: Option<NaiveDate>,
    /// Public reason why it ended.
    pub end_reason: Option<String>,
}

/// Why a person keeps out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// Has a seat, or had one in the last twelve months.
    Membership,
    /// Declared a tie.
    Disclosed(TieKind),
}

impl Ground {
    /// Reads the word that Postgres uses.
    pub fn parse(word: &str) -> Option<Self> {
        if word == "membership" { Some(Self::Membership) } else { TieKind::parse(word).map(Self::Disclosed) }
    }
}

/// A person must keep out of what a body asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recusal {
    /// Why.
    pub ground: Ground,
    /// The body itself, or the fiscal sponsor or sponsored body in between.
    pub through: BodyId,
    /// Its name.
    pub through_name: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grounds_are_read_as_postgres_writes_them() {
        assert_eq!(Ground::parse("membership"), Some(Ground::Membership));
        assert!(TieKind::ALL.iter().all(|tie| Ground::parse(tie.code()) == Some(Ground::Disclosed(*tie))));
        assert_eq!(Ground::parse("friend"), None);
    }
}
