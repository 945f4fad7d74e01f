//! Declaring ties, and ending one.

use maud::{Markup, html};
use uuid::Uuid;

use super::super::{
    links,
    model::{Body, Disclosure, TieKind},
};
use crate::platform::{
    ui::{self, Choice, Faults, Page},
    web::Ctx,
};

/// What was filled in.
#[derive(Default)]
pub struct TieForm {
    /// Whose tie: account; empty for one's own.
    pub account: String,
    /// Body.
    pub body: String,
    /// Kind of tie.
    pub tie: String,
    /// More words.
    pub words: String,
}

/// What the page shows.
pub struct DisclosuresView<'a> {
    /// Ties to list: one's own, or for staff everyone's.
    pub ties: &'a [Disclosure],
    /// Bodies to choose from.
    pub bodies: &'a [Body],
    /// People to record for; empty for those who declare their own.
    pub people: &'a [(Uuid, String)],
    /// The signed-in person.
    pub account: Uuid,
}

/// A kind of tie in words.
pub(super) fn tie(ctx: &Ctx, tie: TieKind) -> String {
    ctx.t(&format!("disclosure-tie-{}", tie.code()))
}

fn row(ctx: &Ctx, one: &Disclosure) -> Markup {
    html! {
        tr {
            th scope="row" { bdi { (one.name) } }
            td { bdi { (one.body_name) } }
            td { (tie(ctx, one.tie)) @if !one.words.is_empty() { " " span.hint { bdi { (one.words) } } } }
            td { (super::day(ctx, one.starts_on)) }
            td {
                @if let Some(day) = one.ends_on {
                    (ctx.tf("disclosure-ended", &[("day", super::day(ctx, day).into())]))
                    @if let Some(reason) = &one.end_reason { " " span.hint { bdi { (reason) } } }
                } @else {
                    a href={ (ctx.link(&links::disclosures())) "/" (one.id) } { (ctx.t("disclosure-end")) span.unseen { " " (one.name) " " (one.body_name) } }
                }
            }
        }
    }
}

/// The page.
pub fn disclosures(ctx: &Ctx, faults: &Faults, view: &DisclosuresView<'_>, form: &TieForm) -> Markup {
    let heading = ctx.t("disclosure-title");
    let caption = ctx.t(if view.people.is_empty() { "disclosure-yours" } else { "disclosure-everyones" });
    let page = html! {
        (faults.summary(ctx))
        h1 { (heading) }
        p { (ctx.t("disclosure-lead")) }
        p { a href=(ctx.link(&links::register())) { (ctx.t("disclosure-register-link")) } }
        @if view.ties.is_empty() { p { (ctx.t("disclosure-none")) } }
        @else {
            div.scroll role="region" aria-label=(caption) tabindex="0" {
                table.plain {
                    caption { (caption) }
                    thead { tr {
                        @for key in ["people-name", "disclosure-body", "disclosure-tie", "disclosure-since", "people-state"] { th scope="col" { (ctx.t(key)) } }
                    } }
                    tbody { @for one in view.ties { (row(ctx, one)) } }
                }
            }
        }
        h2 { (ctx.t("disclosure-new-title")) }
        @if view.bodies.is_empty() { p { (ctx.t("bodies-none")) } } @else { (tie_form(ctx, faults, view, form)) }
    };
    Page::new(ctx, heading).staff().error(!faults.is_empty()).back(ctx.link("/staff")).render(&page)
}

fn tie_form(ctx: &Ctx, faults: &Faults, view: &DisclosuresView<'_>, form: &TieForm) -> Markup {
    let bodies: Vec<Choice> = std::iter::once(super::nothing_chosen(ctx))
        .chain(view.bodies.iter().map(|body| {
            let id = body.id.to_string();
            super::choice(&id, body.name.clone(), form.body == id)
        }))
        .collect();
    let people: Vec<Choice> = view
        .people
        .iter()
        .map(|(id, name)| {
            let id_text = id.to_string();
            let chosen = if form.account.is_empty() { *id == view.account } else { form.account == id_text };
            super::choice(&id_text, name.clone(), chosen)
        })
        .collect();
    let ties: Vec<Choice> =
        TieKind::ALL.into_iter().map(|one| super::choice(one.code(), tie(ctx, one), form.tie == one.code())).collect();
    ui::form(
        ctx,
        "tie-form",
        &ctx.link(&links::disclosures()),
        html! {
            @if !people.is_empty() { (ui::select(ctx, faults, "account", &ctx.t("disclosure-whose"), &people)) }
            (ui::select(ctx, faults, "body", &ctx.t("disclosure-body"), &bodies))
            (ui::radios(ctx, faults, "tie", &html! { (ctx.t("disclosure-tie")) }, &ties))
            (ui::text_field(ctx, faults, &super::line(ctx, "words", "disclosure-words", Some("disclosure-words-hint"), &form.words)))
            (ui::buttons(&ctx.t("disclosure-save")))
        },
    )
}

/// Ending one tie.
pub fn disclosure(ctx: &Ctx, faults: &Faults, one: &Disclosure, reason: &str) -> Markup {
    let heading = ctx.t("disclosure-end-title");
    let here = ctx.link(&format!("{}/{}", links::disclosures(), one.id));
    let page = html! {
        (faults.summary(ctx))
        h1 { (heading) }
        p { bdi { (one.name) } " · " bdi { (one.body_name) } " · " (tie(ctx, one.tie)) }
        @if one.ends_on.is_some() { p { (ctx.t("disclosure-over")) } }
        @else {
            p { (ctx.t("disclosure-end-text")) }
            (ui::form(ctx, "end-form", &here, html! {
                (ui::text_field(ctx, faults, &super::line(ctx, "reason", "disclosure-reason", Some("disclosure-reason-hint"), reason)))
                (ui::buttons(&ctx.t("disclosure-end")))
            }))
        }
    };
    Page::new(ctx, heading).staff().error(!faults.is_empty()).back(ctx.link(&links::disclosures())).render(&page)
}
