//! Signed notes: the example of the Go implementation (golang.org/x/mod/sumdb/note), the shape of C2SP's
//! checkpoint example, and what is refused.

use ledger::note::{KeyKind, LogKey, Note, NoteFault, VerifierKey};
use proptest::prelude::*;

use data_encoding::BASE64;

const TEXT: &str = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const VKEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
/// Base64 of type 1 and the seed, from the published secret test key `PRIVATE+KEY+PeterNeumann+c74f20a3+...`.
const SEED: &str = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const LINE: &str = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=";

fn signed() -> String {
    format!("{TEXT}\n{LINE}\n")
}

#[test]
fn published_key_and_signature() {
    let key: VerifierKey = VKEY.parse().unwrap();
    assert_eq!((key.name(), key.kind(), key.to_string()), ("PeterNeumann", KeyKind::Ed25519, VKEY.to_owned()));
    assert_eq!(key.key_id(), [0xc7, 0x4f, 0x20, 0xa3]);
    let note: Note = signed().parse().unwrap();
    assert_eq!(note.text, TEXT);
    assert_eq!(note.verify(&key), Ok(()));
    assert_eq!(note.to_string(), signed());
    let seed: [u8; 32] = BASE64.decode(SEED.as_bytes()).unwrap()[1..].try_into().unwrap();
    let signer = LogKey::from_seed("PeterNeumann", &seed).unwrap();
    assert_eq!(signer.verifier(), key);
    assert_eq!(signer.sign(TEXT).unwrap().to_string(), LINE);
}

#[test]
fn changes_are_refused() {
    let key: VerifierKey = VKEY.parse().unwrap();
    let fault = |text: String| text.parse::<Note>().and_then(|note| note.verify(&key)).err();
    assert_eq!(fault(signed().replace("answer", "Answer")), Some(NoteFault::BadSignature));
    assert_eq!(fault(signed().replace("— Peter", "— Retep")), Some(NoteFault::Unsigned));
    assert_eq!(fault(signed().replace("x08go", "x08gp")), Some(NoteFault::Unsigned));
    assert_eq!(fault(signed().replace("JnAM=", "JnAN=")), Some(NoteFault::Malformed));
    let twice = format!("{}{}\n", signed(), LINE.replace("SffcvI", "SffcvJ"));
    assert_eq!(fault(twice), Some(NoteFault::BadSignature));
    let stranger = LogKey::from_seed("stranger", &[1; 32]).unwrap().sign(TEXT).unwrap();
    assert_eq!(fault(format!("{TEXT}\n{stranger}\n{LINE}\n")), None);
}

#[test]
fn shapes_that_are_no_notes() {
    let wrong = [
        String::new(),
        TEXT.to_owned(),
        format!("{TEXT}\n"),
        format!("{TEXT}\n{LINE}"),
        format!("{TEXT}{LINE}\n"),
        format!("{TEXT}\n{LINE}\n\n"),
        format!("{TEXT}\n- {}\n", &LINE[4..]),
        format!("{TEXT}\n{} \n", LINE),
        format!("{TEXT}\n{}\n", LINE.replace("Neumann", "+eumann")),
        format!("{TEXT}\n— PeterNeumann x08gow==\n"),
        signed().replace("\n\n", "\n\r\n"),
        signed().replace("think", "thi\tnk"),
        format!("{TEXT}\n{}", format!("{LINE}\n").repeat(101)),
    ];
    for text in wrong {
        let found = text.parse::<Note>().and_then(|note| note.verify(&VKEY.parse().unwrap()));
        assert!(matches!(found, Err(NoteFault::Malformed | NoteFault::Name)), "{text} {found:?}");
    }
    assert!(format!("a\n\nb\n\n{LINE}\n").parse::<Note>().is_ok_and(|note| note.text == "a\n\nb\n"));
}

#[test]
fn shapes_that_are_no_keys() {
    let wrong = [
        "",
        "PeterNeumann",
        "PeterNeumann+c74f20a3",
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+AQ==",
        "PeterNeumann+c74f20a3+AhpcQQcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    ];
    for text in wrong {
        assert!(text.parse::<VerifierKey>().is_err(), "{text}");
    }
    assert_eq!(VerifierKey::new("zero", KeyKind::Ed25519, [0; 32]), Err(NoteFault::Key));
    assert!(LogKey::from_seed("a b", &[0; 32]).is_err());
    assert!(LogKey::from_seed("a", &[0; 32]).unwrap().sign("no newline").is_err());
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic(text: String, tail: String) {
        let _ = text.parse::<Note>();
        let _ = format!("{text}\n\n— {tail}\n").parse::<Note>();
        let _ = tail.parse::<VerifierKey>();
    }
}
