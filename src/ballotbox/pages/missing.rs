//! The report of a missing ballot and its answers.

use ballot::receipt::Receipt;
use chrono::{DateTime, Utc};
use maud::{Markup, html};

use super::super::links;
use crate::{
    platform::{
        ui::{self, Faults, Field, Page},
        web::Ctx,
    },
    transparency::Case,
};

/// What the box, the log and the case say.
pub(in crate::ballotbox) enum MissingView<'a> {
    /// It is in the log.
    Logged { receipt: &'a Receipt, position: u64 },
    /// The promised hour has not come.
    Wait { receipt: &'a Receipt, when: DateTime<Utc> },
    /// It is in the box and waits for the log.
    InBox { receipt: &'a Receipt },
    /// A case was opened, or there was one.
    Case(&'a Case),
}

/// Asks for the receipt and, where a person saved it, for the promise.
pub(in crate::ballotbox) fn form(ctx: &Ctx, faults: &Faults, receipt: &str, promise: &str) -> Markup {
    let heading = ctx.t("missing-title");
    let field = |name, label: &str, hint: &str, value, mode| Field {
        name,
        label: ctx.t(label),
        heading: false,
        hint: Some(ctx.t(hint)),
        value,
        kind: ("text", mode, "off"),
        wide: true,
    };
    let body = html! {
        (faults.summary(ctx))
        h1 { (heading) }
        p { (ctx.t("missing-lead")) }
        (ui::form(ctx, "missing", &ctx.link(links::missing()), html! {
            (ui::text_field(ctx, faults, &field("receipt", "receipt-number", "track-hint", receipt, "numeric")))
            (ui::text_field(ctx, faults, &field("promise", "missing-promise", "missing-promise-hint", promise, "text")))
            (ui::buttons(&ctx.t("missing-send")))
        }))
    };
    Page::new(ctx, heading).error(!faults.is_empty()).back(ctx.link("/receipt")).render(&body)
}

/// The answer to a report.
pub(in crate::ballotbox) fn answer(ctx: &Ctx, view: &MissingView<'_>) -> Markup {
    let heading = ctx.t(match view {
        MissingView::Logged { .. } => "missing-found-title",
        MissingView::Wait { .. } | MissingView::InBox { .. } => "missing-wait-title",
        MissingView::Case(_) => "missing-case-title",
    });
    let link = |receipt: &Receipt| html! { p { a href=(ctx.link(&links::receipt(receipt))) { (ctx.t("missing-see")) } } };
    let body = html! {
        h1 { (heading) }
        @match view {
            MissingView::Logged { receipt, position } => {
                p { (ctx.tf("missing-found", &[("position", position.to_string().into())])) }
                (link(receipt))
            }
            MissingView::Wait { receipt, when } => {
                p { (ctx.tf("missing-wait", &[("when", ui::moment(ctx, *when).into())])) }
                (link(receipt))
            }
            MissingView::InBox { receipt } => {
                p { (ctx.t("missing-in-box")) }
                (link(receipt))
            }
            MissingView::Case(case) => {
                p { (ctx.t("missing-case-number")) }
                p.code { bdi { (case.number) } }
                @match &case.outcome {
                    Some(outcome) => { p { (ctx.t("missing-case-outcome")) " " bdi { (outcome) } } }
                    None => { p { (ctx.t(if case.has_promise { "missing-case-proof" } else { "missing-case-next" })) } }
                }
            }
        }
    };
    Page::new(ctx, heading).back(ctx.link("/receipt")).render(&body)
}
