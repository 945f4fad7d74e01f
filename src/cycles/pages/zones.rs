//! The list of zones, and where to vote in person.

use maud::{Markup, html};

use super::super::{
    links,
    model::{Contest, Cycle, Zone},
};
use crate::platform::{
    ui::{self, Choice, Page},
    web::Ctx,
};

fn neighbourhoods(ctx: &Ctx, zone: &Zone) -> Option<String> {
    let plain = !zone.neighbourhoods.is_empty() && zone.neighbourhoods != [zone.name.clone()];
    plain.then(|| ctx.tf("zones-neighbourhoods", &[("names", zone.neighbourhoods.join(", ").into())]))
}

/// The zones as answers of a question.
pub fn zone_choices(ctx: &Ctx, contests: &[Contest], chosen: &str) -> Vec<Choice> {
    contests
        .iter()
        .map(|contest| Choice {
            value: contest.zone.code.to_string(),
            label: contest.zone.name.clone(),
            hint: neighbourhoods(ctx, &contest.zone),
            chosen: contest.zone.code.as_str() == chosen,
        })
        .collect()
}

/// Every zone with its money.
pub fn zones(ctx: &Ctx, cycle: &Cycle, contests: &[Contest]) -> Markup {
    let heading = ctx.t("zones-title");
    let body = html! {
        h1 { (heading) }
        (super::phase_notice(ctx, cycle))
        @if contests.iter().any(|c| c.budget_is_sample) { (ui::inset(html! { (ctx.t("zones-sample-budgets")) })) }
        ul.zones {
            @for contest in contests {
                li {
                    a href=(ctx.link(&links::zone(&contest.zone.code))) { (contest.zone.name) }
                    " " span { (ui::money(&contest.budget)) @if contest.budget_is_sample { " " (ctx.t("zones-sample")) } }
                    @if let Some(names) = neighbourhoods(ctx, &contest.zone) { p.hint { (names) } }
                }
            }
        }
    };
    Page::new(ctx, heading).back(ctx.link("")).render(&body)
}

/// A place where people can vote with help.
#[derive(serde::Deserialize)]
pub struct InPersonSite {
    /// Organisation.
    pub org: String,
    /// Street address.
    pub address: String,
    /// Hours by language code.
    pub hours: std::collections::BTreeMap<String, String>,
}

/// Places to vote in person, by zone.
pub fn in_person(ctx: &Ctx, sites: &[(String, Vec<InPersonSite>)], is_sample: bool) -> Markup {
    let heading = ctx.t("in-person-title");
    let body = html! {
        h1 { (heading) }
        p.lead { (ctx.t("in-person-lead")) }
        @if sites.is_empty() { p { (ctx.t("in-person-empty")) } }
        @if is_sample && !sites.is_empty() { (ui::inset(html! { (ctx.t("in-person-sample")) })) }
        @for (zone, places) in sites {
            h2 { (zone) }
            ul { @for place in places {
                li {
                    strong { bdi { (place.org) } } br; bdi { (place.address) } br;
                    (place.hours.get(ctx.lang.code()).or_else(|| place.hours.get("en")).map_or("", String::as_str))
                }
            } }
        }
    };
    Page::new(ctx, heading).back(ctx.link("")).render(&body)
}
