//! A proof is what a voter would meet in one zone, language and channel. Its hash covers every word and price, so an approval
//! of something that changed afterwards is an approval of something else.

use std::collections::BTreeSet;

use ballot::{canonical, definition::TrusteeRule};
use serde::Serialize;
use uuid::Uuid;

use crate::{
    applications::State,
    base::ZoneCode,
    cycles::{Contest, Cycle, PhaseName, Rulebook},
    proposals::{NewProposal, ProposalText},
    translations::Missing,
};

/// How a voter meets the ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Channel {
    /// On a screen.
    Phone,
    /// On paper.
    Paper,
}

impl Channel {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Phone, Self::Paper];

    /// Stable name in the database and in catalog keys (`channel-…`).
    pub fn code(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Paper => "paper",
        }
    }

    /// Reads a stable name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.code() == code)
    }
}

/// Someone who approved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// Account.
    pub account: Uuid,
    /// Name as the public may see it.
    pub name: String,
}

/// A proof with its approvals.
#[derive(Clone, Debug)]
pub struct Proof {
    /// Language.
    pub lang: String,
    /// Channel.
    pub channel: Channel,
    /// What it would show, by its SHA-256.
    pub hash: [u8; 32],
    /// Who approved exactly this.
    pub approvals: Vec<Approval>,
}

/// People who must approve each proof.
pub const APPROVALS: usize = 2;

impl Proof {
    /// True when enough different people approved.
    pub fn is_approved(&self) -> bool {
        self.approvals.iter().map(|approval| approval.account).collect::<BTreeSet<_>>().len() >= APPROVALS
    }

    /// True when this person did.
    pub fn is_approved_by(&self, account: Uuid) -> bool {
        self.approvals.iter().any(|approval| approval.account == account)
    }
}

#[derive(Serialize)]
struct Line<'a> {
    number: u16,
    proposal: &'a str,
    cost_cents: i64,
    text: &'a ProposalText,
}

#[derive(Serialize)]
struct Page<'a> {
    zone: &'a str,
    lang: &'a str,
    channel: &'static str,
    budget_cents: i64,
    currency: &'a str,
    cycle: &'a str,
    opens_at: i64,
    closes_at: i64,
    rules: &'a Rulebook,
    slate: Vec<Line<'a>>,
}

/// The hash of what a voter would meet: words, prices, dates, and the rules in force.
///
/// # Errors
/// A number that canonical JSON has no form for.
pub fn proof_hash(
    contest: &Contest,
    slate: &[NewProposal],
    (cycle, rules): (&Cycle, &Rulebook),
    (lang, channel): (&str, Channel),
) -> Result<[u8; 32], canonical::CanonicalError> {
    let lines = slate.iter().filter_map(|proposal| {
        let text = proposal.texts.iter().find(|text| text.lang == lang)?;
        Some(Line { number: proposal.number, proposal: &proposal.public_id, cost_cents: proposal.cost_cents, text })
    });
    let page = Page {
        zone: contest.zone.code.as_str(),
        lang,
        channel: channel.code(),
        budget_cents: contest.budget.cents,
        currency: &contest.budget.currency,
        cycle: cycle.slug.as_str(),
        opens_at: cycle.opens_at.timestamp(),
        closes_at: cycle.closes_at.timestamp(),
        rules,
        slate: lines.collect(),
    };
    Ok(canonical::sha256(&[&canonical::to_bytes(&page)?]))
}

/// Something that stands in the way of the freeze.
#[derive(Clone, Debug)]
pub enum Obstacle {
    /// Proposals of a zone that are not decided: how many are in which state.
    Undecided(ZoneCode, State, usize),
    /// A zone without a proposal.
    EmptySlate(ZoneCode),
    /// Words are missing in a language.
    Untranslated(ZoneCode, Missing),
    /// A proof lacks approvals: language, channel, how many it has.
    Unapproved(ZoneCode, String, Channel, usize),
    /// A phase in which proposals can still change, or decisions be appealed, is not over.
    PhaseOpen(PhaseName),
    /// Two people have not entered the same opening key yet.
    KeyNotAgreed,
    /// The public does not see the cycle.
    NotPublished,
    /// Voting would begin before the freeze.
    TooLate,
}

/// The public half of the opening key and how many trustees it takes, as the key ceremony gave them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpeningKey {
    /// X25519 public key.
    pub public: [u8; 32],
    /// Shares made and needed.
    pub trustees: TrusteeRule,
}

impl OpeningKey {
    /// Reads 64 hexadecimal digits and two small numbers.
    pub fn parse(key: &str, threshold: &str, count: &str) -> Option<Self> {
        let plain: String = key.chars().filter(|c| !c.is_whitespace()).collect();
        let public: [u8; 32] = hex::decode(plain).ok()?.try_into().ok()?;
        let (threshold, count) = (threshold.trim().parse::<u8>().ok()?, count.trim().parse::<u8>().ok()?);
        let fits = (2..=count).contains(&threshold) && public != [0; 32];
        fits.then_some(Self { public, trustees: TrusteeRule { threshold, count } })
    }
}

impl OpeningKey {
    /// A short sign of the key that people can read to each other: the first sixteen digits of its SHA-256.
    pub fn fingerprint(&self) -> String {
        hex::encode(canonical::sha256(&[&self.public])).chars().take(16).collect()
    }
}

/// The key as one person copied it from the ceremony.
#[derive(Clone, Debug)]
pub struct KeyEntry {
    /// Who.
    pub by: Approval,
    /// What they entered.
    pub key: OpeningKey,
}

/// The key on which two different people agree; nothing when fewer entered it or any two differ. One wrong digit is still a
/// key, but nobody would have its other half.
pub fn agreed_key(entries: &[KeyEntry]) -> Option<OpeningKey> {
    let first = entries.first()?;
    let agree = entries.iter().all(|entry| entry.key == first.key);
    let people: BTreeSet<Uuid> = entries.iter().map(|entry| entry.by.account).collect();
    (agree && people.len() >= APPROVALS).then_some(first.key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_opening_key_is_64_digits_and_more_than_one_trustee() {
        let key = "ab".repeat(32);
        assert!(OpeningKey::parse(&key, "3", "5").is_some());
        assert!(OpeningKey::parse(&format!(" {} ", &key), " 2", "2 ").is_some());
        for (key, threshold, count) in
            [("ab", "3", "5"), (key.as_str(), "1", "5"), (&key, "6", "5"), (&key, "", "5"), (&"00".repeat(32), "3", "5")]
        {
            assert!(OpeningKey::parse(key, threshold, count).is_none(), "{key} {threshold} {count}");
        }
    }

    #[test]
    fn a_key_counts_when_two_people_entered_the_same() {
        let entry = |person: u128, digits: &str| KeyEntry {
            by: Approval { account: Uuid::from_u128(person), name: "A".to_owned() },
            key: OpeningKey::parse(&digits.repeat(32), "3", "5").expect("a key"),
        };
        assert_eq!(agreed_key(&[]), None);
        assert_eq!(agreed_key(&[entry(1, "ab")]), None);
        assert_eq!(agreed_key(&[entry(1, "ab"), entry(1, "ab")]), None);
        assert_eq!(agreed_key(&[entry(1, "ab"), entry(2, "ac")]), None);
        assert!(agreed_key(&[entry(1, "ab"), entry(2, "ab")]).is_some());
        assert_eq!(agreed_key(&[entry(1, "ab"), entry(2, "ab"), entry(3, "ac")]), None);
    }

    #[test]
    fn one_person_twice_is_not_two() {
        let one = Approval { account: Uuid::from_u128(1), name: "A".to_owned() };
        let two = Approval { account: Uuid::from_u128(2), name: "A".to_owned() };
        let mut proof =
            Proof { lang: "en".to_owned(), channel: Channel::Phone, hash: [0; 32], approvals: vec![one.clone(), one] };
        assert!(!proof.is_approved());
        proof.approvals.push(two);
        assert!(proof.is_approved());
    }
}
