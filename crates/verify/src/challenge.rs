//! `reparto-verify challenge`: sealing a tested ballot again from the choices and the seed that the voter was shown.

use ballot::canonical::CanonicalError;
use ballot::choices::{ChoiceFault, Choices};
use ballot::definition::Definition;
use ballot::entry::{Entry, Event};
use ballot::receipt::Receipt;
use ballot::seal::{OpeningPublicKey, SealError, Seed, seal};
use ballot::{DefinitionHash, Digest};

use crate::check::{Check, Faults, Told, Trouble};

/// A ballot as the voter was shown it.
pub struct Shown<'a> {
    /// Zone id.
    pub zone: &'a str,
    /// Chosen numbers, in any order.
    pub choices: &'a [u16],
    /// The seed.
    pub seed: [u8; 32],
}

/// What the voter wrote down, to be compared.
#[derive(Default)]
pub struct Noted<'a> {
    /// Ciphertext hash.
    pub hash: Option<Digest>,
    /// Receipt.
    pub receipt: Option<Receipt>,
    /// Bytes of the entry in the ballot log.
    pub entry: Option<&'a [u8]>,
}

/// Why a ballot cannot be sealed at all.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The definition has no such zone.
    #[error("the definition has no zone {0}")]
    Zone(String),
    /// The choices are not a ballot of the contest.
    #[error(transparent)]
    Choices(#[from] ChoiceFault),
    /// The definition has no canonical form.
    #[error(transparent)]
    Definition(#[from] CanonicalError),
    /// The definition's opening key cannot be used.
    #[error(transparent)]
    Seal(#[from] SealError),
}

/// Seals the ballot again and compares.
///
/// # Errors
/// [`Refusal`] when there is nothing to compare.
pub fn check(definition: &Definition, shown: &Shown<'_>, noted: &Noted<'_>) -> Result<Vec<Check>, Refusal> {
    let contest = definition.contest(shown.zone).ok_or_else(|| Refusal::Zone(shown.zone.to_owned()))?;
    let choices = Choices::parse(contest, shown.choices, true)?;
    let (bound, key) = (definition.hash()?, OpeningPublicKey(definition.opening_key));
    let seed = Seed::from_bytes(shown.seed);
    let sealed = seal(&key, &bound, shown.zone, contest.style, &choices, contest, &seed)?;
    let (hash, receipt) = (Digest(sealed.hash()), Receipt::of(&bound, shown.zone, &sealed));
    let mut checks = vec![
        Check::new(
            "challenge.hash",
            same(noted.hash.map(|hash| hash.to_string()), &hash.to_string(), "the ciphertext hash must be"),
        ),
        Check::new(
            "challenge.receipt",
            same(noted.receipt.map(|receipt| receipt.to_string()), &receipt.to_string(), "the receipt must be"),
        ),
    ];
    if let Some(entry) = noted.entry {
        checks.push(Check::new("challenge.entry", tested(entry, bound, shown, &choices.encode(contest)?, hash)));
    }
    Ok(checks)
}

/// Whether what was noted is what must be; without a note only the latter is told.
fn same(noted: Option<String>, right: &str, must_be: &str) -> Told {
    let mut faults = Faults::default();
    if let Some(noted) = noted {
        faults.demand(noted == right, || format!("{must_be} {right}, and is {noted}"));
    }
    faults.told(format!("{must_be} {right}"))
}

/// Whether the log has the ballot as tested, with these choices and this seed.
fn tested(bytes: &[u8], bound: DefinitionHash, shown: &Shown<'_>, padded: &[u8], hash: Digest) -> Told {
    let entry = Entry::decode(bytes).map_err(|fault| Trouble::here(fault.to_string()))?;
    let mut faults = Faults::default();
    let here = entry.place.definition == bound && entry.place.zone == shown.zone;
    faults.demand(here, || "the entry is of another definition or zone".to_owned());
    faults.demand(*entry.ciphertext_hash() == hash.0, || "the entry is of another ballot".to_owned());
    match &entry.event {
        Event::Challenged { seed, plain, .. } => {
            let same = *seed == shown.seed && plain == padded;
            faults.demand(same, || "the entry shows other choices or another seed".to_owned());
        }
        _ => faults.push("the log has this ballot as cast and not as tested"),
    }
    faults.told("the log has this ballot as tested, and it cannot be cast")
}
