//! Proposals on their way to the ballot: written in sections by a committee or an organisation, drafts never lost, handed in
//! against the clock (civic database). What a department makes of them is the feature `review`.

mod actions;
mod handlers;
mod model;
mod pages;
mod store;

pub use actions::{
    ApplicationError, Hurdle, Outcome, Save, ask_changes, hurdles, move_to, save_section, start, submit, withdraw,
};
pub use model::{
    Application, ApplicationId, Change, CostLine, CostTable, Draft, Fields, Move, Photo, Piece, Saved, SectionName, State, Unit,
    differences,
};
pub use pages::{changes, photos, round_differences, section_words, state_words, whole};
pub use store::{
    draft_by_id, find_application, handed_in_with, last_hand_in, last_handed_in, list_drafts, list_moves, list_of_body,
    list_of_contest, list_public_changes, lock_application,
};

use crate::{
    base::{Access, Duty},
    platform::web::Routes,
};

/// Why a file was refused; the page words it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileRefused {
    /// No file came.
    #[error("no file")]
    Empty,
    /// The words beside it are missing.
    #[error("no words beside the file")]
    NotDescribed,
    /// There are as many as there may be.
    #[error("enough files")]
    Enough,
    /// It is not a picture or PDF.
    #[error("another kind of file")]
    WrongType,
    /// The picture has too many pixels.
    #[error("too many pixels")]
    TooManyPixels,
    /// It moves.
    #[error("a moving picture")]
    Animated,
    /// It is cut short or hides a second file.
    #[error("damaged, or a file within a file")]
    Damaged,
    /// The PDF holds a script, an action or a lock.
    #[error("a PDF that acts")]
    Acting,
}

/// Addresses of the workspace; without the language.
pub mod links {
    use super::{ApplicationId, SectionName};

    /// The list of one's proposals.
    pub fn list() -> String {
        "/committee/proposals".to_owned()
    }

    /// One proposal's task list.
    pub fn tasks(id: ApplicationId) -> String {
        format!("/committee/proposals/{id}")
    }

    /// A page below it.
    pub fn page(id: ApplicationId, page: &str) -> String {
        format!("/committee/proposals/{id}/{page}")
    }

    /// A section's page.
    pub fn section(id: ApplicationId, section: SectionName) -> String {
        format!("/committee/proposals/{id}/sections/{}", section.code())
    }
}

/// Pages of this feature.
pub fn routes() -> Routes {
    use handlers::{answers, editor, files, home, submit};
    let work = Access::Staff(Duty::CommitteeWork);
    Routes::default()
        .get("/ideas/concepts/{number}", Access::Public, answers::concept)
        .get("/committee/proposals", work, home::list)
        .get("/committee/proposals/new", work, home::new)
        .post("/committee/proposals/new", work, home::start)
        .get("/committee/proposals/{application}", work, home::tasks)
        .get("/committee/proposals/{application}/sections/{section}", work, editor::show)
        .post("/committee/proposals/{application}/sections/{section}", work, editor::save)
        .get("/committee/proposals/{application}/sections/{section}/history", work, editor::history)
        .post("/committee/proposals/{application}/sections/{section}/history", work, editor::restore)
        .post("/committee/proposals/{application}/files", work, files::add)
        .post("/committee/proposals/{application}/files/remove", work, files::remove)
        .get("/committee/proposals/{application}/concepts", work, files::concepts)
        .post("/committee/proposals/{application}/concepts", work, files::link)
        .get("/committee/proposals/{application}/preview", work, home::preview)
        .get("/committee/proposals/{application}/card.pdf", work, home::card)
        .get("/committee/proposals/{application}/check", work, submit::check)
        .post("/committee/proposals/{application}/submit", work, submit::submit)
        .post("/committee/proposals/{application}/withdraw", work, submit::withdraw)
}
