//! Opening a zone: order does not matter, invalid ballots are listed by reason, blank follows the definition.

use ballot::choices::{Choices, OpenFault};
use ballot::opening::{OpenedZone, Opener};
use ballot::seal::{SealedBallot, Seed, seal};

use crate::common::{definition, definition_hash, hex, opening};

fn sealed(numbers: &[u16], seed: u8) -> SealedBallot {
    let (definition, (_, public)) = (definition(), opening());
    let contest = definition.contest("BOY").unwrap();
    let choices = Choices::parse(contest, numbers, true).unwrap();
    seal(&public, &definition_hash(), "BOY", 1, &choices, contest, &Seed::from_bytes([seed; 32])).unwrap()
}

#[test]
fn two_openings_agree() {
    let (definition, (secret, _)) = (definition(), opening());
    let opener = Opener::new(&secret, &definition).unwrap();
    let mut broken = sealed(&[3], 9).as_bytes().to_vec();
    broken[40] ^= 1;
    let broken = SealedBallot::from_bytes(&broken).unwrap();
    let ballots = [sealed(&[10, 2], 1), sealed(&[2], 2), broken.clone(), sealed(&[], 3), sealed(&[2, 10], 4)];
    let once = opener.open_zone("BOY", &ballots);
    let again = opener.open_zone("BOY", ballots.iter().rev());
    assert_eq!(once, again);
    assert_eq!(once.hash(), again.hash());
    let mut invalid = [(hex(&broken.hash()), "not-authentic"), (hex(&ballots[3].hash()), "blank")];
    invalid.sort_unstable();
    let lines = invalid.map(|(hash, code)| format!("{hash} {code}\n")).concat();
    assert_eq!(once.to_text(), format!("reparto opened ballots 1\nBOY\n3\n2\n2,10\n2,10\n2\n{lines}"));
    assert_eq!(opener.open("NOWHERE", &ballots[0]), Err(OpenFault::NoContest));
    assert_eq!(opener.open("VEN", &ballots[0]), Err(OpenFault::Length));
}

#[test]
fn parts_join_to_the_same_hash() {
    let (definition, (secret, _)) = (definition(), opening());
    let opener = Opener::new(&secret, &definition).unwrap();
    let ballots: Vec<_> = (1..=12).map(|number| sealed(&[number], number as u8)).collect();
    let whole = opener.open_zone("BOY", &ballots);
    let (first, second) = ballots.split_at(5);
    let mut parts = opener.open_zone("BOY", second);
    parts.ballots.extend(opener.open_zone("BOY", first).ballots);
    assert_eq!(OpenedZone::sorted("BOY", parts.ballots, parts.invalid).hash(), whole.hash());
}

#[test]
fn codes_of_faults_are_words_and_back() {
    for fault in OpenFault::ALL {
        assert_eq!(OpenFault::from_code(fault.code()), Some(fault));
    }
    assert_eq!(OpenFault::from_code("nope"), None);
}
