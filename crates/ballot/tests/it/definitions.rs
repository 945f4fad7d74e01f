//! Canonical JSON, the definition's hash, and every rule a definition must meet.

use ballot::DefinitionHash;
use ballot::canonical::{self, CanonicalError};
use ballot::definition::{BallotForm, Definition, DefinitionFault};

use crate::common::{definition, hex};

#[test]
fn plain_and_framed_hashes() {
    assert_eq!(hex(&canonical::sha256(&[b"a", b"bc"])), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_eq!(canonical::frame(&[b"a", b""]), b"\0\0\0\x01a\0\0\0\0");
    assert_eq!(canonical::sha256_framed(&[b"x"]), canonical::sha256(&[b"\0\0\0\x01x"]));
    assert_ne!(canonical::sha256_framed(&[b"a", b"bc"]), canonical::sha256_framed(&[b"ab", b"c"]));
}

/// RFC 4231 test case 2 has a key of 4 bytes; zero padding makes it 32 without changing the MAC.
#[test]
fn hmac_is_rfc_2104() {
    let mut key = [0u8; 32];
    key[..4].copy_from_slice(b"Jefe");
    use hmac::{Hmac, KeyInit, Mac};
    let mut oracle = Hmac::<sha2::Sha256>::new_from_slice(&key).unwrap();
    oracle.update(&canonical::frame(&[b"what do ya want", b" for nothing?"]));
    let wanted: [u8; 32] = oracle.finalize().into_bytes().into();
    assert_eq!(canonical::hmac_framed(&key, &[b"what do ya want", b" for nothing?"]), wanted);
}

/// RFC 8785 section 3.2.3: members sort by UTF-16 code units.
#[test]
fn rfc_8785_sorting() {
    let json = "{\"\\u20ac\":\"Euro Sign\",\"\\r\":\"Carriage Return\",\"\\ufb33\":\"Hebrew Letter Dalet With Dagesh\",\
        \"1\":\"One\",\"\\ud83d\\ude00\":\"Emoji: Grinning Face\",\"\\u0080\":\"Control\",\"\\u00f6\":\"Latin Small Letter O With Diaeresis\"}";
    let value: serde_json::Value = serde_json::from_str(json).unwrap();
    let text = String::from_utf8(canonical::to_bytes(&value).unwrap()).unwrap();
    let order = ["Carriage", "One", "Control", "Latin", "Euro", "Emoji", "Hebrew"];
    let places: Vec<_> = order.map(|word| text.find(word).unwrap()).into();
    assert!(places.is_sorted(), "{text}");
}

#[test]
fn numbers_every_reader_shares() {
    assert_eq!(canonical::to_bytes(&9_007_199_254_740_991i64).unwrap(), b"9007199254740991");
    assert!(matches!(canonical::to_bytes(&9_007_199_254_740_992i64), Err(CanonicalError::Number(_))));
    assert!(matches!(canonical::to_bytes(&1.5f64), Err(CanonicalError::Number(_))));
    assert!(matches!(canonical::to_bytes(&u64::MAX), Err(CanonicalError::Number(_))));
}

#[test]
fn reads_only_canonical_bytes() {
    let bytes = definition().to_bytes().unwrap();
    assert_eq!(Definition::from_bytes(&bytes).unwrap(), definition());
    let text = String::from_utf8(bytes).unwrap();
    let spaced = text.replacen(':', ": ", 1);
    assert_eq!(Definition::from_bytes(spaced.as_bytes()), Err(CanonicalError::NotCanonical));
    let repeated = text.replacen("\"en\":\"Repair budget\"", "\"en\":\"x\",\"en\":\"Repair budget\"", 1);
    assert_ne!(repeated, text);
    assert_eq!(Definition::from_bytes(repeated.as_bytes()), Err(CanonicalError::NotCanonical));
    let extra = text.replacen('{', "{\"aaa\":1,", 1);
    assert!(matches!(Definition::from_bytes(extra.as_bytes()), Err(CanonicalError::Json(_))));
    let form = text.replacen("\"form\":\"approve_up_to\"", "\"form\":\"rank\"", 1);
    assert!(matches!(Definition::from_bytes(form.as_bytes()), Err(CanonicalError::Json(_))));
}

#[test]
fn hash_is_text_and_back() {
    let hash = definition().hash().unwrap();
    assert_eq!(hash.to_string().parse::<DefinitionHash>().unwrap(), hash);
    assert!(hash.to_string().to_uppercase().parse::<DefinitionHash>().is_err());
    let json = serde_json::to_string(&hash).unwrap();
    assert_eq!(json, format!("\"{hash}\""));
    assert_eq!(serde_json::from_str::<DefinitionHash>(&json).unwrap(), hash);
}

#[test]
fn scope_of_nonces() {
    let mut definition = definition();
    assert_eq!(definition.scope("BOY"), "BOY");
    definition.one_ballot_per = ballot::definition::OneBallotPer::Cycle;
    assert_eq!(definition.scope("BOY"), "cycle");
}

type Break = (fn(&mut Definition), DefinitionFault);

#[test]
fn every_rule_is_named() {
    use DefinitionFault as F;
    assert_eq!(definition().validate(), Ok(()));
    let breaks: [Break; 20] = [
        (|d| d.schema.push('x'), F::Schema),
        (|d| d.cycle = "a/b".into(), F::Id("a/b".into())),
        (|d| d.closes_at = d.opens_at, F::Times),
        (|d| d.opening_key = [0; 32], F::Key("opening_key")),
        (|d| d.ticket_key = [0; 32], F::Key("ticket_key")),
        (|d| d.log_key = d.ticket_key, F::KeysAlike),
        (|d| d.trustees.threshold = 1, F::Trustees),
        (|d| d.trustees.threshold = 6, F::Trustees),
        (|d| d.count_rule.clear(), F::Empty("count_rule")),
        (|d| d.languages.push("en".into()), F::Languages),
        (|d| drop(d.title.remove("pl")), F::LanguagesOf("the title".into())),
        (|d| d.contests.clear(), F::Empty("contests")),
        (|d| d.contests.reverse(), F::ZoneOrder),
        (|d| d.contests[0].budget_cents = 0, F::Amount("BOY".into())),
        (|d| d.contests[0].currency = "usd".into(), F::Currency("BOY".into())),
        (|d| d.contests[1].ballot = BallotForm::ApproveUpTo { max: 0 }, F::Limit("VEN".into())),
        (|d| d.contests[1].slate.reverse(), F::Slate("VEN".into())),
        (|d| d.contests[0].slate[1].proposal = "BOY-1".into(), F::Slate("BOY".into())),
        (|d| d.contests[0].slate[0].cost_cents = -1, F::Amount("BOY".into())),
        (|d| drop(d.contests[0].slate[0].text_hashes.insert("en".into(), "AB".into())), F::TextHash("BOY-1".into())),
    ];
    for (place, (spoil, wanted)) in breaks.into_iter().enumerate() {
        let mut broken = definition();
        spoil(&mut broken);
        assert_eq!(broken.validate(), Err(wanted), "rule {place}");
    }
}

#[test]
fn every_member_changes_the_hash() {
    let changes: [fn(&mut Definition); 8] = [
        |d| d.grace_seconds += 1,
        |d| d.blank_allowed = true,
        |d| d.tie_break.push('x'),
        |d| d.contests[0].slate[3].cost_cents += 1,
        |d| d.contests[0].style = 9,
        |d| d.languages.reverse(),
        |d| drop(d.rule_params.insert("a".into(), "b".into())),
        |d| d.contests[0].ballot = BallotForm::ApproveUpTo { max: 4 },
    ];
    for change in changes {
        let mut other = definition();
        change(&mut other);
        assert_ne!(other.hash().unwrap(), definition().hash().unwrap());
    }
}
