//! Acts with typed facts: written and read alike.

use ballot::act::ActBody;
use ballot::entry::VoidReason;
use ballot::nonce::PassMark;
use ballot::{DefinitionHash, Digest};
use pack::acts::{CountCase, Deed, SignCase, VoidCase, person};

fn deeds() -> Vec<(&'static str, Deed)> {
    let (zone, hash) = (|| "BOY".to_owned(), Digest([1; 32]));
    let case = |ballot| VoidCase { zone: zone(), pass: PassMark([2; 32]), ballot, ground: VoidReason::NotEligible };
    let count = |version| CountCase { zone: zone(), version, ballots: 7, hash };
    let sign = SignCase { zone: zone(), version: 2, hash };
    vec![
        ("cycle.frozen", Deed::Frozen { hash: DefinitionHash([1; 32]) }),
        ("passes.printed", Deed::Printed { zone: zone(), count: 3 }),
        ("voting.closed", Deed::Closed {}),
        ("void.proposed", Deed::VoidProposed(case(Some(hash)))),
        ("void.confirmed", Deed::VoidConfirmed(case(None))),
        ("log.closed", Deed::LogClosed { log: "ballots".to_owned(), size: 9, root: "AA==".to_owned() }),
        ("canvass.confirmed", Deed::Canvassed { zone: zone(), ballots: 7, hash }),
        ("links.cut", Deed::LinksCut {}),
        ("share.given", Deed::ShareGiven {}),
        ("zone.opened", Deed::ZoneOpened { zone: zone(), opened: 6, invalid: 1, hash }),
        ("ballots.opened", Deed::BallotsOpened { trustees: 3, opened: 6, invalid: 1 }),
        ("opening.confirmed", Deed::OpeningConfirmed { zone: zone(), hash }),
        ("result.counted", Deed::Counted(count(1))),
        ("result.corrected", Deed::Corrected(count(2))),
        ("result.signed", Deed::Signed(sign.clone())),
        ("result.certified", Deed::Certified(sign)),
    ]
}

#[test]
fn every_kind_is_written_and_read_alike() {
    for (kind, deed) in deeds() {
        let body = deed.body("la-2026", "Ana Cruz/certifier", Some("why"));
        assert_eq!((body.kind.as_str(), body.cycle.as_deref(), body.reason.as_deref()), (kind, Some("la-2026"), Some("why")));
        assert_eq!(Deed::of(&body), Ok(Some(deed)));
        let more = ActBody { facts: body.facts.into_iter().chain([("more".to_owned(), 1.into())]).collect(), ..body };
        assert!(Deed::of(&more).is_ok(), "further facts are ignored");
    }
}

#[test]
fn a_missing_or_wrong_fact_is_told() {
    for (kind, deed) in deeds() {
        let body = deed.body("la-2026", "system", None);
        for name in body.facts.keys() {
            let mut without = body.clone();
            without.facts.remove(name);
            assert!(Deed::of(&without).is_err(), "{kind} without {name}");
            let mut wrong = body.clone();
            wrong.facts.insert(name.clone(), serde_json::Value::Null);
            assert!(Deed::of(&wrong).is_err(), "{kind} with another {name}");
        }
    }
    let other = ActBody { kind: "role.granted".to_owned(), ..Deed::LinksCut {}.body("c", "system", None) };
    assert_eq!(Deed::of(&other), Ok(None));
}

#[test]
fn a_person_may_have_several_roles() {
    assert_eq!(["Ana/certifier", "Ana/program staff", "A/B/trustee"].map(person), [Some("Ana"), Some("Ana"), Some("A/B")]);
    assert_eq!(["system", "operator", "/x", ""].map(person), [None; 4]);
}
