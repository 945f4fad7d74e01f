//! The witness protocol: reading requests strictly, judging them, reading answers.

use ledger::note::{LogKey, NoteFault};
use ledger::proof::consistency;
use ledger::witness::{
    AddCheckpoint, Answer, MAX_BODY, Refusal, add_cosignature, encode_cosignatures, judge, parse_cosignatures, read_answer,
};
use ledger::{Checkpoint, Hash};
use proptest::prelude::*;

use crate::common::{ORIGIN, checkpoint, log_key, tree, witness};

fn request(old: u64, new: u64) -> AddCheckpoint {
    let proof = consistency(&tree(new), old, new).unwrap();
    AddCheckpoint { old, proof, note: checkpoint(new).note().to_string() }
}

fn forked(size: u64) -> String {
    let body = Checkpoint { origin: ORIGIN.to_owned(), size, root: Hash([9; 32]), extensions: Vec::new() };
    body.sign(&log_key()).unwrap().note().to_string()
}

/// The example body of c2sp.org/tlog-witness; its keys are not published with it.
const EXAMPLE: &str = "old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
";

#[test]
fn the_example_of_the_specification() {
    let request: AddCheckpoint = EXAMPLE.parse().unwrap();
    assert_eq!((request.old, request.proof.len()), (20_852_014, 4));
    assert_eq!(request.origin().unwrap(), "example.com/behind-the-sofa");
    assert_eq!(request.encode().unwrap(), EXAMPLE);
}

#[test]
fn the_example_of_our_formats() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/formats.md")).unwrap();
    let body = request(3, 5).encode().unwrap();
    let shown: String = body.lines().map(|line| format!("    {line}\n").replace("    \n", "\n")).collect();
    assert!(page.contains(&shown), "{shown}");
}

#[test]
fn shapes_that_are_no_requests() {
    let good = request(3, 7).encode().unwrap();
    assert_eq!(good.parse(), Ok(request(3, 7)));
    let hash = Hash([7; 32]).to_base64();
    let long = format!("old 3\n{}\n{}", format!("{hash}\n").repeat(64), checkpoint(7).note());
    let wrong = [
        String::new(),
        good.replace("old 3\n", "old 03\n"),
        good.replace("old 3\n", "old +3\n"),
        good.replace("old 3\n", "old  3\n"),
        good.replace("old 3\n", "old 3 \n"),
        good.replace("old 3\n", "old 3\r\n"),
        good.replace("old 3\n", "old\n"),
        good.replace("old 3\n", "Old 3\n"),
        good.replace("old 3\n", "\nold 3\n"),
        good.replace("old 3\n", "old 3\nAAAA\n"),
        good.replace("old 3\n", "old 18446744073709551616\n"),
        good.replacen('=', "", 1),
        good.replacen("\n\n", "\n", 1),
        good.replacen("\n\n", "\n\n\n", 1),
        good.trim_end().to_owned(),
        good.replace("\n7\n", "\n07\n"),
        format!("{good}more\n"),
        long,
        good.clone() + &" ".repeat(MAX_BODY),
    ];
    for text in wrong {
        assert_eq!(text.parse::<AddCheckpoint>(), Err(Refusal::Malformed), "{text}");
    }
    let many = AddCheckpoint { proof: vec![Hash([7; 32]); 64], ..request(3, 7) };
    assert_eq!(many.encode(), Err(Refusal::Malformed));
    assert!(AddCheckpoint { proof: vec![Hash([7; 32]); 63], ..request(3, 7) }.encode().is_ok());
}

#[test]
fn a_growing_log_is_cosigned() {
    let key = log_key().verifier();
    let mut known = None;
    for (old, new) in [(0, 0), (0, 1), (1, 1), (1, 300), (300, 301), (301, 512), (512, 512)] {
        let signed = judge(known.as_ref(), &request(old, new), &key).unwrap();
        assert_eq!(signed, checkpoint(new));
        known = Some(signed.checkpoint().clone());
    }
}

#[test]
fn each_refusal_has_its_status() {
    let key = log_key().verifier();
    let at_five = checkpoint(5).checkpoint().clone();
    let refused = |known: Option<&Checkpoint>, request: &AddCheckpoint| {
        let refusal = judge(known, request, &key).unwrap_err();
        (refusal.status(), refusal)
    };
    let conflict = |known| (409, Refusal::Conflict { known });
    assert_eq!(refused(Some(&at_five), &request(0, 9)), conflict(5));
    assert_eq!(refused(Some(&at_five), &request(3, 4)), conflict(5));
    assert_eq!(refused(None, &request(3, 9)), conflict(0));
    let backwards = AddCheckpoint { old: 5, proof: Vec::new(), ..request(3, 4) };
    assert_eq!(refused(Some(&at_five), &backwards), (400, Refusal::OldBeyond));
    let fork = AddCheckpoint { old: 5, proof: Vec::new(), note: forked(5) };
    assert_eq!(refused(Some(&at_five), &fork), (422, Refusal::OtherRoot));
    let empty = AddCheckpoint { old: 0, proof: Vec::new(), note: forked(0) };
    assert_eq!(refused(None, &empty), (422, Refusal::OtherRoot));
    let inconsistent = (422, Refusal::Inconsistent);
    let branch = AddCheckpoint { note: forked(9), ..request(5, 9) };
    assert_eq!(refused(Some(&at_five), &branch), inconsistent);
    for proof in [Vec::new(), request(5, 8).proof, [request(5, 9).proof, vec![Hash([1; 32])]].concat()] {
        assert_eq!(refused(Some(&at_five), &AddCheckpoint { proof, ..request(5, 9) }), inconsistent);
    }
    let needless = AddCheckpoint { proof: vec![Hash([1; 32])], ..request(0, 9) };
    assert_eq!(refused(None, &needless), inconsistent);
}

#[test]
fn signatures_that_do_not_count() {
    let key = log_key().verifier();
    let fault = |note: String| {
        let refusal = judge(None, &AddCheckpoint { note, ..request(0, 7) }, &key).unwrap_err();
        (refusal.status(), refusal)
    };
    let good = checkpoint(7).note().to_string();
    assert_eq!(fault(good.replace("\n7\n", "\n8\n")), (403, Refusal::NotSigned));
    let other = LogKey::from_seed(ORIGIN, &[5; 32]).unwrap();
    let foreign = checkpoint(7).checkpoint().clone().sign(&other).unwrap();
    assert_eq!(fault(foreign.note().to_string()), (403, Refusal::NotSigned));
    let elsewhere = good.replacen(ORIGIN, "other.example", 1);
    assert_eq!(fault(elsewhere).0, 403);
    assert_eq!(fault("nothing".to_owned()), (400, Refusal::Malformed));
    assert_eq!(Refusal::UnknownLog.status(), 404);
}

#[test]
fn lines_of_strangers_are_neither_believed_nor_kept() {
    let mut signed = checkpoint(7);
    signed.add_signature(witness(1).cosign(&checkpoint(6), 1).unwrap());
    let asked = AddCheckpoint { note: signed.note().to_string(), ..request(0, 7) };
    assert_eq!(judge(None, &asked, &log_key().verifier()), Ok(checkpoint(7)));
}

#[test]
fn answers_are_read_and_checked() {
    let signed = checkpoint(7);
    let (one, two) = (witness(1).cosign(&signed, 1_790_000_000).unwrap(), witness(2).cosign(&signed, 5).unwrap());
    let body = encode_cosignatures(&[two.clone(), one.clone()]);
    let lines = parse_cosignatures(&body).unwrap();
    assert_eq!(read_answer(200, "text/plain", &body), Ok(Answer::Cosigned(lines.clone())));
    let key = witness(1).verifier().unwrap();
    let mut cosigned = signed.clone();
    assert_eq!(add_cosignature(&mut cosigned, &lines, &key), Ok(1_790_000_000));
    assert_eq!(cosigned.note().signatures.len(), 2);
    assert_eq!(add_cosignature(&mut cosigned, &[two], &key), Err(NoteFault::Unsigned));
    let wrong = witness(1).cosign(&checkpoint(6), 9).unwrap();
    let before = cosigned.clone();
    assert_eq!(add_cosignature(&mut cosigned, &[wrong], &key), Err(NoteFault::BadSignature));
    assert_eq!(cosigned, before);
    for bad in ["", "\n", "x\n", body.trim_end(), &format!("\n{body}"), &body.repeat(400)] {
        assert_eq!(read_answer(200, "", bad), Err(NoteFault::Malformed), "{bad}");
    }
    assert_eq!(read_answer(409, "text/x.tlog.size", "12\n"), Ok(Answer::Known(12)));
    for bad in ["", "12", "012\n", "12\n\n", "-1\n", "x\n"] {
        assert_eq!(read_answer(409, "text/x.tlog.size", bad), Err(NoteFault::Malformed), "{bad}");
    }
    assert_eq!(read_answer(409, "text/plain", "12\n"), Ok(Answer::Refused(409)));
    assert_eq!(read_answer(503, "text/x.tlog.size", "12\n"), Ok(Answer::Refused(503)));
}

proptest! {
    #[test]
    fn any_body_is_read_without_panic(text: String, tail in "(old|[0-9]|[A-Za-z0-9+/=]|—| |\n){0,60}") {
        let _ = text.parse::<AddCheckpoint>();
        let _ = format!("old 1\n{tail}").parse::<AddCheckpoint>();
        let _ = parse_cosignatures(&tail);
        let _ = read_answer(409, "text/x.tlog.size", &tail);
    }

    #[test]
    fn only_honest_growth_is_cosigned(old in 0u64..40, more in 0u64..40, claimed in 0u64..40) {
        let known = checkpoint(old).checkpoint().clone();
        let asked = AddCheckpoint { old: claimed.min(old + more), ..request(claimed.min(old + more), old + more) };
        let judged = judge(Some(&known), &asked, &log_key().verifier());
        prop_assert_eq!(judged.is_ok(), asked.old == old);
    }
}
