//! A concept in public with its ideas and the proposals that answer it; and the page on which ideas are taken out again.

use maud::{Markup, html};

use super::{
    super::{handlers::concepts::ConceptView, links},
    card, issue_area_words, name, said,
};
use crate::platform::{
    ui::{self, Faults, Page},
    web::Ctx,
};

fn about(ctx: &Ctx, view: &ConceptView) -> Markup {
    let concept = &view.concept;
    html! {
        @for paragraph in concept.summary.lines().filter(|line| !line.trim().is_empty()) { p dir="auto" { (paragraph) } }
        dl.facts {
            div { dt { (ctx.t("idea-zone")) } dd { bdi { (view.scene.zone_name(&concept.zone)) } } }
            @if let Some(area) = &concept.issue_area { div { dt { (ctx.t("idea-area")) } dd { (issue_area_words(ctx, area)) } } }
        }
    }
}

fn heading(ctx: &Ctx, view: &ConceptView) -> String {
    let name = ctx.tf("concept-name", &[("number", view.concept.number.to_string().into())]);
    format!("{name}: {}", view.concept.title)
}

/// The public page. `proposals` is the list of proposals that name this concept, made by those who know proposals; empty
/// while there are none.
pub fn concept(ctx: &Ctx, view: &ConceptView, proposals: &Markup) -> Markup {
    let heading = heading(ctx, view);
    let concepts = std::slice::from_ref(&view.concept);
    let body = html! {
        h1 dir="auto" { (heading) }
        (about(ctx, view))
        @if !proposals.0.is_empty() {
            h2 { (ctx.t("concept-proposals-title")) }
            (proposals)
        }
        h2 { (ctx.tf("concept-ideas", &[("count", view.ideas.len().into())])) }
        ul.proposals { @for idea in &view.ideas { (card(ctx, &view.scene, idea, concepts)) } }
    };
    Page::new(ctx, heading)
        .place(view.scene.zone_name(&view.concept.zone).to_owned())
        .back(ctx.link(&links::list(&view.concept.cycle)))
        .render(&body)
}

/// The working page: its ideas with boxes, to take some out.
pub fn concept_desk(ctx: &Ctx, faults: &Faults, area: &str, view: &ConceptView) -> Markup {
    let heading = heading(ctx, view);
    let cycle = &view.concept.cycle;
    let action = ctx.link(&links::desk(area, &format!("concepts/{}", view.concept.number), cycle));
    let inbox = links::desk(area, if area == "staff" { "merge" } else { "" }, cycle);
    let error = faults.at(ctx, "idea");
    let body = html! {
        (faults.summary(ctx))
        h1 dir="auto" { (heading) }
        (about(ctx, view))
        p { a href=(ctx.link(&links::concept(cycle, view.concept.number))) { (ctx.t("concept-public-page")) } }
        @if view.ideas.is_empty() { p { (ctx.t("concept-no-ideas")) } }
        @else {
            (ui::form(ctx, "split", &action, html! {
                fieldset.field .wrong[error.is_some()] {
                    legend { (ctx.t("concept-split-legend")) }
                    @if let Some(error) = &error { p.error { (error) } }
                    @for (index, idea) in view.ideas.iter().enumerate() {
                        @let id = if index == 0 { "idea".to_owned() } else { format!("idea-{index}") };
                        div.option {
                            input type="checkbox" id=(id) name="idea" value=(idea.number);
                            label for=(id) { (name(ctx, idea)) }
                            div.hint { (said(idea)) }
                        }
                    }
                }
                (ui::buttons(&ctx.t("concept-split-button")))
            }))
        }
    };
    Page::new(ctx, heading)
        .staff()
        .error(!faults.is_empty())
        .back(ctx.link(&format!("{inbox}&zone={}", view.concept.zone)))
        .render(&body)
}
