//! Cutting the links, and opening the ballots with trustees' shares.

use maud::{Markup, html};

use super::super::links;
use crate::{
    accounts::Grant,
    base::Duty,
    cycles::Cycle,
    platform::{
        ui::{self, Faults, Field, Page},
        web::Ctx,
    },
};

/// Cutting the links: afterwards no one can tell which pass was whose.
pub fn cut(ctx: &Ctx, grant: &Grant, cycle: &Cycle, ready: bool) -> Markup {
    let heading = ctx.t("cut-title");
    let body = html! {
        h1 { (heading) }
        p { (ctx.t("cut-text")) }
        @if cycle.links_cut_at.is_some() { (ui::inset(html! { (ctx.t("cut-done")) })) }
        @else if !ready { (ui::inset(html! { (ctx.t("cut-not-yet")) })) }
        @else {
            (ui::warning(&ctx.t("cut-warning"), html! {}))
            (super::act_form(ctx, grant, Duty::RunCycle, "cut-form", &ctx.link(&links::step(&cycle.slug, "cut")), &ui::buttons(&ctx.t("cut-button"))))
        }
    };
    Page::new(ctx, heading).place(cycle.title.clone()).staff().back(ctx.link(&links::cycle(&cycle.slug))).render(&body)
}

/// Giving a share of the opening key.
pub fn open(ctx: &Ctx, grant: &Grant, faults: &Faults, cycle: &Cycle, have: usize, need: u8) -> Markup {
    let heading = ctx.t("open-title");
    let field = Field {
        name: "share",
        label: ctx.t("open-share"),
        heading: false,
        hint: Some(ctx.t("open-share-hint")),
        value: "",
        kind: ("text", "", "off"),
        wide: true,
    };
    let body = html! {
        (faults.summary(ctx))
        h1 { (heading) }
        @if cycle.opened_at.is_some() {
            (ui::inset(html! { (ctx.t("open-done")) }))
        } @else if cycle.links_cut_at.is_none() {
            (ui::inset(html! { (ctx.t("open-not-yet")) }))
        } @else {
            p role="status" { (ctx.tf("open-count", &[("count", have.into()), ("need", i64::from(need).into())])) }
            p { (ctx.t("open-text")) }
            (super::act_form(ctx, grant, Duty::GiveShare, "open-form", &ctx.link(&links::step(&cycle.slug, "open")), &html! {
                (ui::text_field(ctx, faults, &field))
                (ui::buttons(&ctx.t("open-button")))
            }))
        }
    };
    Page::new(ctx, heading)
        .place(cycle.title.clone())
        .staff()
        .error(!faults.is_empty())
        .back(ctx.link(&links::cycle(&cycle.slug)))
        .render(&body)
}
