//! Log entries: one encoding, strict reading.

use ballot::entry::{Entry, EntryFault, Event, Place, VoidReason};
use ballot::nonce::PassMark;
use proptest::prelude::*;

use crate::common::definition_hash;

pub fn samples() -> Vec<(&'static str, Entry)> {
    let place = || Place { definition: definition_hash(), zone: "BOY".to_owned(), style: 1 };
    let pass = PassMark([0xA1; 32]);
    let (ciphertext_hash, replaced) = ([0xB2; 32], [0xB1; 32]);
    let plain = vec![1, 1, 0, 1, 0, 7];
    let challenged = Event::Challenged { ciphertext_hash, seed: [0xC3; 32], plain };
    let void = Event::Void { pass, ciphertext_hash, reason: VoidReason::Duplicate, act: [0xD4; 32] };
    vec![
        ("ballot", Entry { place: place(), event: Event::Ballot { pass, ciphertext_hash } }),
        ("replacement", Entry { place: place(), event: Event::Replacement { pass, ciphertext_hash, replaced } }),
        ("challenged", Entry { place: place(), event: challenged }),
        ("void", Entry { place: place(), event: void }),
    ]
}

#[test]
fn round_trip_and_every_cut() {
    for (name, entry) in samples() {
        let bytes = entry.encode().unwrap();
        assert_eq!(Entry::decode(&bytes), Ok(entry), "{name}");
        for length in 0..bytes.len() {
            assert_eq!(Entry::decode(&bytes[..length]), Err(EntryFault::Short), "{name} {length}");
        }
        let longer = [bytes.as_slice(), &[0]].concat();
        assert_eq!(Entry::decode(&longer), Err(EntryFault::Trailing));
    }
}

#[test]
fn faults() {
    let (_, entry) = samples().remove(3);
    let good = entry.encode().unwrap();
    let with = |place: usize, byte: u8| {
        let mut copy = good.clone();
        copy[place] = byte;
        Entry::decode(&copy)
    };
    assert_eq!(with(0, 2), Err(EntryFault::Version));
    assert_eq!(with(1, 9), Err(EntryFault::Kind));
    assert_eq!(with(34, 0), Err(EntryFault::Zone));
    assert_eq!(with(35, 0xFF), Err(EntryFault::Zone));
    assert_eq!(with(good.len() - 33, 0), Err(EntryFault::Reason));
    let mut long = entry;
    long.place.zone = "x".repeat(65);
    assert_eq!(long.encode(), Err(EntryFault::Zone));
}

proptest! {
    #[test]
    fn what_decodes_encodes_to_the_same(mut bytes in proptest::collection::vec(any::<u8>(), 0..300), kind in 1u8..5) {
        for (place, byte) in [1, kind].into_iter().enumerate() {
            if let Some(slot) = bytes.get_mut(place) { *slot = byte; }
        }
        if let Some(slot) = bytes.get_mut(34) { *slot = 1; }
        if let Some(slot) = bytes.get_mut(35) { *slot = b'Z'; }
        if let Ok(entry) = Entry::decode(&bytes) {
            prop_assert_eq!(entry.encode(), Ok(bytes));
        }
    }
}
