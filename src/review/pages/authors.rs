//! What authors see: what the City found, until when they can act, the appeal, and talk.

use maud::{Markup, html};

use super::{
    super::{
        actions::Window,
        links,
        model::{Appeal, Matter, Person, PublicStep, Thread},
    },
    Saying, Talk, appeals, place_line, steps, talk, title,
};
use crate::{
    applications::{self, State},
    platform::{
        ui::{self, Faults, Page},
        web::Ctx,
    },
};

/// What the page shows.
pub struct AuthorsDesk {
    /// The application.
    pub matter: Matter,
    /// What happened so far.
    pub steps: Vec<PublicStep>,
    /// Its appeal.
    pub appeal: Option<Appeal>,
    /// When it can be appealed.
    pub window: Window,
    /// Talk.
    pub threads: Vec<Thread>,
    /// Who can be named.
    pub people: Vec<Person>,
}

/// When appeals are or were taken, in words.
pub fn window_words(ctx: &Ctx, window: Window) -> String {
    let when = |moment| [("when", ui::moment(ctx, moment).into())];
    match window {
        Window::Open(until) => ctx.tf("appeal-until", &when(until)),
        Window::Early(starts) => ctx.tf("appeal-from", &when(starts)),
        Window::Late(ended) => ctx.tf("appeal-late", &when(ended)),
        Window::Closed => ctx.t("appeal-closed-text"),
    }
}

/// The form stays when it was sent too late, so that the words can be copied.
fn appeal_form(ctx: &Ctx, desk: &AuthorsDesk, faults: &Faults, typed: &str) -> Markup {
    let open = matches!(desk.window, Window::Open(_));
    let action = ctx.link(&format!("{}/appeal", links::authors(desk.matter.application)));
    html! {
        section #appeal {
            h2 { (ctx.t("appeal-title")) }
            p { (window_words(ctx, desk.window)) }
            @if open || !typed.is_empty() {
                @if open { p { (ctx.t("appeal-lead")) } }
                (ui::form(ctx, "appeal-form", &action, html! {
                    (ui::long_text(ctx, faults, "appeal-text", (&ctx.t("appeal-words"), Some(&ctx.t("appeal-words-hint"))), typed))
                    @if open { p.buttons { button.secondary { (ctx.t("appeal-send")) } } }
                }))
            }
        }
    }
}

/// The page; `typed` are a comment and an appeal that are shown again.
pub fn authors(ctx: &Ctx, desk: &AuthorsDesk, faults: &Faults, (saying, appeal): (&Saying, &str)) -> Markup {
    let matter = &desk.matter;
    let heading = ctx.t("authors-title");
    let is_open = matches!(matter.state, State::Submitted | State::ChangesAsked | State::Appealed);
    let said = Talk {
        threads: &desk.threads,
        people: &desk.people,
        base: ctx.link(&links::authors(matter.application)),
        is_open,
        typed: saying,
    };
    let body = html! {
        (faults.summary(ctx))
        h1 { (heading) }
        p { bdi dir="auto" lang=(matter.source_lang) { (title(ctx, matter)) } }
        (place_line(ctx, matter))
        @if let (State::ChangesAsked, Some(due)) = (matter.state, matter.due) {
            p.phase { (ctx.tf(if matter.is_overdue { "review-late-authors" } else { "application-fix-by" }, &[("when", ui::moment(ctx, due).into())])) }
            p.buttons { a.primary href=(ctx.link(&applications::links::tasks(matter.application))) { (ctx.t("authors-change")) } }
        }
        (steps::history(ctx, &desk.steps))
        @if let Some(appeal) = &desk.appeal {
            (appeals::words(ctx, appeal))
            @if appeal.verdict.is_none() { p { (ctx.t("appeal-waits")) } }
        } @else if matter.state == State::Rejected { (appeal_form(ctx, desk, faults, appeal)) }
        (talk::talk(ctx, faults, &said))
        p { a href=(ctx.link(&links::proposal(matter.cycle.as_str(), matter.zone.as_str(), matter.number))) { (ctx.t("authors-public")) } }
    };
    Page::new(ctx, heading)
        .place(title(ctx, matter))
        .staff()
        .error(!faults.is_empty())
        .back(ctx.link(&applications::links::tasks(matter.application)))
        .render(&body)
}
