//! Checkpoints, cosignatures and tlog-proofs.

use ledger::checkpoint::{Checkpoint, CheckpointFault, SignedCheckpoint};
use ledger::cosignature::{self, WitnessKey};
use ledger::note::{LogKey, Note, NoteFault, VerifierKey};
use ledger::proof::{ProofFault, inclusion};
use ledger::tlog_proof::{TlogProof, TlogProofFault};
use ledger::{Hash, leaf_hash};

use crate::common::{ORIGIN, checkpoint, entry, log_key, tree, witness};

/// The example of c2sp.org/tlog-cosignature; its keys are not published with it.
const EXAMPLE: &str = "example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
";

#[test]
fn shape_of_the_specification() {
    let note: Note = EXAMPLE.parse().unwrap();
    assert_eq!(note.to_string(), EXAMPLE);
    let body: Checkpoint = note.text.parse().unwrap();
    assert_eq!((body.origin.as_str(), body.size), ("example.com/behind-the-sofa", 20_852_163));
    assert_eq!(body.to_string(), note.text);
    let cosigned = &note.signatures[1];
    assert_eq!((cosigned.name.as_str(), cosigned.bytes.len()), ("witness.example.com/w1", 72));
    assert_eq!(u64::from_be_bytes(cosigned.bytes[..8].try_into().unwrap()), 1_679_315_147);
}

#[test]
fn shapes_that_are_no_checkpoints() {
    let root = Hash([7; 32]).to_base64();
    let wrong = [
        String::new(),
        format!("{ORIGIN}\n1\n{root}"),
        format!("\n1\n{root}\n"),
        format!("{ORIGIN}\n01\n{root}\n"),
        format!("{ORIGIN}\n+1\n{root}\n"),
        format!("{ORIGIN}\n-1\n{root}\n"),
        format!("{ORIGIN}\n18446744073709551616\n{root}\n"),
        format!("{ORIGIN}\n1\n{}\n", &root[1..]),
        format!("{ORIGIN}\n1\n{root}\n\n"),
        format!("{ORIGIN}\n1\n"),
    ];
    for text in wrong {
        assert_eq!(text.parse::<Checkpoint>(), Err(CheckpointFault::Malformed), "{text}");
    }
    let extended: Checkpoint = format!("{ORIGIN}\n0\n{root}\nmore\n").parse().unwrap();
    assert_eq!(extended.extensions, ["more"]);
}

#[test]
fn signs_and_opens() {
    let signed = checkpoint(7);
    let text = signed.note().to_string();
    let key = log_key().verifier();
    assert_eq!(SignedCheckpoint::open(&text, &key), Ok(signed.clone()));
    let fault = |text: &str, key: &VerifierKey| SignedCheckpoint::open(text, key).err();
    let smaller = text.replace("\n7\n", "\n6\n");
    assert_eq!(fault(&smaller, &key), Some(CheckpointFault::Note(NoteFault::BadSignature)));
    let other = LogKey::from_seed("other.example/log", &[4; 32]).unwrap();
    assert_eq!(fault(&text, &other.verifier()), Some(CheckpointFault::Note(NoteFault::Unsigned)));
    let body = signed.checkpoint().clone();
    assert_eq!(body.clone().sign(&other), Err(CheckpointFault::OtherLog));
    let line = other.sign(&body.to_string()).unwrap();
    let foreign = Note { text: body.to_string(), signatures: vec![line] }.to_string();
    assert_eq!(fault(&foreign, &other.verifier()), Some(CheckpointFault::OtherLog));
    let broken = Checkpoint { origin: "a\nb".to_owned(), ..body };
    assert!(broken.sign(&log_key()).is_err());
}

#[test]
fn cosignatures() {
    let mut signed = checkpoint(7);
    let key = witness(1).verifier().unwrap();
    assert_eq!(cosignature::verify(&signed, &key), Err(NoteFault::Unsigned));
    signed.add_signature(witness(1).cosign(&signed, 1_790_000_000).unwrap());
    signed.add_signature(witness(2).cosign(&signed, 1_790_000_001).unwrap());
    assert_eq!(cosignature::verify(&signed, &key), Ok(1_790_000_000));
    signed.add_signature(witness(1).cosign(&signed, 1_790_000_600).unwrap());
    assert_eq!(signed.note().signatures.len(), 3);
    assert_eq!(cosignature::verify(&signed, &key), Ok(1_790_000_600));
    let text = signed.note().to_string();
    let reopened = SignedCheckpoint::open(&text, &log_key().verifier()).unwrap();
    assert_eq!(cosignature::verify(&reopened, &key), Ok(1_790_000_600));
    let mut late = signed.clone();
    let mut line = witness(1).cosign(&signed, 5).unwrap();
    line.bytes[7] ^= 1;
    late.add_signature(line);
    assert_eq!(cosignature::verify(&late, &key), Err(NoteFault::BadSignature));
    let mut moved = checkpoint(8);
    moved.add_signature(witness(1).cosign(&signed, 5).unwrap());
    assert_eq!(cosignature::verify(&moved, &key), Err(NoteFault::BadSignature));
    assert!(witness(1).cosign(&signed, 1 << 63).is_err());
    assert_eq!(signed.note().verify(&key), Err(NoteFault::BadSignature));
    assert!(WitnessKey::from_seed("a+b", &[0; 32]).is_err());
}

#[test]
fn proofs_in_one_file() {
    let (tree, signed, key) = (tree(100), checkpoint(100), log_key().verifier());
    let leaf = leaf_hash(&entry(41));
    let proof = TlogProof {
        extra: Some(entry(41)),
        index: 41,
        hashes: inclusion(&tree, 41, 100).unwrap(),
        checkpoint: signed.note().to_string(),
    };
    let text = proof.to_string();
    assert!(text.starts_with("c2sp.org/tlog-proof@v1\nextra ZW50cnkgNDE=\nindex 41\n"));
    assert_eq!(text.parse(), Ok(proof.clone()));
    assert_eq!(proof.verify(&leaf, &key), Ok(signed));
    let root = Err(TlogProofFault::Proof(ProofFault::Root));
    assert_eq!(proof.verify(&leaf_hash(b"x"), &key), root);
    assert_eq!(TlogProof { index: 40, ..proof.clone() }.verify(&leaf, &key), root);
    let plain = TlogProof { extra: None, ..proof.clone() };
    assert_eq!(plain.to_string().parse(), Ok(plain));
    let wrong = [
        text.replace("@v1", "@v2"),
        text.replace("index 41", "index 041"),
        text.replace("extra ", "extra  "),
        text.replacen('\n', "\n\n", 1),
        text.replace("index 41\n", "index 41\nAAAA\n"),
        String::new(),
    ];
    for text in wrong {
        assert_eq!(text.parse::<TlogProof>(), Err(TlogProofFault::Malformed), "{text}");
    }
}
