//! The commands: files are read here, and nowhere else in the program.

use ballot::definition::Definition;
use ballot::receipt::{Promise, Receipt};
use ballot::{Digest, canonical};
use ledger::policy::Policy;
use verify::check::Check;
use verify::{challenge, pack, receipt, result};

use crate::args::Args;

type Checks = Result<Vec<Check>, String>;

/// `pack FILE --policy FILE`.
pub fn pack(args: &Args) -> Checks {
    let policy = policy(args)?;
    Ok(pack::check(&read(args.file("pack")?)?, &policy))
}

/// `challenge --definition FILE --zone Z --choices 2,7,11 --seed HEX …`.
pub fn challenge(args: &Args) -> Checks {
    args.no_file()?;
    let definition = definition(args.need("definition")?)?;
    let number = |text: &str| text.trim().parse().map_err(|_| format!("--choices: {text:?} is not a number on the ballot"));
    let choices = args.need("choices")?;
    let choices: Vec<u16> = choices.split(',').filter(|_| !choices.is_empty()).map(number).collect::<Result<_, _>>()?;
    args.need("seed")?;
    let seed: Digest = args.typed("seed")?.unwrap_or(Digest([0; 32]));
    let shown = challenge::Shown { zone: args.need("zone")?, choices: &choices, seed: seed.0 };
    let entry = args.get("entry").map(read).transpose()?;
    let receipt: Option<Receipt> = args.typed("receipt")?;
    let noted = challenge::Noted { hash: args.typed("ciphertext-hash")?, receipt, entry: entry.as_deref() };
    challenge::check(&definition, &shown, &noted).map_err(|fault| fault.to_string())
}

/// `receipt FILE --policy FILE …`.
pub fn receipt(args: &Args) -> Checks {
    let policy = policy(args)?;
    let path = args.file("proof file")?;
    let proof = String::from_utf8(read(path)?).map_err(|_| format!("{path}: this is not a text; give a .tlog-proof file"))?;
    let definition = args.get("definition").map(definition).transpose()?;
    let key: Option<Digest> = args.typed("receipt-key")?;
    let key = key.map(|key| key.0).or(definition.as_ref().map(|definition| definition.receipt_key));
    let promise = args.get("promise").map(|text| Promise::from_text(text).map_err(|fault| format!("--promise: {fault}")));
    let promise = promise.transpose()?;
    if promise.is_some() && key.is_none() {
        return Err("--promise needs the key that signed it: give --receipt-key HEX or --definition FILE".to_owned());
    }
    let kept = receipt::Kept {
        hash: args.typed("ciphertext-hash")?,
        definition: definition.as_ref(),
        promise: promise.as_ref().zip(key),
    };
    Ok(receipt::check(&proof, &policy, &kept))
}

/// `result --record FILE --ballots FILE`.
pub fn result(args: &Args) -> Checks {
    args.no_file()?;
    let (record, ballots) = (read(args.need("record")?)?, read(args.need("ballots")?)?);
    result::check(&record, &ballots, args.get("hash"))
}

fn read(path: &str) -> Result<Vec<u8>, String> {
    std::fs::read(path).map_err(|fault| format!("{path}: {fault}; check the name, and that you may read the file"))
}

fn policy(args: &Args) -> Result<Policy, String> {
    let path = args.get("policy").ok_or("--policy FILE is missing: it names the log and the witnesses that you trust")?;
    let text = String::from_utf8(read(path)?).map_err(|_| format!("{path}: this is not a text; give a policy file"))?;
    text.parse().map_err(|fault| format!("{path}: {fault}; get the policy again from where you trust it"))
}

fn definition(path: &str) -> Result<Definition, String> {
    let read: Result<_, canonical::CanonicalError> = Definition::from_bytes(&read(path)?);
    read.map_err(|fault| format!("{path}: {fault}; give definition.json as it was published"))
}
