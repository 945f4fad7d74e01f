//! Dates as people type them, in Los Angeles time, and the usual calendar of a cycle counted from its first day.

use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, TimeZone, Utc};
use chrono_tz::America::Los_Angeles;

use crate::cycles::{Frame, PhaseName, PhaseSpan};

const FORMAT: &str = "%Y-%m-%dT%H:%M";

/// A moment as a date field holds it.
pub fn written(at: DateTime<Utc>) -> String {
    at.with_timezone(&Los_Angeles).format(FORMAT).to_string()
}

/// Reads what a date field holds. Nothing when it is no moment, such as half past two on the night that skips an hour.
pub fn read(text: &str) -> Option<DateTime<Utc>> {
    let trimmed = text.trim().replace(' ', "T");
    let plain = NaiveDateTime::parse_from_str(&trimmed, FORMAT)
        .or_else(|_| NaiveDateTime::parse_from_str(&trimmed, "%Y-%m-%dT%H:%M:%S"))
        .ok()?;
    Los_Angeles.from_local_datetime(&plain).earliest().map(|at| at.with_timezone(&Utc))
}

fn on(first: NaiveDate, days: i64, hour: u32) -> Option<DateTime<Utc>> {
    let day = first.checked_add_signed(Duration::days(days))?;
    Los_Angeles.from_local_datetime(&day.and_hms_opt(hour, 0, 0)?).earliest().map(|at| at.with_timezone(&Utc))
}

/// Hours at which phases start and end.
const MORNING: u32 = 9;
const EVENING: u32 = 20;

/// Days from the first day (`la_repair.md` appendix C). Appeals run beside the review, because a rejection can come on any
/// day of it.
const PHASES: [(PhaseName, i64, i64); 5] = [
    (PhaseName::Ideas, 0, 38),
    (PhaseName::Proposals, 62, 110),
    (PhaseName::Review, 110, 170),
    (PhaseName::Appeals, 110, 180),
    (PhaseName::Translation, 180, 205),
];
const FREEZE: i64 = 210;
const VOTE: (i64, i64) = (217, 241);

/// Phases, freeze and vote counted from the first day. Nothing when that day is beyond the calendar.
pub fn lay_out(frame: &mut Frame, first: NaiveDate) -> Option<()> {
    let mut phases = Vec::with_capacity(PHASES.len());
    for (name, start, end) in PHASES {
        phases.push(PhaseSpan { name, starts_at: on(first, start, MORNING)?, ends_at: on(first, end, EVENING)? });
    }
    let vote = (on(first, VOTE.0, MORNING)?, on(first, VOTE.1, EVENING)?);
    frame.freeze_at = Some(on(first, FREEZE, EVENING)?);
    (frame.opens_at, frame.closes_at) = vote;
    frame.phases = phases;
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_moment_is_los_angeles_time_and_comes_back_as_it_was() {
        let winter = read("2026-12-01T09:00").map(|at| at.to_rfc3339());
        assert_eq!(winter.as_deref(), Some("2026-12-01T17:00:00+00:00"));
        assert_eq!(read("2026-07-01 09:00").map(written).as_deref(), Some("2026-07-01T09:00"));
        for wrong in ["", "soon", "2026-13-01T09:00", "2026-03-08T02:30"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
