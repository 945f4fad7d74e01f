//! The declared rule of each file gives exactly the winners its city published.

use crate::corpus;
use std::collections::BTreeSet;

/// Files whose published winners no rule reproduces, and why.
const EXCEPTIONS: [(&str, &str); 2] = [
    ("Poland_Warszawa_2018_Wawrzyszew", "2527 fits and reached the threshold, but officials passed it over without a note"),
    ("Poland_Warszawa_2021_Ursynow", "officials dropped overlapping projects beyond those the file names"),
];

#[test]
fn declared_rules_reproduce_published_winners() {
    let Some(folder) = corpus::folder() else {
        return;
    };
    let results = corpus::each(&folder, |_, file, reference| {
        let published = &reference["published"];
        let e = &file.election;
        let mut city: BTreeSet<String> = corpus::strings(&published["selected"]).into_iter().collect();
        if let Some(extra) = published["recomputed_80_percent"].as_str() {
            city.insert(extra.to_owned());
        }
        if city.is_empty() {
            return None;
        }
        let (rule, options) = match e.declared_rule() {
            Ok(r) => r,
            Err(_) => return None,
        };
        let ours = match tally::count(e, rule, &options) {
            Ok(o) => o,
            Err(n) => return Some(Err(n.to_string())),
        };
        let ours: BTreeSet<String> = corpus::ids(e, &ours.winners).into_iter().collect();
        Some(if ours == city { Ok(()) } else { Err(format!("{rule}: city {city:?}, here {ours:?}")) })
    });
    let checked: Vec<_> = results.iter().filter_map(|(n, r)| r.as_ref().map(|r| (n, r))).collect();
    let failed: Vec<_> = checked.iter().filter(|(_, r)| r.is_err()).collect();
    println!("{} of {} published outcomes reproduced", checked.len() - failed.len(), checked.len());
    let surprising: Vec<_> = failed.iter().filter(|(n, _)| !EXCEPTIONS.iter().any(|x| x.0 == n.as_str())).collect();
    assert!(surprising.is_empty(), "{surprising:#?}");
    assert_eq!(failed.len(), EXCEPTIONS.len());
}
