//! The rules a definition must meet before it is frozen, so that no ballot meets a surprise later.

use std::collections::BTreeSet;

use super::{BallotForm, ContestDefinition, Definition, MAX_ID, MAX_SLATE, SCHEMA};
use crate::canonical::MAX_SAFE_INTEGER;
use crate::{hexed, keys, seal};

/// The first rule a definition breaks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DefinitionFault {
    /// The schema is not `reparto.definition/1`.
    #[error("the schema is not {SCHEMA}")]
    Schema,
    /// Cycle, zone and proposal ids: 1 to 64 of letters, digits, `.`, `_`, `-`.
    #[error("{0:?} is not an id of 1 to 64 letters, digits, '.', '_', '-'")]
    Id(String),
    /// The poll must close after it opens, both within the JSON integer range.
    #[error("the poll must close after it opens")]
    Times,
    /// The named key is weak or not a point of its curve.
    #[error("{0} is not a usable public key")]
    Key(&'static str),
    /// Two of the signing keys are the same.
    #[error("ticket, receipt and log keys must differ")]
    KeysAlike,
    /// 2 <= threshold <= count.
    #[error("the trustee threshold must be at least 2 and at most the count")]
    Trustees,
    /// Languages must be present, unique and look like tags.
    #[error("the languages must be unique language tags, at least one")]
    Languages,
    /// A title or text hash exists for other languages than the definition's.
    #[error("{0} must have exactly the languages of the definition")]
    LanguagesOf(String),
    /// The named member must not be empty.
    #[error("{0} must not be empty")]
    Empty(&'static str),
    /// Contests must ascend by zone without repetition.
    #[error("contests must ascend by zone, each zone once")]
    ZoneOrder,
    /// Budget or cost not above zero, or beyond 2^53 - 1.
    #[error("an amount in zone {0} is not above zero or is too large")]
    Amount(String),
    /// Not three capital letters.
    #[error("the currency of zone {0} is not three capital letters")]
    Currency(String),
    /// The limit of choices must be at least 1.
    #[error("the ballot of zone {0} must allow at least one choice")]
    Limit(String),
    /// Slates have 1 to 2000 entries, ascending by number from 1, each proposal once.
    #[error("the slate of zone {0} must ascend by number from 1 up, each proposal once")]
    Slate(String),
    /// A text hash is not 64 lower-case hexadecimal digits.
    #[error("a text hash of proposal {0} is not a hexadecimal SHA-256")]
    TextHash(String),
}

use DefinitionFault as Fault;

pub(super) fn definition(d: &Definition) -> Result<(), Fault> {
    ensure(d.schema == SCHEMA, || Fault::Schema)?;
    id(&d.cycle)?;
    let in_range = |n: i64| (0..=MAX_SAFE_INTEGER).contains(&n);
    ensure(in_range(d.opens_at) && in_range(d.closes_at) && d.opens_at < d.closes_at, || Fault::Times)?;
    check_keys(d)?;
    let trustees = d.trustees;
    ensure(trustees.threshold >= 2 && trustees.threshold <= trustees.count, || Fault::Trustees)?;
    ensure(!d.count_rule.is_empty(), || Fault::Empty("count_rule"))?;
    ensure(!d.tie_break.is_empty(), || Fault::Empty("tie_break"))?;
    let languages: BTreeSet<&str> = d.languages.iter().map(String::as_str).collect();
    let unique = languages.len() == d.languages.len() && !languages.is_empty();
    ensure(unique && languages.iter().all(|l| is_tag(l)), || Fault::Languages)?;
    same_languages(d.title.keys(), &languages, || "the title".to_owned())?;
    ensure(!d.contests.is_empty(), || Fault::Empty("contests"))?;
    ensure(d.contests.is_sorted_by(|a, b| a.zone < b.zone), || Fault::ZoneOrder)?;
    d.contests.iter().try_for_each(|contest| check_contest(contest, &languages))
}

fn check_keys(d: &Definition) -> Result<(), Fault> {
    ensure(seal::OpeningPublicKey(d.opening_key).is_usable(), || Fault::Key("opening_key"))?;
    ensure(keys::is_usable(&d.ticket_key), || Fault::Key("ticket_key"))?;
    ensure(keys::is_usable(&d.receipt_key), || Fault::Key("receipt_key"))?;
    ensure(keys::is_usable(&d.log_key), || Fault::Key("log_key"))?;
    let signing = BTreeSet::from([d.ticket_key, d.receipt_key, d.log_key]);
    ensure(signing.len() == 3, || Fault::KeysAlike)
}

fn check_contest(contest: &ContestDefinition, languages: &BTreeSet<&str>) -> Result<(), Fault> {
    let zone = || contest.zone.clone();
    id(&contest.zone)?;
    ensure(is_amount(contest.budget_cents), || Fault::Amount(zone()))?;
    let currency = contest.currency.as_bytes();
    ensure(currency.len() == 3 && currency.iter().all(u8::is_ascii_uppercase), || Fault::Currency(zone()))?;
    let BallotForm::ApproveUpTo { max } = contest.ballot;
    ensure(max >= 1, || Fault::Limit(zone()))?;
    let slate = &contest.slate;
    let proposals: BTreeSet<&str> = slate.iter().map(|entry| entry.proposal.as_str()).collect();
    let ascending = slate.is_sorted_by(|a, b| a.number < b.number) && slate.first().is_some_and(|entry| entry.number >= 1);
    ensure(ascending && slate.len() <= MAX_SLATE && proposals.len() == slate.len(), || Fault::Slate(zone()))?;
    for entry in slate {
        id(&entry.proposal)?;
        ensure(is_amount(entry.cost_cents), || Fault::Amount(zone()))?;
        same_languages(entry.text_hashes.keys(), languages, || entry.proposal.clone())?;
        let hex = entry.text_hashes.values().all(|hash| hexed::read(hash).is_ok());
        ensure(hex, || Fault::TextHash(entry.proposal.clone()))?;
    }
    Ok(())
}

fn ensure(holds: bool, fault: impl FnOnce() -> Fault) -> Result<(), Fault> {
    if holds { Ok(()) } else { Err(fault()) }
}

fn id(text: &str) -> Result<(), Fault> {
    let fits = !text.is_empty() && text.len() <= MAX_ID;
    let plain = text.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b));
    ensure(fits && plain, || Fault::Id(text.to_owned()))
}

fn is_amount(cents: i64) -> bool {
    (1..=MAX_SAFE_INTEGER).contains(&cents)
}

fn is_tag(text: &str) -> bool {
    !text.is_empty() && text.len() <= 35 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

fn same_languages<'a>(
    found: impl Iterator<Item = &'a String>,
    languages: &BTreeSet<&str>,
    of: impl FnOnce() -> String,
) -> Result<(), Fault> {
    let same = found.map(String::as_str).eq(languages.iter().copied());
    ensure(same, || Fault::LanguagesOf(of()))
}
