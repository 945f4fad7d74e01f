//! Notices about proposals after the freeze: proposed by one person, confirmed by another, then public.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::super::{
    links,
    model::{Notice, NoticeKind},
};
use crate::{
    accounts::Grant,
    base::Duty,
    cycles::{Contest, Cycle},
    platform::{
        ui::{self, Choice, Faults, Field, Page},
        web::{Ctx, csrf},
    },
};

/// What was typed.
#[derive(Default)]
pub struct NoticeForm {
    /// Zone code.
    pub zone: String,
    /// Proposal's number.
    pub number: String,
    /// Kind.
    pub kind: String,
    /// Words by language.
    pub words: BTreeMap<String, String>,
}

/// What the page shows.
pub struct NoticeView {
    /// The cycle.
    pub cycle: Cycle,
    /// Its contests.
    pub contests: Vec<Contest>,
    /// Every notice there is.
    pub notices: Vec<Notice>,
}

fn notice_line(ctx: &Ctx, view: &NoticeView, notice: &Notice, grant: &Grant) -> Markup {
    let zone = view.contests.iter().find(|contest| contest.zone.code == notice.zone).map_or("", |c| c.zone.name.as_str());
    let may = !notice.is_confirmed && grant.has(Duty::ApproveProofs) && notice.proposed_by != grant.account();
    html! {
        section.card {
            h3 {
                (ctx.t(&format!("notice-kind-{}", notice.kind.code()))) ": "
                (ctx.tf("notice-about", &[("zone", zone.into()), ("number", i64::from(notice.number).into())]))
            }
            @for (lang, words) in &notice.words { p lang=(lang) dir="auto" { (words) } }
            p.hint { (ctx.t(if notice.is_confirmed { "notice-public" } else { "notice-waits" })) }
            @if may {
                form method="post" id={ "agree-" (notice.zone) "-" (notice.number) "-" (notice.version) } action=(ctx.link(&format!("{}/agree", links::notices(&view.cycle.slug)))) {
                    input type="hidden" name=(csrf::FIELD) value=(ctx.csrf_token());
                    input type="hidden" name="zone" value=(notice.zone);
                    input type="hidden" name="number" value=(notice.number);
                    input type="hidden" name="version" value=(notice.version);
                    p.buttons { button.primary { (ctx.t("notice-confirm")) } }
                }
            }
        }
    }
}

fn notice_form(ctx: &Ctx, view: &NoticeView, faults: &Faults, form: &NoticeForm) -> Markup {
    let zones: Vec<Choice> = view
        .contests
        .iter()
        .map(|contest| Choice {
            value: contest.zone.code.to_string(),
            label: contest.zone.name.clone(),
            hint: None,
            chosen: form.zone == contest.zone.code.as_str(),
        })
        .collect();
    let kinds: Vec<Choice> = NoticeKind::ALL
        .into_iter()
        .map(|kind| Choice {
            value: kind.code().to_owned(),
            label: ctx.t(&format!("notice-kind-{}", kind.code())),
            hint: Some(ctx.t(&format!("notice-kind-{}-hint", kind.code()))),
            chosen: form.kind == kind.code(),
        })
        .collect();
    let number = Field {
        name: "number",
        label: ctx.t("notice-number"),
        heading: false,
        hint: None,
        value: &form.number,
        kind: ("text", "numeric", "off"),
        wide: false,
    };
    let words = |lang: &str| form.words.get(lang).map_or("", String::as_str);
    ui::form(
        ctx,
        "notice",
        &ctx.link(&links::notices(&view.cycle.slug)),
        html! {
            (ui::select(ctx, faults, "zone", &ctx.t("notice-zone"), &zones))
            (ui::text_field(ctx, faults, &number))
            (ui::radios(ctx, faults, "kind", &html! { (ctx.t("notice-kind")) }, &kinds))
            (ui::long_text(ctx, faults, "words-en", (&ctx.t("notice-words-en"), None), words("en")))
            (ui::long_text(ctx, faults, "words-es", (&ctx.t("notice-words-es"), None), words("es")))
            (ui::buttons(&ctx.t("notice-propose")))
        },
    )
}

/// The page.
pub fn notices(ctx: &Ctx, view: &NoticeView, grant: &Grant, faults: &Faults, form: &NoticeForm) -> Markup {
    let heading = ctx.t("notices-title");
    let body = html! {
        (faults.summary(ctx))
        h1 { (heading) }
        p { (ctx.t("notices-lead")) }
        @if view.notices.is_empty() { p { (ctx.t("notices-none")) } }
        @for notice in &view.notices { (notice_line(ctx, view, notice, grant)) }
        @if view.cycle.definition_hash.is_some() && grant.has(Duty::RunCycle) {
            h2 { (ctx.t("notices-new")) }
            (notice_form(ctx, view, faults, form))
        }
    };
    let back = ctx.link(&format!("/staff/cycles/{}", view.cycle.slug));
    Page::new(ctx, heading).place(view.cycle.title.clone()).error(!faults.is_empty()).staff().back(back).render(&body)
}
