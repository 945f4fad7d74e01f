//! The second opening, in words: what to take to another machine, what to type there, what to bring back.

use maud::{Markup, html};

use super::super::links;
use crate::{
    accounts::Grant,
    base::Duty,
    cycles::{self, Cycle},
    platform::{
        ui::{self, Faults, Page},
        web::Ctx,
    },
};

/// Takes the lines that `reparto trustee open` printed. The first opening's hashes are not shown: who compares must have
/// opened the ballots, not copied a number.
pub fn second(ctx: &Ctx, grant: &Grant, faults: &Faults, cycle: &Cycle, typed: &str) -> Markup {
    let heading = ctx.t("second-title");
    let action = ctx.link(&links::step(&cycle.slug, "second"));
    let body = html! {
        (faults.summary(ctx))
        h1 { (heading) }
        p { (ctx.t("second-lead")) }
        @if cycle.opened_at.is_none() { (ui::inset(html! { (ctx.t("second-not-yet")) })) }
        @else {
            ol {
                li { a href=(ctx.link(&links::step(&cycle.slug, "sealed"))) { (ctx.t("second-sealed")) } }
                li { a href=(cycles::links::definition(&cycle.slug)) { (ctx.t("second-definition")) } }
                li { (ctx.t("second-run")) p { code.code-box { "reparto trustee open --definition definition.json --sealed sealed.txt --share SHARE --share SHARE --share SHARE --out opened" } } }
                li { (ctx.t("second-bring")) }
            }
            (super::act_form(ctx, grant, Duty::RunCycle, "second-form", &action, &html! {
                (ui::text_area(ctx, faults, "hashes", &ctx.t("second-label"), typed))
                (ui::buttons(&ctx.t("second-button")))
            }))
        }
    };
    Page::new(ctx, heading)
        .place(cycle.title.clone())
        .staff()
        .error(!faults.is_empty())
        .back(ctx.link(&links::cycle(&cycle.slug)))
        .render(&body)
}
