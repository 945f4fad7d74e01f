//! The giver's private page, and the page that asks for its code.

use maud::{Markup, html};

use super::{
    super::{
        handlers::Scene,
        links,
        model::{Concept, Idea, IdeaEvent, IdeaState},
    },
    card,
    idea::why_hidden,
    name, said, standing, steps,
};
use crate::platform::{
    ui::{self, Faults, Field, Page},
    web::Ctx,
};

/// What the page shows.
pub struct FollowView<'a> {
    /// The cycle, its zones and its ideas phase.
    pub scene: &'a Scene,
    /// The idea.
    pub idea: &'a Idea,
    /// The private code.
    pub code: &'a str,
    /// True while a contact is kept.
    pub has_contact: bool,
    /// The idea's steps.
    pub events: &'a [IdeaEvent],
    /// Public ideas that are like it.
    pub alike: &'a [Idea],
    /// The concepts of its cycle.
    pub concepts: &'a [Concept],
}

/// The giver's page; also what comes after the last button.
pub fn follow(ctx: &Ctx, view: &FollowView<'_>) -> Markup {
    let idea = view.idea;
    let heading = name(ctx, idea);
    let address = format!("{}{}", ctx.state.public_url, ctx.link(&links::follow(view.code)));
    let body = html! {
        (ui::panel(&heading, html! { p { (ctx.t("idea-thanks")) } }))
        p { (ctx.t("idea-code-text")) }
        p.code { bdi { (view.code) } }
        p.hint { (ctx.t("idea-code-address")) " " bdi { (address) } }
        h2 { (ctx.t("idea-now-title")) }
        p { (standing(ctx, idea, view.concepts)) }
        @match idea.state {
            IdeaState::New => { p { (ctx.t("idea-waits-text")) } }
            IdeaState::Hidden => { (why_hidden(ctx, view.events)) }
            IdeaState::Published => { p { a href=(ctx.link(&links::idea(&idea.cycle, idea.number))) { (ctx.t("idea-public-page")) } } }
        }
        @if !idea.words.is_empty() { div.inset { (said(idea)) } } @else { p { (ctx.t("idea-sound-kept")) } }
        @if !view.alike.is_empty() {
            h2 { (ctx.t("idea-alike-title")) }
            p { (ctx.t("idea-alike-text")) }
            ul.proposals { @for one in view.alike { (card(ctx, view.scene, one, view.concepts)) } }
        }
        h2 { (ctx.t("idea-steps-title")) }
        (steps(ctx, view.scene, view.events, view.concepts))
        @if view.has_contact {
            h2 { (ctx.t("idea-contact-title")) }
            p { (ctx.t("idea-contact-kept")) }
            (ui::form(ctx, "forget", &ctx.link(&links::follow(view.code)), html! { p.buttons { button { (ctx.t("idea-contact-forget")) } } }))
        }
    };
    Page::new(ctx, heading).back(ctx.link(&links::list(&idea.cycle))).render(&body)
}

/// Asks for a code that was written down.
pub fn ask_code(ctx: &Ctx, faults: &Faults, typed: &str) -> Markup {
    let heading = ctx.t("idea-code-title");
    let field = Field {
        name: "code",
        label: heading.clone(),
        heading: true,
        hint: Some(ctx.t("idea-code-hint")),
        value: typed,
        kind: ("text", "", "off"),
        wide: true,
    };
    let body = html! {
        (faults.summary(ctx))
        (ui::form(ctx, "follow", &ctx.link("/ideas/follow"), html! {
            (ui::text_field(ctx, faults, &field))
            (ui::buttons(&ctx.t("button-continue")))
        }))
    };
    Page::new(ctx, heading).error(!faults.is_empty()).back(ctx.link("/ideas")).render(&body)
}
