//! A small definition with two zones, and fixed keys, used by every test.

use std::collections::BTreeMap;

use ballot::DefinitionHash;
use ballot::canonical::sha256;
use ballot::definition::{BallotForm, ContestDefinition, Definition, OneBallotPer, SCHEMA, SlateEntry, TrusteeRule};
use ballot::receipt::ReceiptKey;
use ballot::seal::{OpeningPublicKey, OpeningSecretKey, keypair};
use ballot::ticket::TicketKey;

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub fn unhex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

pub fn opening() -> (OpeningSecretKey, OpeningPublicKey) {
    keypair(&[1; 32])
}

pub fn ticket_key() -> TicketKey {
    TicketKey::from_seed(&[2; 32])
}

pub fn receipt_key() -> ReceiptKey {
    ReceiptKey::from_seed(&[3; 32])
}

pub fn contest(zone: &str, style: u16, max: u16, numbers: std::ops::RangeInclusive<u16>) -> ContestDefinition {
    let entry = |number: u16| SlateEntry {
        number,
        proposal: format!("{zone}-{number}"),
        cost_cents: 1_000_000 * i64::from(number),
        text_hashes: ["en", "pl"]
            .map(|lang| (lang.to_owned(), hex(&sha256(&[format!("{zone} {number} {lang}").as_bytes()]))))
            .into(),
    };
    ContestDefinition {
        zone: zone.to_owned(),
        style,
        budget_cents: 75_000_000,
        currency: "USD".to_owned(),
        ballot: BallotForm::ApproveUpTo { max },
        slate: numbers.map(entry).collect(),
    }
}

pub fn definition() -> Definition {
    Definition {
        schema: SCHEMA.to_owned(),
        cycle: "la-2026".to_owned(),
        title: BTreeMap::from([("en".to_owned(), "Repair budget".to_owned()), ("pl".to_owned(), "Budżet napraw".to_owned())]),
        opens_at: 1_790_000_000,
        closes_at: 1_791_000_000,
        grace_seconds: 900,
        change_allowed: true,
        blank_allowed: false,
        opening_key: opening().1.0,
        ticket_key: ticket_key().public(),
        receipt_key: receipt_key().public(),
        log_key: TicketKey::from_seed(&[4; 32]).public(),
        trustees: TrusteeRule { threshold: 3, count: 5 },
        one_ballot_per: OneBallotPer::Zone,
        count_rule: "greedy-approval/1".to_owned(),
        tie_break: "lower-cost-then-number/1".to_owned(),
        rule_params: BTreeMap::from([("minimum_votes".to_owned(), "1".to_owned())]),
        languages: vec!["en".to_owned(), "pl".to_owned()],
        contests: vec![contest("BOY", 1, 5, 1..=12), contest("VEN", 2, 20, 3..=40)],
    }
}

pub fn definition_hash() -> DefinitionHash {
    definition().hash().unwrap()
}
