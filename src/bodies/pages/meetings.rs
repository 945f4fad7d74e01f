//! A body's meetings, and planning one.

use maud::{Markup, html};

use super::super::{
    links,
    model::{Body, Meeting},
};
use crate::platform::{
    ui::{self, Faults, Page},
    web::Ctx,
};

/// What was typed about a new meeting.
#[derive(Default)]
pub struct PlanForm {
    /// Day.
    pub day: String,
    /// Time of day.
    pub time: String,
    /// Place.
    pub place: String,
    /// Agenda.
    pub agenda: String,
}

/// How a meeting stands, in words.
fn state(ctx: &Ctx, meeting: &Meeting) -> String {
    ctx.t(match (&meeting.cancelled_because, &meeting.held) {
        (Some(_), _) => "meeting-state-cancelled",
        (None, Some(_)) => "meeting-state-held",
        (None, None) => "meeting-state-planned",
    })
}

/// The page.
pub fn meetings(ctx: &Ctx, faults: &Faults, body: &Body, meetings: &[Meeting], form: &PlanForm) -> Markup {
    let heading = ctx.tf("meeting-list-title", &[("body", body.name.as_str().into())]);
    let page = html! {
        (faults.summary(ctx))
        h1 { bdi { (heading) } }
        @if meetings.is_empty() { p { (ctx.t("meeting-none")) } }
        ul.plain { @for meeting in meetings {
            li {
                a href=(ctx.link(&links::meeting(body.id, meeting.id))) { (ui::moment(ctx, meeting.starts_at)) }
                " " (ui::status_tag(&state(ctx, meeting), meeting.held.is_some()))
                p.hint { bdi { (meeting.place) } }
            }
        } }
        h2 { (ctx.t("meeting-plan-title")) }
        (ui::form(ctx, "plan-form", &ctx.link(&links::meetings(body.id)), html! {
            (ui::text_field(ctx, faults, &super::short(ctx, "day", "meeting-day", &form.day, ("date", "", "off"))))
            (ui::text_field(ctx, faults, &super::short(ctx, "time", "meeting-time", &form.time, ("time", "", "off"))))
            (ui::text_field(ctx, faults, &super::line(ctx, "place", "meeting-place", Some("meeting-place-hint"), &form.place)))
            (ui::long_text(ctx, faults, "agenda", (&ctx.t("meeting-agenda"), Some(&ctx.t("meeting-agenda-hint"))), &form.agenda))
            (ui::buttons(&ctx.t("meeting-plan")))
        }))
    };
    Page::new(ctx, heading).staff().error(!faults.is_empty()).back(ctx.link(&links::members(body.id))).render(&page)
}
