//! The resident's journey: zone → eligibility → ballot → review → verify → cast → receipt. Pages and handlers only, no
//! SQL: it is the one place that calls both `eligibility` (people) and `ballotbox` (ballots), one after the other.

mod cookie;
mod handlers;
mod model;
mod pages;

use crate::{base::Access, platform::web::Routes};

/// Addresses of the journey; without the language.
pub mod links {
    use crate::base::ZoneCode;

    /// A step of the journey in a zone.
    pub fn step(zone: &ZoneCode, step: &str) -> String {
        format!("/vote/{zone}/{step}")
    }

    /// One proposal of the one-by-one view, from 1.
    pub fn single(zone: &ZoneCode, position: usize) -> String {
        format!("/vote/{zone}/ballot/{position}")
    }
}

/// Pages of this feature. Forms that only live as an answer to a POST also answer GET, with the step to go on from.
pub fn routes() -> Routes {
    use handlers::{ballot, cast, challenge, eligibility, verify, zone};
    let public = Access::Public;
    Routes::default()
        .get("/vote", public, zone::show)
        .post("/vote", public, zone::post)
        .post("/vote/finish", public, cast::finish)
        .get("/vote/{zone}", public, eligibility::age)
        .post("/vote/{zone}/age", public, eligibility::post_age)
        .get("/vote/{zone}/age", public, eligibility::age)
        .get("/vote/{zone}/tie", public, eligibility::tie)
        .post("/vote/{zone}/tie", public, eligibility::post_tie)
        .get("/vote/{zone}/not-eligible", public, eligibility::not_eligible)
        .get("/vote/{zone}/ballot", public, ballot::list)
        .post("/vote/{zone}/ballot", public, ballot::post_list)
        .get("/vote/{zone}/ballot/{position}", public, ballot::single)
        .post("/vote/{zone}/ballot/{position}", public, ballot::post_single)
        .get("/vote/{zone}/blank", public, ballot::blank)
        .get("/vote/{zone}/review", public, ballot::review)
        .post("/vote/{zone}/test", public, challenge::post)
        .get("/vote/{zone}/test", public, ballot::review)
        .get("/vote/{zone}/tested", public, challenge::show)
        .get("/vote/{zone}/verify", public, verify::phone)
        .post("/vote/{zone}/verify", public, verify::post_phone)
        .get("/vote/{zone}/verify/email", public, verify::email)
        .post("/vote/{zone}/verify/email", public, verify::post_email)
        .get("/vote/{zone}/verify/pass", public, verify::pass)
        .get("/vote/{zone}/verify/help", public, verify::help)
        .get("/vote/{zone}/code", public, verify::code)
        .get("/vote/{zone}/code/help", public, verify::no_code)
        .post("/vote/{zone}/code/again", public, verify::send_again)
        .get("/vote/{zone}/cast", public, cast::resume)
        .post("/vote/{zone}/cast", public, cast::post)
}
