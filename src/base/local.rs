//! The city's own days and times: Los Angeles, whatever the server's zone.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::America::Los_Angeles;

/// The moment of a day and time as people in the city say it. In the hour that a change of clocks skips there is none; in
/// the one it repeats the earlier is meant.
pub fn moment_of(day: NaiveDate, time: NaiveTime) -> Option<DateTime<Utc>> {
    Los_Angeles.from_local_datetime(&day.and_time(time)).earliest().map(|moment| moment.with_timezone(&Utc))
}

/// The day in the city at a moment.
pub fn day_of(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&Los_Angeles).date_naive()
}

/// Noon of a day in the city, for pages that put a day into words.
pub fn noon_of(day: NaiveDate) -> DateTime<Utc> {
    let noon = NaiveTime::from_hms_opt(12, 0, 0).and_then(|time| moment_of(day, time));
    // No change of clocks happens at noon, so the other branch is never taken.
    noon.unwrap_or_else(|| day.and_time(NaiveTime::MIN).and_utc())
}

/// A day and a time as date and time fields send them.
pub fn parse_moment(day: &str, time: &str) -> Option<DateTime<Utc>> {
    let time = NaiveTime::parse_from_str(time.trim(), "%H:%M").ok()?;
    moment_of(parse_day(day)?, time)
}

/// A day as a date field sends it; of the years a program can mean.
pub fn parse_day(day: &str) -> Option<NaiveDate> {
    let day = NaiveDate::parse_from_str(day.trim(), "%Y-%m-%d").ok()?;
    (2000..2200).contains(&chrono::Datelike::year(&day)).then_some(day)
}

/// A moment as date and time fields take it.
pub fn fields_of(at: DateTime<Utc>) -> (String, String) {
    let local = at.with_timezone(&Los_Angeles);
    (local.format("%Y-%m-%d").to_string(), local.format("%H:%M").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: &str = "2026-11-22";

    #[test]
    fn an_evening_in_the_city_is_the_next_day_elsewhere_and_still_todays() {
        let at = parse_moment(DAY, "18:30").expect("a moment");
        assert_eq!(at.to_rfc3339(), "2026-11-23T02:30:00+00:00");
        assert_eq!(day_of(at).to_string(), DAY);
        assert_eq!(fields_of(at), (DAY.to_owned(), "18:30".to_owned()));
        assert_eq!(day_of(noon_of(day_of(at))), day_of(at));
    }

    #[test]
    fn what_is_no_moment_is_none() {
        for (day, time) in
            [("2026-03-08", "02:30"), ("2026-02-30", "10:00"), ("", ""), ("26-01-01", "10:00"), ("0026-01-01", "10:00")]
        {
            assert_eq!(parse_moment(day, time), None, "{day} {time}");
        }
    }
}
