//! Zones with their money, and places to vote with help. Both are lists whose fields stand side by side.

use std::collections::BTreeMap;

use super::{
    super::{Answers, Draft},
    Reading, hours_field,
};
use crate::{
    base::{Lang, ZoneCode, text},
    cycles::{VotingPlace, ZoneMoney},
};

/// Reads "$775,000" or "775000.50" as cents; digits, commas between them, at most two after the point.
pub fn money_of(typed: &str) -> Option<i64> {
    let plain: String = typed.trim().trim_start_matches('$').chars().filter(|c| !matches!(c, ',' | ' ')).collect();
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(part) || part.len() > 2 || whole.len() > 12 {
        return None;
    }
    format!("{whole}{part:0<2}").parse().ok()
}

/// Cents as they are typed: whole dollars, or with two digits.
pub fn written(cents: i64) -> String {
    if cents % 100 == 0 { (cents / 100).to_string() } else { format!("{}.{:02}", cents / 100, (cents % 100).abs()) }
}

pub fn show(draft: &Draft, answers: &mut Answers) {
    let money_in = |code: &ZoneCode| draft.frame.zones.iter().find(|money| money.zone == *code);
    let zones = &draft.zones;
    answers.put("zone_code", zones.iter().map(|zone| zone.code.to_string()).collect());
    answers.put(
        "money",
        zones.iter().map(|zone| money_in(&zone.code).map(|money| written(money.cents)).unwrap_or_default()).collect(),
    );
    let sampled = draft.frame.zones.iter().filter(|money| money.is_sample);
    answers.put("sample", sampled.map(|money| money.zone.to_string()).collect());
}

pub fn read(reading: &mut Reading<'_>, draft: &mut Draft) {
    let answers = reading.answers;
    let mut zones = Vec::new();
    for (index, code) in answers.all("zone_code").iter().enumerate() {
        let typed = answers.at("money", index);
        let Some(zone) = draft.zones.iter().find(|zone| zone.code.as_str() == code) else { continue };
        if typed.is_empty() {
            continue;
        }
        let currency = draft.frame.zones.iter().find(|money| money.zone == zone.code).map(|money| money.currency.clone());
        let Some(cents) = money_of(typed).filter(|cents| *cents > 0) else {
            let args = vec![("zone", zone.name.clone().into())];
            reading.faults = std::mem::take(&mut reading.faults).with("money", "setup-wrong-money-zone", args);
            continue;
        };
        zones.push(ZoneMoney {
            zone: zone.code.clone(),
            cents,
            currency: currency.unwrap_or_else(|| "USD".to_owned()),
            is_sample: answers.has("sample", code),
        });
    }
    zones.sort_by(|a, b| a.zone.cmp(&b.zone));
    draft.frame.zones = zones;
}

pub fn show_places(draft: &Draft, answers: &mut Answers) {
    let places = &draft.frame.places;
    answers.put("place_zone", places.iter().map(|place| place.zone.to_string()).collect());
    answers.put("place_name", places.iter().map(|place| place.name.clone()).collect());
    answers.put("place_address", places.iter().map(|place| place.address.clone()).collect());
    for lang in Lang::ALL {
        let hours = places.iter().map(|place| place.hours.get(lang.code()).cloned().unwrap_or_default());
        answers.put(hours_field(lang), hours.collect());
    }
}

/// A row without a name is a place that was taken off the list.
pub fn read_places(reading: &mut Reading<'_>, draft: &mut Draft) {
    let answers = reading.answers;
    let line = |field: &str, index: usize, most: usize| text::one_line(answers.at(field, index), most);
    let mut places = Vec::new();
    for index in 0..answers.all("place_name").len().min(200) {
        if answers.at("place_name", index).is_empty() && answers.at("place_address", index).is_empty() {
            continue;
        }
        let zone = ZoneCode::parse(answers.at("place_zone", index)).ok();
        let zone = zone.filter(|code| draft.frame.zones.iter().any(|money| money.zone == *code));
        let (Some(zone), Ok(name), Ok(address)) = (zone, line("place_name", index, 120), line("place_address", index, 200))
        else {
            reading.fault("place_name", "setup-wrong-place");
            continue;
        };
        let hours: BTreeMap<String, String> = Lang::ALL
            .into_iter()
            .filter_map(|lang| Some((lang.code().to_owned(), line(hours_field(lang), index, 200).ok()?)))
            .collect();
        places.push(VotingPlace { zone, name, address, hours });
    }
    draft.frame.places = places;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_read_as_people_write_it_and_never_guessed() {
        for (typed, cents) in [("$775,000", 77_500_000), ("775000.5", 77_500_050), (" 1 ", 100), ("0", 0)] {
            assert_eq!(money_of(typed), Some(cents), "{typed}");
        }
        for typed in ["", "-5", "1.234", "seven", "1e6", "9999999999999", "$"] {
            assert_eq!(money_of(typed), None, "{typed}");
        }
        assert_eq!((written(77_500_000), written(150)), ("775000".to_owned(), "1.50".to_owned()));
    }
}
