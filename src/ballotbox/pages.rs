//! The receipt and the page that finds it (ux.md R9, R11). A receipt shows that a ballot was recorded, never how.

use ballot::receipt::Receipt;
use maud::{Markup, html};

use super::model::Recorded;
use crate::{
    cycles::{self, Contest, Cycle, Phase},
    platform::{
        ui::{self, Faults, Field, Page},
        web::Ctx,
    },
};

/// What a receipt page shows; made from a row that was read back from the box.
pub(super) struct ReceiptView<'a> {
    pub receipt: Receipt,
    pub recorded: &'a Recorded,
    pub cycle: &'a Cycle,
    pub contest: &'a Contest,
    pub change_allowed: bool,
}

fn code(ctx: &Ctx, receipt: &Receipt) -> Markup {
    html! {
        p { (ctx.t("receipt-number")) }
        p.code { bdi { (receipt) } }
    }
}

fn states(ctx: &Ctx, view: &ReceiptView<'_>) -> Markup {
    let counted = view.cycle.phase() == Phase::Counted;
    let (now, next) = if counted { ("past", "now") } else { ("now", "next") };
    html! {
        h2 { (ctx.t("receipt-states")) }
        ol.states {
            li class=(now) { (ctx.t("receipt-state-cast")) }
            @if view.recorded.live {
                li class=(next) { (ctx.t(if counted { "receipt-state-counted" } else { "receipt-state-to-count" })) }
            } @else {
                li.now { (ctx.t("receipt-state-replaced")) }
            }
        }
    }
}

/// The receipt of a recorded ballot.
pub(super) fn receipt(ctx: &Ctx, view: &ReceiptView<'_>) -> Markup {
    let live = view.recorded.live;
    let heading = ctx.t(if live { "receipt-title" } else { "receipt-replaced-title" });
    let address = format!("{}{}", ctx.state.public_url, ctx.link(&super::links::receipt(&view.receipt)));
    let inside = html! {
        (code(ctx, &view.receipt))
        p { (ctx.tf("receipt-zone", &[("zone", view.contest.zone.name.clone().into())])) }
    };
    let body = html! {
        @if live { (ui::panel(&heading, inside)) } @else { h1 { (heading) } p { (ctx.t("receipt-replaced-text")) } (inside) }
        p { (ctx.t("receipt-keep")) }
        p.hint { (ctx.t("receipt-secret")) }
        @if let Some(picture) = ui::qr(&address, &ctx.t("receipt-qr")) { (picture) }
        (states(ctx, view))
        (what_next(ctx, view))
    };
    Page::new(ctx, heading).place(view.contest.zone.name.clone()).render(&body)
}

fn what_next(ctx: &Ctx, view: &ReceiptView<'_>) -> Markup {
    let vote = ctx.link(&cycles::links::vote(&view.contest.zone.code));
    html! {
        h2 { (ctx.t("receipt-next")) }
        @if view.cycle.phase() == Phase::Open {
            p { (ctx.tf("receipt-next-open", &[("when", ui::moment(ctx, view.cycle.closes_at).into())])) }
            ul {
                @if view.change_allowed { li { a href=(vote) { (ctx.t("receipt-change")) } } }
                li { a href=(ctx.link(&cycles::links::zone(&view.contest.zone.code))) { (ctx.t("receipt-tell")) } }
            }
            h2 { (ctx.t("receipt-shared-title")) }
            p { (ctx.t("receipt-shared-text")) }
            (ui::form(ctx, "finish", &ctx.link("/vote/finish"), ui::buttons(&ctx.t("receipt-finish"))))
        } @else {
            p { a href=(ctx.link("/results")) { (ctx.t("footer-results")) } }
        }
    }
}

/// The page that asks for a receipt number.
pub(super) fn look_up(ctx: &Ctx, faults: &Faults, typed: &str) -> Markup {
    let heading = ctx.t("track-title");
    let field = Field {
        name: "receipt",
        label: heading.clone(),
        heading: true,
        hint: Some(ctx.t("track-hint")),
        value: typed,
        kind: ("text", "numeric", "off"),
        wide: true,
    };
    let body = html! {
        (faults.summary(ctx))
        (ui::form(ctx, "track", &ctx.link("/receipt"), html! {
            (ui::text_field(ctx, faults, &field))
            (ui::buttons(&ctx.t("track-find")))
        }))
        p.hint { (ctx.t("track-missing")) }
    };
    Page::new(ctx, heading).error(!faults.is_empty()).back(ctx.link("")).render(&body)
}
