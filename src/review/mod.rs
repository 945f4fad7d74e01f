//! What the City makes of proposals that were handed in: queues, checklist, signed costs, decisions with public reasons,
//! appeals, talk about sections, the public ledger. Whoever is tied to a body keeps out (civic database).

mod actions;
mod digest;
mod handlers;
mod mail;
mod model;
mod pages;
mod store;

pub use actions::{ReviewError, decide, sign_costs};
pub use digest::SendDigest;
pub use mail::Post;
pub use model::{Checklist, Outcome, PublicStep, Ready, StepKind, Words};
pub use pages::{console_links, history};
pub use store::public_history;

use crate::{
    base::{Access, Duty},
    platform::web::Routes,
};

/// Addresses of this feature; without the language.
pub mod links {
    use crate::applications::ApplicationId;

    /// The reviewers' queue.
    pub fn queue() -> String {
        "/staff/reviews".to_owned()
    }

    /// One application before its reviewers.
    pub fn matter(id: ApplicationId) -> String {
        format!("/staff/reviews/{id}")
    }

    /// A page or form below it.
    pub fn below(id: ApplicationId, page: &str) -> String {
        format!("/staff/reviews/{id}/{page}")
    }

    /// The list of departments.
    pub fn departments() -> String {
        "/staff/reviews/departments".to_owned()
    }

    /// Appeals that wait.
    pub fn appeals() -> String {
        "/staff/reviews/appeals".to_owned()
    }

    /// One appeal.
    pub fn appeal(id: ApplicationId) -> String {
        format!("/staff/reviews/appeals/{id}")
    }

    /// What authors see of the review.
    pub fn authors(id: ApplicationId) -> String {
        format!("/committee/proposals/{id}/review")
    }

    /// The public ledger.
    pub fn ledger() -> String {
        "/proposals/ledger".to_owned()
    }

    /// The public page of an application.
    pub fn proposal(cycle: &str, zone: &str, number: i32) -> String {
        format!("/proposals/{cycle}/{zone}/{number}")
    }
}

/// Pages of this feature.
pub fn routes() -> Routes {
    use handlers::{appeals, authors, departments, ledger, queue, review, talk};
    let review = Access::Staff(Duty::ReviewProposals);
    let appeal = Access::Staff(Duty::DecideAppeals);
    let work = Access::Staff(Duty::CommitteeWork);
    Routes::default()
        .get("/proposals/ledger", Access::Public, ledger::show)
        .get("/proposals/{cycle}/{zone}/{number}", Access::Public, ledger::proposal)
        .get("/staff/reviews", review, queue::show)
        .get("/staff/reviews/departments", Access::Staff(Duty::SetUpCycle), departments::show)
        .post("/staff/reviews/departments", Access::Staff(Duty::SetUpCycle), departments::add)
        .get("/staff/reviews/appeals", appeal, appeals::list)
        .get("/staff/reviews/appeals/{application}", appeal, appeals::show)
        .post("/staff/reviews/appeals/{application}", appeal, appeals::settle)
        .get("/staff/reviews/{application}", review, review::show)
        .post("/staff/reviews/{application}", review, review::save)
        .post("/staff/reviews/{application}/take", review, queue::take)
        .post("/staff/reviews/{application}/give", review, queue::give)
        .post("/staff/reviews/{application}/costs", review, review::sign)
        .post("/staff/reviews/{application}/comments", review, talk::say_for_city)
        .post("/staff/reviews/{application}/threads", review, talk::settle_for_city)
        .get("/committee/proposals/{application}/review", work, authors::show)
        .post("/committee/proposals/{application}/review/appeal", work, authors::appeal)
        .post("/committee/proposals/{application}/review/comments", work, talk::say_for_authors)
        .post("/committee/proposals/{application}/review/threads", work, talk::settle_for_authors)
}
