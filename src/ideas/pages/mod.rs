//! Screens of ideas, and the parts they share: the words of an idea, its standing, its steps.

mod concept;
mod enter;
mod follow;
mod idea;
mod inbox;
mod intake;
mod list;
mod look;

pub use concept::{concept, concept_desk};
pub use enter::{EnterForm, LANGS, enter};
pub use follow::{FollowView, ask_code, follow};
pub use idea::{IdeaView, idea};
pub use inbox::{InboxForm, InboxView, choose_zone, inbox};
pub use intake::{age, check, not_now, place, words, young};
pub use list::{ListView, list, nothing_yet};
pub use look::{LookForm, LookView, look, queue};

use chrono::NaiveDate;
use maud::{Markup, html};

use super::{
    handlers::Scene,
    links,
    model::{Concept, ConceptId, EventKind, Idea, IdeaEvent, Reason, Standing, issue_areas},
};
use crate::platform::{
    ui::{self, Choice},
    web::Ctx,
};

/// An issue area in words.
pub fn issue_area_words(ctx: &Ctx, code: &str) -> String {
    if issue_areas().iter().any(|known| known == code) {
        ctx.t(&format!("issue-{}", code.to_lowercase()))
    } else {
        code.to_owned()
    }
}

/// The issue areas as answers; the first one is "none chosen".
fn area_choices(ctx: &Ctx, none: String, chosen: &str) -> Vec<Choice> {
    let none = Choice { value: String::new(), label: none, hint: None, chosen: chosen.is_empty() };
    let areas = issue_areas().iter().map(|code| Choice {
        value: code.clone(),
        label: issue_area_words(ctx, code),
        hint: None,
        chosen: code == chosen,
    });
    std::iter::once(none).chain(areas).collect()
}

/// "Idea 37".
fn name(ctx: &Ctx, idea: &Idea) -> String {
    ctx.tf("idea-name", &[("number", idea.number.to_string().into())])
}

/// A day in words.
fn day(ctx: &Ctx, date: NaiveDate) -> String {
    // Evening in UTC is the same day in Los Angeles, summer and winter.
    date.and_hms_opt(20, 0, 0).map(|at| ui::short_day(ctx, at.and_utc())).unwrap_or_default()
}

/// The words as they were given; a direction of their own for each paragraph.
fn said(idea: &Idea) -> Markup {
    html! {
        div lang=[idea.lang.as_deref()] {
            @for paragraph in idea.words.lines().filter(|line| !line.trim().is_empty()) { p dir="auto" { (paragraph) } }
        }
    }
}

fn concept_of(concepts: &[Concept], id: Option<ConceptId>) -> Option<&Concept> {
    concepts.iter().find(|concept| Some(concept.id) == id)
}

fn concept_link(ctx: &Ctx, concept: &Concept) -> Markup {
    let words = ctx.tf("concept-name", &[("number", concept.number.to_string().into())]);
    html! { a href=(ctx.link(&links::concept(&concept.cycle, concept.number))) { (words) ": " bdi { (concept.title) } } }
}

/// Where an idea stands, in words, with the concept it is part of.
fn standing(ctx: &Ctx, idea: &Idea, concepts: &[Concept]) -> Markup {
    html! {
        (ctx.t(&format!("idea-standing-{}", Standing::of(idea).code())))
        @if let Some(concept) = concept_of(concepts, idea.concept) { ". " (concept_link(ctx, concept)) }
    }
}

/// Why an idea is not shown, or another public reason, in plain words.
fn reason_words(ctx: &Ctx, reason: Reason) -> String {
    ctx.t(&format!("idea-reason-{}", reason.code().to_lowercase()))
}

fn actor_words(ctx: &Ctx, actor: &str) -> String {
    match actor.rsplit_once('/') {
        Some((name, role)) => format!("{name} ({})", ctx.t(&format!("role-{}", role.replace('_', "-")))),
        None => ctx.t("idea-actor-resident"),
    }
}

/// The steps of an idea, first to last: what, when, who, why.
fn steps(ctx: &Ctx, scene: &Scene, events: &[IdeaEvent], concepts: &[Concept]) -> Markup {
    html! {
        ol.acts {
            @for event in events {
                li {
                    p.hint { (day(ctx, event.happened_on)) }
                    p {
                        (ctx.tf(&format!("idea-event-{}", event.kind.code()), &[("zone", scene.zone_name(&event.zone).into())]))
                        @if let Some(concept) = concept_of(concepts, event.concept) { " " (concept_link(ctx, concept)) }
                        @if event.kind != EventKind::Given {
                            " " span.hint { (ctx.tf("idea-event-by", &[("actor", actor_words(ctx, &event.actor).into())])) }
                        }
                    }
                    @if let Some(reason) = event.reason.filter(|reason| *reason != Reason::Merged) { p { (reason_words(ctx, reason)) } }
                    @if let Some(note) = &event.note { p dir="auto" { (note) } }
                }
            }
        }
    }
}

/// A recording to hear; never by itself.
fn player(ctx: &Ctx, address: &str) -> Markup {
    html! {
        p { (ctx.t("idea-recording")) }
        p { audio controls preload="none" src=(ctx.link(address)) aria-label=(ctx.t("idea-recording")) {} }
    }
}

/// An idea in a list: number, zone, words, standing.
fn card(ctx: &Ctx, scene: &Scene, idea: &Idea, concepts: &[Concept]) -> Markup {
    html! {
        li.card {
            h3 { a href=(ctx.link(&links::idea(&idea.cycle, idea.number))) { (name(ctx, idea)) } " · " bdi { (scene.zone_name(&idea.zone)) } }
            @if matches!(Standing::of(idea), Standing::Listed | Standing::Joined) {
                div.gist { (said(idea)) }
            }
            p.hint { (standing(ctx, idea, concepts)) }
        }
    }
}

/// Links to the pages of a list; `address` ends where `page=` may follow.
fn pager(ctx: &Ctx, address: &str, page: i64, pages: i64) -> Markup {
    html! {
        @if pages > 1 {
            p { (ctx.tf("idea-page", &[("page", (page + 1).into()), ("pages", pages.into())])) }
            nav.pager aria-label=(ctx.t("idea-pages")) { ul {
                @if page > 0 { li { a href={ (address) "page=" (page) } { (ctx.t("idea-page-before")) } } }
                @if page + 1 < pages { li { a href={ (address) "page=" (page + 2) } { (ctx.t("idea-page-next")) } } }
            } }
        }
    }
}
