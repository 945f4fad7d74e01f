//! What residents ask for, and the concepts that committees make of it (civic database): giving an idea without an account,
//! typing one in from paper, a look before it is public, ideas that are alike, concepts, and what became of each idea.

mod actions;
mod cookie;
mod handlers;
mod model;
mod pages;
mod sound;
mod store;

pub use actions::{Answering, IdeaError, PaperIdea, Target, create_concept, enter, gather, publish};
pub use handlers::concepts::{ConceptView, load_concept};
pub use model::{Channel, Concept, ConceptId, Desk, IdeaId, NewConcept, issue_areas};
pub use pages::{concept as concept_page, issue_area_words};
pub use sound::SoundShelf;
pub use store::{concept_by_id, forget_contacts, list_concepts};

use crate::{
    base::{Access, Duty},
    platform::web::Routes,
};

/// Addresses of this feature; without the language. Numbers are counted in each cycle, so a lasting address names it.
pub mod links {
    use crate::base::{CycleSlug, ZoneCode};

    /// The public list.
    pub fn list(cycle: &CycleSlug) -> String {
        format!("/ideas?cycle={cycle}")
    }

    /// The public list of one zone.
    pub fn zone(cycle: &CycleSlug, zone: &ZoneCode) -> String {
        format!("/ideas?cycle={cycle}&zone={zone}")
    }

    /// One idea's public page.
    pub fn idea(cycle: &CycleSlug, number: i32) -> String {
        format!("/ideas/{number}?cycle={cycle}")
    }

    /// The recording of a published idea.
    pub fn sound(cycle: &CycleSlug, number: i32) -> String {
        format!("/ideas/{number}/sound?cycle={cycle}")
    }

    /// A concept's public page.
    pub fn concept(cycle: &CycleSlug, number: i32) -> String {
        format!("/ideas/concepts/{number}?cycle={cycle}")
    }

    /// The first page of giving an idea.
    pub fn give(cycle: &CycleSlug) -> String {
        format!("/ideas/new?cycle={cycle}")
    }

    /// The giver's private page.
    pub fn follow(code: &str) -> String {
        format!("/ideas/follow/{code}")
    }

    /// A page of those who work on ideas; `area` is `committee` or `staff`.
    pub fn desk(area: &str, page: &str, cycle: &CycleSlug) -> String {
        let slash = if page.is_empty() { "" } else { "/" };
        format!("/{area}/ideas{slash}{page}?cycle={cycle}")
    }
}

/// Pages of this feature.
pub fn routes() -> Routes {
    public_routes().and(desk_routes())
}

fn public_routes() -> Routes {
    use handlers::{follow, intake, list};
    Routes::default()
        .get("/ideas", Access::Public, list::list)
        .get("/ideas/new", Access::Public, intake::words)
        .post("/ideas/new", Access::Public, intake::post_words)
        .get("/ideas/new/where", Access::Public, intake::place)
        .post("/ideas/new/where", Access::Public, intake::post_place)
        .get("/ideas/new/age", Access::Public, intake::age)
        .post("/ideas/new/age", Access::Public, intake::post_age)
        .get("/ideas/new/check", Access::Public, intake::check)
        .post("/ideas/new/check", Access::Public, intake::post_check)
        .get("/ideas/follow", Access::Public, follow::ask)
        .post("/ideas/follow", Access::Public, follow::post_ask)
        .get("/ideas/follow/{token}", Access::Public, follow::show)
        .post("/ideas/follow/{token}", Access::Public, follow::forget)
        .get("/ideas/{number}", Access::Public, list::idea)
        .get("/ideas/{number}/sound", Access::Public, list::sound)
}

/// The same work in two places: committee members in their own zones, program staff in all.
fn desk_routes() -> Routes {
    use handlers::{concepts, enter, inbox, moderate};
    let (committee, staff) = (Access::Staff(Duty::CommitteeWork), Access::Staff(Duty::ModerateIdeas));
    Routes::default()
        .get("/committee/ideas", committee, inbox::show)
        .post("/committee/ideas", committee, inbox::post)
        .get("/committee/ideas/enter", committee, enter::show)
        .post("/committee/ideas/enter", committee, enter::post)
        .get("/committee/ideas/concepts/{number}", committee, concepts::desk)
        .post("/committee/ideas/concepts/{number}", committee, concepts::post_split)
        .get("/staff/ideas", staff, moderate::queue)
        .get("/staff/ideas/enter", staff, enter::show)
        .post("/staff/ideas/enter", staff, enter::post)
        .get("/staff/ideas/merge", staff, inbox::show)
        .post("/staff/ideas/merge", staff, inbox::post)
        .get("/staff/ideas/concepts/{number}", staff, concepts::desk)
        .post("/staff/ideas/concepts/{number}", staff, concepts::post_split)
        .get("/staff/ideas/{number}", staff, moderate::show)
        .post("/staff/ideas/{number}", staff, moderate::post)
        .get("/staff/ideas/{number}/sound", staff, moderate::sound)
}
