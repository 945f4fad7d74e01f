//! Decisions to take a pass out before the opening.

use maud::{Markup, html};

use super::super::{links, store::VoidRequest};
use crate::{
    accounts::Grant,
    base::Duty,
    cycles::{Contest, Cycle},
    platform::{
        ui::{self, Choice, Faults, Field, Page},
        web::Ctx,
    },
};

/// What the first person filled in; kept when it is refused.
#[derive(Default)]
pub struct VoidForm {
    /// Zone code.
    pub zone: String,
    /// Phone, e-mail or printed code that the evidence names.
    pub contact: String,
    /// Ground, by its word in the log.
    pub ground: String,
    /// Public reason.
    pub reason: String,
}

fn ground_key(ground: &str) -> String {
    format!("void-ground-{}", ground.replace('_', "-"))
}

fn contact_field<'a>(ctx: &Ctx, name: &'static str, value: &'a str) -> Field<'a> {
    Field {
        name,
        label: ctx.t("void-contact"),
        heading: false,
        hint: Some(ctx.t("void-contact-hint")),
        value,
        kind: ("text", "", "off"),
        wide: true,
    }
}

fn request(ctx: &Ctx, grant: &Grant, (action, open): (&str, bool), (request, name): &(VoidRequest, String)) -> Markup {
    html! {
        section.card {
            h3 { (request.zone) " · " (ctx.t(&ground_key(&request.ground))) }
            p { bdi.code-box { (hex::encode(&request.pass_mark)) } }
            p { bdi { (request.reason) } }
            p.hint { (ctx.tf("void-proposed-by", &[("name", name.clone().into())])) }
            @if request.done {
                p { strong { (ctx.t("void-done")) } }
            } @else if !open {
                p { (ctx.t("void-never-agreed")) }
            } @else if request.proposed_by == grant.account() {
                p { (ctx.t("void-waits")) }
            } @else {
                (super::act_form(ctx, grant, Duty::VoidPasses, &format!("agree-{}", request.id), action, &html! {
                    input type="hidden" name="id" value=(request.id);
                    p { (ctx.t("void-agree-text")) }
                    (ui::text_field(ctx, &Faults::none(), &Field { name: "contact", ..contact_field(ctx, "contact", "") }))
                    (ui::buttons(&ctx.t("void-agree")))
                }))
            }
        }
    }
}

/// What was decided and what is proposed, and the form for another one.
pub fn voids(
    ctx: &Ctx,
    grant: &Grant,
    cycle: &Cycle,
    contests: &[Contest],
    requests: &[(VoidRequest, String)],
    faults: &Faults,
    form: &VoidForm,
) -> Markup {
    let heading = ctx.t("void-title");
    let open = cycle.closed_at.is_some() && cycle.links_cut_at.is_none();
    let body = html! {
        (faults.summary(ctx))
        h1 { (heading) }
        p { (ctx.t("void-lead")) }
        @if !open { (ui::inset(html! { (ctx.t("void-not-now")) })) }
        @if requests.is_empty() { p { (ctx.t("void-none")) } }
        @if let Some(error) = faults.at(ctx, "agree") { p.error id="agree" { (error) } }
        @for one in requests { (request(ctx, grant, (&ctx.link(&links::step(&cycle.slug, "voids/agree")), open), one)) }
        @if open { (propose(ctx, grant, cycle, contests, faults, form)) }
    };
    Page::new(ctx, heading)
        .place(cycle.title.clone())
        .staff()
        .error(!faults.is_empty())
        .back(ctx.link(&links::cycle(&cycle.slug)))
        .render(&body)
}

fn propose(ctx: &Ctx, grant: &Grant, cycle: &Cycle, contests: &[Contest], faults: &Faults, form: &VoidForm) -> Markup {
    let reason = Field {
        name: "reason",
        label: ctx.t("void-reason"),
        heading: false,
        hint: Some(ctx.t("void-reason-hint")),
        value: &form.reason,
        kind: ("text", "", "off"),
        wide: true,
    };
    let zones: Vec<Choice> = contests
        .iter()
        .map(|contest| Choice {
            value: contest.zone.code.to_string(),
            label: contest.zone.name.clone(),
            hint: None,
            chosen: form.zone == contest.zone.code.as_str(),
        })
        .collect();
    let grounds: Vec<Choice> = ["not_eligible", "duplicate", "fraud", "order"]
        .into_iter()
        .map(|word| Choice { value: word.to_owned(), label: ctx.t(&ground_key(word)), hint: None, chosen: form.ground == word })
        .collect();
    let action = ctx.link(&links::step(&cycle.slug, "voids"));
    html! {
        h2 { (ctx.t("void-propose-title")) }
        (super::act_form(ctx, grant, Duty::VoidPasses, "void-form", &action, &html! {
            (ui::radios(ctx, faults, "zone", &html! { (ctx.t("void-zone")) }, &zones))
            (ui::text_field(ctx, faults, &contact_field(ctx, "contact", &form.contact)))
            (ui::radios(ctx, faults, "ground", &html! { (ctx.t("void-ground")) }, &grounds))
            (ui::text_field(ctx, faults, &reason))
            (ui::buttons(&ctx.t("void-propose")))
        }))
    }
}
