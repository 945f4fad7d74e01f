//! The list of departments that review.

use maud::{Markup, html};

use super::super::{links, model::Department};
use crate::platform::{
    ui::{self, Faults, Field, Page},
    web::Ctx,
};

/// The departments, and a form that adds one or renames it.
pub fn departments(ctx: &Ctx, list: &[Department], faults: &Faults, typed: &Department) -> Markup {
    let heading = ctx.t("departments-title");
    let field = |name, label: &str, hint: &str, value, wide| Field {
        name,
        label: ctx.t(label),
        heading: false,
        hint: Some(ctx.t(hint)),
        value,
        kind: ("text", "", "off"),
        wide,
    };
    let body = html! {
        (faults.summary(ctx))
        h1 { (heading) }
        p { (ctx.t("departments-lead")) }
        @if list.is_empty() { p { (ctx.t("departments-none")) } }
        @else { ul.plain { @for one in list { li { bdi { (one.code) } ": " bdi dir="auto" { (one.name) } } } } }
        (ui::form(ctx, "department-form", &ctx.link(&links::departments()), html! {
            (ui::text_field(ctx, faults, &field("code", "departments-code", "departments-code-hint", &typed.code, false)))
            (ui::text_field(ctx, faults, &field("name", "departments-name", "departments-name-hint", &typed.name, true)))
            (ui::buttons(&ctx.t("departments-add")))
        }))
    };
    Page::new(ctx, heading).staff().error(!faults.is_empty()).back(ctx.link("/staff")).render(&body)
}
