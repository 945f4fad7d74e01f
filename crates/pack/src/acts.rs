//! Acts of a cycle as the log holds them, with their facts as types: one spelling for who writes and who checks.
//! `docs/formats.md` section 19 lists kinds, facts and order.

use std::collections::BTreeSet;

use ballot::act::ActBody;
use ballot::entry::VoidReason;
use ballot::nonce::PassMark;
use ballot::{DefinitionHash, Digest};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// An act that a pack is checked against. Facts beyond those named here are allowed and ignored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "facts")]
pub enum Deed {
    /// The definition was fixed.
    #[serde(rename = "cycle.frozen")]
    Frozen {
        /// Definition hash.
        hash: DefinitionHash,
    },
    /// Passes were printed and registered.
    #[serde(rename = "passes.printed")]
    Printed {
        /// Zone id.
        zone: String,
        /// How many.
        count: u64,
    },
    /// A first person asks to withdraw a proposal of the frozen slate.
    #[serde(rename = "withdrawal.proposed")]
    WithdrawalProposed(WithdrawalCase),
    /// A second person agrees.
    #[serde(rename = "withdrawal.confirmed")]
    WithdrawalConfirmed(WithdrawalCase),
    /// Voting ended.
    #[serde(rename = "voting.closed")]
    Closed {},
    /// A first person asks to void a pass.
    #[serde(rename = "void.proposed")]
    VoidProposed(VoidCase),
    /// A second person agrees.
    #[serde(rename = "void.confirmed")]
    VoidConfirmed(VoidCase),
    /// A log holds every ballot.
    #[serde(rename = "log.closed")]
    LogClosed {
        /// `ballots`.
        log: String,
        /// Count of entries.
        size: u64,
        /// Root at that size, base64.
        root: String,
    },
    /// A zone's sheet adds up.
    #[serde(rename = "canvass.confirmed")]
    Canvassed {
        /// Zone id.
        zone: String,
        /// Passes with a ballot.
        ballots: u64,
        /// SHA-256 of the sheet.
        hash: Digest,
    },
    /// The link key was destroyed.
    #[serde(rename = "links.cut")]
    LinksCut {},
    /// A trustee gave a share.
    #[serde(rename = "share.given")]
    ShareGiven {},
    /// A zone's ballots were opened.
    #[serde(rename = "zone.opened")]
    ZoneOpened {
        /// Zone id.
        zone: String,
        /// Valid ballots.
        opened: u64,
        /// Invalid ballots.
        invalid: u64,
        /// SHA-256 of the opened ballots.
        hash: Digest,
    },
    /// All zones were opened.
    #[serde(rename = "ballots.opened")]
    BallotsOpened {
        /// Trustees whose shares were used.
        trustees: u64,
        /// Valid ballots.
        opened: u64,
        /// Invalid ballots.
        invalid: u64,
    },
    /// A second opening gave the same.
    #[serde(rename = "opening.confirmed")]
    OpeningConfirmed {
        /// Zone id.
        zone: String,
        /// SHA-256 of the opened ballots.
        hash: Digest,
    },
    /// First count of a zone.
    #[serde(rename = "result.counted")]
    Counted(CountCase),
    /// A later count of a zone.
    #[serde(rename = "result.corrected")]
    Corrected(CountCase),
    /// First signature.
    #[serde(rename = "result.signed")]
    Signed(SignCase),
    /// Second signature.
    #[serde(rename = "result.certified")]
    Certified(SignCase),
}

/// What two people decide about a pass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoidCase {
    /// Zone id.
    pub zone: String,
    /// Public number of the pass.
    pub pass: PassMark,
    /// Ciphertext hash of the ballot that counted; empty text when the pass never cast.
    #[serde(with = "empty_or_digest")]
    pub ballot: Option<Digest>,
    /// Ground.
    pub ground: VoidReason,
}

/// A proposal that two people withdraw.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct WithdrawalCase {
    /// Zone id.
    pub zone: String,
    /// Number on the ballot.
    pub number: u16,
}

/// A count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountCase {
    /// Zone id.
    pub zone: String,
    /// 1 for the first count.
    pub version: u32,
    /// Valid ballots.
    pub ballots: u64,
    /// SHA-256 of the count record.
    pub hash: Digest,
}

/// A signature under a count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignCase {
    /// Zone id.
    pub zone: String,
    /// Version that is signed.
    pub version: u32,
    /// SHA-256 of the count record.
    pub hash: Digest,
}

/// Kinds that a [`Deed`] has.
const KINDS: [&str; 18] = [
    "cycle.frozen",
    "passes.printed",
    "withdrawal.proposed",
    "withdrawal.confirmed",
    "voting.closed",
    "void.proposed",
    "void.confirmed",
    "log.closed",
    "canvass.confirmed",
    "links.cut",
    "share.given",
    "zone.opened",
    "ballots.opened",
    "opening.confirmed",
    "result.counted",
    "result.corrected",
    "result.signed",
    "result.certified",
];

impl Deed {
    /// The deed of an act; `None` for acts of other kinds.
    ///
    /// # Errors
    /// A sentence when a fact is missing or of another form.
    pub fn of(body: &ActBody) -> Result<Option<Self>, String> {
        if !KINDS.contains(&body.kind.as_str()) {
            return Ok(None);
        }
        let tagged = json!({ "kind": body.kind, "facts": body.facts });
        serde_json::from_value(tagged).map(Some).map_err(|fault| fault.to_string())
    }

    /// The act as it goes into the log.
    pub fn body(&self, cycle: &str, actor: &str, reason: Option<&str>) -> ActBody {
        // A deed holds texts and numbers only, which always have a JSON form with these two members.
        let tagged = serde_json::to_value(self).unwrap_or_default();
        let kind = tagged.get("kind").and_then(Value::as_str).unwrap_or_default().to_owned();
        let facts = tagged.get("facts").and_then(Value::as_object).cloned().unwrap_or_else(Map::new);
        ActBody { actor: actor.to_owned(), cycle: Some(cycle.to_owned()), facts, kind, reason: reason.map(str::to_owned) }
    }

    /// Zone, where the deed is about one.
    pub fn zone(&self) -> Option<&str> {
        match self {
            Self::Printed { zone, .. }
            | Self::Canvassed { zone, .. }
            | Self::ZoneOpened { zone, .. }
            | Self::OpeningConfirmed { zone, .. } => Some(zone),
            Self::WithdrawalProposed(case) | Self::WithdrawalConfirmed(case) => Some(&case.zone),
            Self::VoidProposed(case) | Self::VoidConfirmed(case) => Some(&case.zone),
            Self::Counted(case) | Self::Corrected(case) => Some(&case.zone),
            Self::Signed(case) | Self::Certified(case) => Some(&case.zone),
            _ => None,
        }
    }
}

/// Numbers of a zone's proposals that the acts of a cycle withdraw.
pub fn withdrawn<'a>(deeds: impl Iterator<Item = &'a Deed>, zone: &str) -> BTreeSet<u16> {
    let own = |deed: &Deed| match deed {
        Deed::WithdrawalConfirmed(case) if case.zone == zone => Some(case.number),
        _ => None,
    };
    deeds.filter_map(own).collect()
}

/// The person behind an actor `name/role`; `None` for `system` and `operator`. One person may have several roles.
pub fn person(actor: &str) -> Option<&str> {
    actor.rsplit_once('/').map(|(name, _)| name).filter(|name| !name.is_empty())
}

mod empty_or_digest {
    use ballot::Digest;
    use serde::{Deserialize, Deserializer, Serializer, de::Error as _};

    pub(super) fn serialize<S: Serializer>(digest: &Option<Digest>, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&digest.map(|digest| digest.to_string()).unwrap_or_default())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Digest>, D::Error> {
        match String::deserialize(from)?.as_str() {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(D::Error::custom),
        }
    }
}
