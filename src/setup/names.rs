//! Which zone a name means: its own name, another name, or one that is nearly the same, for the zone finder and imports.

use crate::{
    base::{ZoneCode, text::folded},
    cycles::{self, Zone},
    platform::db::CivicConn,
};

use super::store;

/// What a name leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// This zone.
    Zone(ZoneCode),
    /// No zone, but this one's name is nearly the same: "Did you mean …?"
    Near(ZoneCode, String),
    /// Nothing like it.
    Unknown,
}

/// Every name of the zones, folded.
fn names(zones: &[Zone], aliases: &[(String, String)]) -> Vec<(ZoneCode, String)> {
    let mut all: Vec<(ZoneCode, String)> = Vec::new();
    for zone in zones {
        all.push((zone.code.clone(), folded(&zone.name)));
        all.push((zone.code.clone(), folded(zone.code.as_str())));
        let others = aliases.iter().filter(|(code, _)| code == zone.code.as_str());
        all.extend(others.map(|(_, alias)| (zone.code.clone(), folded(alias))));
    }
    all
}

/// At most this part of a name may differ for it to be nearly the same: 350 of 1000, as in "Boyle Hts".
const NEAR: usize = 350;

/// Shorter texts are near to too much.
const SHORTEST: usize = 4;

fn look_up(zones: &[Zone], aliases: &[(String, String)], typed: &str) -> Named {
    let wanted = folded(typed);
    let known = names(zones, aliases);
    if let Some((code, _)) = known.iter().find(|(_, name)| *name == wanted) {
        return Named::Zone(code.clone());
    }
    if wanted.chars().count() < SHORTEST {
        return Named::Unknown;
    }
    let away = |name: &str| strsim::damerau_levenshtein(name, &wanted) * 1000 / name.chars().count().max(1);
    let long = known.iter().filter(|(_, name)| name.chars().count() >= SHORTEST);
    let nearest = long.min_by_key(|(_, name)| away(name)).filter(|(_, name)| away(name) <= NEAR);
    let zone = nearest.and_then(|(code, _)| zones.iter().find(|zone| zone.code == *code));
    zone.map_or(Named::Unknown, |zone| Named::Near(zone.code.clone(), zone.name.clone()))
}

/// Looks a name up among all zones, their codes and other names.
///
/// # Errors
/// The database's own error.
pub async fn zone_named(conn: &mut CivicConn, typed: &str) -> diesel::QueryResult<Named> {
    let zones = cycles::list_zones(conn).await?;
    let aliases = store::list_aliases(conn).await?;
    Ok(look_up(&zones, &aliases, typed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_goes_by_its_name_its_code_its_other_names_and_nearly_so() {
        let zone = |code: &str, name: &str| Zone {
            code: ZoneCode::parse(code).expect("a code"),
            name: name.to_owned(),
            neighbourhoods: vec![],
        };
        let zones = [zone("BOY", "Boyle Heights"), zone("WLK", "Westlake")];
        let aliases = [("WLK".to_owned(), "MacArthur Park".to_owned())];
        let find = |typed: &str| look_up(&zones, &aliases, typed);
        for (typed, code) in [("boyle  heights", 0), ("BOY", 0), ("macarthur park", 1)] {
            assert_eq!(find(typed), Named::Zone(zones[code].code.clone()), "{typed}");
        }
        assert_eq!(find("Boyle Hts"), Named::Near(zones[0].code.clone(), "Boyle Heights".to_owned()));
        assert_eq!(find("Boyle Hieghts"), Named::Near(zones[0].code.clone(), "Boyle Heights".to_owned()));
        assert_eq!(find("Macarthr Park"), Named::Near(zones[1].code.clone(), "Westlake".to_owned()));
        for typed in ["", "xy", "boys", "Pasadena Downtown"] {
            assert_eq!(find(typed), Named::Unknown, "{typed}");
        }
    }
}
