//! Screens of the translation desk (ux.md C10, S3).

mod conflict;
mod editor;
mod files;
mod grid;
mod waivers;

pub(super) use conflict::conflict;
pub(super) use editor::{Shown, editor};
pub(super) use files::{FilesView, UploadForm, check, files, finding_words, named, unit_named};
pub(super) use grid::{GridView, grid};
pub(super) use waivers::{WaiverForm, WaiversView, waivers};

use maud::{Markup, html};

use super::{
    actions::TextFault,
    model::{LengthFault, Missing, Sheet, Standing, Why, languages},
};
use crate::{
    applications::Piece,
    platform::{i18n::Arg, ui::Faults, web::Ctx},
};

/// A language in the words of the page; the tag of one that is not known.
pub fn language_words(ctx: &Ctx, tag: &str) -> String {
    match languages::find(tag) {
        Some(language) => ctx.t(&format!("language-{}", language.tag.to_ascii_lowercase())),
        None => tag.to_owned(),
    }
}

/// "Khmer, proposal 7: not approved. Approve it or sign a waiver."
pub fn missing_line(ctx: &Ctx, missing: &Missing) -> String {
    let args: [(&str, Arg); 2] =
        [("language", language_words(ctx, &missing.lang).into()), ("number", missing.number.to_string().into())];
    match missing.why {
        Why::NotStarted => ctx.tf("missing-not-started", &args),
        Why::NotApproved => ctx.tf("missing-not-approved", &args),
        Why::Stale => ctx.tf("missing-stale", &args),
    }
}

fn standing_words(ctx: &Ctx, standing: Standing) -> String {
    ctx.t(&format!("translation-state-{}", standing.code()))
}

/// What a unit is: `cost-3` is line 3 of the costs.
fn unit_words(ctx: &Ctx, key: &str) -> String {
    match key.rsplit_once('-') {
        Some((front @ ("cost" | "photo"), number)) => ctx.tf(&format!("unit-{front}"), &[("number", number.into())]),
        _ => ctx.t(&format!("unit-{key}")),
    }
}

/// Number and name of a proposal.
fn proposal_words(sheet: &Sheet) -> Markup {
    let application = &sheet.draft.application;
    html! { (application.number) ". " bdi dir="auto" lang=(application.source_lang) { (sheet.draft.title()) } }
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

/// What stands in the way of a review, at the unit it belongs to.
pub(super) fn faults_of(ctx: &Ctx, found: &[TextFault]) -> Faults {
    found.iter().fold(Faults::none(), |faults, fault| {
        let (key, sentence, figures) = match fault {
            TextFault::Stale(key) => (key, "unit-fault-stale", None),
            TextFault::Length(key, LengthFault::Empty) => (key, "unit-fault-empty", None),
            TextFault::Length(key, LengthFault::Chars(count, limit)) => (key, "unit-fault-chars", Some((*count, *limit))),
            TextFault::Length(key, LengthFault::Words(count, limit)) => (key, "unit-fault-words", Some((*count, *limit))),
        };
        let mut args: Vec<(&'static str, Arg)> = vec![("unit", unit_words(ctx, key).into())];
        if let Some((count, limit)) = figures {
            args.extend([("count", Arg::from(count)), ("limit", Arg::from(limit))]);
        }
        faults.with(format!("text-{key}"), sentence, args)
    })
}
