//! The inbox of a zone: ideas in no concept, with boxes; below, the concept they go into.

use maud::{Markup, html};

use super::{
    super::{
        handlers::Scene,
        links,
        model::{Concept, Desk, Idea, SUMMARY_MAX, TITLE_MAX},
    },
    area_choices, name, pager, said,
};
use crate::{
    base::ZoneCode,
    platform::{
        ui::{self, Choice, Faults, Field, Page},
        web::Ctx,
    },
};

/// What was ticked and typed; kept when it is refused.
#[derive(Default)]
pub struct InboxForm {
    /// Zone code.
    pub zone: String,
    /// Numbers of the ticked ideas.
    pub ideas: Vec<i32>,
    /// `new`, or the number of a concept.
    pub into: String,
    /// Title of a new concept.
    pub title: String,
    /// Its summary.
    pub summary: String,
    /// Its issue area.
    pub area: String,
}

/// What the inbox shows.
pub struct InboxView {
    /// The ideas of this page.
    pub ideas: Vec<Idea>,
    /// How many there are in all.
    pub total: i64,
    /// The zone's concepts.
    pub concepts: Vec<Concept>,
    /// The idea beside which like ones are shown.
    pub beside: Option<i32>,
    /// The concept that was made or added to just now.
    pub made: Option<Concept>,
    /// Page from 0.
    pub page: i64,
    /// How many pages there are.
    pub pages: i64,
    /// The zone.
    pub zone: ZoneCode,
}

/// Address of the inbox; without the language.
fn inbox_link(scene: &Scene, area: &str, zone: &ZoneCode) -> String {
    format!("{}&zone={zone}", links::desk(area, if area == "staff" { "merge" } else { "" }, &scene.cycle.slug))
}

/// Somebody works in several zones: which one?
pub fn choose_zone(ctx: &Ctx, scene: &Scene, area: &str, desk: &Desk) -> Markup {
    let heading = ctx.t("idea-inbox-title");
    let body = html! {
        h1 { (heading) }
        p { (ctx.t("idea-inbox-choose-zone")) }
        ul.zones {
            @for contest in scene.contests.iter().filter(|contest| desk.covers(&contest.zone.code)) {
                li { a href=(ctx.link(&inbox_link(scene, area, &contest.zone.code))) { (contest.zone.name) } }
            }
        }
    };
    Page::new(ctx, heading).place(scene.cycle.title.clone()).staff().back(ctx.link("/staff")).render(&body)
}

/// The page.
pub fn inbox(ctx: &Ctx, faults: &Faults, (scene, area): (&Scene, &str), view: &InboxView, form: &InboxForm) -> Markup {
    let heading = ctx.t("idea-inbox-title");
    let here = ctx.link(&inbox_link(scene, area, &view.zone));
    let body = html! {
        (faults.summary(ctx))
        @if let Some(concept) = &view.made {
            (ui::notice(&ctx.t("idea-inbox-made"), html! { p { bdi { (concept.title) } } }))
        }
        h1 { (heading) }
        p.lead { bdi { (scene.zone_name(&view.zone)) } }
        p { a href=(ctx.link(&links::desk(area, "enter", &scene.cycle.slug))) { (ctx.t("idea-enter-title")) } }
        p { (ctx.tf("idea-inbox-count", &[("count", view.total.into())])) }
        @if let Some(number) = view.beside {
            p { (ctx.tf("idea-inbox-beside", &[("number", number.to_string().into())])) " " a href=(here) { (ctx.t("idea-inbox-all")) } }
        }
        @if view.ideas.is_empty() { p { (ctx.t("idea-inbox-empty")) } }
        @else { (gather_form(ctx, faults, (scene, area), view, form)) }
        @if view.beside.is_none() { (pager(ctx, &format!("{here}&"), view.page, view.pages)) }
        @if !view.concepts.is_empty() {
            h2 { (ctx.t("idea-inbox-concepts")) }
            ul.zones {
                @for concept in &view.concepts {
                    li { a href=(ctx.link(&links::desk(area, &format!("concepts/{}", concept.number), &concept.cycle))) {
                        (ctx.tf("concept-name", &[("number", concept.number.to_string().into())])) ": " bdi { (concept.title) }
                    } }
                }
            }
        }
    };
    Page::new(ctx, heading)
        .place(scene.cycle.title.clone())
        .staff()
        .error(!faults.is_empty())
        .back(ctx.link("/staff"))
        .render(&body)
}

fn boxes(ctx: &Ctx, faults: &Faults, (scene, area): (&Scene, &str), view: &InboxView, form: &InboxForm) -> Markup {
    let error = faults.at(ctx, "idea");
    html! {
        fieldset.field .wrong[error.is_some()] {
            legend { (ctx.t("idea-inbox-legend")) }
            @if let Some(error) = &error { p.error { (error) } }
            @for (index, idea) in view.ideas.iter().enumerate() {
                @let id = if index == 0 { "idea".to_owned() } else { format!("idea-{index}") };
                div.option {
                    input type="checkbox" id=(id) name="idea" value=(idea.number) checked[form.ideas.contains(&idea.number)];
                    label for=(id) { (name(ctx, idea)) }
                    div.hint {
                        (said(idea))
                        @if Some(idea.number) != view.beside {
                            a href={ (ctx.link(&inbox_link(scene, area, &view.zone))) "&like=" (idea.number) } {
                                (ctx.t("idea-inbox-like")) span.unseen { " " (name(ctx, idea)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn gather_form(ctx: &Ctx, faults: &Faults, place: (&Scene, &str), view: &InboxView, form: &InboxForm) -> Markup {
    let mut targets = vec![Choice {
        value: "new".to_owned(),
        label: ctx.t("concept-new"),
        hint: Some(ctx.t("concept-new-hint")),
        chosen: form.into == "new" || (form.into.is_empty() && view.concepts.is_empty()),
    }];
    targets.extend(view.concepts.iter().map(|concept| {
        let name = ctx.tf("concept-name", &[("number", concept.number.to_string().into())]);
        let value = concept.number.to_string();
        Choice { label: format!("{name}: {}", concept.title), hint: None, chosen: form.into == value, value }
    }));
    let title = Field {
        name: "title",
        label: ctx.t("concept-title"),
        heading: false,
        hint: Some(ctx.tf("concept-title-hint", &[("max", TITLE_MAX.into())])),
        value: &form.title,
        kind: ("text", "", "off"),
        wide: true,
    };
    let summary_hint = ctx.tf("concept-summary-hint", &[("max", SUMMARY_MAX.into())]);
    let areas = area_choices(ctx, ctx.t("concept-area-choose"), &form.area);
    ui::form(
        ctx,
        "gather",
        &ctx.link(&inbox_link(place.0, place.1, &view.zone)),
        html! {
            input type="hidden" name="zone" value=(view.zone);
            (boxes(ctx, faults, place, view, form))
            (ui::radios(ctx, faults, "into", &html! { (ctx.t("concept-into")) }, &targets))
            (ui::text_field(ctx, faults, &title))
            (ui::long_text(ctx, faults, "summary", (&ctx.t("concept-summary"), Some(&summary_hint)), &form.summary))
            (ui::select(ctx, faults, "area", &ctx.t("idea-area"), &areas))
            (ui::buttons(&ctx.t("concept-gather")))
        },
    )
}
