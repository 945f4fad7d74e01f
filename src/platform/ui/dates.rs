//! Dates and times in words, always Los Angeles time. Names of days and months come from the locale tables of chrono.

use chrono::{DateTime, Datelike, Locale, Utc};
use chrono_tz::America::Los_Angeles;

use crate::platform::web::Ctx;

fn locale(ctx: &Ctx) -> Locale {
    match ctx.lang {
        crate::base::Lang::En => Locale::en_US,
        crate::base::Lang::Es => Locale::es_US,
    }
}

/// "Sunday, April 7" or with the year when it is not `now`'s.
pub fn day(ctx: &Ctx, at: DateTime<Utc>) -> String {
    let local = at.with_timezone(&Los_Angeles);
    let here = locale(ctx);
    let args = [
        ("weekday", local.format_localized("%A", here).to_string().into()),
        ("month", local.format_localized("%B", here).to_string().into()),
        ("day", local.day().to_string().into()),
        ("year", local.year().to_string().into()),
    ];
    let same_year = ctx.state.clock.now().with_timezone(&Los_Angeles).year() == local.year();
    ctx.tf(if same_year { "date-day" } else { "date-day-year" }, &args)
}

/// "April 7, 2026".
pub fn short_day(ctx: &Ctx, at: DateTime<Utc>) -> String {
    let local = at.with_timezone(&Los_Angeles);
    ctx.tf(
        "date-short",
        &[
            ("month", local.format_localized("%B", locale(ctx)).to_string().into()),
            ("day", local.day().to_string().into()),
            ("year", local.year().to_string().into()),
        ],
    )
}

/// "8 p.m." or "8:42 p.m.".
pub fn clock_time(ctx: &Ctx, at: DateTime<Utc>) -> String {
    let local = at.with_timezone(&Los_Angeles);
    let hour = local.format("%-I").to_string();
    let figure = match local.format("%M").to_string().as_str() {
        "00" => hour,
        minutes => format!("{hour}:{minutes}"),
    };
    let half = if local.format("%P").to_string() == "am" { "date-morning" } else { "date-evening" };
    ctx.tf(half, &[("time", figure.into())])
}

/// "Sunday, April 7 at 8 p.m. (Los Angeles time)".
pub fn moment(ctx: &Ctx, at: DateTime<Utc>) -> String {
    ctx.tf("date-moment", &[("day", day(ctx, at).into()), ("time", clock_time(ctx, at).into())])
}
