//! Tickets, promises and nonces: signed over every field, strict text, whole hours.

use ballot::nonce::{Nonce, pass_tag, person_nonce};
use ballot::promise::{Promise, PromiseFault, ReceiptKey};
use ballot::ticket::{Grant, Ticket, TicketFault, TicketKey};
use proptest::prelude::*;

use crate::common::{definition_hash, receipt_key, ticket_key};

const NOW: i64 = 1_790_003_000;

fn ticket() -> Ticket {
    let grant = Grant {
        definition: definition_hash(),
        zone: "BOY".to_owned(),
        style: 1,
        nonce: person_nonce(&[6; 32], "la-2026", "BOY", b"person"),
        ticket_id: [9; 16],
        expires_at: NOW + 7200,
    };
    Ticket::sign(&ticket_key(), grant).ok().unwrap()
}

fn promise() -> Promise {
    Promise::sign(&receipt_key(), definition_hash(), "BOY", [3; 32], 497_223).unwrap()
}

#[test]
fn expiry_is_a_whole_hour() {
    let ticket = ticket();
    assert_eq!(ticket.expires_at % 3600, 0);
    assert!((NOW + 7200..NOW + 10_800).contains(&ticket.expires_at));
    let public = ticket_key().public();
    assert!(ticket.verify(&public, ticket.expires_at - 1).is_ok());
    assert_eq!(ticket.verify(&public, ticket.expires_at).err(), Some(TicketFault::Expired));
    let mut fine = ticket.clone();
    fine.expires_at += 1;
    assert_eq!(fine.verify(&public, NOW).err(), Some(TicketFault::BadSignature));
    let grant = |expires_at, zone: &str| {
        let nonce = Nonce::from_bytes([0; 32]);
        let (definition, zone) = (definition_hash(), zone.to_owned());
        Ticket::sign(&ticket_key(), Grant { definition, zone, style: 1, nonce, ticket_id: [0; 16], expires_at }).err()
    };
    assert_eq!(grant(i64::MAX, "BOY"), Some(TicketFault::Expiry));
    assert_eq!(grant(0, ""), Some(TicketFault::Zone));
    assert_eq!(grant(-1, "BOY"), None);
}

#[test]
fn signed_over_every_field() {
    let changes: [fn(&mut Ticket); 7] = [
        |t| t.definition.0[0] ^= 1,
        |t| t.zone.push('x'),
        |t| t.style = 2,
        |t| t.nonce = Nonce::from_bytes([0; 32]),
        |t| t.ticket_id[3] ^= 1,
        |t| t.expires_at += 3600,
        |t| t.signature[63] ^= 1,
    ];
    for change in changes {
        let mut other = ticket();
        change(&mut other);
        assert_eq!(other.verify(&ticket_key().public(), NOW).err(), Some(TicketFault::BadSignature));
    }
    let strange = TicketKey::from_seed(&[77; 32]).public();
    assert_eq!(ticket().verify(&strange, NOW).err(), Some(TicketFault::BadSignature));
    assert_eq!(ticket().verify(&[0; 32], NOW).err(), Some(TicketFault::BadSignature));
}

#[test]
fn admits_one_contest() {
    let verified = ticket().verify(&ticket_key().public(), NOW).ok().unwrap();
    let hash = definition_hash();
    assert_eq!(verified.admits(&hash, "BOY", 1), Ok(()));
    assert_eq!(verified.admits(&hash, "VEN", 1), Err(TicketFault::OtherContest));
    assert_eq!(verified.admits(&hash, "BOY", 2), Err(TicketFault::OtherContest));
    let other = ballot::DefinitionHash([0; 32]);
    assert_eq!(verified.admits(&other, "BOY", 1), Err(TicketFault::OtherDefinition));
    assert!(verified.pass_tag() == pass_tag(&ticket().nonce));
}

#[test]
fn ticket_text() {
    let text = ticket().to_text();
    let read = Ticket::from_text(&format!(" {}\n", *text)).ok().unwrap();
    assert_eq!(read.to_text(), text);
    assert!(read.verify(&ticket_key().public(), NOW).is_ok());
    let err = |typed: &str| Ticket::from_text(typed).err();
    assert_eq!(err(""), Some(TicketFault::Malformed));
    assert_eq!(err(&text[1..]), Some(TicketFault::Malformed));
    assert_eq!(err(&text[..text.len() - 4]), Some(TicketFault::Malformed));
    assert_eq!(err(&format!("{}AAAA", *text)), Some(TicketFault::Malformed));
    assert_eq!(err(&"x".repeat(321)), Some(TicketFault::TooLong));
}

#[test]
fn promises() {
    let promise = promise();
    assert_eq!(promise.verify(&receipt_key().public()), Ok(()));
    let strange = ReceiptKey::from_seed(&[78; 32]).public();
    assert_eq!(promise.verify(&strange), Err(PromiseFault::BadSignature));
    assert_eq!(Promise::from_text(&promise.to_text()), Ok(promise.clone()));
    assert!(!promise.is_due(497_223 * 3600 - 1) && promise.is_due(497_223 * 3600));
    let changes: [fn(&mut Promise); 5] = [
        |p| p.definition.0[0] ^= 1,
        |p| p.zone.push('x'),
        |p| p.ciphertext_hash[1] ^= 1,
        |p| p.by_hour += 1,
        |p| p.signature[1] ^= 1,
    ];
    for change in changes {
        let mut other = promise.clone();
        change(&mut other);
        assert_eq!(other.verify(&receipt_key().public()), Err(PromiseFault::BadSignature));
    }
    assert_eq!(Promise::from_text("reparto-promise-1.AA"), Err(PromiseFault::Malformed));
    assert_eq!(Promise::from_text(&"x".repeat(321)), Err(PromiseFault::TooLong));
    let empty = Promise::sign(&receipt_key(), definition_hash(), "", [3; 32], 1);
    assert_eq!(empty, Err(PromiseFault::Zone));
}

#[test]
fn nonces_separate_their_parts() {
    let nonce = person_nonce(&[6; 32], "la-2026", "BOY", b"person");
    assert!(nonce == person_nonce(&[6; 32], "la-2026", "BOY", b"person"));
    assert!(nonce != person_nonce(&[7; 32], "la-2026", "BOY", b"person"));
    assert!(nonce != person_nonce(&[6; 32], "la-2026B", "OY", b"person"));
    assert!(nonce != person_nonce(&[6; 32], "la-2026", "BOYp", b"erson"));
    let (tag, hash) = (pass_tag(&nonce), definition_hash());
    assert_ne!(tag.as_bytes(), nonce.expose());
    assert_ne!(tag.mark(&hash).as_bytes(), tag.as_bytes());
    assert_ne!(tag.mark(&hash), tag.mark(&ballot::DefinitionHash([0; 32])));
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic(text: String, tail in "[A-Za-z0-9_-]{0,300}") {
        let _ = Ticket::from_text(&text);
        let _ = Ticket::from_text(&format!("reparto-ticket-1.{tail}"));
        let _ = Promise::from_text(&format!("reparto-promise-1.{tail}"));
    }
}
