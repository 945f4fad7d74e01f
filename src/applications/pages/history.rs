//! Every saved version of a section: who, when, what changed, and going back to it.

use maud::{Markup, html};

use super::{
    super::{
        links,
        model::{Fields, Saved, SectionName, differences},
    },
    Workshop, marked, section_words,
};
use crate::platform::{
    ui::{self, Page},
    web::Ctx,
};

fn joined(fields: &Fields, name: &str) -> String {
    fields.get(name).map(|values| values.join("\n")).unwrap_or_default()
}

/// The versions, the one that stands first.
pub fn history(ctx: &Ctx, workshop: &Workshop, section: SectionName, versions: &[Saved]) -> Markup {
    let heading = ctx.tf("history-title", &[("section", section_words(ctx, section).into())]);
    let application = &workshop.draft.application;
    let action = ctx.link(&format!("{}/history", links::section(application.id, section)));
    let stands = versions.first().map_or(0, |saved| saved.version);
    let body = html! {
        h1 { (heading) }
        p { bdi dir="auto" { (workshop.heading(ctx)) } }
        @if versions.is_empty() { p { (ctx.t("history-none")) } }
        @for (index, saved) in versions.iter().enumerate() {
            section.card {
                h2 { (ctx.tf("history-version", &[("version", i64::from(saved.version).into()), ("name", saved.saved_name.clone().into())])) }
                p.hint { (ui::moment(ctx, saved.saved_at)) @if index == 0 { " · " (ctx.t("history-stands")) } }
                @for spec in section.fields() {
                    @let before = versions.get(index + 1).map(|earlier| joined(&earlier.fields, spec.name)).unwrap_or_default();
                    @let after = joined(&saved.fields, spec.name);
                    @if before != after {
                        h3 { (ctx.t(&format!("field-{}", spec.name))) }
                        p.kept-lines dir="auto" lang=(application.source_lang) { (marked(ctx, &differences(&before, &after))) }
                    }
                }
                @if index > 0 && application.state.is_open_to_authors() {
                    (ui::form(ctx, &format!("use-{}", saved.version), &action, html! {
                        input type="hidden" name="version" value=(saved.version);
                        input type="hidden" name="base" value=(stands);
                        p.buttons { button.secondary { (ctx.tf("history-use", &[("version", i64::from(saved.version).into())])) } }
                    }))
                }
            }
        }
    };
    Page::new(ctx, heading).staff().back(ctx.link(&links::section(application.id, section))).render(&body)
}
