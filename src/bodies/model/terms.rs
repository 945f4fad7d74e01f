//! A term: who has a seat in a body, and when.

use chrono::NaiveDate;
use uuid::Uuid;

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

    /// Reads a stable name.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Chair, Self::Member].into_iter().find(|seat| seat.code() == code)
    }
}

/// A term as it is stored.
#[derive(Clone, Debug)]
pub struct Term {
    /// Identity.
    pub id: Uuid,
    /// Whose.
    pub account: Uuid,
    /// Their name.
    pub name: String,
    /// The seat.
    pub seat: Seat,
    /// First day.
    pub starts_on: NaiveDate,
    /// First day on which they no longer belong.
    pub ends_on: Option<NaiveDate>,
    /// Why it was ended before its time; for the body and staff.
    pub end_reason: Option<String>,
    /// True once they used their invitation.
    pub is_active: bool,
}

impl Term {
    /// True when the term gives rights on a day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.starts_on <= day && self.ends_on.is_none_or(|end| day < end)
    }

    /// True once it is over.
    pub fn is_over_on(&self, day: NaiveDate) -> bool {
        self.ends_on.is_some_and(|end| end <= day)
    }

    /// The last day on which they belong.
    pub fn last_day(&self) -> Option<NaiveDate> {
        self.ends_on.and_then(|end| end.pred_opt())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ended_term_gives_no_right_on_the_day_it_ends() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 3, d).expect("a day");
        let term = Term {
            id: Uuid::nil(),
            account: Uuid::nil(),
            name: String::new(),
            seat: Seat::Chair,
            starts_on: day(2),
            ends_on: Some(day(5)),
            end_reason: None,
            is_active: true,
        };
        assert_eq!([1, 2, 4, 5].map(|d| term.holds_on(day(d))), [false, true, true, false]);
        assert!(term.is_over_on(day(5)) && !term.is_over_on(day(4)));
        assert_eq!(term.last_day(), Some(day(4)));
    }
}
