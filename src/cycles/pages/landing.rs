//! The front page (ux.md R1): what, who, how long, other ways; and what to say in each phase.

use maud::{Markup, html};

use super::super::{
    links,
    model::{Contest, Cycle, Phase},
    standing::Standing,
};
use crate::{
    base::{Lang, Money},
    platform::{
        ui::{self, Page},
        web::Ctx,
    },
};

/// Where voting stands, in a sentence; a deadline is words, never a ticking clock.
pub fn phase_notice(ctx: &Ctx, cycle: &Cycle) -> Markup {
    let (key, at) = match cycle.phase() {
        Phase::Before => ("phase-before", cycle.opens_at),
        Phase::Open if cycle.is_last_day() => ("phase-last-day", cycle.closes_at),
        Phase::Open => ("phase-open", cycle.closes_at),
        Phase::Closed => ("phase-closed", cycle.ends_at()),
        Phase::Counted => ("phase-counted", cycle.ends_at()),
    };
    html! { p.phase { (ctx.tf(key, &[("when", ui::moment(ctx, at).into())])) } }
}

fn total(contests: &[Contest]) -> Money {
    let currency = contests.first().map_or("USD", |c| c.budget.currency.as_str());
    Money::new(contests.iter().map(|c| c.budget.cents).sum(), currency)
}

/// The front page of a cycle. `suggested` is another language the browser prefers.
pub fn landing(ctx: &Ctx, now: &Standing, suggested: Option<Lang>) -> Markup {
    let Standing { cycle, contests, voters, .. } = now;
    let heading = ctx.tf("landing-title", &[("amount", ui::shown(&total(contests)).into())]);
    let phase = cycle.phase();
    let body = html! {
        @if let Some(lang) = suggested {
            p { a href=(ctx.in_language(lang)) lang=(lang.code()) hreflang=(lang.code()) { (crate::platform::i18n::text(lang, "landing-prefer", &[])) } }
        }
        h1 { (heading) }
        p.lead { (cycle.title) }
        (phase_notice(ctx, cycle))
        @if cycle.is_sample { (ui::inset(html! { (ctx.t("landing-sample")) })) }
        ul {
            li { (super::who_may_vote(ctx, voters)) }
            li { (ctx.t("landing-papers")) }
            li { (ctx.t("landing-how-long")) }
        }
        @match phase {
            Phase::Open => {
                p.buttons { a.primary href=(ctx.link(&links::find_zone())) { (ctx.t("landing-start")) } }
            }
            Phase::Counted => {
                p.buttons { a.primary href=(ctx.link("/results")) { (ctx.t("landing-see-results")) } }
            }
            _ => {}
        }
        h2 { (ctx.t("landing-other-title")) }
        ul {
            li { a href=(ctx.link("/zones")) { (ctx.t("landing-read")) } }
            li { a href=(ctx.link("/calendar")) { (ctx.t("landing-calendar")) } }
            li { a href=(ctx.link("/map")) { (ctx.t("landing-map")) } }
            li { a href=(ctx.link("/in-person")) { (ctx.t("landing-in-person")) } }
            li { a href=(ctx.link("/receipt")) { (ctx.t("landing-track")) } }
        }
    };
    Page::new(ctx, heading).render(&body)
}

/// The front page of a site with no cycle.
pub fn nothing_yet(ctx: &Ctx) -> Markup {
    let heading = ctx.t("landing-empty-title");
    let body = html! { h1 { (heading) } p { (ctx.t("landing-empty-text")) } };
    Page::new(ctx, heading).render(&body)
}
