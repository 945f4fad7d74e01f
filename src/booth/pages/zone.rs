//! Finding one's zone: by address or corner, by list, or through work and school (R2).

use maud::{Markup, html};

use crate::{
    cycles::{self, Contest},
    platform::{
        ui::{self, Choice, Faults, Field, Page},
        web::Ctx,
    },
};

/// The question, with the list always there. `only` narrows the list when an address lies in several zones.
pub fn zone(ctx: &Ctx, faults: &Faults, contests: &[Contest], typed: &str, chosen: &str, only: Option<&[Contest]>) -> Markup {
    let heading = ctx.t("zone-find-title");
    let field = Field {
        name: "address",
        label: ctx.t("zone-find-address"),
        heading: false,
        hint: Some(ctx.t("zone-find-address-hint")),
        value: typed,
        kind: ("text", "", "street-address"),
        wide: true,
    };
    let listed: Vec<Choice> = cycles::zone_choices(ctx, only.unwrap_or(contests), chosen);
    let legend = ctx.t(if only.is_some() { "zone-find-which" } else { "zone-find-list" });
    let action = ctx.link(&cycles::links::find_zone());
    let body = html! {
        (faults.summary(ctx))
        h1 { (heading) }
        (ui::form(ctx, "zone-form", &action, html! {
            @if only.is_none() {
                (ui::text_field(ctx, faults, &field))
                p.or { (ctx.t("zone-find-or")) }
            }
            (ui::radios(ctx, faults, "zone", &html! { (legend) }, &listed))
            (ui::buttons(&ctx.t("button-continue")))
        }))
        (ui::details(&ctx.t("zone-find-other"), html! { p { (ctx.t("zone-find-other-text")) } }))
    };
    Page::new(ctx, heading).error(!faults.is_empty()).back(ctx.link("")).render(&body)
}

/// The address is in no zone: not an error, and not the end.
pub fn outside(ctx: &Ctx) -> Markup {
    let heading = ctx.t("zone-outside-title");
    let body = html! {
        h1 { (heading) }
        p { (ctx.t("zone-outside-text")) }
        p { (ctx.t("zone-find-other-text")) }
        p { a href=(ctx.link(&cycles::links::find_zone())) { (ctx.t("zone-outside-choose")) } }
    };
    Page::new(ctx, heading).back(ctx.link(&cycles::links::find_zone())).render(&body)
}
