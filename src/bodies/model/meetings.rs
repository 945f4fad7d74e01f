//! Meetings of a body: who was there, the quorum, votes, minutes.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::BodyId;

/// Identity of a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MeetingId(pub Uuid);

/// Identity of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DecisionId(pub Uuid);

/// How many of `members` must be there: more than half.
pub fn quorum_of(members: i32) -> i32 {
    members / 2 + 1
}

/// A meeting to be planned.
#[derive(Clone, Debug)]
pub struct NewMeeting {
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// Where, in words.
    pub place: String,
    /// What is to be talked about; may be empty.
    pub agenda: String,
}

/// Who was there, once it is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// Members on that day.
    pub members: i32,
    /// How many had to be there.
    pub quorum: i32,
    /// How many were.
    pub present: i32,
}

impl Held {
    /// True when enough members were there to decide.
    pub fn has_quorum(&self) -> bool {
        self.present >= self.quorum
    }
}

/// A meeting.
#[derive(Clone, Debug)]
pub struct Meeting {
    /// Identity.
    pub id: MeetingId,
    /// Whose.
    pub body: BodyId,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// Where.
    pub place: String,
    /// Agenda.
    pub agenda: String,
    /// Minutes that are not published yet.
    pub draft: String,
    /// Who was there, once recorded.
    pub held: Option<Held>,
    /// Why it was called off.
    pub cancelled_because: Option<String>,
}

/// A version of published minutes.
#[derive(Clone, Debug)]
pub struct Minutes {
    /// 1 for the first.
    pub version: i32,
    /// The words.
    pub text: String,
    /// Why they were corrected; none for the first version.
    pub reason: Option<String>,
    /// Name and role, as in acts.
    pub made_by: String,
    /// Day of publication.
    pub published_on: NaiveDate,
}

/// A vote to be recorded.
#[derive(Clone, Debug, Default)]
pub struct NewDecision {
    /// What another feature asked to vote about, such as `application:<uuid>`.
    pub subject: Option<String>,
    /// What was moved.
    pub motion: String,
    /// Votes for.
    pub in_favour: u16,
    /// Votes against.
    pub against: u16,
    /// Abstained.
    pub abstained: u16,
}

/// A recorded vote.
#[derive(Clone, Debug)]
pub struct Decision {
    /// What was moved.
    pub motion: String,
    /// Votes for.
    pub in_favour: i32,
    /// Votes against.
    pub against: i32,
    /// Abstained.
    pub abstained: i32,
    /// More votes for than against, and the quorum was there; Postgres works it out.
    pub carried: bool,
}

/// A decision that carried, for the feature that asked for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecisionRecord {
    /// Identity.
    pub id: DecisionId,
    /// Day of the meeting in the city.
    pub on: NaiveDate,
    /// Votes for.
    pub in_favour: i32,
    /// Votes against.
    pub against: i32,
    /// Abstained.
    pub abstained: i32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quorum_is_more_than_half() {
        assert_eq!([0, 1, 2, 3, 7, 8].map(quorum_of), [1, 1, 2, 2, 4, 5]);
        assert!(!Held { members: 8, quorum: 5, present: 4 }.has_quorum());
        assert!(Held { members: 7, quorum: 4, present: 4 }.has_quorum());
    }
}
