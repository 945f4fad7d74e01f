//! One term: renewing it, changing the seat, ending it.

use chrono::NaiveDate;
use maud::{Markup, html};

use super::super::{
    links,
    model::{Body, Seat, Term},
};
use crate::platform::{
    ui::{self, Faults, Page},
    web::Ctx,
};

/// What was typed; each form of the page uses its own part.
#[derive(Default)]
pub struct TermForm {
    /// Last day of the new term.
    pub until: String,
    /// Why the term is ended.
    pub reason: String,
    /// The other seat's code.
    pub seat: String,
}

/// The page. `leads` may renew and change the seat; the person may only leave.
pub fn term(
    ctx: &Ctx,
    faults: &Faults,
    (body, term): (&Body, &Term),
    (today, leads): (NaiveDate, bool),
    form: &TermForm,
) -> Markup {
    let heading = ctx.tf("term-of", &[("name", term.name.as_str().into()), ("body", body.name.as_str().into())]);
    let here = ctx.link(&format!("{}/{}", links::members(body.id), term.id));
    let other = if term.seat == Seat::Chair { Seat::Member } else { Seat::Chair };
    let page = html! {
        (faults.summary(ctx))
        h1 { bdi { (heading) } }
        p {
            (super::members::seat(ctx, term.seat)) ", " (ctx.t("term-from")) " " (super::day(ctx, term.starts_on))
            @if let Some(last) = term.last_day() { ", " (ctx.t("term-until-head")) " " (super::day(ctx, last.max(term.starts_on))) }
        }
        @if leads && term.ends_on.is_some() {
            h2 { (ctx.t("term-renew-title")) }
            (ui::form(ctx, "renew-form", &format!("{here}/renew"), html! {
                (ui::text_field(ctx, faults, &super::short(ctx, "until", "term-until", &form.until, ("date", "", "off"))))
                (ui::buttons(&ctx.t("term-renew")))
            }))
        }
        @if leads && term.holds_on(today) {
            h2 { (ctx.t("term-seat-title")) }
            (ui::form(ctx, "seat-form", &format!("{here}/seat"), html! {
                input type="hidden" name="seat" value=(other.code());
                (ui::buttons(&ctx.t(if other == Seat::Chair { "term-make-chair" } else { "term-make-member" })))
            }))
        }
        @if !term.is_over_on(today) {
            h2 { (ctx.t("term-end-title")) }
            p { (ctx.t("term-end-text")) }
            (ui::form(ctx, "end-form", &format!("{here}/end"), html! {
                (ui::text_field(ctx, faults, &super::line(ctx, "reason", "term-end-reason", Some("term-end-reason-hint"), &form.reason)))
                (ui::buttons(&ctx.t("term-end")))
            }))
        }
    };
    Page::new(ctx, heading).staff().error(!faults.is_empty()).back(ctx.link(&links::members(body.id))).render(&page)
}
