//! Recording a vote, also for another feature that named a subject.

use maud::{Markup, html};

use super::super::{
    links,
    model::{Body, Meeting},
};
use crate::platform::{
    ui::{self, Choice, Faults, Field, Page},
    web::Ctx,
};

/// What was filled in.
#[derive(Default)]
pub struct VoteForm {
    /// Identity of the meeting.
    pub meeting: String,
    /// Subject key of another feature.
    pub subject: String,
    /// Where to go on afterwards.
    pub next: String,
    /// Motion.
    pub motion: String,
    /// Votes for.
    pub in_favour: String,
    /// Votes against.
    pub against: String,
    /// Abstained.
    pub abstained: String,
}

/// The page. `open` are meetings whose presence is recorded and whose minutes are not published.
pub fn vote(ctx: &Ctx, faults: &Faults, body: &Body, open: &[Meeting], form: &VoteForm) -> Markup {
    let heading = ctx.tf("vote-title", &[("body", body.name.as_str().into())]);
    let only = open.len() == 1;
    let choices: Vec<Choice> = open
        .iter()
        .map(|one| {
            let id = one.id.0.to_string();
            let present = one.held.map_or(0, |held| i64::from(held.present));
            let words = [("when", ui::moment(ctx, one.starts_at).into()), ("present", present.into())];
            super::choice(&id, ctx.tf("vote-meeting-choice", &words), only || form.meeting == id)
        })
        .collect();
    let number = |name, key, value| -> Field<'_> { super::short(ctx, name, key, value, ("text", "numeric", "off")) };
    let page = html! {
        (faults.summary(ctx))
        h1 { bdi { (heading) } }
        @if open.is_empty() {
            p { (ctx.t("vote-no-meeting")) }
            p { a.primary href=(ctx.link(&links::meetings(body.id))) { (ctx.t("committee-meetings")) } }
        } @else {
            p { (ctx.t("vote-rule")) }
            (ui::form(ctx, "vote-form", &ctx.link(&links::record_vote(body.id, "")), html! {
                input type="hidden" name="subject" value=(form.subject);
                input type="hidden" name="next" value=(form.next);
                (ui::radios(ctx, faults, "meeting", &html! { (ctx.t("vote-meeting")) }, &choices))
                (ui::text_area(ctx, faults, "motion", &ctx.t("vote-motion"), &form.motion))
                (ui::text_field(ctx, faults, &number("in_favour", "vote-favour", &form.in_favour)))
                (ui::text_field(ctx, faults, &number("against", "vote-against", &form.against)))
                (ui::text_field(ctx, faults, &number("abstained", "vote-abstained", &form.abstained)))
                (ui::buttons(&ctx.t("vote-save")))
            }))
        }
    };
    Page::new(ctx, heading).staff().error(!faults.is_empty()).back(ctx.link(&links::meetings(body.id))).render(&page)
}
