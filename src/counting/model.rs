//! The canvass equations (trust.md section 6), what a count records, and the two signatures.

use std::collections::BTreeMap;

pub use pack::{
    CountRecord, Sheet,
    count::{Funded, NotFunded, Why},
    sheet::Gap,
};
use tally::{Outcome, RuleId, RuleOptions};
use uuid::Uuid;

use crate::{ballotbox::BoxCounts, cycles::Contest, proposals::Proposal};

/// A sheet without gaps; only [`BalancedCanvass::of`] makes one, and confirming and certifying ask for it.
#[derive(Clone, Debug)]
pub struct BalancedCanvass(Sheet);

impl BalancedCanvass {
    /// The sheet when every equation holds, else the gaps.
    ///
    /// # Errors
    /// The gaps.
    pub fn of(sheet: Sheet) -> Result<Self, Vec<Gap>> {
        let gaps = sheet.gaps();
        if gaps.is_empty() { Ok(Self(sheet)) } else { Err(gaps) }
    }

    /// The figures.
    pub fn sheet(&self) -> &Sheet {
        &self.0
    }
}

/// Puts both databases' figures of a zone together. No count is ever negative.
pub fn sheet_of(counts: &BoxCounts, issued_online: i64, printed: i64) -> Sheet {
    let n = |count: i64| u64::try_from(count).unwrap_or(0);
    Sheet {
        printed: n(printed),
        registered: n(counts.printed),
        unused: n(counts.printed_unused),
        issued_online: n(issued_online),
        shown: n(counts.tickets),
        void: n(counts.void),
        cast: n(counts.cast),
        live: n(counts.live),
        replaced: n(counts.replaced),
        voided: n(counts.voided),
        challenged: n(counts.challenged),
        log_entries: n(counts.log_entries),
    }
}

/// What a count records beside the rule's outcome.
pub struct Counted<'a> {
    /// The contest.
    pub contest: &'a Contest,
    /// Its proposals, in the order of the election's projects.
    pub proposals: &'a [Proposal],
    /// The rule.
    pub rule: RuleId,
    /// Its options.
    pub options: &'a RuleOptions,
    /// The rulebook's parameters as they stand there.
    pub rule_params: &'a serde_json::Value,
    /// Ballots, blank ones included.
    pub ballots: u64,
    /// Blank ballots.
    pub blank: u64,
    /// Invalid ballots.
    pub invalid: u64,
}

/// Puts an outcome into the form that is stored and signed.
pub fn record_of(counted: &Counted<'_>, outcome: &Outcome) -> CountRecord {
    let slate: Vec<(u16, i64)> = counted.proposals.iter().map(|proposal| (proposal.number, proposal.cost.cents)).collect();
    CountRecord {
        cycle: counted.contest.cycle.to_string(),
        zone: counted.contest.zone.code.to_string(),
        rule: counted.rule.to_string(),
        rule_params: params_of(counted.rule_params),
        tie_break: counted.options.tie.to_string(),
        budget_cents: counted.contest.budget.cents,
        currency: counted.contest.budget.currency.clone(),
        ballots: counted.ballots,
        blank: counted.blank,
        invalid: counted.invalid,
        ..CountRecord::of_outcome(&slate, outcome)
    }
}

/// The rulebook's parameters by name; texts, as the freeze asks for.
pub fn params_of(params: &serde_json::Value) -> BTreeMap<String, String> {
    let members = params.as_object().into_iter().flatten();
    members.filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned()))).collect()
}

/// Where a result stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Counted, nobody has signed.
    Unofficial,
    /// One person has signed.
    HalfSigned,
    /// Two different people have signed.
    Official,
}

impl Standing {
    /// By the number of signatures.
    pub fn of(signatures: usize) -> Self {
        match signatures {
            0 => Self::Unofficial,
            1 => Self::HalfSigned,
            _ => Self::Official,
        }
    }
}

/// Why a signature was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignRefusal {
    /// This person signed before.
    SignedBefore,
    /// Two have signed.
    Complete,
}

/// The place (1 or 2) of the next signature, or why there is none: two different people must sign.
///
/// # Errors
/// [`SignRefusal`].
pub fn next_signature(signed: &[Uuid], person: Uuid) -> Result<i16, SignRefusal> {
    if signed.contains(&person) {
        return Err(SignRefusal::SignedBefore);
    }
    match signed.len() {
        0 => Ok(1),
        1 => Ok(2),
        _ => Err(SignRefusal::Complete),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_that_adds_up_balances_and_one_that_does_not_is_no_canvass() {
        let counts = BoxCounts {
            printed: 10,
            printed_unused: 7,
            tickets: 18,
            cast: 20,
            void: 1,
            live: 21,
            replaced: 4,
            voided: 1,
            challenged: 2,
            log_entries: 28,
        };
        let sheet = sheet_of(&counts, 20, 10);
        assert!(BalancedCanvass::of(sheet).is_ok(), "{:?}", sheet.gaps());
        let lost = BalancedCanvass::of(Sheet { live: 20, ..sheet }).err().unwrap_or_default();
        assert!(lost.iter().any(|gap| gap.name == "ballots"));
    }

    #[test]
    fn two_different_people_sign_and_no_third() {
        let (one, two, three) = (Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3));
        assert_eq!(next_signature(&[], one), Ok(1));
        assert_eq!(next_signature(&[one], one), Err(SignRefusal::SignedBefore));
        assert_eq!(next_signature(&[one], two), Ok(2));
        assert_eq!(next_signature(&[one, two], three), Err(SignRefusal::Complete));
    }
}
