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
        ui::{self, Page},
        web::Ctx,
    },
};

fn gap_words(ctx: &Ctx, gap: &Gap) -> String {
    ctx.tf(&format!("gap-{}", gap.name), &[("left", gap.left.into()), ("right", gap.right.into())])
}

/// The sheet as it stands, with what does not add up first.
pub fn canvass(
    ctx: &Ctx,
    grant: &Grant,
    contest: &Contest,
    sheet: &Sheet,
    (withdrawn, confirmed): (&BTreeSet<u16>, Option<chrono::DateTime<chrono::Utc>>),
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
            tbody { @for (key, value) in figures { tr { th scope="row" { (ctx.t(key)) } td { (crate::platform::i18n::grouped(&value.to_string())) } } } }
        }
        h2 { (ctx.t("canvass-equations")) }
        ul.equation { @for key in ["canvass-equation-printed", "canvass-equation-passes", "canvass-equation-ballots", "canvass-equation-log"] { li { (ctx.t(key)) } } }
        @if !withdrawn.is_empty() {
            @let numbers: Vec<String> = withdrawn.iter().map(ToString::to_string).collect();
            p { (ctx.tf("canvass-withdrawn", &[("numbers", numbers.join(", ").into())])) }
        }
        @if let Some(at) = confirmed {
            (ui::inset(html! { (ctx.tf("canvass-confirmed", &[("when", ui::moment(ctx, at).into())])) }))
        } @else if gaps.is_empty() {
            p.hint { (ctx.t("canvass-no-withdrawal-after")) }
            (super::act_form(ctx, grant, Duty::Canvass, "canvass-form", &action, &ui::buttons(&ctx.t("canvass-confirm"))))
        }
    };
    Page::new(ctx, heading).staff().back(ctx.link(&links::cycle(&contest.cycle))).render(&body)
}
