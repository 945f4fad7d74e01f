//! Reports of missing ballots and their outcomes.

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
    transparency::Case,
};

/// Every report, open ones with a form for the outcome; what was typed for one of them is kept.
pub fn cases(ctx: &Ctx, grant: &Grant, cycle: &Cycle, cases: &[Case], faults: &Faults, (number, typed): (&str, &str)) -> Markup {
    let heading = ctx.t("cases-title");
    let body = html! {
        (faults.summary(ctx))
        h1 { (heading) }
        p { (ctx.t("cases-lead")) }
        @if cases.is_empty() { p { (ctx.t("cases-none")) } }
        @for case in cases {
            section.card {
                h2 { bdi { (case.number) } }
                p { (ctx.t("receipt-number")) " " bdi { (case.receipt) } }
                p { (ctx.t(if case.has_promise { "cases-promise" } else { "cases-no-promise" })) }
                @match &case.outcome {
                    Some(outcome) => { p { (ctx.t("missing-case-outcome")) " " bdi { (outcome) } } }
                    None => { (outcome_form(ctx, grant, cycle, case, faults, if number == case.number { typed } else { "" })) }
                }
            }
        }
    };
    Page::new(ctx, heading)
        .place(cycle.title.clone())
        .staff()
        .error(!faults.is_empty())
        .back(ctx.link(&links::cycle(&cycle.slug)))
        .render(&body)
}

fn outcome_form(ctx: &Ctx, grant: &Grant, cycle: &Cycle, case: &Case, faults: &Faults, typed: &str) -> Markup {
    let field = Field {
        name: "outcome",
        label: ctx.t("cases-outcome"),
        heading: false,
        hint: Some(ctx.t("cases-outcome-hint")),
        value: typed,
        kind: ("text", "", "off"),
        wide: true,
    };
    let action = ctx.link(&links::step(&cycle.slug, "cases"));
    super::act_form(
        ctx,
        grant,
        Duty::SettleCases,
        &format!("case-{}", case.number),
        &action,
        &html! {
            input type="hidden" name="case" value=(case.number);
            (ui::text_field(ctx, faults, &field))
            (ui::buttons(&ctx.t("cases-settle")))
        },
    )
}
