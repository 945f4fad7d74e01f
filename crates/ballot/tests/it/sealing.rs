//! Choices and sealed ballots: one length, one encoding, any change refused.

use ballot::DefinitionHash;
use ballot::choices::{ChoiceFault, Choices, OpenFault, encoded_len};
use ballot::definition::ContestDefinition;
use ballot::seal::{OpeningPublicKey, SealError, SealedBallot, Seed, keypair, open, seal, sealed_len};
use proptest::prelude::*;
use proptest::sample::subsequence;

use crate::common::{contest, definition_hash, opening};

fn boyle() -> ContestDefinition {
    contest("BOY", 1, 5, 1..=12)
}

fn sealed(numbers: &[u16], seed: [u8; 32]) -> SealedBallot {
    let contest = boyle();
    let choices = Choices::parse(&contest, numbers, true).unwrap();
    seal(&opening().1, &definition_hash(), "BOY", 1, &choices, &contest, &Seed::from_bytes(seed)).unwrap()
}

fn opened(ballot: &SealedBallot) -> Result<Choices, OpenFault> {
    open(&opening().0, &definition_hash(), "BOY", 1, &boyle(), ballot)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn seals_and_opens(numbers in subsequence((1u16..=12).collect::<Vec<_>>(), 0..=5), seed: [u8; 32], at in 0usize..80, flip in 1u8..) {
        let ballot = sealed(&numbers, seed);
        prop_assert_eq!(ballot.as_bytes().len(), sealed_len(&boyle()));
        prop_assert_eq!(sealed(&numbers, seed), ballot.clone());
        let choices = opened(&ballot).unwrap();
        prop_assert_eq!(choices.numbers(), numbers);
        let mut bytes = ballot.as_bytes().to_vec();
        bytes[at] ^= flip;
        let other = SealedBallot::from_bytes(&bytes).unwrap();
        prop_assert_eq!(opened(&other), Err(OpenFault::NotAuthentic));
    }

    #[test]
    fn decodes_only_what_it_encodes(mut bytes in proptest::collection::vec(0u8..14, 32), count in 0u8..7) {
        let contest = boyle();
        bytes[..4].copy_from_slice(&[1, 1, 0, count]);
        for high in bytes[4..].iter_mut().step_by(2) { *high = 0; }
        for byte in bytes[4 + 2 * usize::from(count)..].iter_mut().skip(1) { *byte = 0; }
        if let Ok(choices) = Choices::decode(&contest, &bytes) {
            prop_assert_eq!(&*choices.encode(&contest).unwrap(), &bytes);
        }
    }
}

#[test]
fn every_byte_matters() {
    let ballot = sealed(&[4, 7], [5; 32]);
    for at in 0..ballot.as_bytes().len() {
        for bit in 0..8 {
            let mut bytes = ballot.as_bytes().to_vec();
            bytes[at] ^= 1 << bit;
            let other = SealedBallot::from_bytes(&bytes).unwrap();
            assert_eq!(opened(&other), Err(OpenFault::NotAuthentic), "byte {at} bit {bit}");
        }
    }
}

#[test]
fn bound_to_definition_zone_style_and_key() {
    let ballot = sealed(&[4, 7], [5; 32]);
    let (secret, _) = opening();
    let refused = Err(OpenFault::NotAuthentic);
    assert_eq!(open(&secret, &DefinitionHash([0; 32]), "BOY", 1, &boyle(), &ballot), refused);
    assert_eq!(open(&keypair(&[9; 32]).0, &definition_hash(), "BOY", 1, &boyle(), &ballot), refused);
    let other = contest("VEN", 1, 5, 1..=12);
    assert_eq!(open(&secret, &definition_hash(), "VEN", 1, &other, &ballot), refused);
    let other = contest("BOY", 2, 5, 1..=12);
    assert_eq!(open(&secret, &definition_hash(), "BOY", 2, &other, &ballot), refused);
    assert_eq!(open(&secret, &definition_hash(), "BOY", 2, &boyle(), &ballot), Err(OpenFault::NoContest));
    let longer = contest("BOY", 1, 20, 1..=40);
    assert_eq!(open(&secret, &definition_hash(), "BOY", 1, &longer, &ballot), Err(OpenFault::Length));
}

#[test]
fn one_seed_for_two_ballots_gives_unrelated_keys() {
    let (first, second) = (sealed(&[1], [5; 32]), sealed(&[2], [5; 32]));
    assert_ne!(first.as_bytes()[..32], second.as_bytes()[..32]);
}

#[test]
fn marks_of_a_voter() {
    let contest = boyle();
    let parsed = Choices::parse(&contest, &[7, 2, 7], false).unwrap();
    assert_eq!(parsed.numbers(), [2, 7]);
    assert_eq!(format!("{parsed:?}"), "Choices(..)");
    assert_eq!(Choices::parse(&contest, &[13], false), Err(ChoiceFault::Unknown(13)));
    assert_eq!(Choices::parse(&contest, &[], false), Err(ChoiceFault::Blank));
    assert!(Choices::parse(&contest, &[], true).unwrap().is_blank());
    let many = Choices::parse(&contest, &[1, 2, 3, 4, 5, 6], false);
    assert_eq!(many, Err(ChoiceFault::TooMany { chosen: 6, limit: 5 }));
}

#[test]
fn lengths() {
    assert_eq!(encoded_len(&boyle()), 32);
    assert_eq!(encoded_len(&contest("BOY", 1, 14, 1..=40)), 32);
    assert_eq!(encoded_len(&contest("BOY", 1, 15, 1..=40)), 64);
    assert_eq!(encoded_len(&contest("BOY", 1, 500, 1..=3)), 32);
    for length in [0, 32, 79, 81, 48 + 4064] {
        assert_eq!(SealedBallot::from_bytes(&vec![0; length]), Err(OpenFault::Length), "{length}");
    }
}

#[test]
fn faults_of_an_encoding() {
    let contest = boyle();
    let good = Choices::parse(&contest, &[2, 7], false).unwrap().encode(&contest).unwrap();
    assert_eq!(&good[..8], [1, 1, 0, 2, 0, 2, 0, 7]);
    let with = |changes: &[(usize, u8)]| {
        let mut copy = good.to_vec();
        changes.iter().for_each(|(place, byte)| copy[*place] = *byte);
        Choices::decode(&contest, &copy).err()
    };
    assert_eq!(with(&[]), None);
    assert_eq!(with(&[(0, 2)]), Some(OpenFault::Form));
    assert_eq!(with(&[(1, 2)]), Some(OpenFault::Form));
    assert_eq!(with(&[(3, 6)]), Some(OpenFault::TooMany));
    assert_eq!(with(&[(2, 255)]), Some(OpenFault::TooMany));
    assert_eq!(with(&[(5, 8)]), Some(OpenFault::Order));
    assert_eq!(with(&[(5, 7)]), Some(OpenFault::Order));
    assert_eq!(with(&[(7, 13)]), Some(OpenFault::Unknown));
    assert_eq!(with(&[(31, 1)]), Some(OpenFault::Padding));
    assert_eq!(with(&[(3, 1)]), Some(OpenFault::Padding));
    assert_eq!(Choices::decode(&contest, &good[1..]).err(), Some(OpenFault::Length));
}

#[test]
fn what_cannot_be_sealed() {
    let (contest, other) = (boyle(), contest("VEN", 2, 20, 3..=40));
    let choices = Choices::parse(&other, &[40], false).unwrap();
    let seed = Seed::from_bytes([1; 32]);
    let (hash, key) = (definition_hash(), opening().1);
    let fault = |zone, style, key: &OpeningPublicKey| seal(key, &hash, zone, style, &choices, &contest, &seed);
    assert_eq!(fault("VEN", 2, &key), Err(SealError::OtherContest));
    assert_eq!(fault("BOY", 1, &key), Err(SealError::Choices(ChoiceFault::Unknown(40))));
    let choices = Choices::parse(&contest, &[4], false).unwrap();
    let zero = OpeningPublicKey([0; 32]);
    assert_eq!(seal(&zero, &hash, "BOY", 1, &choices, &contest, &seed), Err(SealError::Key));
    assert!(!zero.is_usable());
}
