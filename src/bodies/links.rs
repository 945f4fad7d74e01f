//! Addresses of this feature, without the language.

use super::model::{BodyId, MeetingId};

/// The committee home of the signed-in person.
pub fn home() -> String {
    "/committee".to_owned()
}

/// Members of a body, for those who lead it and belong to it.
pub fn members(body: BodyId) -> String {
    format!("/committee/bodies/{body}/members")
}

/// Meetings of a body.
pub fn meetings(body: BodyId) -> String {
    format!("/committee/bodies/{body}/meetings")
}

/// One meeting.
pub fn meeting(body: BodyId, meeting: MeetingId) -> String {
    format!("/committee/bodies/{body}/meetings/{}", meeting.0)
}

/// Where a member records a vote about a subject, such as `application:<uuid>`.
pub fn record_vote(body: BodyId, subject: &str) -> String {
    record_vote_about(body, subject, "", "")
}

/// The same with the motion filled in, and with a path below `/committee/` to which it leads back; both may be empty.
pub fn record_vote_about(body: BodyId, subject: &str, motion: &str, next: &str) -> String {
    let pairs: Vec<(&str, &str)> =
        [("subject", subject), ("motion", motion), ("next", next)].into_iter().filter(|(_, value)| !value.is_empty()).collect();
    let query = serde_urlencoded::to_string(pairs).unwrap_or_default();
    format!("/committee/bodies/{body}/vote{}{query}", if query.is_empty() { "" } else { "?" })
}

/// The public page of a body.
pub fn public(body: BodyId) -> String {
    format!("/committees/{body}")
}

/// The public list of bodies.
pub fn all() -> String {
    "/committees".to_owned()
}

/// The public register of ties.
pub fn register() -> String {
    "/committees/disclosures".to_owned()
}

/// Where staff and committee people declare ties.
pub fn disclosures() -> String {
    "/staff/disclosures".to_owned()
}

/// The staff list of bodies.
pub fn staff() -> String {
    "/staff/bodies".to_owned()
}

/// The staff page of a body.
pub fn edit(body: BodyId) -> String {
    format!("/staff/bodies/{body}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_motion_survives_the_way_through_an_address() {
        let link =
            record_vote_about(BodyId(uuid::Uuid::nil()), "application:1", "Hand in “Garden & shade”?", "/committee/proposals/1");
        let (_, query) = link.split_once('?').expect("a query");
        let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).expect("pairs");
        assert_eq!(pairs[1].1, "Hand in “Garden & shade”?");
        assert!(!record_vote(BodyId(uuid::Uuid::nil()), "").contains('?'));
    }
}
