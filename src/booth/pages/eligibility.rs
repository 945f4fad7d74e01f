//! Old enough, connected to the zone, or not eligible - which is a page, never an error (R3).

use maud::{Markup, html};

use super::super::links;
use crate::{
    cycles::{self, Contest, VoteRule},
    platform::{
        ui::{self, Choice, Faults, Page},
        web::Ctx,
    },
};

/// Old enough?
pub fn age(ctx: &Ctx, faults: &Faults, contest: &Contest, rule: &VoteRule) -> Markup {
    let least = [("age", i64::from(rule.min_age).into())];
    let heading = ctx.tf("age-title", &least);
    let choice = |value: &str, key: &str| Choice { value: value.to_owned(), label: ctx.t(key), hint: None, chosen: false };
    let action = ctx.link(&links::step(&contest.zone.code, "age"));
    let body = html! {
        (faults.summary(ctx))
        (ui::form(ctx, "age-form", &action, html! {
            (ui::radios(ctx, faults, "age", &html! { h1 { (heading) } }, &[choice("yes", "answer-yes"), choice("no", "answer-no")]))
            (ui::buttons(&ctx.t("button-continue")))
        }))
        (ui::details(&ctx.t("age-why"), html! { p { (ctx.tf("age-why-text", &least)) } }))
    };
    Page::new(ctx, heading)
        .place(contest.zone.name.clone())
        .error(!faults.is_empty())
        .back(ctx.link(&cycles::links::zone(&contest.zone.code)))
        .render(&body)
}

/// Connected to the zone?
pub fn tie(ctx: &Ctx, faults: &Faults, (contest, rule): (&Contest, &VoteRule), chosen: &[String]) -> Markup {
    let heading = ctx.tf("tie-title", &[("zone", contest.zone.name.clone().into())]);
    let choice = |code: &str, key: String| Choice {
        value: code.to_owned(),
        label: ctx.t(&key),
        hint: None,
        chosen: chosen.iter().any(|c| c == code),
    };
    let mut choices: Vec<Choice> = rule.ties.iter().map(|tie| choice(tie.code(), format!("tie-{}", tie.code()))).collect();
    choices.push(choice("none", "tie-none".to_owned()));
    let action = ctx.link(&links::step(&contest.zone.code, "tie"));
    let body = html! {
        (faults.summary(ctx))
        (ui::form(ctx, "tie-form", &action, html! {
            (ui::checkboxes(ctx, faults, "tie", &html! { h1 { (heading) } }, &choices))
            p.hint { (ctx.t("tie-statement")) }
            (ui::buttons(&ctx.t("tie-agree")))
        }))
        (ui::details(&ctx.t("age-why"), html! { p { (ctx.t("tie-why-text")) } }))
    };
    Page::new(ctx, heading).error(!faults.is_empty()).back(ctx.link(&links::step(&contest.zone.code, "age"))).render(&body)
}

/// What someone who can't vote here can do instead.
pub fn not_eligible(ctx: &Ctx, contest: &Contest, rule: &VoteRule, too_young: bool) -> Markup {
    let heading = ctx.t("not-eligible-title");
    let body = html! {
        h1 { (heading) }
        @if too_young {
            p { (ctx.tf("not-eligible-age", &[("age", i64::from(rule.min_age).into())])) }
        } @else {
            p { (cycles::who_may_vote(ctx, rule)) }
        }
        h2 { (ctx.t("not-eligible-can")) }
        ul {
            li { a href=(ctx.link(&cycles::links::zone(&contest.zone.code))) { (ctx.t("landing-read")) } }
            li { a href=(ctx.link(&cycles::links::find_zone())) { (ctx.t("not-eligible-other-zone")) } }
            li { a href=(ctx.link("/results")) { (ctx.t("footer-results")) } }
        }
    };
    Page::new(ctx, heading).place(contest.zone.name.clone()).back(ctx.link(&links::step(&contest.zone.code, "age"))).render(&body)
}
