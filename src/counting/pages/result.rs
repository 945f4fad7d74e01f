//! A contest's count, its two signatures, and correcting it as a new version.

use maud::{Markup, html};

use super::super::{links, store::ResultVersion};
use crate::{
    accounts::Grant,
    base::{Duty, Money},
    cycles::Contest,
    platform::{
        ui::{self, Faults, Field, Page},
        web::Ctx,
    },
    proposals::Proposal,
};

/// A proposal as the signers know it: number and title.
fn named(slate: &[Proposal], number: u16) -> Markup {
    let title = slate.iter().find(|proposal| proposal.number == number).map(|proposal| &proposal.text);
    html! { (number) @if let Some(text) = title { ". " span dir="auto" lang=(text.lang) { (text.title) } } }
}

fn version_block(ctx: &Ctx, result: &ResultVersion, slate: &[Proposal]) -> Markup {
    let money = |cents| ui::money(&Money::new(cents, &result.record.currency));
    let summary = ctx.tf(
        "result-summary",
        &[
            ("ballots", i64::try_from(result.record.ballots).unwrap_or(i64::MAX).into()),
            ("invalid", i64::try_from(result.record.invalid).unwrap_or(i64::MAX).into()),
        ],
    );
    html! {
        p { (ui::status_tag(&ctx.t(if result.is_official() { "standing-official" } else { "standing-unofficial" }), result.is_official())) }
        p { (ctx.tf("result-version", &[("version", i64::from(result.version).into()), ("when", ui::moment(ctx, result.run_at).into())])) }
        @if let Some(reason) = &result.reason { p { (ctx.t("audit-reason")) " " bdi { (reason) } } }
        div.scroll role="region" aria-label=(summary) tabindex="0" { table.plain {
            caption { (summary) }
            thead { tr { th scope="col" { (ctx.t("results-proposal")) } th scope="col" { (ctx.t("results-votes")) } th scope="col" { (ctx.t("results-cost")) } th scope="col" { (ctx.t("results-left")) } } }
            tbody { @for won in &result.record.funded {
                tr { th scope="row" { (named(slate, won.number)) } td { (won.votes) } td { (money(won.cost_cents)) } td { (money(won.left_cents)) } }
            } }
        } }
        @if !result.record.not_funded.is_empty() {
            h3 { (ctx.t("results-lost")) }
            ul { @for lost in &result.record.not_funded { li { (named(slate, lost.number)) " · " (ctx.tf("result-votes", &[("votes", i64::try_from(lost.votes).unwrap_or(i64::MAX).into())])) } } }
        }
        p.hint { (ctx.t("result-hash")) " " bdi.code-box { (hex::encode(&result.hash)) } }
        @for (_, name, at) in &result.signatures { p.good { (ctx.tf("result-signed-by", &[("name", name.clone().into()), ("when", ui::moment(ctx, *at).into())])) } }
    }
}

/// The page: count when there is none, sign when there is, correct with a reason.
pub fn result(
    ctx: &Ctx,
    grant: &Grant,
    faults: &Faults,
    contest: &Contest,
    versions: &[ResultVersion],
    slate: &[Proposal],
) -> Markup {
    let heading = ctx.tf("result-title", &[("zone", contest.zone.name.clone().into())]);
    let action = |step| ctx.link(&links::contest(&contest.cycle, step, &contest.zone.code));
    let body = html! {
        (faults.summary(ctx))
        h1 { (heading) }
        @match versions.first() {
            None => {
                p { (ctx.t("result-none")) }
                (super::act_form(ctx, grant, Duty::RunCycle, "count-form", &action("count"), &ui::buttons(&ctx.t("result-count"))))
            }
            Some(latest) => {
                (version_block(ctx, latest, slate))
                @let signed = latest.signatures.iter().any(|(who, _, _)| *who == grant.account());
                @if signed && !latest.is_official() { (ui::inset(html! { (ctx.t("certify-signed-waits")) })) }
                @if !signed && !latest.is_official() { (sign_form(ctx, grant, faults, contest, latest)) }
                (correct_form(ctx, grant, faults, &action("correct")))
            }
        }
        @if versions.len() > 1 {
            h2 { (ctx.t("result-earlier")) }
            @for earlier in versions.iter().skip(1) { (ui::details(&ctx.tf("result-version-short", &[("version", i64::from(earlier.version).into())]), version_block(ctx, earlier, slate))) }
        }
        p { a href=(ctx.link(&format!("/results/{}/{}", contest.cycle, contest.zone.code))) { (ctx.t("result-public")) } }
    };
    Page::new(ctx, heading).staff().error(!faults.is_empty()).back(ctx.link(&links::cycle(&contest.cycle))).render(&body)
}

fn sign_form(ctx: &Ctx, grant: &Grant, faults: &Faults, contest: &Contest, latest: &ResultVersion) -> Markup {
    let field = Field {
        name: "name",
        label: ctx.t("certify-name"),
        heading: false,
        hint: Some(ctx.tf("certify-name-hint", &[("name", grant.name().into())])),
        value: "",
        kind: ("text", "", "off"),
        wide: true,
    };
    let action = ctx.link(&links::contest(&contest.cycle, "certify", &contest.zone.code));
    html! {
        h2 { (ctx.t("certify-title")) }
        p { (ctx.t("certify-text")) }
        p { a href=(ctx.link(&format!("/results/{}/{}", contest.cycle, contest.zone.code))) { (ctx.t("certify-reasons")) } }
        (super::act_form(ctx, grant, Duty::Certify, "certify-form", &action, &html! {
            input type="hidden" name="version" value=(latest.version);
            input type="hidden" name="hash" value=(hex::encode(&latest.hash));
            (ui::text_field(ctx, faults, &field))
            (ui::buttons(&ctx.t("certify-button")))
        }))
    }
}

fn correct_form(ctx: &Ctx, grant: &Grant, faults: &Faults, action: &str) -> Markup {
    let field = Field {
        name: "reason",
        label: ctx.t("correct-reason"),
        heading: false,
        hint: Some(ctx.t("correct-hint")),
        value: "",
        kind: ("text", "", "off"),
        wide: true,
    };
    html! {
        @if grant.has(Duty::RunCycle) {
            h2 { (ctx.t("correct-title")) }
            (super::act_form(ctx, grant, Duty::RunCycle, "correct-form", action, &html! {
                (ui::text_field(ctx, faults, &field))
                p.buttons { button.secondary { (ctx.t("correct-button")) } }
            }))
        }
    }
}
