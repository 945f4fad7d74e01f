//! Starting a cycle: its name, its titles, its first day, from nothing or as a copy.

use maud::{Markup, html};

use super::super::{
    links,
    model::{Answers, title_field},
};
use super::parts::Parts;
use crate::{
    base::Lang,
    cycles::Cycle,
    platform::{
        ui::{self, Choice, Faults, Page},
        web::Ctx,
    },
};

/// What was filled in.
#[derive(Default)]
pub struct NewCycleForm {
    /// Answers by field: `slug`, titles, `first_day`, `template`.
    pub answers: Answers,
}

/// The form. `templates` are the cycles that can be copied.
pub fn new_cycle(ctx: &Ctx, faults: &Faults, form: &NewCycleForm, templates: &[Cycle]) -> Markup {
    let heading = ctx.t("setup-new-title");
    let parts = Parts { ctx, answers: &form.answers, faults };
    let chosen = form.answers.one("template");
    let mut choices = vec![Choice {
        value: String::new(),
        label: ctx.t("setup-new-nothing"),
        hint: Some(ctx.t("setup-new-nothing-hint")),
        chosen: chosen.is_empty(),
    }];
    choices.extend(templates.iter().map(|cycle| Choice {
        value: cycle.slug.to_string(),
        label: ctx.tf("setup-new-copy", &[("title", cycle.title.as_str().into())]),
        hint: Some(ctx.t("setup-new-copy-hint")),
        chosen: cycle.slug.as_str() == chosen,
    }));
    let body = html! {
        (faults.summary(ctx))
        h1 { (heading) }
        p.lead { (ctx.t("setup-new-lead")) }
        (ui::form(ctx, "new-cycle", &ctx.link(&links::new_cycle()), html! {
            @for lang in Lang::ALL { (parts.text(title_field(lang), None)) }
            (parts.text("slug", Some("setup-slug-hint")))
            (parts.day("first_day", "setup-first-day-hint"))
            (ui::radios(ctx, faults, "template", &html! { (ctx.t("setup-new-from")) }, &choices))
            (ui::buttons(&ctx.t("setup-new-button")))
        }))
    };
    Page::new(ctx, heading).staff().error(!faults.is_empty()).back(ctx.link("/staff")).render(&body)
}
