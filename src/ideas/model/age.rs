//! How old someone is who gives an idea, as far as it matters: no birthdays, three groups.

use crate::cycles::IdeaRule;

/// Nobody younger, in years, is asked for a contact, whatever a rulebook says.
const NO_CONTACT_BELOW: u8 = 13;
/// An age group. Bounds come from the rulebook; with the usual one: 5 to 12, 13 to 17, 18 or older.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgeGroup {
    /// No contact may be kept.
    Child,
    /// Old enough for a contact, not of age.
    Teen,
    /// Of age.
    Adult,
}

/// First year of being of age.
const OF_AGE: u8 = 18;

impl AgeGroup {
    /// Every group from the youngest.
    pub const ALL: [Self; 3] = [Self::Child, Self::Teen, Self::Adult];

    /// Stable name in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::Child => "child",
            Self::Teen => "teen",
            Self::Adult => "adult",
        }
    }

    /// Reads a stable name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.code() == code)
    }

    /// First and last year of the group, the last one open for adults. `None` when the rulebook leaves nobody in it.
    pub fn years(self, rule: &IdeaRule) -> Option<(u8, Option<u8>)> {
        // No rulebook may go below thirteen: no contact is kept of anyone younger.
        let from_contact = rule.contact_min_age.max(NO_CONTACT_BELOW).max(rule.min_age);
        let (first, last) = match self {
            Self::Child => (rule.min_age, from_contact.saturating_sub(1)),
            Self::Teen => (from_contact, OF_AGE - 1),
            Self::Adult => return Some((from_contact.max(OF_AGE), None)),
        };
        (first <= last && last > 0).then_some((first, Some(last)))
    }

    /// True when a contact may be asked for and kept.
    pub fn may_leave_contact(self) -> bool {
        self != Self::Child
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(min_age: u8, contact_min_age: u8) -> IdeaRule {
        IdeaRule { min_age, contact_min_age, ties: vec![] }
    }

    #[test]
    fn groups_follow_the_rulebook() {
        let years = |rule: IdeaRule| AgeGroup::ALL.map(|group| group.years(&rule));
        assert_eq!(years(rule(5, 13)), [Some((5, Some(12))), Some((13, Some(17))), Some((18, None))]);
        assert_eq!(years(rule(13, 13)), [None, Some((13, Some(17))), Some((18, None))]);
        assert_eq!(years(rule(5, 18)), [Some((5, Some(17))), None, Some((18, None))]);
    }
}
