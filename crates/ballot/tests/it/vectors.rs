//! Known answers: `tests/vectors/*.json`, the worked examples of `docs/formats.md`.
//! `REPARTO_WRITE_VECTORS=1 cargo test -p ballot vectors` writes them again; a change there is a change of format.

use std::path::Path;

use ballot::act::ActEntry;
use ballot::choices::Choices;
use ballot::issuance::{Issuance, commitment};
use ballot::nonce::{pass_tag, person_nonce};
use ballot::opening::Opener;
use ballot::pass::PrintedPass;
use ballot::promise::Promise;
use ballot::receipt::Receipt;
use ballot::seal::{SealedBallot, Seed, seal};
use ballot::shares::split;
use ballot::ticket::{Grant, Ticket};
use serde_json::{Value, json};

use crate::common::{definition, definition_hash, hex, opening, receipt_key, ticket_key};
use crate::{acts, entries};

fn check(name: &str, found: &Value) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors").join(format!("{name}.json"));
    let text = format!("{}\n", serde_json::to_string_pretty(found).unwrap());
    if std::env::var_os("REPARTO_WRITE_VECTORS").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    // Compared as values: the order of members in a file is no part of the format.
    let wanted: Value = serde_json::from_str(&std::fs::read_to_string(&path).expect("vector file")).unwrap();
    assert_eq!(*found, wanted, "{name}");
}

fn sealed(numbers: &[u16], seed: [u8; 32]) -> (Vec<u8>, SealedBallot) {
    let definition = definition();
    let contest = definition.contest("BOY").unwrap();
    let choices = Choices::parse(contest, numbers, true).unwrap();
    let plain = choices.encode(contest).unwrap().to_vec();
    let seed = Seed::from_bytes(seed);
    (plain, seal(&opening().1, &definition_hash(), "BOY", 1, &choices, contest, &seed).unwrap())
}

#[test]
fn definition_vector() {
    let bytes = definition().to_bytes().unwrap();
    check(
        "definition",
        &json!({
            "canonical_json": String::from_utf8(bytes).unwrap(),
            "definition_hash": definition_hash(),
        }),
    );
}

#[test]
fn ballot_vectors() {
    let cases: Vec<Value> = [(vec![], 0x10u8), (vec![7u16], 0x11), (vec![2, 7, 11], 0x12), (vec![1, 2, 3, 4, 5], 0x13)]
        .into_iter()
        .map(|(numbers, seed)| {
            let (plain, ballot) = sealed(&numbers, [seed; 32]);
            json!({
                "numbers": numbers,
                "padded": hex(&plain),
                "seed": hex(&[seed; 32]),
                "sealed": hex(ballot.as_bytes()),
                "ciphertext_hash": hex(&ballot.hash()),
                "receipt": Receipt::of(&definition_hash(), "BOY", &ballot).to_string(),
            })
        })
        .collect();
    check(
        "ballot",
        &json!({
            "definition_hash": definition_hash(),
            "zone": "BOY",
            "style": 1,
            "opening_seed": hex(&[1; 32]),
            "opening_secret": hex(opening().0.to_bytes().as_slice()),
            "opening_public": opening().1,
            "cases": cases,
        }),
    );
}

#[test]
fn pass_vectors() {
    let nonce = person_nonce(&[6; 32], "la-2026", "BOY", b"person-17");
    let tag = pass_tag(&nonce);
    let random: [u8; 16] = std::array::from_fn(|at| at as u8 * 17);
    let printed = PrintedPass::from_random(&random);
    check(
        "pass",
        &json!({
            "link_key": hex(&[6; 32]),
            "cycle": "la-2026",
            "zone": "BOY",
            "person": hex(b"person-17"),
            "nonce": hex(nonce.expose()),
            "pass_tag": hex(tag.as_bytes()),
            "definition_hash": definition_hash(),
            "pass_mark": tag.mark(&definition_hash()),
            "printed_random": hex(&random),
            "printed": printed.to_string(),
            "pass_key": hex(&[5; 32]),
            "printed_tag": hex(printed.tag(&[5; 32], "la-2026", "BOY").as_bytes()),
        }),
    );
}

#[test]
fn ticket_and_promise_vectors() {
    let nonce = person_nonce(&[6; 32], "la-2026", "BOY", b"person-17");
    let grant = Grant {
        definition: definition_hash(),
        zone: "BOY".to_owned(),
        style: 1,
        nonce,
        ticket_id: [0x77; 16],
        expires_at: 1_790_003_000,
    };
    let ticket = Ticket::sign(&ticket_key(), grant).ok().unwrap();
    check(
        "ticket",
        &json!({
            "key_seed": hex(&[2; 32]),
            "public": hex(&ticket_key().public()),
            "definition_hash": ticket.definition,
            "zone": ticket.zone,
            "style": ticket.style,
            "nonce": hex(ticket.nonce.expose()),
            "ticket_id": hex(&ticket.ticket_id),
            "asked_expiry": 1_790_003_000,
            "expires_at": ticket.expires_at,
            "signature": hex(&ticket.signature),
            "text": *ticket.to_text(),
        }),
    );
    let (_, ballot) = sealed(&[2, 7, 11], [0x12; 32]);
    let promise = Promise::sign(&receipt_key(), definition_hash(), "BOY", ballot.hash(), 497_223).unwrap();
    check(
        "promise",
        &json!({
            "key_seed": hex(&[3; 32]),
            "public": hex(&receipt_key().public()),
            "definition_hash": promise.definition,
            "zone": promise.zone,
            "ciphertext_hash": hex(&promise.ciphertext_hash),
            "by_hour": promise.by_hour,
            "signature": hex(&promise.signature),
            "text": promise.to_text(),
        }),
    );
}

#[test]
fn share_vectors() {
    let (secret, public) = opening();
    let shares = split(&secret.to_bytes(), 3, 5, &[7; 32]).unwrap();
    let texts: Vec<String> = shares.iter().map(|share| share.to_text().to_string()).collect();
    check(
        "shares",
        &json!({
            "secret": hex(secret.to_bytes().as_slice()),
            "public": public,
            "threshold": 3,
            "count": 5,
            "randomness": hex(&[7; 32]),
            "shares": texts,
        }),
    );
}

#[test]
fn entry_vectors() {
    let cases: Vec<Value> = entries::samples()
        .into_iter()
        .map(|(kind, entry)| json!({ "kind": kind, "bytes": hex(&entry.encode().unwrap()) }))
        .collect();
    check("entries", &Value::Array(cases));
}

#[test]
fn act_vectors() {
    let case = |act: &ActEntry| {
        let bytes = act.encode().unwrap();
        json!({ "at": act.at, "json": String::from_utf8(bytes[12..].to_vec()).unwrap(), "bytes": hex(&bytes) })
    };
    check("act", &acts::samples().iter().map(case).collect());
}

#[test]
fn issuance_vectors() {
    let found = commitment(&[8; 32], "la-2026", "BOY", b"person-17");
    let case = |(name, entry): &(&str, Issuance)| json!({ "door": name, "bytes": hex(&entry.encode().unwrap()) });
    check(
        "issuance",
        &json!({
            "row_key": hex(&[8; 32]),
            "cycle": "la-2026",
            "scope": "BOY",
            "person": hex(b"person-17"),
            "commitment": hex(&found),
            "entries": acts::issuances().iter().map(case).collect::<Value>(),
        }),
    );
}

#[test]
fn opening_vector() {
    let (definition, (secret, _)) = (definition(), opening());
    let opener = Opener::new(&secret, &definition).unwrap();
    let ballots = [sealed(&[2, 7, 11], [0x12; 32]).1, sealed(&[], [0x10; 32]).1, sealed(&[7], [0x11; 32]).1];
    let opened = opener.open_zone("BOY", &ballots);
    check("opening", &json!({ "text": opened.to_text(), "hash": hex(&opened.hash()) }));
}
