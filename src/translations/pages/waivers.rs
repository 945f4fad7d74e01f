//! Waivers: a required language that a proposal goes without, signed with a public reason (ux.md S3).

use maud::{Markup, html};

use super::{super::links, language_words, missing_line, proposal_words};
use crate::{
    accounts::Grant,
    base::Duty,
    cycles::{Contest, Cycle},
    platform::{
        ui::{self, Choice, Faults, Field, Page},
        web::Ctx,
    },
    translations::model::Sheet,
};

/// What was filled in.
#[derive(Default)]
pub struct WaiverForm {
    /// Language.
    pub target: String,
    /// An application's id, or `zone:` and the code of a zone.
    pub what: String,
    /// Public reason.
    pub reason: String,
}

/// What the page shows.
pub struct WaiversView {
    /// The cycle.
    pub cycle: Cycle,
    /// Its contests.
    pub contests: Vec<Contest>,
    /// Required languages.
    pub languages: Vec<String>,
    /// Every proposal in every required language.
    pub sheets: Vec<Sheet>,
}

/// A signature's button, or what has to come first: the duty, then a fresh second factor.
fn signed(ctx: &Ctx, grant: &Grant, cycle: &Cycle, (id, action): (&str, &str), body: &Markup) -> Markup {
    let here = ctx.link(&links::waivers(&cycle.slug));
    html! {
        @if !grant.has(Duty::SetUpCycle) { (ui::inset(html! { (ctx.t("waiver-not-yours")) })) }
        @else if grant.demand_fresh(Duty::SetUpCycle, ctx.state.clock.now()).is_err() {
            p { (ctx.t("waiver-step-up")) }
            p.buttons { a.primary href={ (ctx.link("/staff/step-up")) "?next=" (here) } { (ctx.t("waiver-step-up-link")) } }
        } @else { (ui::form(ctx, id, action, body)) }
    }
}

fn reason_field<'a>(ctx: &Ctx, value: &'a str) -> Field<'a> {
    Field {
        name: "reason",
        label: ctx.t("waiver-reason"),
        heading: false,
        hint: Some(ctx.t("waiver-reason-hint")),
        value,
        kind: ("text", "", "off"),
        wide: true,
    }
}

/// What is missing, what is waived, and the form for another waiver.
pub fn waivers(ctx: &Ctx, grant: &Grant, view: &WaiversView, faults: &Faults, form: &WaiverForm) -> Markup {
    let heading = ctx.t("waivers-title");
    let open = view.cycle.definition_hash.is_none();
    let missing: Vec<_> = view.sheets.iter().filter_map(|sheet| Some((sheet, sheet.missing()?))).collect();
    let in_force: Vec<&Sheet> = view.sheets.iter().filter(|sheet| sheet.is_waived()).collect();
    let body = html! {
        (faults.summary(ctx))
        h1 { (heading) }
        p { (ctx.t("waivers-lead")) }
        @if !open { (ui::inset(html! { (ctx.t("translations-frozen")) })) }
        h2 { (ctx.t("waivers-missing")) }
        @if missing.is_empty() { p { (ctx.t("waivers-missing-none")) } }
        ul {
            @for (sheet, line) in &missing {
                li { bdi { (sheet.zone) } ": " a href=(ctx.link(&links::text(sheet.id(), &sheet.lang))) { (missing_line(ctx, line)) } }
            }
        }
        @if open && !missing.is_empty() { (sign(ctx, grant, view, faults, form)) }
        h2 { (ctx.t("waivers-in-force")) }
        @if in_force.is_empty() { p { (ctx.t("waivers-none")) } }
        @for sheet in in_force { (one(ctx, grant, view, sheet, open)) }
    };
    Page::new(ctx, heading)
        .place(view.cycle.title.clone())
        .error(!faults.is_empty())
        .staff()
        .back(ctx.link(&links::grid(&view.cycle.slug)))
        .render(&body)
}

fn sign(ctx: &Ctx, grant: &Grant, view: &WaiversView, faults: &Faults, form: &WaiverForm) -> Markup {
    let empty = |label: &str, chosen: bool| Choice { value: String::new(), label: ctx.t(label), hint: None, chosen };
    let mut langs = vec![empty("import-language-choose", form.target.is_empty())];
    langs.extend(view.languages.iter().map(|tag| Choice {
        value: tag.clone(),
        label: language_words(ctx, tag),
        hint: None,
        chosen: form.target == *tag,
    }));
    let mut what = vec![empty("waiver-what-choose", form.what.is_empty())];
    for contest in &view.contests {
        let value = format!("zone:{}", contest.zone.code);
        let label = ctx.tf("waiver-zone", &[("zone", contest.zone.name.clone().into())]);
        what.push(Choice { chosen: form.what == value, value, label, hint: None });
        let mut of_zone: Vec<&Sheet> =
            view.sheets.iter().filter(|sheet| sheet.zone == contest.zone.code && sheet.missing().is_some()).collect();
        of_zone.dedup_by_key(|sheet| sheet.id());
        what.extend(of_zone.into_iter().map(|sheet| {
            let value = sheet.id().to_string();
            let label = format!("{} {}. {}", sheet.zone, sheet.draft.application.number, sheet.draft.title());
            Choice { chosen: form.what == value, value, label, hint: None }
        }));
    }
    let action = ctx.link(&links::waivers(&view.cycle.slug));
    html! {
        h2 { (ctx.t("waiver-sign-title")) }
        p { (ctx.t("waiver-sign-text")) }
        (signed(ctx, grant, &view.cycle, ("waiver", &action), &html! {
            (ui::select(ctx, faults, "target", &ctx.t("import-language"), &langs))
            (ui::select(ctx, faults, "what", &ctx.t("waiver-what"), &what))
            (ui::text_field(ctx, faults, &reason_field(ctx, &form.reason)))
            (ui::buttons(&ctx.t("waiver-sign")))
        }))
    }
}

fn one(ctx: &Ctx, grant: &Grant, view: &WaiversView, sheet: &Sheet, open: bool) -> Markup {
    let Some(waiver) = &sheet.waiver else { return html! {} };
    let id = format!("end-{}-{}", sheet.id(), sheet.lang);
    let action = format!("{}/end", ctx.link(&links::waivers(&view.cycle.slug)));
    let reason = format!("reason-{}-{}", sheet.id(), sheet.lang);
    html! {
        section {
            h3 { bdi { (sheet.zone) } " " (proposal_words(sheet)) ": " (language_words(ctx, &sheet.lang)) }
            p dir="auto" { (waiver.reason) }
            p.hint {
                (ctx.tf("waiver-signed-by", &[("name", waiver.signed_name.clone().into()), ("when", ui::moment(ctx, waiver.signed_at).into())]))
                " " (ctx.tf("waiver-fallback", &[("language", language_words(ctx, &waiver.fallback).into())]))
            }
            @if open && grant.has(Duty::SetUpCycle) {
                (signed(ctx, grant, &view.cycle, (&id, &action), &html! {
                    input type="hidden" name="application" value=(sheet.id());
                    input type="hidden" name="target" value=(sheet.lang);
                    div.field {
                        label for=(reason) { (ctx.t("waiver-end-reason")) }
                        input id=(reason) name="reason" type="text" class="wide" autocomplete="off" dir="auto";
                    }
                    p.buttons { button.secondary { (ctx.t("waiver-end")) } }
                }))
            }
        }
    }
}
