//! Finds a zone from an address, a corner or a place name in a small local file. Nothing leaves this machine and
//! nothing that was typed is kept.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::base::{ZoneCode, text::folded};

#[derive(Deserialize)]
struct Street {
    name: String,
    aliases: Vec<String>,
    from: u32,
    to: u32,
}

#[derive(Deserialize)]
struct Area {
    streets: Vec<Street>,
    corners: Vec<(String, String)>,
    places: Vec<String>,
    neighbourhoods: Vec<String>,
    #[serde(default)]
    outline: Vec<(i32, i32)>,
}

/// The local file, read once at start.
#[derive(Deserialize, Default)]
pub struct Gazetteer {
    zones: BTreeMap<String, Area>,
}

/// What a search found.
#[derive(Debug, PartialEq, Eq)]
pub enum Found {
    /// One zone.
    One(ZoneCode),
    /// More than one zone fits: the person chooses.
    Several(Vec<ZoneCode>),
    /// The street is known, and that number is in no zone.
    Outside,
    /// Nothing like it is known.
    Unknown,
}

const KINDS: &[(&str, &str)] = &[
    ("street", "st"),
    ("avenue", "ave"),
    ("av", "ave"),
    ("boulevard", "blvd"),
    ("road", "rd"),
    ("drive", "dr"),
    ("place", "pl"),
    ("way", "way"),
    ("calle", "st"),
    ("avenida", "ave"),
];
const SIDES: &[&str] = &["n", "s", "e", "w", "north", "south", "east", "west"];
const NUMBERS: &[(&str, &str)] = &[
    ("first", "1st"),
    ("second", "2nd"),
    ("third", "3rd"),
    ("fourth", "4th"),
    ("fifth", "5th"),
    ("sixth", "6th"),
    ("seventh", "7th"),
    ("eighth", "8th"),
    ("ninth", "9th"),
    ("tenth", "10th"),
];

/// A street's name without its side and kind, so that "E. First Street" and "1st St" are the same.
fn core_name(text: &str) -> String {
    let words: Vec<String> = folded(text)
        .split(' ')
        .filter(|word| !SIDES.contains(word))
        .map(|word| NUMBERS.iter().find(|(long, _)| *long == word).map_or(word, |(_, short)| short).to_owned())
        .collect();
    let is_kind = |word: &str| KINDS.iter().any(|(long, short)| *long == word || *short == word);
    let kept: Vec<&str> = words.iter().map(String::as_str).filter(|word| !is_kind(word)).collect();
    if kept.is_empty() { words.join(" ") } else { kept.join(" ") }
}

impl Street {
    fn is_called(&self, wanted: &str) -> bool {
        core_name(&self.name) == wanted || self.aliases.iter().any(|alias| core_name(alias) == wanted)
    }
}

/// "1st and Soto", "1st & Soto", "1st / Soto", "1st y Soto" as its two streets.
fn as_corner(text: &str) -> Option<(String, String)> {
    let lower =
        text.to_lowercase().replace(" and ", " & ").replace(" y ", " & ").replace(" con ", " & ").replace(['/', '@'], " & ");
    let (one, other) = lower.split_once('&')?;
    let (one, other) = (core_name(one), core_name(other));
    (!one.is_empty() && !other.is_empty()).then_some((one, other))
}

/// "2130 E 1st St" as its number and its street.
fn as_address(text: &str) -> Option<(u32, String)> {
    let plain = text.trim();
    let (number, street) = plain.split_once(|c: char| c.is_whitespace())?;
    let number = number.trim_end_matches(',').parse().ok()?;
    Some((number, core_name(street.split(',').next().unwrap_or(street))))
}

impl Gazetteer {
    /// Reads the file's JSON.
    ///
    /// # Errors
    /// With line and column when it cannot be read.
    pub fn parse(json: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(json)
    }

    /// A zone's outline on a 1000 × 1000 canvas, for the map; empty when unknown.
    pub fn outline(&self, zone: &ZoneCode) -> &[(i32, i32)] {
        self.zones.get(zone.as_str()).map_or(&[], |area| &area.outline)
    }

    fn zones_where(&self, fits: impl Fn(&Area) -> bool) -> BTreeSet<&str> {
        self.zones.iter().filter(|(_, area)| fits(area)).map(|(code, _)| code.as_str()).collect()
    }

    /// Finds the zone of what was typed.
    pub fn find(&self, typed: &str) -> Found {
        if let Some((one, other)) = as_corner(typed) {
            let met = self.zones_where(|area| {
                area.corners.iter().any(|(a, b)| {
                    let (a, b) = (core_name(a), core_name(b));
                    (a == one && b == other) || (a == other && b == one)
                })
            });
            return found(met, Found::Unknown);
        }
        if let Some((number, street)) = as_address(typed) {
            let on_it = self.zones_where(|area| area.streets.iter().any(|s| s.is_called(&street)));
            let within =
                self.zones_where(|area| area.streets.iter().any(|s| s.is_called(&street) && (s.from..=s.to).contains(&number)));
            return found(within, if on_it.is_empty() { Found::Unknown } else { Found::Outside });
        }
        let wanted = folded(typed);
        let named = self.zones_where(|area| area.places.iter().chain(&area.neighbourhoods).any(|name| folded(name) == wanted));
        if !named.is_empty() {
            return found(named, Found::Unknown);
        }
        let street = core_name(typed);
        found(self.zones_where(|area| area.streets.iter().any(|s| s.is_called(&street))), Found::Unknown)
    }
}

fn found(codes: BTreeSet<&str>, none: Found) -> Found {
    let mut zones: Vec<ZoneCode> = codes.into_iter().filter_map(|code| ZoneCode::parse(code).ok()).collect();
    match zones.len() {
        0 => none,
        1 => zones.pop().map_or(none, Found::One),
        _ => Found::Several(zones),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Gazetteer {
        Gazetteer::parse(include_str!("../../data/sample/gazetteer.json")).expect("the sample gazetteer is readable")
    }

    fn one(code: &str) -> Found {
        Found::One(ZoneCode::parse(code).expect("a zone code"))
    }

    #[test]
    fn addresses_corners_and_places_are_found_however_they_are_written() {
        let gazetteer = sample();
        for typed in [
            "2130 Cesar E. Chavez Avenue",
            "2130 cesar chavez ave, Los Angeles",
            "1st and Soto",
            "Soto St & E. 1st Street",
            "soto y 1st",
            "Boyle Heights",
            "  boyle  heights ",
        ] {
            assert_eq!(gazetteer.find(typed), one("BOY"), "{typed}");
        }
    }

    #[test]
    fn a_corner_on_an_edge_asks_which_zone_and_nonsense_is_unknown() {
        let gazetteer = sample();
        assert!(matches!(gazetteer.find("Vernon and Arlington"), Found::Several(zones) if zones.len() == 2));
        for typed in ["", "asdf", "1st and Nowhere", "&", "9".repeat(400).as_str()] {
            assert_eq!(gazetteer.find(typed), Found::Unknown, "{typed}");
        }
        assert_eq!(gazetteer.find("99999 Soto St"), Found::Outside);
    }
}
