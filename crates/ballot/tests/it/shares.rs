//! Shares: any threshold gives the key, fewer never, a wrong one is named, mistyped text is told apart.

use ballot::seal::{OpeningPublicKey, OpeningSecretKey, keypair};
use ballot::shares::{Share, ShareFault, combine, split};
use proptest::prelude::*;
use proptest::sample::subsequence;

use crate::common::opening;

fn shares() -> Vec<Share> {
    split(&opening().0.to_bytes(), 3, 5, &[7; 32]).unwrap()
}

fn fault(result: Result<OpeningSecretKey, ShareFault>) -> Option<ShareFault> {
    result.err()
}

/// A share whose value is wrong although its text is well formed: each from a split with other randomness.
fn forged(index: usize) -> Share {
    split(&opening().0.to_bytes(), 3, 5, &[8 + index as u8; 32]).unwrap().swap_remove(index)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_subset(seed: [u8; 32], random: [u8; 32], picks in subsequence(vec![0usize, 1, 2, 3, 4, 5, 6], 1..=7)) {
        let (secret, public) = keypair(&seed);
        let all = split(&secret.to_bytes(), 4, 7, &random).unwrap();
        let some: Vec<Share> = picks.iter().map(|pick| Share::parse(&all[*pick].to_text()).ok().unwrap()).collect();
        match combine(&some, 4, &public) {
            Ok(key) => {
                prop_assert!(picks.len() >= 4);
                prop_assert_eq!(key.to_bytes(), secret.to_bytes());
            }
            Err(found) => prop_assert_eq!(found, ShareFault::TooFew { have: picks.len(), need: 4 }),
        }
    }

    #[test]
    fn any_text_is_read_without_panic(text: String, tail: String) {
        let _ = Share::parse(&text);
        let _ = Share::parse(&format!("reparto-share-1-{tail}"));
    }
}

#[test]
fn rules() {
    let secret = opening().0.to_bytes();
    for (threshold, count) in [(0, 5), (1, 5), (6, 5), (2, 1)] {
        assert_eq!(split(&secret, threshold, count, &[0; 32]).err(), Some(ShareFault::Rule));
    }
    assert_eq!(split(&secret, 2, 255, &[0; 32]).unwrap().len(), 255);
    assert_eq!(fault(combine(&[], 3, &opening().1)), Some(ShareFault::TooFew { have: 0, need: 3 }));
}

#[test]
fn wrong_shares_are_named() {
    let public = opening().1;
    let mut given = shares();
    given[1] = forged(1);
    assert_eq!(fault(combine(&given, 3, &public)), Some(ShareFault::Wrong(vec![2])));
    given[4] = forged(4);
    assert_eq!(fault(combine(&given, 3, &public)), Some(ShareFault::Wrong(vec![2, 5])));
    assert_eq!(fault(combine(&given[..3], 3, &public)), Some(ShareFault::DoesNotMatch));
    given[0] = forged(0);
    assert_eq!(fault(combine(&given, 3, &public)), Some(ShareFault::DoesNotMatch));
    let good: Vec<Share> = shares().into_iter().skip(2).collect();
    assert!(combine(&good, 3, &public).is_ok());
}

#[test]
fn strangers_are_named() {
    let public = opening().1;
    let mut given = shares();
    given[3] = given[0].clone();
    assert_eq!(fault(combine(&given, 3, &public)), Some(ShareFault::Duplicate(1)));
    let mut given = shares();
    given[2] = split(&keypair(&[50; 32]).0.to_bytes(), 3, 5, &[7; 32]).unwrap().swap_remove(2);
    assert_eq!(fault(combine(&given, 3, &public)), Some(ShareFault::OtherKey(3)));
    given[2] = split(&opening().0.to_bytes(), 2, 5, &[7; 32]).unwrap().swap_remove(2);
    assert_eq!(fault(combine(&given, 3, &public)), Some(ShareFault::OtherThreshold(3)));
    assert_eq!(fault(combine(&shares(), 3, &OpeningPublicKey([5; 32]))), Some(ShareFault::OtherKey(1)));
}

#[test]
fn same_randomness_for_two_keys_gives_unrelated_shares() {
    let other = keypair(&[60; 32]).0;
    let (a, b) = (shares(), split(&other.to_bytes(), 3, 5, &[7; 32]).unwrap());
    assert_ne!(a[0].to_text()[30..60], b[0].to_text()[30..60]);
}

#[test]
fn text_as_typed() {
    let share = shares().swap_remove(2);
    let text = share.to_text();
    assert!(text.starts_with("reparto-share-1-3-"));
    assert_eq!(text.len(), 18 + 60 + 1 + 8);
    let spaced: String = text.chars().enumerate().flat_map(|(at, c)| [Some(c), (at % 7 == 6).then_some(' ')]).flatten().collect();
    for typed in [text.to_uppercase(), spaced, format!("\n{} ", *text)] {
        assert!(Share::parse(&typed).is_ok_and(|read| read.to_text() == text), "{typed}");
    }
    let err = |typed: &str| Share::parse(typed).err();
    assert_eq!(err("hello"), Some(ShareFault::NotAShare));
    assert_eq!(err(&text.replace("share-1", "share-2")), Some(ShareFault::Version));
    assert_eq!(err(&text.replace("1-3-", "1-0-")), Some(ShareFault::Index));
    assert_eq!(err(&text.replace("1-3-", "1-03-")), Some(ShareFault::Index));
    assert_eq!(err(&text.replace("1-3-", "1-256-")), Some(ShareFault::Index));
    assert_eq!(err(&text.replace("1-3-", "1-4-")), Some(ShareFault::Checksum));
    assert_eq!(err(&text[..text.len() - 1]), Some(ShareFault::Characters));
    assert_eq!(err(&format!("{}a", *text)), Some(ShareFault::Characters));
}

#[test]
fn every_mistyped_character_is_noticed() {
    let text = shares().swap_remove(0).to_text();
    for at in 18..text.len() {
        if text.as_bytes()[at] == b'-' {
            continue;
        }
        for wrong in "abcdefghijklmnopqrstuvwxyz234567018é".chars() {
            let mut typed = text.to_string();
            typed.replace_range(at..=at, &wrong.to_string());
            if typed != *text {
                let found = Share::parse(&typed).err();
                let known = matches!(found, Some(ShareFault::Checksum | ShareFault::Characters));
                assert!(known, "{at} {wrong} {found:?}");
            }
        }
    }
}
