//! Who belongs to a body, and inviting someone into it.

use chrono::NaiveDate;
use maud::{Markup, html};

use super::super::{
    links,
    model::{Body, Seat, Term},
};
use crate::platform::{
    ui::{self, Choice, Faults, Page},
    web::Ctx,
};

/// What was typed into the invitation.
#[derive(Default)]
pub struct InviteForm {
    /// Name.
    pub name: String,
    /// E-mail.
    pub email: String,
    /// Seat's code.
    pub seat: String,
    /// Last day, may be empty.
    pub until: String,
}

/// What came of the last invitation; shown once.
pub enum Outcome {
    /// The one-time link is on its way to this address.
    Mailed(String),
    /// Nothing sends mail here.
    Waits,
    /// The person signs in as before.
    SignsInAsBefore,
}

/// What the page shows.
pub struct MembersView<'a> {
    /// The body.
    pub body: &'a Body,
    /// Its terms, past ones too.
    pub terms: &'a [Term],
    /// The city's day.
    pub today: NaiveDate,
    /// The signed-in person may invite and end terms.
    pub leads: bool,
    /// The signed-in person's account.
    pub account: uuid::Uuid,
    /// What came of the last invitation.
    pub outcome: Option<Outcome>,
}

/// A seat in words.
pub(super) fn seat(ctx: &Ctx, seat: Seat) -> String {
    ctx.t(match seat {
        Seat::Chair => "term-chair",
        Seat::Member => "term-member",
    })
}

fn row(ctx: &Ctx, view: &MembersView<'_>, term: &Term) -> Markup {
    let may_change = !term.is_over_on(view.today) && (view.leads || term.account == view.account);
    html! {
        tr {
            th scope="row" { bdi { (term.name) } @if !term.is_active { " " span.hint { (ctx.t("people-invited")) } } }
            td { (seat(ctx, term.seat)) }
            td { (super::day(ctx, term.starts_on)) }
            td {
                @if let Some(last) = term.last_day() { (super::day(ctx, last.max(term.starts_on))) } @else { (ctx.t("term-no-end")) }
                @if let Some(reason) = &term.end_reason { " " span.hint { bdi { (reason) } } }
            }
            td { @if may_change || (view.leads && term.ends_on.is_some()) {
                a href={ (ctx.link(&links::members(view.body.id))) "/" (term.id) } { (ctx.t("term-change")) span.unseen { " " (term.name) } }
            } }
        }
    }
}

fn table(ctx: &Ctx, view: &MembersView<'_>, title: &str, terms: &[&Term]) -> Markup {
    html! {
        div.scroll role="region" aria-label=(title) tabindex="0" {
            table.plain {
                caption { (title) }
                thead { tr {
                    @for key in ["people-name", "term-seat", "term-from", "term-until-head"] { th scope="col" { (ctx.t(key)) } }
                    td {}
                } }
                tbody { @for term in terms { (row(ctx, view, term)) } }
            }
        }
    }
}

/// The page.
pub fn members(ctx: &Ctx, faults: &Faults, view: &MembersView<'_>, form: &InviteForm) -> Markup {
    let heading = ctx.tf("term-title", &[("body", view.body.name.as_str().into())]);
    let (past, current): (Vec<&Term>, Vec<&Term>) = view.terms.iter().partition(|term| term.is_over_on(view.today));
    let body = html! {
        (faults.summary(ctx))
        h1 { bdi { (heading) } }
        @match &view.outcome {
            Some(Outcome::Mailed(email)) => (ui::notice(&ctx.t("term-mailed-title"), html! {
                p { (ctx.tf("term-mailed", &[("email", email.as_str().into())])) }
            })),
            Some(Outcome::Waits) => (ui::notice(&ctx.t("term-added-title"), html! { p { (ctx.t("term-unmailed")) } })),
            Some(Outcome::SignsInAsBefore) => (ui::notice(&ctx.t("term-added-title"), html! { p { (ctx.t("term-added-text")) } })),
            None => {}
        }
        @if current.is_empty() { p { (ctx.t("term-none")) } } @else { (table(ctx, view, &ctx.t("term-now"), &current)) }
        @if !past.is_empty() { (ui::details(&ctx.t("term-past"), table(ctx, view, &ctx.t("term-past"), &past))) }
        p { a href=(ctx.link(&links::meetings(view.body.id))) { (ctx.t("bodies-meetings")) } }
        @if view.leads { (invite(ctx, faults, view.body, form)) }
    };
    Page::new(ctx, heading).staff().error(!faults.is_empty()).back(ctx.link("/staff")).render(&body)
}

fn invite(ctx: &Ctx, faults: &Faults, body: &Body, form: &InviteForm) -> Markup {
    let seats: Vec<Choice> = [Seat::Member, Seat::Chair]
        .into_iter()
        .map(|one| super::choice(one.code(), seat(ctx, one), form.seat == one.code()))
        .collect();
    let email = ui::Field { kind: ("email", "email", "off"), ..super::line(ctx, "email", "people-email", None, &form.email) };
    html! {
        h2 { (ctx.t("term-invite-title")) }
        (ui::form(ctx, "invite-form", &ctx.link(&links::members(body.id)), html! {
            (ui::text_field(ctx, faults, &super::line(ctx, "name", "people-name", Some("term-name-hint"), &form.name)))
            (ui::text_field(ctx, faults, &email))
            (ui::radios(ctx, faults, "seat", &html! { (ctx.t("term-seat")) }, &seats))
            (ui::text_field(ctx, faults, &super::short(ctx, "until", "term-until", &form.until, ("date", "", "off"))))
            (ui::buttons(&ctx.t("term-invite")))
        }))
    }
}
