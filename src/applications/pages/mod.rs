//! Screens of the committee workspace around proposals (ux.md C1, C3-C6, C8, C9).

mod check;
mod editor;
mod files;
mod history;
mod home;
mod rounds;
mod whole;

pub(super) use check::check;
pub(super) use editor::{Shown, conflict, section};
pub(super) use files::{answers, concepts, photo_page};
pub(super) use history::history;
pub(super) use home::{NewForm, Workshop, card_of, list, new, preview, tasks};
pub use rounds::round_differences;
pub use whole::{changes, photos, state_words, whole};

use maud::{Markup, html};

use super::model::{Fault, Piece, SectionName};
use crate::platform::{ui::Faults, web::Ctx};

/// A section's name in words.
pub fn section_words(ctx: &Ctx, section: SectionName) -> String {
    ctx.t(&format!("section-{}", section.code()))
}

/// A section's faults in the words of a form.
fn faults_of(found: &[Fault]) -> Faults {
    found.iter().fold(Faults::none(), |faults, fault| {
        let args = fault.args.iter().map(|(name, value)| (*name, (*value).into())).collect();
        faults.with(fault.field.clone(), fault.key, args)
    })
}

/// A text with what was added and removed, in words as well as in marks.
fn marked(ctx: &Ctx, pieces: &[Piece]) -> Markup {
    html! {
        @for piece in pieces {
            @match piece {
                Piece::Same(text) => { (text) }
                Piece::Added(text) => { ins { span.unseen { (ctx.t("change-added")) " " } (text) } }
                Piece::Removed(text) => { del { span.unseen { (ctx.t("change-removed")) " " } (text) } }
            }
        }
    }
}
