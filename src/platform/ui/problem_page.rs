//! The page for anything that went wrong.

use maud::{Markup, html};

use super::Page;
use crate::platform::web::{Ctx, Problem};

/// A problem in the reader's language: what happened, what to do, where to go on.
pub fn problem_page(ctx: &Ctx, problem: &Problem) -> Markup {
    let heading = ctx.tf(problem.title, &problem.args);
    let body = html! {
        h1 { (heading) }
        p { (ctx.tf(problem.text, &problem.args)) }
        @if let Some(reference) = &problem.reference {
            p { (ctx.t("problem-reference")) " " bdi { (reference) } }
        }
        @if let Some((address, words)) = &problem.next {
            p { a.primary href=(address) { (ctx.t(words)) } }
        } @else {
            p { a href=(ctx.link("")) { (ctx.t("problem-start")) } }
        }
    };
    Page::new(ctx, heading).render(&body)
}
