//! What can be cast and what came of it (trust.md section 4).

use std::collections::BTreeSet;

use ballot::{
    DefinitionHash,
    entry::{Entry, Event},
    nonce::PassTag,
    receipt::Receipt,
    seal::SealedBallot,
    ticket::VerifiedTicket,
};

use chrono::{DateTime, Utc};

use crate::base::{CycleSlug, ZoneCode};

/// The hour (since 1970) by which a ballot that is in the box now is promised to be in the log: the log's longest wait, and
/// half an hour for whatever may delay it, rounded up.
pub(super) fn promise_hour(now: DateTime<Utc>, longest_wait_seconds: u32) -> i64 {
    (now.timestamp() + i64::from(longest_wait_seconds) + 1800).div_euclid(3600) + 1
}

/// The right to cast that comes with a ballot.
pub enum PassProof {
    /// A ticket whose signature held.
    Ticket(Box<VerifiedTicket>),
    /// The tag of a printed pass.
    Printed(PassTag),
}

impl PassProof {
    /// The pass as the box knows it.
    pub fn tag(&self) -> PassTag {
        match self {
            Self::Ticket(ticket) => ticket.pass_tag(),
            Self::Printed(tag) => *tag,
        }
    }

    /// Stable name of its kind.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Ticket(_) => "ticket",
            Self::Printed(_) => "printed",
        }
    }

    /// What tells two tickets of one pass apart, hashed; nothing for printed passes.
    pub(super) fn ticket_tag(&self) -> Option<[u8; 32]> {
        match self {
            Self::Ticket(ticket) => Some(ballot::canonical::sha256(&[b"reparto/ticket-use/v1", &ticket.ticket().ticket_id])),
            Self::Printed(_) => None,
        }
    }
}

/// A sealed ballot on its way into the box.
pub struct CastCommand {
    /// The cycle.
    pub cycle: CycleSlug,
    /// The zone.
    pub zone: ZoneCode,
    /// Ballot style.
    pub style: u16,
    /// The definition it was sealed under.
    pub definition: DefinitionHash,
    /// The right to cast.
    pub pass: PassProof,
    /// The choices, sealed.
    pub sealed: SealedBallot,
    /// Unix seconds at which this ballot was begun: decides about the grace period, and is not stored.
    pub begun: i64,
}

impl CastCommand {
    /// The receipt this ballot will have.
    pub fn receipt(&self) -> Receipt {
        Receipt::of(&self.definition, self.zone.as_str(), &self.sealed)
    }
}

/// What the database function answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Cast,
    Replaced,
    Same,
    Closed,
    AlreadyVoted,
    VoidPass,
    UnknownPass,
    TicketUsed,
    Challenged,
    Copied,
    OtherDefinition,
    Malformed,
}

impl Outcome {
    pub(super) fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "cast" => Self::Cast,
            "replaced" => Self::Replaced,
            "same" => Self::Same,
            "closed" => Self::Closed,
            "already_voted" => Self::AlreadyVoted,
            "void_pass" => Self::VoidPass,
            "unknown_pass" => Self::UnknownPass,
            "ticket_used" => Self::TicketUsed,
            "challenged" => Self::Challenged,
            "copied" => Self::Copied,
            "other_definition" => Self::OtherDefinition,
            "malformed" => Self::Malformed,
            _ => return None,
        })
    }
}

/// The sealed ballots of a zone that count by the log: the last one of each pass, without those that were taken out.
pub fn countable(entries: &[Entry], definition: &DefinitionHash, zone: &str) -> BTreeSet<[u8; 32]> {
    let mut counting = BTreeSet::new();
    for entry in entries.iter().filter(|e| e.place.definition == *definition && e.place.zone == zone) {
        match &entry.event {
            Event::Ballot { ciphertext_hash, .. } => drop(counting.insert(*ciphertext_hash)),
            Event::Replacement { ciphertext_hash, replaced, .. } => {
                counting.remove(replaced);
                counting.insert(*ciphertext_hash);
            }
            Event::Void { ciphertext_hash, .. } => drop(counting.remove(ciphertext_hash)),
            _ => {}
        }
    }
    counting
}

/// What came of testing a ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Challenged {
    Tested,
    Same,
    CastBefore,
    Closed,
    OtherDefinition,
}

impl Challenged {
    pub(super) fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "tested" => Self::Tested,
            "same" => Self::Same,
            "cast_before" => Self::CastBefore,
            "closed" => Self::Closed,
            "other_definition" => Self::OtherDefinition,
            _ => return None,
        })
    }
}

/// What came of voiding a pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Voided {
    Void,
    Same,
    Changed,
    NotClosed,
    OtherZone,
}

impl Voided {
    pub(super) fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "void" => Self::Void,
            "same" => Self::Same,
            "changed" => Self::Changed,
            "not_closed" => Self::NotClosed,
            "other_zone" => Self::OtherZone,
            _ => return None,
        })
    }
}

/// A ballot found by its receipt.
pub(super) struct Recorded {
    pub cycle: String,
    pub zone: String,
    /// The last one of its pass.
    pub live: bool,
    /// Its pass was taken out by decision of two people.
    pub is_void: bool,
    /// SHA-256 of the sealed ballot.
    pub hash: Vec<u8>,
    /// Position and bytes of its log entry, once it has one.
    pub logged: Option<(u64, Vec<u8>)>,
}

/// A line of the list of receipts that begin alike.
pub(super) struct Listed {
    pub receipt: String,
    pub zone: String,
    pub live: bool,
    pub position: i64,
}

/// What the box holds for one zone; numbers only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BoxCounts {
    /// Printed passes registered.
    pub printed: i64,
    /// Of these, not used.
    pub printed_unused: i64,
    /// Passes shown as tickets.
    pub tickets: i64,
    /// Passes that cast.
    pub cast: i64,
    /// Passes voided.
    pub void: i64,
    /// Sealed ballots that count.
    pub live: i64,
    /// Sealed ballots that a later one replaced.
    pub replaced: i64,
    /// Of the ballots that count, those whose pass was voided.
    pub voided: i64,
    /// Ballots tested in public.
    pub challenged: i64,
    /// Entries of this zone in the log of ballots.
    pub log_entries: i64,
}
