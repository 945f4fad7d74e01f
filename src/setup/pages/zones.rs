//! Staff pages of zones: the list, and one zone with its other names.

use maud::{Markup, html};

use super::super::links;
use crate::{
    cycles::Zone,
    platform::{
        ui::{self, Faults, Field, Page},
        web::Ctx,
    },
};

/// What was filled in for a zone.
#[derive(Default)]
pub struct ZoneForm {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Neighbourhoods, one a line.
    pub neighbourhoods: String,
    /// Other names, one a line.
    pub aliases: String,
}

/// A zone in the list: the zone, its other names, version and first day of its latest boundary.
pub type Listed = (Zone, Vec<String>, Option<(i32, String)>);

/// Every zone with its other names and boundary.
pub fn zones(ctx: &Ctx, zones: &[Listed]) -> Markup {
    let heading = ctx.t("zone-list-title");
    let body = html! {
        h1 { (heading) }
        p.buttons { a.primary href=(ctx.link(&links::new_zone())) { (ctx.t("zone-list-new")) } }
        @if zones.is_empty() { p { (ctx.t("setup-zones-none")) } }
        @for (zone, aliases, boundary) in zones {
            section.card {
                h2 { a href=(ctx.link(&links::zone(zone.code.as_str()))) { bdi { (zone.name) } } " " bdi.hint { (zone.code) } }
                @if !zone.neighbourhoods.is_empty() { p { (ctx.tf("zones-neighbourhoods", &[("names", zone.neighbourhoods.join(", ").into())])) } }
                @if !aliases.is_empty() { p { (ctx.tf("zone-list-aliases", &[("names", aliases.join(", ").into())])) } }
                p {
                    @match boundary {
                        Some((version, day)) => { (ctx.tf("zone-list-boundary", &[("version", i64::from(*version).into()), ("day", day.as_str().into())])) }
                        None => { (ctx.t("zone-list-no-boundary")) }
                    }
                    " " a href=(ctx.link(&links::boundary(zone.code.as_str()))) { (ctx.t("zone-list-change-boundary")) span.unseen { " " (zone.name) } }
                }
            }
        }
    };
    Page::new(ctx, heading).staff().back(ctx.link("/staff")).render(&body)
}

/// One zone. `is_new`: its code can be typed.
pub fn zone(ctx: &Ctx, faults: &Faults, form: &ZoneForm, is_new: bool) -> Markup {
    let heading = if is_new { ctx.t("zone-list-new") } else { ctx.tf("zone-edit-title", &[("zone", form.name.as_str().into())]) };
    let line = |name: &'static str, label: &str, hint: Option<&str>, value: &str| {
        let field = Field {
            name,
            label: ctx.t(label),
            heading: false,
            hint: hint.map(|key| ctx.t(key)),
            value,
            kind: ("text", "", "off"),
            wide: name != "code",
        };
        ui::text_field(ctx, faults, &field)
    };
    let action = if is_new { links::new_zone() } else { links::zone(&form.code) };
    let body = html! {
        (faults.summary(ctx))
        h1 { (heading) }
        (ui::form(ctx, "zone-form", &ctx.link(&action), html! {
            @if is_new { (line("code", "zone-edit-code", Some("zone-edit-code-hint"), &form.code)) }
            (line("name", "zone-edit-name", None, &form.name))
            (ui::long_text(ctx, faults, "neighbourhoods", (&ctx.t("zone-edit-neighbourhoods"), Some(&ctx.t("zone-edit-lines-hint"))), &form.neighbourhoods))
            (ui::long_text(ctx, faults, "aliases", (&ctx.t("zone-edit-aliases"), Some(&ctx.t("zone-edit-aliases-hint"))), &form.aliases))
            (ui::buttons(&ctx.t("setup-save")))
        }))
    };
    Page::new(ctx, heading).staff().error(!faults.is_empty()).back(ctx.link(&links::zones())).render(&body)
}
