//! One meeting as its body works on it: who was there, votes, minutes, calling it off.

use maud::{Markup, html};
use uuid::Uuid;

use super::super::{
    links,
    model::{Body, Decision, Meeting, Minutes},
};
use crate::platform::{
    ui::{self, Choice, Faults, Page},
    web::Ctx,
};

/// What was typed into the minutes or the reason.
#[derive(Default)]
pub struct MinutesForm {
    /// Minutes.
    pub text: String,
    /// Reason of a correction, or for calling it off.
    pub reason: String,
}

/// What the page shows.
pub struct MeetingView<'a> {
    /// The body.
    pub body: &'a Body,
    /// The meeting.
    pub meeting: &'a Meeting,
    /// Members of that day.
    pub members: &'a [(Uuid, String)],
    /// Those who were there.
    pub present: &'a [(Uuid, String)],
    /// Votes.
    pub decisions: &'a [Decision],
    /// Published minutes, the newest first.
    pub minutes: &'a [Minutes],
    /// It has begun by the database's clock.
    pub has_begun: bool,
}

/// Votes of a meeting in words; public too.
pub(super) fn decisions(ctx: &Ctx, list: &[Decision]) -> Markup {
    html! {
        ol { @for one in list {
            li {
                p { bdi { (one.motion) } }
                p {
                    (ui::status_tag(&ctx.t(if one.carried { "vote-carried" } else { "vote-lost" }), one.carried)) " "
                    (ctx.tf("vote-figures", &[
                        ("favour", i64::from(one.in_favour).into()),
                        ("against", i64::from(one.against).into()),
                        ("abstained", i64::from(one.abstained).into()),
                    ]))
                }
            }
        } }
    }
}

/// Who had to be there and who was, in words; public too.
pub(super) fn presence_words(ctx: &Ctx, meeting: &Meeting) -> Option<String> {
    let held = meeting.held?;
    let key = if held.has_quorum() { "meeting-quorum-there" } else { "meeting-quorum-missing" };
    let figure = |n: i32| i64::from(n).into();
    Some(ctx.tf(key, &[("members", figure(held.members)), ("quorum", figure(held.quorum)), ("present", figure(held.present))]))
}

fn presence(ctx: &Ctx, faults: &Faults, view: &MeetingView<'_>, here: &str) -> Markup {
    let is_fixed = !view.decisions.is_empty() || !view.minutes.is_empty();
    let boxes: Vec<Choice> = view
        .members
        .iter()
        .map(|(id, name)| super::choice(&id.to_string(), name.clone(), view.present.iter().any(|(one, _)| one == id)))
        .collect();
    html! {
        h2 { (ctx.t("meeting-present-title")) }
        @if let Some(words) = presence_words(ctx, view.meeting) { p { (words) } }
        @if !view.present.is_empty() { ul { @for (_, name) in view.present { li { bdi { (name) } } } } }
        @if !view.has_begun { p { (ctx.t("meeting-present-later")) } }
        @else if is_fixed { p.hint { (ctx.t("meeting-present-fixed-text")) } }
        @else if view.members.is_empty() { p { (ctx.t("term-none")) } }
        @else {
            (ui::form(ctx, "present-form", &format!("{here}/present"), html! {
                (ui::checkboxes(ctx, faults, "present", &html! { (ctx.t("meeting-present")) }, &boxes))
                (ui::buttons(&ctx.t("meeting-present-save")))
            }))
        }
    }
}

fn minutes(ctx: &Ctx, faults: &Faults, view: &MeetingView<'_>, (here, form): (&str, &MinutesForm)) -> Markup {
    let reason = super::line(ctx, "reason", "minutes-reason", Some("minutes-reason-hint"), &form.reason);
    html! {
        h2 { (ctx.t("minutes-title")) }
        @if let Some(latest) = view.minutes.first() {
            (versions(ctx, view.minutes))
            (ui::details(&ctx.t("minutes-correct-title"), html! {
                (ui::form(ctx, "correct-form", &format!("{here}/correct"), html! {
                    input type="hidden" name="base" value=(latest.version);
                    (ui::text_area(ctx, faults, "text", &ctx.t("minutes-text"), &form.text))
                    (ui::text_field(ctx, faults, &reason))
                    (ui::buttons(&ctx.t("minutes-correct")))
                }))
            }))
        } @else if view.meeting.held.is_none() {
            p { (ctx.t("minutes-later")) }
        } @else {
            (ui::form(ctx, "minutes-form", &format!("{here}/minutes"), html! {
                (ui::long_text(ctx, faults, "text", (&ctx.t("minutes-text"), Some(&ctx.t("minutes-text-hint"))), &form.text))
                p.buttons {
                    button name="go" value="save" { (ctx.t("minutes-save")) } " "
                    button.primary name="go" value="publish" { (ctx.t("minutes-publish")) }
                }
            }))
        }
    }
}

/// Published minutes with what was corrected and why; public too.
pub(super) fn versions(ctx: &Ctx, minutes: &[Minutes]) -> Markup {
    let note = |one: &Minutes| {
        let args = [("version", i64::from(one.version).into()), ("day", super::day(ctx, one.published_on).into())];
        ctx.tf("minutes-version", &args)
    };
    html! {
        @for (index, one) in minutes.iter().enumerate() {
            @if index == 0 {
                p.hint { (note(one)) @if let Some(reason) = &one.reason { " " (ctx.t("minutes-because")) " " bdi { (reason) } } }
                (super::paragraphs(&one.text))
            } @else {
                (ui::details(&note(one), html! {
                    @if let Some(reason) = &one.reason { p { (ctx.t("minutes-because")) " " bdi { (reason) } } }
                    (super::paragraphs(&one.text))
                }))
            }
        }
    }
}

/// The page.
pub fn meeting(ctx: &Ctx, faults: &Faults, view: &MeetingView<'_>, form: &MinutesForm) -> Markup {
    let meeting = view.meeting;
    let heading = ctx.tf("meeting-title", &[("body", view.body.name.as_str().into())]);
    let here = ctx.link(&links::meeting(view.body.id, meeting.id));
    let may_vote = meeting.held.is_some() && view.minutes.is_empty();
    let cancel = super::line(ctx, "reason", "meeting-cancel-reason", None, &form.reason);
    let page = html! {
        (faults.summary(ctx))
        h1 { bdi { (heading) } }
        p { strong { (ui::moment(ctx, meeting.starts_at)) } br; bdi { (meeting.place) } }
        @if !meeting.agenda.is_empty() { h2 { (ctx.t("meeting-agenda")) } (super::paragraphs(&meeting.agenda)) }
        @if let Some(reason) = &meeting.cancelled_because {
            (ui::notice(&ctx.t("meeting-state-cancelled"), html! { p { bdi { (reason) } } }))
        } @else {
            (presence(ctx, faults, view, &here))
            h2 { (ctx.t("vote-list-title")) }
            @if view.decisions.is_empty() { p { (ctx.t("vote-none")) } }
            (decisions(ctx, view.decisions))
            @if may_vote { p { a href={ (ctx.link(&links::record_vote(view.body.id, ""))) "?meeting=" (meeting.id.0) } { (ctx.t("vote-record")) } } }
            (minutes(ctx, faults, view, (&here, form)))
            @if meeting.held.is_none() {
                h2 { (ctx.t("meeting-cancel-title")) }
                (ui::form(ctx, "cancel-form", &format!("{here}/cancel"), html! {
                    (ui::text_field(ctx, faults, &cancel))
                    (ui::buttons(&ctx.t("meeting-cancel")))
                }))
            }
        }
    };
    Page::new(ctx, heading).staff().error(!faults.is_empty()).back(ctx.link(&links::meetings(view.body.id))).render(&page)
}
