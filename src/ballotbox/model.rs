//! What can be cast and what came of it (trust.md section 4).

use ballot::{DefinitionHash, nonce::PassTag, receipt::Receipt, seal::SealedBallot, ticket::VerifiedTicket};

use crate::base::{CycleSlug, ZoneCode};

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

/// A ballot found by its receipt.
pub(super) struct Recorded {
    pub cycle: String,
    pub zone: String,
    pub live: bool,
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
}
