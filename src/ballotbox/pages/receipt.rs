//! The receipt and the page that finds it (ux.md R9, R11). A receipt shows that a ballot was recorded, never how.

use ballot::receipt::Receipt;
use chrono::{DateTime, Utc};
use maud::{Markup, html};

use super::super::{
    links,
    model::{Listed, Recorded},
};
use crate::{
    cycles::{self, Contest, Cycle, Phase},
    platform::{
        ui::{self, Faults, Field, Page},
        web::Ctx,
    },
};

/// Where a ballot stands in the public log.
#[derive(Clone, Copy)]
pub(in crate::ballotbox) enum LogStanding {
    /// At this position of the log that is served.
    Logged(u64),
    /// Promised by this hour (hours since 1970).
    Promised(i64),
}

/// What a receipt page shows; made from a row that was read back from the box.
pub(in crate::ballotbox) struct ReceiptView<'a> {
    pub receipt: &'a Receipt,
    pub recorded: &'a Recorded,
    pub cycle: &'a Cycle,
    pub contest: &'a Contest,
    pub change_allowed: bool,
    pub log: LogStanding,
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
            @match view.log {
                LogStanding::Logged(position) => {
                    li.past { (ctx.tf("receipt-state-logged", &[("position", position.to_string().into())])) }
                }
                LogStanding::Promised(hour) => {
                    li.next { (ctx.tf("receipt-state-promised", &[("when", ui::moment(ctx, hour_begins(hour)).into())])) }
                }
            }
            @if view.recorded.is_void {
                li.now { (ctx.t("receipt-state-void")) }
            } @else if view.recorded.live {
                li class=(next) { (ctx.t(if counted { "receipt-state-counted" } else { "receipt-state-to-count" })) }
            } @else {
                li.now { (ctx.t("receipt-state-replaced")) }
            }
        }
    }
}

fn hour_begins(hour: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(hour.saturating_mul(3600), 0).unwrap_or_default()
}

/// What to keep as evidence: the promise until the ballot is in the log, the proof from then on.
fn evidence(ctx: &Ctx, view: &ReceiptView<'_>) -> Markup {
    let page = ctx.link(&links::receipt(view.receipt));
    let body = html! {
        @match view.log {
            LogStanding::Logged(_) => {
                p { (ctx.t("receipt-proof-text")) }
                p { a href={ (page) "/proof" } { (ctx.t("receipt-proof")) } }
            }
            LogStanding::Promised(_) => {
                p { (ctx.t("receipt-promise-text")) }
                p { a href={ (page) "/promise" } { (ctx.t("receipt-promise")) } }
            }
        }
        p { a href=(ctx.link(links::missing())) { (ctx.t("receipt-missing")) } }
    };
    ui::details(&ctx.t("receipt-evidence"), body)
}

/// The receipt of a recorded ballot.
pub(in crate::ballotbox) fn receipt(ctx: &Ctx, view: &ReceiptView<'_>) -> Markup {
    let live = view.recorded.live;
    let heading = ctx.t(if live { "receipt-title" } else { "receipt-replaced-title" });
    let address = format!("{}{}", ctx.state.public_url, ctx.link(&links::receipt(view.receipt)));
    let inside = html! {
        (code(ctx, view.receipt))
        p { (ctx.tf("receipt-zone", &[("zone", view.contest.zone.name.clone().into())])) }
    };
    let body = html! {
        @if live { (ui::panel(&heading, inside)) } @else { h1 { (heading) } p { (ctx.t("receipt-replaced-text")) } (inside) }
        @if live {
            p { (ctx.t("receipt-keep")) }
            p.hint { (ctx.t("receipt-secret")) }
            @if let Some(picture) = ui::qr(&address, &ctx.t("receipt-qr")) { (picture) }
        }
        (states(ctx, view))
        (evidence(ctx, view))
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
pub(in crate::ballotbox) fn look_up(ctx: &Ctx, faults: &Faults, typed: &str) -> Markup {
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
        p { a href=(ctx.link("/receipt/alike")) { (ctx.t("track-alike")) } }
        p { a href=(ctx.link(links::missing())) { (ctx.t("receipt-missing")) } }
    };
    Page::new(ctx, heading).error(!faults.is_empty()).back(ctx.link("")).render(&body)
}

/// The receipts that begin with three digits, and the form that asks for these.
pub(in crate::ballotbox) fn alike(ctx: &Ctx, faults: &Faults, typed: &str, found: Option<&[Listed]>) -> Markup {
    let heading = ctx.t("alike-title");
    let body = html! {
        (faults.summary(ctx))
        h1 { (heading) }
        p { (ctx.t("alike-lead")) }
        form method="get" action=(ctx.link("/receipt/alike")) {
            (ui::text_field(ctx, faults, &Field {
                name: "first",
                label: ctx.t("alike-label"),
                heading: false,
                hint: None,
                value: typed,
                kind: ("text", "numeric", "off"),
                wide: false,
            }))
            (ui::buttons(&ctx.t("alike-show")))
        }
        @if let Some(listed) = found {
            h2 { (ctx.tf("alike-found", &[("first", typed.into()), ("count", listed.len().into())])) }
            @if !listed.is_empty() { (alike_table(ctx, listed)) }
        }
    };
    Page::new(ctx, heading).error(!faults.is_empty()).back(ctx.link("/receipt")).render(&body)
}

fn alike_table(ctx: &Ctx, listed: &[Listed]) -> Markup {
    html! {
        table {
            thead { tr { th scope="col" { (ctx.t("receipt-number")) } th scope="col" { (ctx.t("alike-zone")) } th scope="col" { (ctx.t("alike-state")) } } }
            tbody {
                @for line in listed {
                    tr {
                        th scope="row" { bdi { (grouped(&line.receipt)) } }
                        td { (line.zone) }
                        td {
                            (ctx.tf("alike-logged", &[("position", line.position.to_string().into())]))
                            @if !line.live { " " (ctx.t("alike-replaced")) }
                        }
                    }
                }
            }
        }
    }
}

/// Sixteen digits in groups of four.
fn grouped(digits: &str) -> String {
    let all: Vec<char> = digits.chars().collect();
    all.chunks(4).map(String::from_iter).collect::<Vec<_>>().join(" ")
}
