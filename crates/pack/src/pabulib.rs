//! `opened/<ZONE>.pb`: slate and opened ballots in the Pabulib format, so that any program can count again.
//! A pure function of definition, titles and opened ballots; ballots are numbered after sorting, so that no order is left.

use ballot::definition::{ContestDefinition, Definition};
use tally::{Election, Outcome, RuleOptions};

/// Seconds of a day.
const DAY: i64 = 86_400;

/// The bytes of the file.
pub(crate) fn write(
    definition: &Definition,
    contest: &ContestDefinition,
    election: &Election,
    options: &RuleOptions,
    outcome: &Outcome,
) -> Vec<u8> {
    let mut election = election.clone();
    let counted = tally::counts(&election);
    for (index, (project, counted)) in election.projects.iter_mut().zip(counted).enumerate() {
        project.votes = Some(counted.votes);
        project.selected = Some(u8::from(outcome.winners.contains(&index)));
    }
    let language = definition.languages.first().cloned().unwrap_or_default();
    let rule = if definition.count_rule == "greedy_votes" { "greedy" } else { &definition.count_rule };
    let pairs = [
        ("description", definition.title.get(&language).cloned().unwrap_or_default()),
        ("unit", contest.zone.clone()),
        ("instance", definition.cycle.clone()),
        ("rule", rule.to_owned()),
        ("date_begin", date(definition.opens_at)),
        ("date_end", date(definition.closes_at)),
        ("language", language),
        ("currency", contest.currency.clone()),
        ("comment", format!("#1: ties by {}", options.tie)),
    ];
    let mut pairs = Vec::from(pairs);
    if let Some((_, comment)) = pairs.last_mut().filter(|_| !options.withdrawn.is_empty()) {
        comment.push_str(&format!(" #2: {}{}", tally::WITHDRAWN_NOTE, options.withdrawn.join(", ")));
    }
    election.meta = pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    let mut out = Vec::new();
    // Writing to memory cannot fail.
    let _ = tally::pb::write(&election, &mut out);
    out
}

/// Day of a moment in UTC, `DD.MM.YYYY`. Years begin in March here, so that the leap day is the last of its year.
fn date(seconds: i64) -> String {
    let days = seconds.div_euclid(DAY) + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let (month, next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    format!("{day:02}.{month:02}.{:04}", era * 400 + year_of_era + next)
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn days_are_those_of_the_calendar() {
        let found = [0, 951_782_399, 951_782_400, 951_868_800, 1_791_000_000, 4_107_542_400].map(date);
        assert_eq!(found, ["01.01.1970", "28.02.2000", "29.02.2000", "01.03.2000", "03.10.2026", "01.03.2100"]);
    }
}
