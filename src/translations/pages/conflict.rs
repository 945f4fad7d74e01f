//! Two people saved one translation: both texts, and one's own still there to be saved (as ux.md C6).

use maud::{Markup, html};

use super::{
    super::{
        links,
        model::{Version, languages},
    },
    editor::{Shown, form},
    language_words, marked, proposal_words, unit_words,
};
use crate::{
    applications::differences,
    platform::{
        ui::{self, Page},
        web::Ctx,
    },
};

/// The page that the second of two meets.
pub fn conflict(ctx: &Ctx, shown: &Shown, theirs: &Version) -> Markup {
    let name = theirs.translated_name.as_str();
    let heading =
        ctx.tf("translation-conflict-title", &[("name", name.into()), ("time", ui::clock_time(ctx, theirs.saved_at).into())]);
    let sheet = &shown.sheet;
    let (lang, direction) = (&sheet.lang, languages::direction(&sheet.lang));
    let address = ctx.link(&links::text(sheet.id(), lang));
    let differing = shown.typed.iter().filter_map(|typed| {
        let other = theirs.units.get(&typed.key).map_or("", String::as_str);
        (other != typed.text.trim()).then_some((typed, other))
    });
    let body = html! {
        h1 { (heading) }
        p { (proposal_words(sheet)) ", " (language_words(ctx, lang)) }
        p { (ctx.t("translation-conflict-lead")) }
        @for (typed, other) in differing {
            section {
                h2 { (unit_words(ctx, &typed.key)) }
                h3 { (ctx.tf("translation-conflict-theirs", &[("name", name.into())])) }
                p.kept-lines dir=(direction) lang=(lang) { (other) }
                h3 { (ctx.t("translation-conflict-mine")) }
                p.kept-lines dir=(direction) lang=(lang) { (typed.text) }
                h3 { (ctx.t("translation-conflict-difference")) }
                p.kept-lines dir=(direction) lang=(lang) { (marked(ctx, &differences(other, &typed.text))) }
            }
        }
        p { a.secondary href=(address) { (ctx.tf("translation-conflict-keep", &[("name", name.into())])) } }
        h2 { (ctx.t("translation-conflict-edit")) }
        (form(ctx, shown, &ctx.t("translation-conflict-save")))
    };
    Page::new(ctx, heading).staff().back(address.clone()).render(&body)
}
