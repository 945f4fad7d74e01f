//! The canvass sheet of a zone: figures, equations in words, and confirming it.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::super::{
    links,
    model::{Gap, Sheet},
};
use crate::{
    accounts::Grant,
    base::Duty,
    cycles::Contest,
    platform::{
        i18n::{Arg, grouped},
        ui::{self, Page},
        web::Ctx,
    },
};

fn gap_words(ctx: &Ctx, gap: &Gap) -> String {
    ctx.tf(&format!("gap-{}", gap.name), &[("left", gap.left.into()), ("right", gap.right.into())])
}

/// What must be equal, with the figures of this sheet.
fn equations(sheet: &Sheet) -> [(&'static str, Vec<(&'static str, Arg)>); 4] {
    let parts =
        |names: &[(&'static str, u64)]| names.iter().map(|(name, n)| (*name, Arg::from(grouped(&n.to_string())))).collect();
    [
        ("canvass-equation-printed", parts(&[("printed", sheet.printed), ("registered", sheet.registered)])),
        (
            "canvass-equation-passes",
            parts(&[
                ("registered", sheet.registered),
                ("shown", sheet.shown),
                ("cast", sheet.cast),
                ("unused", sheet.unused),
                ("void", sheet.void),
            ]),
        ),
        ("canvass-equation-ballots", parts(&[("live", sheet.live), ("cast", sheet.cast), ("voided", sheet.voided)])),
        (
            "canvass-equation-log",
            parts(&[
                ("entries", sheet.log_entries),
                ("live", sheet.live),
                ("replaced", sheet.replaced),
                ("challenged", sheet.challenged),
                ("voided", sheet.voided),
            ]),
        ),
    ]
}

/// The sheet as it stands, with what does not add up first.
pub fn canvass(
    ctx: &Ctx,
    grant: &Grant,
    contest: &Contest,
    sheet: &Sheet,
    (withdrawn, confirmed): (&BTreeSet<u16>, Option<chrono::DateTime<chrono::Utc>>),
    voids_waiting: usize,
) -> Markup {
    let heading = ctx.tf("canvass-title", &[("zone", contest.zone.name.clone().into())]);
    let gaps = sheet.gaps();
    let figures: [(&str, u64); 13] = [
        ("canvass-printed", sheet.printed),
        ("canvass-registered", sheet.registered),
        ("canvass-unused", sheet.unused),
        ("canvass-issued-online", sheet.issued_online),
        ("canvass-shown", sheet.shown),
        ("canvass-not-shown", sheet.issued_online.saturating_sub(sheet.shown)),
        ("canvass-void", sheet.void),
        ("canvass-cast", sheet.cast),
        ("canvass-live", sheet.live),
        ("canvass-voided", sheet.voided),
        ("canvass-replaced", sheet.replaced),
        ("canvass-challenged", sheet.challenged),
        ("canvass-log", sheet.log_entries),
    ];
    let action = ctx.link(&links::contest(&contest.cycle, "canvass", &contest.zone.code));
    let body = html! {
        h1 { (heading) }
        @if gaps.is_empty() { p.good { (ui::status_tag(&ctx.t("canvass-balances"), true)) } }
        @else {
            div.errors { h2 { (ctx.t("canvass-gaps")) } ul { @for gap in &gaps { li { (gap_words(ctx, gap)) } } } }
        }
        table.plain {
            caption { (ctx.t("canvass-caption")) }
            thead { tr { th scope="col" { (ctx.t("canvass-what")) } th scope="col" { (ctx.t("canvass-count")) } } }
            tbody { @for (key, value) in figures { tr { th scope="row" { (ctx.t(key)) } td { (grouped(&value.to_string())) } } } }
        }
        h2 { (ctx.t("canvass-equations")) }
        ul.equation { @for (key, parts) in equations(sheet) { li { (ctx.tf(key, &parts)) } } }
        @if !withdrawn.is_empty() {
            @let numbers: Vec<String> = withdrawn.iter().map(ToString::to_string).collect();
            p { (ctx.tf("canvass-withdrawn", &[("numbers", numbers.join(", ").into())])) }
        }
        @if let Some(at) = confirmed {
            (ui::inset(html! { (ctx.tf("canvass-confirmed", &[("when", ui::moment(ctx, at).into())])) }))
        } @else if gaps.is_empty() {
            p.hint { (ctx.t("canvass-no-withdrawal-after")) }
            @if voids_waiting > 0 {
                (ui::warning(&ctx.tf("canvass-voids-waiting", &[("count", voids_waiting.into())]), html! {
                    (ctx.t("canvass-voids-waiting-text")) " " a href=(ctx.link(&links::step(&contest.cycle, "voids"))) { (ctx.t("console-voids")) }
                }))
            }
            (super::act_form(ctx, grant, Duty::Canvass, "canvass-form", &action, &ui::buttons(&ctx.t("canvass-confirm"))))
        }
    };
    Page::new(ctx, heading).staff().back(ctx.link(&links::cycle(&contest.cycle))).render(&body)
}
