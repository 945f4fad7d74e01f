//! The map: our own drawing, and beside it the same zones as a list, so that nobody needs the picture.

use geo::Map;
use maud::{Markup, html};

use super::super::links;
use crate::{
    cycles::{self, Zone},
    platform::{
        ui::{self, Page},
        web::Ctx,
    },
};

/// What was asked about a place.
pub enum Asked {
    /// Nothing.
    Nothing,
    /// Something that is no place.
    Unread,
    /// The zones it lies in.
    Zones(Vec<Zone>),
}

/// The drawing; `words` says what it shows.
pub fn drawing(map: &Map, words: &str) -> Markup {
    html! {
        svg.map viewBox=(map.view_box) role="img" aria-label=(words) {
            @for shape in &map.shapes {
                path class=(shape.class) d=(shape.path) fill-rule="evenodd" { title { (shape.name) } }
            }
            @for shape in &map.shapes {
                text x=(shape.label.x) y=(shape.label.y) text-anchor="middle" { (shape.code) }
            }
            @if let Some(spot) = map.spot { circle.spot cx=(spot.x) cy=(spot.y) r="10" {} }
        }
    }
}

fn answer(ctx: &Ctx, asked: &Asked) -> Markup {
    html! {
        @match asked {
            Asked::Nothing => {}
            Asked::Unread => { p.error #place role="status" { (ctx.t("map-wrong-place")) } }
            Asked::Zones(zones) if zones.is_empty() => { p role="status" { (ctx.t("map-no-zone")) } }
            Asked::Zones(zones) => {
                p role="status" {
                    (ctx.t("map-found")) " "
                    @for zone in zones { a href=(ctx.link(&cycles::links::zone(&zone.code))) { bdi { (zone.name) } } " " }
                }
            }
        }
    }
}

/// The page. `typed` is latitude and longitude as they were typed.
pub fn map(ctx: &Ctx, zones: &[Zone], drawn: Option<&Map>, asked: &Asked, typed: (&str, &str)) -> Markup {
    let heading = ctx.t("map-title");
    let field = |name: &str, label: &str, value: &str| {
        html! {
            div.field {
                label for=(name) { (ctx.t(label)) }
                input.short id=(name) name=(name) type="text" inputmode="decimal" autocomplete="off" value=(value);
            }
        }
    };
    let body = html! {
        h1 { (heading) }
        @match drawn {
            Some(map) => {
                p.lead { (ctx.t("map-lead")) }
                (answer(ctx, asked))
                (drawing(map, &ctx.tf("map-words", &[("count", map.shapes.len().into())])))
            }
            None => { (ui::inset(html! { (ctx.t("map-none")) })) }
        }
        h2 { (ctx.t("map-list")) }
        @if zones.is_empty() { p { (ctx.t("map-no-zones")) } }
        ul.zones { @for zone in zones {
            li { a href=(ctx.link(&cycles::links::zone(&zone.code))) { bdi { (zone.name) } } " " bdi.hint { (zone.code) } }
        } }
        @if drawn.is_some() {
            h2 { (ctx.t("map-ask")) }
            form #place-form method="get" action=(ctx.link(&links::map())) {
                p.hint { (ctx.t("map-ask-hint")) }
                (field("lat", "map-lat", typed.0))
                (field("lon", "map-lon", typed.1))
                (ui::buttons(&ctx.t("map-ask-button")))
            }
        }
        p { a href=(ctx.link(&cycles::links::find_zone())) { (ctx.t("map-by-address")) } }
    };
    Page::new(ctx, heading).back(ctx.link("")).render(&body)
}
