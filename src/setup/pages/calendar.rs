//! The public calendar: the phases of every cycle that residents can see, and what was moved and why.

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use super::words;
use crate::{
    cycles::{Cycle, Frame, PhaseName},
    platform::{
        ui::{self, Page},
        web::Ctx,
    },
};

/// A phase whose end was moved: which, when it was decided, why.
pub type Moved = (PhaseName, DateTime<Utc>, String);

/// A cycle in the calendar.
pub struct CalendarEntry {
    /// The cycle.
    pub cycle: Cycle,
    /// Its dates.
    pub frame: Frame,
    /// What was moved, newest first.
    pub moved: Vec<Moved>,
}

fn span(ctx: &Ctx, name: &str, (start, end): (DateTime<Utc>, DateTime<Utc>), now: DateTime<Utc>, moved: &[&Moved]) -> Markup {
    let (word, is_over) = match (now < start, now < end) {
        (true, _) => ("calendar-later", false),
        (false, true) => ("calendar-now", false),
        _ => ("calendar-over", true),
    };
    html! {
        li {
            h3 { (name) " " (ui::status_tag(&ctx.t(word), is_over)) }
            p { (ctx.tf("phases-span", &[("start", ui::moment(ctx, start).into()), ("end", ui::moment(ctx, end).into())])) }
            @for (_, at, reason) in moved {
                p.hint { (ctx.tf("calendar-moved", &[("day", ui::short_day(ctx, *at).into())])) " " bdi { (reason) } }
            }
        }
    }
}

/// The page.
pub fn calendar(ctx: &Ctx, entries: &[CalendarEntry]) -> Markup {
    let heading = ctx.t("calendar-title");
    let body = html! {
        h1 { (heading) }
        p.lead { (ctx.t("calendar-lead")) }
        @if entries.is_empty() { p { (ctx.t("calendar-none")) } }
        @for entry in entries {
            @let now = entry.cycle.read_at;
            h2 { bdi { (entry.cycle.title) } }
            ol.calendar {
                @for phase in &entry.frame.phases {
                    @let own: Vec<&Moved> = entry.moved.iter().filter(|(name, _, _)| *name == phase.name).collect();
                    (span(ctx, &words::phase_name(ctx, phase.name), (phase.starts_at, phase.ends_at), now, &own))
                }
                (span(ctx, &ctx.t("calendar-vote"), (entry.cycle.opens_at, entry.cycle.ends_at()), now, &[]))
            }
        }
    };
    Page::new(ctx, heading).back(ctx.link("")).render(&body)
}
