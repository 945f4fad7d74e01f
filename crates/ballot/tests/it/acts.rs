//! Entries of the logs of acts and issuances: one encoding, strict reading.

use ballot::act::{ActBody, ActEntry, ActFault, MAX_JSON};
use ballot::issuance::{Door, Issuance, IssuanceFault, commitment};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::common::definition_hash;

fn act(at: i64, actor: &str, cycle: Option<&str>, kind: &str, facts: Value, reason: Option<&str>) -> ActEntry {
    let Value::Object(facts) = facts else { unreachable!("facts are an object") };
    let body = ActBody {
        actor: actor.to_owned(),
        cycle: cycle.map(str::to_owned),
        facts,
        kind: kind.to_owned(),
        reason: reason.map(str::to_owned),
    };
    ActEntry { at, body }
}

pub fn samples() -> Vec<ActEntry> {
    let hash = definition_hash().to_string();
    let case = json!({ "zone": "BOY", "pass": "a1".repeat(32), "ballot": "b2".repeat(32), "ground": "duplicate" });
    vec![
        act(1_790_000_000, "system", Some("la-2026"), "cycle.frozen", json!({ "hash": hash }), None),
        act(1_791_003_600, "Bo Li/program staff", Some("la-2026"), "void.proposed", case, Some("Voted at a station before")),
        act(-1, "operator", None, "role.granted", Value::Object(Map::new()), None),
    ]
}

pub fn issuances() -> Vec<(&'static str, Issuance)> {
    let commitment = commitment(&[8; 32], "la-2026", "BOY", b"person-17");
    let entry = |door| Issuance { definition: definition_hash(), zone: "BOY".to_owned(), door, commitment };
    vec![("text", entry(Door::Text)), ("email", entry(Door::Email)), ("person", entry(Door::Person))]
}

#[test]
fn acts_round_trip_and_every_cut_is_refused() {
    for act in samples() {
        let bytes = act.encode().unwrap();
        assert_eq!(ActEntry::decode(&bytes), Ok(act));
        for length in 0..bytes.len() {
            assert!(ActEntry::decode(&bytes[..length]).is_err(), "{length}");
        }
        assert_eq!(ActEntry::decode(&[bytes.as_slice(), b" "].concat()), Err(ActFault::Length));
    }
}

#[test]
fn acts_have_one_spelling_and_a_longest() {
    let mut long = samples().remove(0);
    long.body.reason = Some("x".repeat(MAX_JSON));
    assert_eq!(long.encode(), Err(ActFault::TooLong));
    let json = br#"{"actor":"system", "facts":{},"kind":"a"}"#;
    let head = |length: usize| [&[1, 32][..], &[0; 8], &u16::try_from(length).unwrap().to_be_bytes()].concat();
    assert!(matches!(ActEntry::decode(&[&head(json.len()), &json[..]].concat()), Err(ActFault::Json(_))));
    assert_eq!(ActEntry::decode(&[1, 16, 0]), Err(ActFault::Kind));
}

#[test]
fn issuances_round_trip_and_every_cut_is_refused() {
    for (door, issuance) in issuances() {
        let bytes = issuance.encode().unwrap();
        assert_eq!(Issuance::decode(&bytes), Ok(issuance), "{door}");
        for length in 0..bytes.len() {
            assert!(Issuance::decode(&bytes[..length]).is_err(), "{door} {length}");
        }
        assert_eq!(Issuance::decode(&[bytes.as_slice(), &[0]].concat()), Err(IssuanceFault::Length));
    }
}

#[test]
fn faults_of_issuances() {
    let (_, issuance) = issuances().remove(0);
    let good = issuance.encode().unwrap();
    let with = |place: usize, byte: u8| {
        let mut copy = good.clone();
        copy[place] = byte;
        Issuance::decode(&copy)
    };
    assert_eq!(with(0, 2), Err(IssuanceFault::Kind));
    assert_eq!(with(1, 1), Err(IssuanceFault::Kind));
    assert_eq!(with(good.len() - 33, 4), Err(IssuanceFault::Door));
    let named = |zone: &str| Issuance { zone: zone.to_owned(), ..issuance.clone() }.encode();
    assert_eq!((named(""), named(&"x".repeat(65))), (Err(IssuanceFault::Zone), Err(IssuanceFault::Zone)));
}

proptest! {
    #[test]
    fn what_decodes_encodes_to_the_same(mut bytes in proptest::collection::vec(any::<u8>(), 0..120)) {
        for (place, byte) in [(0, 1), (1, 16), (34, 3), (38, 1)] {
            if let Some(slot) = bytes.get_mut(place) { *slot = byte; }
        }
        if let Ok(issuance) = Issuance::decode(&bytes) {
            prop_assert_eq!(issuance.encode(), Ok(bytes));
        }
    }
}
