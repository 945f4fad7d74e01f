//! Screens of reviews: for reviewers, for authors, for those who decide appeals, and for everyone.

mod appeals;
mod authors;
mod console;
mod decision;
mod departments;
mod ledger;
mod queue;
mod review;
mod steps;
mod talk;

pub(super) use appeals::{AppealDesk, appeal, appeals};
pub(super) use authors::{AuthorsDesk, authors};
pub use console::console_links;
pub(super) use departments::departments;
pub(super) use ledger::{Ledger, PublicProposal, ledger, proposal};
pub(super) use queue::queue;
pub(super) use review::{Desk, Typed, review, tied};
pub use steps::history;
pub(super) use talk::{Saying, Talk};

use maud::{Markup, html};

use super::model::{Matter, Words, code_key};
use crate::{
    applications::{self, State},
    platform::{ui, web::Ctx},
};

/// The title of an application, or the word for one without.
fn title(ctx: &Ctx, matter: &Matter) -> String {
    if matter.title.is_empty() { ctx.t("application-unnamed") } else { matter.title.clone() }
}

/// Words that someone typed, in the language they were typed in.
fn said(words: &Words) -> Markup {
    html! { div lang=(words.lang) { @for line in words.text.lines().filter(|line| !line.trim().is_empty()) { p dir="auto" { (line) } } } }
}

/// Reason codes with their sentences.
fn codes(ctx: &Ctx, codes: &[String]) -> Markup {
    html! {
        @if !codes.is_empty() {
            ul.plain { @for code in codes { li { bdi { (code) } ": " (ctx.t(&code_key(code))) } } }
        }
    }
}

/// A state in words with its own shape.
fn state(ctx: &Ctx, state: State) -> Markup {
    ui::status_tag(&applications::state_words(ctx, state), state == State::Accepted)
}

/// Body, zone, number and state on one line.
fn place_line(ctx: &Ctx, matter: &Matter) -> Markup {
    html! {
        p {
            bdi { (matter.body_name) } " · " (matter.zone_name) " · "
            (ctx.tf("review-number", &[("number", matter.number.to_string().into())])) " · " (state(ctx, matter.state))
        }
    }
}

/// Until when, and whether that has passed.
fn due_line(ctx: &Ctx, matter: &Matter) -> Markup {
    let key = match (matter.state, matter.is_overdue) {
        (State::ChangesAsked, false) => "review-due-authors",
        (State::ChangesAsked, true) => "review-late-authors",
        (_, false) => "review-due-city",
        (_, true) => "review-late-city",
    };
    html! {
        @if let Some(due) = matter.due {
            span .bad[matter.is_overdue] { (ctx.tf(key, &[("when", ui::moment(ctx, due).into())])) }
        }
    }
}
