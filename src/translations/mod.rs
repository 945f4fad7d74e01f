//! The words of a proposal in every language of the ballot: the grid, the editor beside the original, files for translators,
//! approval by a second person, and signed waivers (civic database). The freeze asks here whether the languages are complete.

mod actions;
mod handlers;
mod model;
mod pages;
mod store;

pub use actions::{TranslationError, approved, is_waived, readiness};
pub use model::{Missing, Standing, Version, Waiver, Why, languages};
pub use pages::{language_words, missing_line};

use crate::{
    base::{Access, Duty},
    platform::web::Routes,
};

/// Addresses of this feature; without the language of the site.
pub mod links {
    use crate::{applications::ApplicationId, base::CycleSlug};

    /// The grid of a cycle.
    pub fn grid(cycle: &CycleSlug) -> String {
        format!("/staff/translations?cycle={cycle}")
    }

    /// Writes a cycle's texts into a file.
    pub fn export(cycle: &CycleSlug) -> String {
        format!("/staff/translations/cycles/{cycle}/export")
    }

    /// A kept file: its check, and its result once it is imported.
    pub fn file(id: uuid::Uuid) -> String {
        format!("/staff/translations/files/{id}")
    }

    /// One proposal in one language.
    pub fn text(id: ApplicationId, lang: &str) -> String {
        format!("/staff/translations/texts/{id}/{lang}")
    }

    /// Files of a cycle: taking along and bringing back.
    pub fn files(cycle: &CycleSlug) -> String {
        format!("/staff/translations/cycles/{cycle}/files")
    }

    /// Waivers of a cycle.
    pub fn waivers(cycle: &CycleSlug) -> String {
        format!("/staff/translations/cycles/{cycle}/waivers")
    }
}

/// Pages of this feature.
pub fn routes() -> Routes {
    use handlers::{editor, files, grid, waivers};
    let translate = Access::Staff(Duty::TranslateProposals);
    let waive = Access::Staff(Duty::SetUpCycle);
    Routes::default()
        .get("/staff/translations", translate, grid::show)
        .get("/staff/translations/texts/{application}/{target}", translate, editor::show)
        .post("/staff/translations/texts/{application}/{target}", translate, editor::save)
        .post("/staff/translations/texts/{application}/{target}/review", translate, editor::review)
        .get("/staff/translations/cycles/{cycle}/files", translate, files::show)
        .post("/staff/translations/cycles/{cycle}/files", translate, files::upload)
        .get("/staff/translations/cycles/{cycle}/export", translate, files::export)
        .get("/staff/translations/files/{file}", translate, files::check)
        .post("/staff/translations/files/{file}", translate, files::import)
        .get("/staff/translations/files/{file}/report", translate, files::report)
        .get("/staff/translations/cycles/{cycle}/waivers", translate, waivers::show)
        .post("/staff/translations/cycles/{cycle}/waivers", waive, waivers::sign)
        .post("/staff/translations/cycles/{cycle}/waivers/end", waive, waivers::end)
}
