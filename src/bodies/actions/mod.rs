//! What people do with bodies: make and change them, give seats, hold meetings, declare ties. This file: who may, and why not.

mod bodies;
mod disclosures;
mod meetings;
mod terms;

pub use bodies::create_body;
pub(super) use bodies::{Profile, change_body, give_part, make_body, take_part};
pub(super) use disclosures::{NewDisclosure, declare, end_disclosure};
pub(super) use meetings::{cancel_meeting, correct_minutes, plan_meeting, publish_minutes, record_presence, save_draft};
pub use meetings::{enter_decision, enter_meeting, enter_presence, record_decision};
pub use terms::add_member;
pub(super) use terms::{Invited, Invitee, Mail, change_seat, end_term, invite_member, renew_term};

use chrono::NaiveDate;

use super::{
    model::{BodyId, Seat},
    store,
};
use crate::{
    accounts::{AccountError, Grant},
    base::Duty,
    platform::{
        db::CivicConn,
        web::{AsProblem, Problem},
    },
};

/// Why something with a body was refused.
#[derive(Debug, thiserror::Error)]
pub enum BodyError {
    /// The name is empty or too long.
    #[error("the name is empty or too long")]
    BadName,
    /// Another body has this name.
    #[error("another body has this name")]
    NameTaken,
    /// A committee needs a zone.
    #[error("a committee needs a zone")]
    ZoneMissing,
    /// An organisation needs a kind.
    #[error("an organisation needs a kind")]
    KindMissing,
    /// Not an address of the web.
    #[error("not an address of the web")]
    BadWeb,
    /// A resident group that can't take money needs a fiscal sponsor.
    #[error("a fiscal sponsor is missing")]
    SponsorMissing,
    /// The sponsor can't take money itself.
    #[error("a fiscal sponsor needs a tax status of its own")]
    SponsorTakesNoMoney,
    /// The sponsor is sponsored, in the end, by this body.
    #[error("fiscal sponsors would go in a circle")]
    SponsorCircle,
    /// The body has this part in the cycle already.
    #[error("the body has this part already")]
    PartHeld,
    /// Not an e-mail address.
    #[error("not an e-mail address")]
    BadEmail,
    /// The person has a seat and signs in.
    #[error("the person has a seat already")]
    SeatHeld,
    /// The last day is before the first.
    #[error("the term would end before it starts")]
    EndsTooEarly,
    /// Two terms of one person would overlap.
    #[error("terms would overlap")]
    TermsOverlap,
    /// A term that is over can't be changed.
    #[error("the term is over")]
    TermOver,
    /// The chair goes only when another is there.
    #[error("the last chair can't leave")]
    LastChair,
    /// A reason is missing or too long.
    #[error("a reason is missing or too long")]
    ReasonMissing,
    /// The place is missing or too long.
    #[error("the place is missing or too long")]
    PlaceMissing,
    /// The agenda or minutes are missing or too long.
    #[error("the text is missing or too long")]
    TextMissing,
    /// The motion is missing or too long.
    #[error("the motion is missing or too long")]
    MotionMissing,
    /// The meeting has not begun.
    #[error("the meeting has not begun")]
    NotBegun,
    /// It was called off.
    #[error("the meeting was called off")]
    CalledOff,
    /// It is not recorded who was there.
    #[error("it is not recorded who was there")]
    PresenceMissing,
    /// Votes were taken, so who was there stands.
    #[error("who was there is fixed by the first vote")]
    PresenceFixed,
    /// Someone who was no member on that day.
    #[error("only members of that day are counted")]
    NotMembers,
    /// More votes than people.
    #[error("more votes than people who were there")]
    TooManyVotes,
    /// The minutes are published, or someone else published a version in between.
    #[error("the minutes are published")]
    Published,
    /// This tie is declared already.
    #[error("this tie stands already")]
    TieStands,
    /// "Other" needs words.
    #[error("say what the tie is")]
    TieWordsMissing,
    /// The tie has ended.
    #[error("the tie has ended")]
    TieEnded,
    /// There is no such thing in this body.
    #[error("there is no such thing here")]
    NotFound,
    /// The signed-in person has no part in it.
    #[error("this person may not do that here")]
    NotYours,
    /// The account.
    #[error("the account: {0}")]
    Account(#[source] AccountError),
    /// The database.
    #[error("the database: {0}")]
    Db(#[source] diesel::result::Error),
}

/// Constraints speak the law; this gives each the word that people meet.
impl From<diesel::result::Error> for BodyError {
    fn from(error: diesel::result::Error) -> Self {
        let name = match &error {
            diesel::result::Error::DatabaseError(_, detail) => detail.constraint_name().unwrap_or("").to_owned(),
            _ => String::new(),
        };
        match name.as_str() {
            "body_name_key" => Self::NameTaken,
            "body_resident_group_has_a_sponsor" => Self::SponsorMissing,
            "body_sponsor_can_take_money" => Self::SponsorTakesNoMoney,
            "body_sponsor_has_no_circle" => Self::SponsorCircle,
            "membership_ends_after_it_starts" => Self::EndsTooEarly,
            "membership_one_term_at_a_time" => Self::TermsOverlap,
            "membership_past_stays" => Self::TermOver,
            "membership_keeps_a_chair" => Self::LastChair,
            "meeting_present_are_members" => Self::NotMembers,
            "meeting_was_held_or_cancelled" => Self::CalledOff,
            "meeting_is_published" | "minutes_pkey" => Self::Published,
            "minutes_name_those_present" => Self::PresenceMissing,
            "decision_presence_fkey" => Self::PresenceFixed,
            "decision_votes_are_of_those_present" => Self::TooManyVotes,
            "disclosure_past_stays" => Self::TieEnded,
            _ => Self::Db(error),
        }
    }
}

impl AsProblem for BodyError {
    fn problem(&self) -> Problem {
        use actix_web::http::StatusCode;
        match self {
            Self::Db(error) => Problem::database(error),
            Self::Account(error) => error.problem(),
            Self::NotFound => Problem::not_found(),
            Self::NotYours => {
                Problem::new(StatusCode::FORBIDDEN, "bodies.not_yours", "bodies-not-yours-title", "bodies-not-yours-text")
            }
            _ => {
                Problem::new(StatusCode::CONFLICT, "bodies.step_refused", "bodies-step-refused-title", "bodies-step-refused-text")
            }
        }
    }
}

/// The chair of a body and staff who set up cycles lead it. Returns the actor for acts.
pub(super) async fn demand_lead(conn: &mut CivicConn, grant: &Grant, body: BodyId, day: NaiveDate) -> Result<String, BodyError> {
    if grant.has(Duty::SetUpCycle) {
        return Ok(grant.actor(Duty::SetUpCycle));
    }
    match store::seat_of(conn, grant.account(), body, day).await? {
        Some(Seat::Chair) => Ok(grant.actor(Duty::CommitteeWork)),
        _ => Err(BodyError::NotYours),
    }
}

/// Its members of the day work in a body, and staff may help. Returns the actor for acts.
pub(super) async fn demand_work(conn: &mut CivicConn, grant: &Grant, body: BodyId, day: NaiveDate) -> Result<String, BodyError> {
    match store::seat_of(conn, grant.account(), body, day).await? {
        Some(_) => Ok(grant.actor(Duty::CommitteeWork)),
        None if grant.has(Duty::SetUpCycle) => Ok(grant.actor(Duty::SetUpCycle)),
        None => Err(BodyError::NotYours),
    }
}
