//! Appeals: the list of those that wait, and deciding about one.

use maud::{Markup, html};

use super::{
    super::{
        links,
        model::{Appeal, AppealForm, Matter, PublicStep, Signature},
    },
    due_line, place_line, said, steps, title,
};
use crate::{
    applications::{self, Draft},
    base::{Lang, Money},
    platform::{
        ui::{self, Choice, Faults, Page},
        web::Ctx,
    },
};

/// The words of an appeal, for the body and staff.
pub fn words(ctx: &Ctx, appeal: &Appeal) -> Markup {
    html! {
        section #appeal-words {
            h2 { (ctx.t("appeal-title")) }
            p.hint { (ctx.tf("appeal-filed-by", &[("name", appeal.filed_name.clone().into()), ("day", ui::short_day(ctx, appeal.filed_at).into())])) }
            (said(&appeal.words))
        }
    }
}

/// Appeals that wait, the one due first at the top.
pub fn appeals(ctx: &Ctx, matters: &[Matter]) -> Markup {
    let heading = ctx.t("appeals-title");
    let body = html! {
        h1 { (heading) }
        p { (ctx.t("appeals-lead")) }
        @if matters.is_empty() { p { (ctx.t("appeals-none")) } }
        @for matter in matters {
            section.card {
                h2 {
                    a href=(ctx.link(&links::appeal(matter.application))) {
                        span dir="auto" lang=(matter.source_lang) { (title(ctx, matter)) }
                    }
                }
                (place_line(ctx, matter))
                p { (due_line(ctx, matter)) }
                @if matter.is_tied { p.hint { (ctx.t("review-you-keep-out")) } }
            }
        }
    };
    Page::new(ctx, heading).staff().back(ctx.link("/staff")).render(&body)
}

/// What the page of one appeal shows.
pub struct AppealDesk {
    /// Its place in the queue.
    pub matter: Matter,
    /// The application as it was last handed in.
    pub draft: Draft,
    /// ISO 4217 code of the contest's money.
    pub currency: String,
    /// What happened so far.
    pub steps: Vec<PublicStep>,
    /// The appeal.
    pub appeal: Appeal,
    /// Signature under the costs.
    pub signature: Option<Signature>,
    /// True for someone who had a part in the review.
    pub reviewed_it: bool,
}

fn verdict_form(ctx: &Ctx, desk: &AppealDesk, faults: &Faults, form: &AppealForm) -> Markup {
    let outcomes: Vec<Choice> = [("accepted", "appeal-outcome-accepted"), ("rejected", "appeal-outcome-rejected")]
        .into_iter()
        .map(|(code, key)| Choice { value: code.to_owned(), label: ctx.t(key), hint: None, chosen: form.outcome == code })
        .collect();
    let langs: Vec<Choice> = Lang::ALL
        .into_iter()
        .map(|lang| Choice {
            value: lang.code().to_owned(),
            label: lang.own_name().to_owned(),
            hint: None,
            chosen: form.lang == lang.code() || (form.lang.is_empty() && lang == ctx.lang),
        })
        .collect();
    ui::form(
        ctx,
        "verdict",
        &ctx.link(&links::appeal(desk.matter.application)),
        html! {
            (ui::radios(ctx, faults, "outcome", &html! { (ctx.t("appeal-outcome-which")) }, &outcomes))
            (ui::long_text(ctx, faults, "reason", (&ctx.t("review-reason"), Some(&ctx.t("review-reason-hint"))), &form.reason))
            (ui::select(ctx, faults, "lang", &ctx.t("review-lang"), &langs))
            (ui::buttons(&ctx.t("appeal-decide")))
        },
    )
}

/// One appeal with everything there is to know, and the form for someone who had no part in the review.
pub fn appeal(ctx: &Ctx, desk: &AppealDesk, faults: &Faults, form: &AppealForm) -> Markup {
    let matter = &desk.matter;
    let heading = ctx.t("appeal-title");
    let signed = desk.signature.as_ref().filter(|signature| signature.is_current);
    let body = html! {
        (faults.summary(ctx))
        h1 { (heading) ": " span dir="auto" lang=(matter.source_lang) { (title(ctx, matter)) } }
        (place_line(ctx, matter))
        p { (due_line(ctx, matter)) }
        (words(ctx, &desk.appeal))
        (steps::history(ctx, &desk.steps))
        h2 { (ctx.t("review-whole-title")) }
        (applications::whole(ctx, &desk.draft, &desk.currency, None))
        h2 { (ctx.t("review-decision-title")) }
        @match signed {
            Some(signature) => {
                @let sum = Money::new(signature.cents, &desk.currency);
                p { (ctx.tf("review-costs-signed", &[("name", signature.name.clone().into()), ("when", ui::moment(ctx, signature.at).into()), ("sum", ui::shown(&sum).into())])) }
            }
            None => { p { (ctx.t("appeal-costs-unsigned")) } }
        }
        @if desk.appeal.verdict.is_some() { p { (ctx.t("appeal-decided")) } }
        @else if desk.reviewed_it { (ui::inset(html! { p { (ctx.t("appeal-reviewed-text")) } })) }
        @else { (verdict_form(ctx, desk, faults, form)) }
    };
    Page::new(ctx, heading).staff().error(!faults.is_empty()).back(ctx.link(&links::appeals())).render(&body)
}
