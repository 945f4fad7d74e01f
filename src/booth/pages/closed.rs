//! Voting is closed; and the page for a vote that came too late (R10). Never a thank-you.

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use crate::{
    cycles::{self, Cycle, Phase},
    platform::{
        ui::{self, Page},
        web::Ctx,
    },
};

/// Voting has not begun, or is over.
pub fn closed(ctx: &Ctx, cycle: &Cycle) -> Markup {
    let heading = ctx.t(if cycle.phase() == Phase::Before { "closed-before-title" } else { "closed-title" });
    let body = html! {
        h1 { (heading) }
        (cycles::phase_notice(ctx, cycle))
        ul {
            li { a href=(ctx.link("/zones")) { (ctx.t("landing-read")) } }
            li { a href=(ctx.link("/receipt")) { (ctx.t("landing-track")) } }
            li { a href=(ctx.link("/results")) { (ctx.t("footer-results")) } }
        }
    };
    Page::new(ctx, heading).back(ctx.link("")).render(&body)
}

/// A vote that was sent after the close.
pub fn not_counted(ctx: &Ctx, ended: DateTime<Utc>) -> Markup {
    let heading = ctx.t("not-counted-title");
    let now = ctx.state.clock.now();
    let body = html! {
        h1 { (heading) }
        p { strong { (ctx.t("not-counted-text")) } }
        p { (ctx.tf("not-counted-times", &[("sent", ui::moment(ctx, now).into()), ("ended", ui::moment(ctx, ended).into())])) }
        p { (ctx.t("not-counted-help")) }
    };
    Page::new(ctx, heading).render(&body)
}
