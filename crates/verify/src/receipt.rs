//! `reparto-verify receipt`: a voter's `.tlog-proof` (docs/formats.md section 17), checked without any network.

use ballot::definition::Definition;
use ballot::entry::Entry;
use ballot::receipt::{Promise, Receipt};
use ballot::{DefinitionHash, Digest};
use ledger::policy::Policy;
use ledger::{Hash, SignedCheckpoint, TlogProof, leaf_hash, proof};

use crate::check::{Check, Faults, Known, Told, Trouble, of};

/// What the voter has beside the proof, to be compared.
#[derive(Default)]
pub struct Kept<'a> {
    /// Ciphertext hash.
    pub hash: Option<Digest>,
    /// The frozen definition.
    pub definition: Option<&'a Definition>,
    /// The promise and the key that must have signed it.
    pub promise: Option<(&'a Promise, [u8; 32])>,
}

/// The proof taken apart.
struct Parts {
    proof: Known<TlogProof>,
    leaf: Known<Hash>,
    entry: Known<Entry>,
    checkpoint: Known<SignedCheckpoint>,
}

/// Makes every check that the voter's papers allow.
pub fn check(text: &str, policy: &Policy, kept: &Kept<'_>) -> Vec<Check> {
    let parts = Parts::read(text, policy);
    let mut checks = vec![
        Check::new("receipt.proof", told(&parts.proof, |proof| format!("index {}", proof.index))),
        Check::new("receipt.entry", told(&parts.entry, |entry| format!("a ballot-log entry of zone {}", entry.place.zone))),
        Check::new("receipt.checkpoint", told(&parts.checkpoint, |signed| format!("{} entries", signed.checkpoint().size))),
        Check::new("receipt.witnesses", parts.witnesses(policy)),
        Check::new("receipt.inclusion", parts.inclusion()),
        Check::new("receipt.number", told(&parts.entry, |entry| format!("the receipt is {}", number(entry)))),
    ];
    if let Some(hash) = kept.hash {
        checks.push(Check::new("receipt.ciphertext", parts.ciphertext(hash)));
    }
    if let Some(definition) = kept.definition {
        checks.push(Check::new("receipt.definition", parts.definition(definition)));
    }
    if let Some((promise, key)) = kept.promise {
        checks.push(Check::new("receipt.promise", parts.promise(promise, &key)));
    }
    checks
}

fn told<T>(known: &Known<T>, good: impl FnOnce(&T) -> String) -> Told {
    of(known).map(good)
}

/// The sixteen digits that lead to the entry.
fn number(entry: &Entry) -> Receipt {
    Receipt::of_hash(&entry.place.definition, &entry.place.zone, entry.ciphertext_hash())
}

impl Parts {
    fn read(text: &str, policy: &Policy) -> Self {
        let proof: Known<TlogProof> = text.parse().map_err(|fault| trouble("receipt.proof", &fault));
        let bytes =
            proof.clone().and_then(|proof| proof.extra.ok_or_else(|| Trouble::of("receipt.entry", "there is no extra line")));
        let leaf = bytes.clone().map(|bytes| leaf_hash(&bytes));
        let entry = bytes.and_then(|bytes| Entry::decode(&bytes).map_err(|fault| trouble("receipt.entry", &fault)));
        let checkpoint = proof.clone().and_then(|proof| open(&proof.checkpoint, policy));
        Self { proof, leaf, entry, checkpoint }
    }

    fn witnesses(&self, policy: &Policy) -> Told {
        policy.check(of(&self.checkpoint)?).map_err(|fault| Trouble::here(fault.to_string()))?;
        Ok("enough witnesses cosigned".to_owned())
    }

    fn inclusion(&self) -> Told {
        let (proof, leaf) = (of(&self.proof)?, of(&self.leaf)?);
        let body = of(&self.checkpoint)?.checkpoint();
        let held = proof::verify_inclusion(leaf, proof.index, body.size, &proof.hashes, &body.root);
        held.map_err(|fault| Trouble::here(fault.to_string()))?;
        Ok(format!("entry {} of {} in {}", proof.index, body.size, body.origin))
    }

    fn ciphertext(&self, hash: Digest) -> Told {
        let (found, mut faults) = (Digest(*of(&self.entry)?.ciphertext_hash()), Faults::default());
        faults.demand(found == hash, || format!("the entry is of ciphertext hash {found}"));
        faults.told(format!("ciphertext hash {found}"))
    }

    fn definition(&self, definition: &Definition) -> Told {
        let (place, mut faults) = (&of(&self.entry)?.place, Faults::default());
        let hash: DefinitionHash = definition.hash().map_err(|fault| Trouble::here(fault.to_string()))?;
        faults.demand(place.definition == hash, || format!("the entry is of definition {}, this is {hash}", place.definition));
        faults.demand(definition.contest(&place.zone).is_some(), || format!("the definition has no zone {}", place.zone));
        faults.told(format!("of definition {hash}"))
    }

    fn promise(&self, promise: &Promise, key: &[u8; 32]) -> Told {
        let (entry, mut faults) = (of(&self.entry)?, Faults::default());
        promise.verify(key).map_err(|fault| Trouble::here(fault.to_string()))?;
        let place = promise.definition == entry.place.definition && promise.zone == entry.place.zone;
        let same = place && promise.ciphertext_hash == *entry.ciphertext_hash();
        faults.demand(same, || "the promise is about another entry".to_owned());
        faults.told(format!("promised for hour {}, and kept", promise.by_hour))
    }
}

fn trouble(by: &'static str, fault: &dyn std::error::Error) -> Trouble {
    Trouble::of(by, fault.to_string())
}

/// The checkpoint, opened with the policy's key for the ballot log that it names.
fn open(note: &str, policy: &Policy) -> Known<SignedCheckpoint> {
    let by = "receipt.checkpoint";
    let origin = note.lines().next().unwrap_or_default();
    let log = policy.logs().iter().find(|log| log.name() == origin && origin.ends_with("/ballots"));
    let log = log.ok_or_else(|| Trouble::of(by, format!("the policy knows no ballot log {origin:?}")))?;
    SignedCheckpoint::open(note, log).map_err(|fault| trouble(by, &fault))
}
