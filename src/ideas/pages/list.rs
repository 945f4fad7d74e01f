//! The public list: how many ideas each zone has, a search, twenty-five a page.

use maud::{Markup, html};

use super::{
    super::{
        handlers::Scene,
        links,
        model::{Concept, Idea, PAGE_SIZE, Search, Standing, ZONE_TARGET, ZoneCount},
    },
    area_choices, card, pager,
};
use crate::{
    base::ZoneCode,
    cycles::PhaseState,
    platform::{
        ui::{self, Choice, Faults, Field, Page},
        web::Ctx,
    },
};

/// What the list shows.
pub struct ListView<'a> {
    /// The cycle, its zones and its ideas phase.
    pub scene: &'a Scene,
    /// What was asked for.
    pub search: &'a Search,
    /// The ideas of this page.
    pub ideas: Vec<Idea>,
    /// The concepts that some of them are part of.
    pub concepts: Vec<Concept>,
    /// How many fit in all.
    pub total: i64,
    /// How many each zone has.
    pub counts: Vec<ZoneCount>,
}

/// A site without a cycle that takes ideas.
pub fn nothing_yet(ctx: &Ctx) -> Markup {
    let heading = ctx.t("ideas-title");
    let body = html! { h1 { (heading) } p { (ctx.t("ideas-none-yet")) } };
    Page::new(ctx, heading).back(ctx.link("")).render(&body)
}

/// When ideas are taken, in a sentence.
pub(super) fn phase_words(ctx: &Ctx, phase: PhaseState) -> String {
    match phase {
        PhaseState::Absent => ctx.t("ideas-phase-absent"),
        PhaseState::Before(at) => ctx.tf("ideas-phase-before", &[("when", ui::moment(ctx, at).into())]),
        PhaseState::Open(open) => ctx.tf("ideas-phase-open", &[("when", ui::moment(ctx, open.ends_at()).into())]),
        PhaseState::Over(at) => ctx.tf("ideas-phase-over", &[("when", ui::moment(ctx, at).into())]),
    }
}

/// The page.
pub fn list(ctx: &Ctx, view: &ListView<'_>) -> Markup {
    let heading = ctx.t("ideas-title");
    let cycle = &view.scene.cycle;
    let pages = (view.total + PAGE_SIZE - 1) / PAGE_SIZE;
    let body = html! {
        h1 { (heading) }
        p.lead { (cycle.title) }
        p.phase { (phase_words(ctx, view.scene.phase)) }
        @if view.scene.phase.open().is_some() {
            p.buttons { a.primary href=(ctx.link(&links::give(&cycle.slug))) { (ctx.t("ideas-give")) } }
        }
        p { a href=(ctx.link("/ideas/follow")) { (ctx.t("ideas-follow-link")) } }
        h2 { (ctx.t("ideas-zones-title")) }
        (zones(ctx, view))
        h2 { (ctx.t("ideas-list-title")) }
        (search_form(ctx, view))
        p role="status" { (ctx.tf("ideas-found", &[("count", view.total.into())])) }
        ul.proposals { @for idea in &view.ideas { (card(ctx, view.scene, idea, &view.concepts)) } }
        (pager(ctx, &here(ctx, view), view.search.page, pages))
    };
    Page::new(ctx, heading).place(cycle.title.clone()).back(ctx.link("")).render(&body)
}

/// This list's address, up to where `page=` may follow.
fn here(ctx: &Ctx, view: &ListView<'_>) -> String {
    let search = view.search;
    let pairs = [
        ("cycle", view.scene.cycle.slug.as_str()),
        ("zone", search.zone.as_ref().map_or("", ZoneCode::as_str)),
        ("area", search.area.as_deref().unwrap_or("")),
        ("standing", search.standing.map_or("", Standing::code)),
        ("words", &search.typed),
    ];
    let filled: Vec<_> = pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    format!("{}?{}&", ctx.link("/ideas"), serde_urlencoded::to_string(filled).unwrap_or_default())
}

fn zones(ctx: &Ctx, view: &ListView<'_>) -> Markup {
    html! {
        ul.zones {
            @for contest in &view.scene.contests {
                @let zone = &contest.zone;
                @let count = view.counts.iter().find(|one| one.zone == zone.code).map_or(0, |one| one.ideas);
                li {
                    a href=(ctx.link(&links::zone(&view.scene.cycle.slug, &zone.code))) { (zone.name) }
                    " " span { (ctx.tf("ideas-zone-count", &[("count", count.into()), ("target", ZONE_TARGET.into())])) }
                }
            }
        }
    }
}

fn search_form(ctx: &Ctx, view: &ListView<'_>) -> Markup {
    let search = view.search;
    let none = Faults::none();
    let all = |key: &str, chosen: bool| Choice { value: String::new(), label: ctx.t(key), hint: None, chosen };
    let mut zones = vec![all("ideas-all-zones", search.zone.is_none())];
    zones.extend(view.scene.contests.iter().map(|contest| Choice {
        value: contest.zone.code.to_string(),
        label: contest.zone.name.clone(),
        hint: None,
        chosen: search.zone.as_ref() == Some(&contest.zone.code),
    }));
    let mut standings = vec![all("ideas-all-standings", search.standing.is_none())];
    standings.extend(Standing::ALL.into_iter().map(|standing| Choice {
        value: standing.code().to_owned(),
        label: ctx.t(&format!("idea-standing-{}", standing.code())),
        hint: None,
        chosen: search.standing == Some(standing),
    }));
    let words = Field {
        name: "words",
        label: ctx.t("ideas-search-words"),
        heading: false,
        hint: None,
        value: &search.typed,
        kind: ("search", "", "off"),
        wide: true,
    };
    html! {
        form #search method="get" action=(ctx.link("/ideas")) {
            input type="hidden" name="cycle" value=(view.scene.cycle.slug);
            (ui::text_field(ctx, &none, &words))
            (ui::select(ctx, &none, "zone", &ctx.t("idea-zone"), &zones))
            (ui::select(ctx, &none, "area", &ctx.t("idea-area"), &area_choices(ctx, ctx.t("ideas-all-areas"), search.area.as_deref().unwrap_or(""))))
            (ui::select(ctx, &none, "standing", &ctx.t("idea-standing"), &standings))
            p.buttons { button { (ctx.t("ideas-search")) } }
        }
    }
}
