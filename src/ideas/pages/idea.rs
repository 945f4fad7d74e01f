//! One idea in public: its words once somebody looked, where it stands, and every step.

use maud::{Markup, html};

use super::{
    super::{
        handlers::Scene,
        links,
        model::{Concept, Idea, IdeaEvent, IdeaState},
    },
    day, issue_area_words, name, player, reason_words, said, standing, steps,
};
use crate::platform::{
    ui::{self, Page},
    web::Ctx,
};

/// What the page shows.
pub struct IdeaView<'a> {
    /// The cycle, its zones and its ideas phase.
    pub scene: &'a Scene,
    /// The idea.
    pub idea: &'a Idea,
    /// Its steps.
    pub events: &'a [IdeaEvent],
    /// The concepts of its cycle.
    pub concepts: &'a [Concept],
}

/// The page.
pub fn idea(ctx: &Ctx, view: &IdeaView<'_>) -> Markup {
    let idea = view.idea;
    let heading = name(ctx, idea);
    let body = html! {
        h1 { (heading) }
        p.lead { (standing(ctx, idea, view.concepts)) }
        @match idea.state {
            IdeaState::Published => {
                div.inset { (said(idea)) }
                @if idea.has_sound { (player(ctx, &links::sound(&idea.cycle, idea.number))) }
            }
            IdeaState::New => { p { (ctx.t("idea-waits-text")) } }
            IdeaState::Hidden => { (why_hidden(ctx, view.events)) }
        }
        (facts(ctx, view.scene, idea))
        h2 { (ctx.t("idea-steps-title")) }
        (steps(ctx, view.scene, view.events, view.concepts))
    };
    Page::new(ctx, heading)
        .place(view.scene.zone_name(&idea.zone).to_owned())
        .back(ctx.link(&links::list(&idea.cycle)))
        .render(&body)
}

/// The reason of the last step that took the idea off.
pub(super) fn why_hidden(ctx: &Ctx, events: &[IdeaEvent]) -> Markup {
    let last = events.iter().rev().find(|event| event.state == IdeaState::Hidden && event.reason.is_some());
    html! {
        @if let Some(reason) = last.and_then(|event| event.reason) { (ui::inset(html! { p { (reason_words(ctx, reason)) } })) }
    }
}

/// Zone, place, topic, day and the way it came in.
pub(super) fn facts(ctx: &Ctx, scene: &Scene, idea: &Idea) -> Markup {
    let shows_words = idea.state == IdeaState::Published;
    html! {
        dl.facts {
            div { dt { (ctx.t("idea-zone")) } dd { bdi { (scene.zone_name(&idea.zone)) } } }
            @if shows_words && !idea.place.is_empty() { div { dt { (ctx.t("idea-place-label")) } dd { bdi { (idea.place) } } } }
            @if let Some(area) = &idea.issue_area { div { dt { (ctx.t("idea-area")) } dd { (issue_area_words(ctx, area)) } } }
            div { dt { (ctx.t("idea-given-on")) } dd { (day(ctx, idea.given_on)) } }
            div { dt { (ctx.t("idea-channel")) } dd {
                (ctx.t(&format!("idea-channel-{}", idea.channel.code())))
                @if let Some(event) = &idea.event_name { ": " bdi { (event) } }
            } }
        }
    }
}
