//! The result of a test: everything that is needed to lock the same ballot again with other software and compare.

use ballot::receipt::Receipt;
use maud::{Markup, html};

use super::super::{links, model::Tested};
use crate::{
    cycles::{self, Contest},
    platform::{
        ui::{self, Page, SummaryRow},
        web::Ctx,
    },
};

/// What the page shows.
pub struct TestedView<'a> {
    /// The contest.
    pub contest: &'a Contest,
    /// Choices and seed.
    pub tested: &'a Tested,
    /// The number that the review page showed before.
    pub receipt: &'a Receipt,
    /// SHA-256 of the locked ballot.
    pub hash: [u8; 32],
}

/// A tested ballot, laid open.
pub fn tested(ctx: &Ctx, view: &TestedView<'_>) -> Markup {
    let heading = ctx.t("test-title");
    let zone = &view.contest.zone;
    let numbers: Vec<String> = view.tested.picks.iter().map(u16::to_string).collect();
    let numbers = numbers.join(",");
    let seed = hex::encode(view.tested.seed);
    let row = |key: &str, value: Markup| SummaryRow { name: html! { (ctx.t(key)) }, value, change: None };
    let rows = [
        row("test-number", html! { bdi { (view.receipt) } }),
        row("test-choices", html! { @if numbers.is_empty() { (ctx.t("test-blank")) } @else { bdi { (numbers) } } }),
        row("test-seed", html! { bdi.code-box { (seed) } }),
        row("test-hash", html! { bdi.code-box { (hex::encode(view.hash)) } }),
    ];
    let command = format!(
        "reparto-verify challenge --definition definition.json --zone {} --choices {numbers} --seed {seed} --receipt {}",
        zone.code,
        view.receipt.to_string().replace(' ', "")
    );
    let body = html! {
        h1 { (heading) }
        (ui::warning(&ctx.t("test-not-cast"), html! {}))
        p { (ctx.t("test-lead")) }
        (ui::summary_list(&rows))
        (ui::details(&ctx.t("test-how"), html! {
            ol {
                li { (ctx.t("test-how-same")) }
                li { (ctx.t("test-how-definition")) " " a href=(cycles::links::definition(&view.contest.cycle)) { "definition.json" } }
                li { (ctx.t("test-how-run")) p { code.code-box { (command) } } }
            }
        }))
        p.buttons { a.primary href=(ctx.link(&links::step(&zone.code, "review"))) { (ctx.t("test-go-on")) } }
        p.hint { (ctx.t("test-fresh")) }
    };
    Page::new(ctx, heading).place(zone.name.clone()).back(ctx.link(&links::step(&zone.code, "review"))).render(&body)
}
