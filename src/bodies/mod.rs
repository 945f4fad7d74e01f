//! Those who write proposals: zone committees and organisations, who belongs to them and until when, how they decide,
//! and who must keep out of their matters (civic database).

mod actions;
mod handlers;
pub mod links;
mod model;
mod pages;
mod store;

pub use actions::{BodyError, add_member, create_body, enter_decision, enter_meeting, enter_presence, record_decision};
pub use model::{
    Body, BodyId, BodyKind, CycleRole, DecisionId, DecisionRecord, Details, Ground, MeetingId, NewDecision, NewMeeting,
    OrganisationKind, Recusal, SPOKEN, Seat, TieKind,
};
pub use pages::console_links;
pub use store::{bodies_of, body_by_id, carried, find_body, find_body_by_name, is_member, list_bodies, recusal, seat_of, today};

use crate::{
    base::{Access, Duty},
    platform::web::Routes,
};

/// Pages of this feature. Who belongs to a body is known only inside: its pages let in everyone who is signed in, and then
/// only its people and staff.
pub fn routes() -> Routes {
    use handlers::{disclosures, home, meetings, members, minutes, public, staff, term, votes};
    let set_up = Access::Staff(Duty::SetUpCycle);
    let own = Access::SignedIn;
    Routes::default()
        .get("/committees", Access::Public, public::index)
        .get("/committees/disclosures", Access::Public, public::register)
        .get("/committees/{body}", Access::Public, public::body)
        .get("/staff/bodies", set_up, staff::list)
        .get("/staff/bodies/new", set_up, staff::new)
        .post("/staff/bodies/new", set_up, staff::create)
        .get("/staff/bodies/{body}", set_up, staff::edit)
        .post("/staff/bodies/{body}", set_up, staff::change)
        .post("/staff/bodies/{body}/parts", set_up, staff::give_part)
        .post("/staff/bodies/{body}/parts/drop", set_up, staff::take_part)
        .get("/staff/disclosures", own, disclosures::list)
        .post("/staff/disclosures", own, disclosures::declare)
        .get("/staff/disclosures/{disclosure}", own, disclosures::show)
        .post("/staff/disclosures/{disclosure}", own, disclosures::end)
        .get("/committee", Access::Staff(Duty::CommitteeWork), home::show)
        .get("/committee/bodies/{body}/members", own, members::show)
        .post("/committee/bodies/{body}/members", own, members::invite)
        .get("/committee/bodies/{body}/members/{term}", own, term::show)
        .post("/committee/bodies/{body}/members/{term}/end", own, term::end)
        .post("/committee/bodies/{body}/members/{term}/renew", own, term::renew)
        .post("/committee/bodies/{body}/members/{term}/seat", own, term::seat)
        .get("/committee/bodies/{body}/meetings", own, meetings::list)
        .post("/committee/bodies/{body}/meetings", own, meetings::plan)
        .get("/committee/bodies/{body}/meetings/{meeting}", own, meetings::show)
        .post("/committee/bodies/{body}/meetings/{meeting}/present", own, meetings::present)
        .post("/committee/bodies/{body}/meetings/{meeting}/minutes", own, minutes::save)
        .post("/committee/bodies/{body}/meetings/{meeting}/correct", own, minutes::correct)
        .post("/committee/bodies/{body}/meetings/{meeting}/cancel", own, meetings::cancel)
        .get("/committee/bodies/{body}/vote", own, votes::show)
        .post("/committee/bodies/{body}/vote", own, votes::record)
}
