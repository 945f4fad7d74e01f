//! The public ledger, and the public page of an application.

use maud::{Markup, html};

use super::{
    super::{
        links,
        model::{Figures, LedgerRow, PublicStep, WITHDRAWN},
    },
    codes, said, state, steps,
};
use crate::{
    applications::{self, Change, Draft, State},
    cycles::{Contest, Cycle},
    platform::{
        ui::{self, BarRow, Choice, Faults, Page},
        web::Ctx,
    },
};

/// What the ledger shows.
pub struct Ledger {
    /// Cycles that are public.
    pub cycles: Vec<Cycle>,
    /// The one that is shown.
    pub cycle: Option<Cycle>,
    /// All its rows.
    pub rows: Vec<LedgerRow>,
    /// Zone code that was asked for; empty for all.
    pub zone: String,
    /// State that was asked for; empty for all.
    pub outcome: String,
}

impl Ledger {
    /// Zones with an application, in the order of the rows.
    fn zones(&self) -> Vec<(&str, &str)> {
        let mut zones: Vec<(&str, &str)> = Vec::new();
        for row in &self.rows {
            if zones.last().is_none_or(|(code, _)| *code != row.zone) {
                zones.push((&row.zone, &row.zone_name));
            }
        }
        zones
    }
}

fn filters(ctx: &Ctx, ledger: &Ledger) -> Markup {
    let none = Faults::none();
    let choice = |value: &str, label: String, chosen: bool| Choice { value: value.to_owned(), label, hint: None, chosen };
    let shown = ledger.cycle.as_ref().map(|cycle| cycle.slug.clone());
    let cycles: Vec<Choice> = ledger
        .cycles
        .iter()
        .map(|cycle| choice(cycle.slug.as_str(), cycle.title.clone(), Some(&cycle.slug) == shown.as_ref()))
        .collect();
    let mut zones = vec![choice("", ctx.t("review-filter-all-zones"), ledger.zone.is_empty())];
    zones.extend(ledger.zones().into_iter().map(|(code, name)| choice(code, name.to_owned(), ledger.zone == code)));
    let mut outcomes = vec![choice("", ctx.t("ledger-all-outcomes"), ledger.outcome.is_empty())];
    outcomes.extend(
        State::ALL
            .into_iter()
            .filter(|state| *state != State::Draft)
            .map(|state| choice(state.code(), applications::state_words(ctx, state), ledger.outcome == state.code())),
    );
    ui::details(
        &ctx.t("review-filter"),
        html! {
            form #filter method="get" action=(ctx.link(&links::ledger())) {
                (ui::select(ctx, &none, "cycle", &ctx.t("ledger-cycle"), &cycles))
                (ui::select(ctx, &none, "zone", &ctx.t("review-filter-zone"), &zones))
                (ui::select(ctx, &none, "outcome", &ctx.t("review-filter-state"), &outcomes))
                p.buttons { button.secondary { (ctx.t("review-filter-show")) } }
            }
        },
    )
}

/// Counts by zone with bars of what was accepted.
fn figures(ctx: &Ctx, ledger: &Ledger) -> Markup {
    let heads: Vec<String> = ["review-filter-zone", "ledger-accepted", "ledger-changed", "ledger-rejected", "ledger-withdrawn"]
        .map(|key| ctx.t(key))
        .into();
    let rows: Vec<BarRow> = ledger
        .zones()
        .into_iter()
        .map(|(code, name)| {
            let counts = Figures::of(ledger.rows.iter().filter(|row| row.zone == code));
            BarRow {
                name: html! { (name) },
                figure: ctx.tf("ledger-of", &[("part", counts.accepted.into()), ("all", counts.all.into())]),
                percent: (counts.accepted * 100).checked_div(counts.all).unwrap_or(0),
                strong: counts.accepted > 0,
                more: [counts.changed, counts.rejected, counts.withdrawn].map(|count| html! { (count) }).into(),
            }
        })
        .collect();
    ui::bar_table(&ctx.t("ledger-figures"), &heads, &rows)
}

fn entry(ctx: &Ctx, cycle: &Cycle, row: &LedgerRow) -> Markup {
    let address = ctx.link(&links::proposal(cycle.slug.as_str(), &row.zone, row.number));
    html! {
        section.card {
            h3 {
                span.number { (row.number) "." } " "
                a href=(address) {
                    @if row.title.text.is_empty() { (ctx.t("application-unnamed")) }
                    @else { span dir="auto" lang=(row.title.lang) { (row.title.text) } }
                }
            }
            p { bdi { (row.body_name) } " · " (row.zone_name) }
            p { (state(ctx, row.state)) " " (ui::short_day(ctx, row.since)) }
            @if row.state == State::Withdrawn { (codes(ctx, &[WITHDRAWN.to_owned()])) }
            @else {
                (codes(ctx, &row.codes))
                @if let Some(reason) = &row.reason { div.inset { (said(reason)) } }
            }
            @if let Some((accepted, reason)) = &row.appeal {
                p { strong { (ctx.t(if *accepted { "review-step-appeal-accepted" } else { "review-step-appeal-rejected" })) } }
                div.inset { (said(reason)) }
            }
        }
    }
}

/// The ledger.
pub fn ledger(ctx: &Ctx, ledger: &Ledger) -> Markup {
    let heading = ctx.t("ledger-title");
    let wanted = |row: &&LedgerRow| {
        (ledger.zone.is_empty() || row.zone == ledger.zone) && (ledger.outcome.is_empty() || row.state.code() == ledger.outcome)
    };
    let rows: Vec<&LedgerRow> = ledger.rows.iter().filter(wanted).collect();
    let body = html! {
        h1 { (heading) }
        p { (ctx.t("ledger-lead")) }
        @if let Some(cycle) = &ledger.cycle {
            @if ledger.rows.is_empty() { p { (ctx.t("ledger-empty")) } }
            @else { (figures(ctx, ledger)) }
            (filters(ctx, ledger))
            h2 { (cycle.title) }
            @if rows.is_empty() && !ledger.rows.is_empty() { p { (ctx.t("ledger-none")) } }
            @for row in rows { (entry(ctx, cycle, row)) }
        } @else { p { (ctx.t("ledger-empty")) } }
    };
    Page::new(ctx, heading).back(ctx.link("")).render(&body)
}

/// What the public page of an application shows.
pub struct PublicProposal {
    /// The cycle.
    pub cycle: Cycle,
    /// Where it would be counted.
    pub contest: Contest,
    /// Who wrote it.
    pub body_name: String,
    /// As it was last handed in.
    pub draft: Draft,
    /// What changed since it was first handed in.
    pub changes: Vec<Change>,
    /// What happened.
    pub steps: Vec<PublicStep>,
}

/// An application for everyone.
pub fn proposal(ctx: &Ctx, shown: &PublicProposal) -> Markup {
    let application = &shown.draft.application;
    let title = shown.draft.title();
    let heading = if title.is_empty() { ctx.t("application-unnamed") } else { title.to_owned() };
    let body = html! {
        h1 dir="auto" lang=(application.source_lang) { (heading) }
        p {
            bdi { (shown.body_name) } " · " (shown.contest.zone.name) " · "
            (ctx.tf("review-number", &[("number", application.number.to_string().into())])) " · " (state(ctx, application.state))
        }
        @if application.state == State::ChangesAsked { p.hint { (ctx.t("ledger-being-changed")) } }
        (steps::history(ctx, &shown.steps))
        (applications::changes(ctx, &shown.changes, &shown.contest.budget.currency))
        h2 { (ctx.t("review-whole-title")) }
        (applications::whole(ctx, &shown.draft, &shown.contest.budget.currency, None))
    };
    Page::new(ctx, heading)
        .place(shown.cycle.title.clone())
        .back(ctx.link(&format!("{}?cycle={}", links::ledger(), shown.cycle.slug)))
        .render(&body)
}
