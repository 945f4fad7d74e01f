//! The queue of ideas that wait for a look, and the page on which one is looked at.

use maud::{Markup, Render, html};

use super::{
    super::{
        handlers::Scene,
        links,
        model::{Concept, Idea, IdeaEvent, IdeaState, Reason, WORDS_MAX},
    },
    area_choices, card,
    idea::facts,
    name, player, reason_words, said, standing, steps,
};
use crate::platform::{
    ui::{self, Choice, Faults, Field, Page},
    web::Ctx,
};

/// A step that was chosen and filled in; kept when it is refused.
#[derive(Default)]
pub struct LookForm {
    /// Which step: `publish`, `hide`, `move`, `redact`, `transcribe`, `undo`.
    pub step: String,
    /// Issue area.
    pub area: String,
    /// Reason code.
    pub reason: String,
    /// Public words about the reason.
    pub note: String,
    /// Zone code.
    pub zone: String,
    /// Words of the idea.
    pub words: String,
    /// Corner or place of the idea.
    pub place: String,
    /// True when the step was taken on the queue, to which it leads back.
    pub back_to_queue: bool,
}

/// What the page shows.
pub struct LookView<'a> {
    /// The cycle, its zones and its ideas phase.
    pub scene: &'a Scene,
    /// The idea.
    pub idea: &'a Idea,
    /// Its steps.
    pub events: &'a [IdeaEvent],
    /// Public ideas that are like it.
    pub alike: &'a [Idea],
    /// The concepts of its cycle.
    pub concepts: &'a [Concept],
}

/// A form of one step.
fn step(ctx: &Ctx, idea: &Idea, step: &str, to_queue: bool, fields: impl Render) -> Markup {
    let id = if to_queue { format!("{step}-{}", idea.number) } else { step.to_owned() };
    let action = ctx.link(&links::desk("staff", &idea.number.to_string(), &idea.cycle));
    ui::form(
        ctx,
        &id,
        &action,
        html! {
            input type="hidden" name="step" value=(step);
            @if to_queue { input type="hidden" name="next" value="queue"; }
            (fields)
        },
    )
}

fn staff_sound(idea: &Idea) -> String {
    links::desk("staff", &format!("{}/sound", idea.number), &idea.cycle)
}

/// Ideas that nobody has looked at, oldest first.
pub fn queue(ctx: &Ctx, scene: &Scene, ideas: &[Idea], total: i64, done: Option<i32>) -> Markup {
    let heading = ctx.t("idea-queue-title");
    let slug = &scene.cycle.slug;
    let body = html! {
        @if let Some(number) = done { (ui::notice(&ctx.tf("idea-queue-done", &[("number", number.to_string().into())]), html! {})) }
        h1 { (heading) }
        p.lead { (ctx.tf("idea-queue-count", &[("count", total.into())])) }
        ul {
            li { a href=(ctx.link(&links::desk("staff", "enter", slug))) { (ctx.t("idea-enter-title")) } }
            li { a href=(ctx.link(&links::desk("staff", "merge", slug))) { (ctx.t("idea-inbox-title")) } }
        }
        ul.proposals {
            @for idea in ideas {
                li.card {
                    h2 { (name(ctx, idea)) " · " bdi { (scene.zone_name(&idea.zone)) } }
                    div.gist { (said(idea)) }
                    @if idea.has_sound { div.gist { (player(ctx, &staff_sound(idea))) } }
                    div.gist {
                        @if !idea.words.is_empty() {
                            (step(ctx, idea, "publish", true, html! { p.buttons { button { (ctx.t("idea-look-publish")) span.unseen { " " (name(ctx, idea)) } } } }))
                        }
                        p { a href=(ctx.link(&links::desk("staff", &idea.number.to_string(), slug))) { (ctx.t("idea-queue-more")) span.unseen { " " (name(ctx, idea)) } } }
                    }
                }
            }
        }
    };
    Page::new(ctx, heading).place(scene.cycle.title.clone()).staff().back(ctx.link("/staff")).render(&body)
}

/// One idea with every step that may be taken.
pub fn look(ctx: &Ctx, faults: &Faults, view: &LookView<'_>, form: &LookForm) -> Markup {
    let idea = view.idea;
    let heading = name(ctx, idea);
    let can_undo = view.events.len() > 1 && view.events.last().is_some_and(|event| event.kind.can_be_undone());
    let body = html! {
        (faults.summary(ctx))
        h1 { (heading) }
        @if let Some(error) = faults.at(ctx, "step") { p.error id="step" { (error) } }
        p.lead { (standing(ctx, idea, view.concepts)) }
        div.inset { (said(idea)) }
        @if idea.has_sound { (player(ctx, &staff_sound(idea))) }
        @if !idea.place.is_empty() { p { (ctx.t("idea-place-label")) ": " bdi { (idea.place) } } }
        (facts(ctx, view.scene, idea))
        @if idea.concept.is_some() { (ui::inset(html! { p { (ctx.t("idea-look-in-concept")) } })) }
        @else {
            @if idea.has_sound && idea.words.is_empty() { (transcribe(ctx, faults, idea, form)) }
            @else if idea.state != IdeaState::Published { (publish(ctx, faults, idea, form)) }
            @if idea.state != IdeaState::Hidden { (hide(ctx, faults, idea, form)) }
            (to_zone(ctx, faults, view, form))
        }
        @if !idea.words.is_empty() { (redact(ctx, faults, idea, form)) }
        @if can_undo && idea.concept.is_none() {
            h2 { (ctx.t("idea-look-undo-title")) }
            (step(ctx, idea, "undo", false, html! { p { (ctx.t("idea-look-undo-text")) } p.buttons { button { (ctx.t("idea-look-undo")) } } }))
        }
        @if !view.alike.is_empty() {
            h2 { (ctx.t("idea-alike-title")) }
            ul.proposals { @for one in view.alike { (card(ctx, view.scene, one, view.concepts)) } }
        }
        h2 { (ctx.t("idea-steps-title")) }
        (steps(ctx, view.scene, view.events, view.concepts))
    };
    Page::new(ctx, heading)
        .place(view.scene.zone_name(&idea.zone).to_owned())
        .staff()
        .error(!faults.is_empty())
        .back(ctx.link(&links::desk("staff", "", &idea.cycle)))
        .render(&body)
}

/// Faults of the form whose step was chosen; the others look untouched.
fn own<'a>(faults: &'a Faults, form: &LookForm, step: &str, none: &'a Faults) -> &'a Faults {
    if form.step == step { faults } else { none }
}

fn publish(ctx: &Ctx, faults: &Faults, idea: &Idea, form: &LookForm) -> Markup {
    let none = Faults::none();
    let chosen = if form.area.is_empty() { idea.issue_area.as_deref().unwrap_or("") } else { &form.area };
    let areas = area_choices(ctx, ctx.t("idea-look-area-none"), chosen);
    html! {
        h2 { (ctx.t("idea-look-publish-title")) }
        (step(ctx, idea, "publish", false, html! {
            (ui::select(ctx, own(faults, form, "publish", &none), "area", &ctx.t("idea-area"), &areas))
            (ui::buttons(&ctx.t("idea-look-publish")))
        }))
    }
}

fn hide(ctx: &Ctx, faults: &Faults, idea: &Idea, form: &LookForm) -> Markup {
    let none = Faults::none();
    let faults = own(faults, form, "hide", &none);
    let reasons: Vec<Choice> = Reason::TO_HIDE
        .into_iter()
        .map(|reason| Choice {
            value: reason.code().to_owned(),
            label: reason_words(ctx, reason),
            hint: Some(reason.code().to_owned()),
            chosen: form.reason == reason.code(),
        })
        .collect();
    let note = Field {
        name: "note",
        label: ctx.t("idea-look-note"),
        heading: false,
        hint: Some(ctx.t("idea-look-note-hint")),
        value: &form.note,
        kind: ("text", "", "off"),
        wide: true,
    };
    html! {
        h2 { (ctx.t("idea-look-hide-title")) }
        (step(ctx, idea, "hide", false, html! {
            (ui::radios(ctx, faults, "reason", &html! { (ctx.t("idea-look-reason")) }, &reasons))
            (ui::text_field(ctx, faults, &note))
            p.buttons { button { (ctx.t("idea-look-hide")) } }
        }))
    }
}

fn to_zone(ctx: &Ctx, faults: &Faults, view: &LookView<'_>, form: &LookForm) -> Markup {
    let none = Faults::none();
    let others = view.scene.contests.iter().filter(|contest| contest.zone.code != view.idea.zone);
    let zones: Vec<Choice> = others
        .map(|contest| Choice {
            value: contest.zone.code.to_string(),
            label: contest.zone.name.clone(),
            hint: None,
            chosen: form.zone == contest.zone.code.as_str(),
        })
        .collect();
    html! {
        h2 { (ctx.t("idea-look-move-title")) }
        (step(ctx, view.idea, "move", false, html! {
            (ui::select(ctx, own(faults, form, "move", &none), "zone", &ctx.t("idea-look-move-to"), &zones))
            p.buttons { button { (ctx.t("idea-look-move")) } }
        }))
    }
}

fn words_field(ctx: &Ctx, faults: &Faults, key: &str, value: &str) -> Markup {
    let hint = ctx.tf("idea-words-hint", &[("max", WORDS_MAX.into())]);
    ui::long_text(ctx, faults, "words", (&ctx.t(key), Some(&hint)), value)
}

fn transcribe(ctx: &Ctx, faults: &Faults, idea: &Idea, form: &LookForm) -> Markup {
    html! {
        h2 { (ctx.t("idea-look-transcribe-title")) }
        (step(ctx, idea, "transcribe", false, html! {
            (words_field(ctx, faults, "idea-look-transcribe-words", &form.words))
            (ui::buttons(&ctx.t("idea-look-transcribe")))
        }))
    }
}

fn redact(ctx: &Ctx, faults: &Faults, idea: &Idea, form: &LookForm) -> Markup {
    let none = Faults::none();
    let faults = own(faults, form, "redact", &none);
    let (words, place) = if form.step == "redact" { (&form.words, &form.place) } else { (&idea.words, &idea.place) };
    let place = Field {
        name: "place",
        label: ctx.t("idea-place-label"),
        heading: false,
        hint: None,
        value: place,
        kind: ("text", "", "off"),
        wide: true,
    };
    html! {
        h2 { (ctx.t("idea-look-redact-title")) }
        (ui::details(&ctx.t("idea-look-redact-open"), step(ctx, idea, "redact", false, html! {
            p { (ctx.t("idea-look-redact-text")) }
            (words_field(ctx, faults, "idea-look-redact-words", words))
            (ui::text_field(ctx, faults, &place))
            p.buttons { button { (ctx.t("idea-look-redact")) } }
        })))
    }
}
