//! What happens at the box: opening polls from a frozen definition, registering printed passes, casting, closing.

use actix_web::http::StatusCode;
use ballot::{
    entry::{Entry, Event, Place},
    nonce::PassTag,
    receipt::Receipt,
    seal,
};

use super::{
    model::{CastCommand, Outcome, PassProof},
    store::{self, Entries, NewPoll},
};
use crate::{
    base::{CycleSlug, ZoneCode},
    cycles::FrozenDefinition,
    platform::{
        db::BoxConn,
        web::{AsProblem, Problem},
    },
};

/// Why a ballot was not taken. Nothing was stored in any of these cases.
#[derive(Debug, thiserror::Error)]
pub enum CastError {
    /// Voting is over, or has not begun.
    #[error("voting is closed")]
    Closed,
    /// This pass has voted and the rulebook allows no change.
    #[error("this pass has voted")]
    AlreadyVoted,
    /// The pass was voided.
    #[error("the pass was voided")]
    PassVoid,
    /// No such printed pass in this zone.
    #[error("the pass is not known in this zone")]
    PassUnknown,
    /// The ticket cast another ballot before.
    #[error("the ticket was used for another ballot")]
    TicketUsed,
    /// The ballot was tested in public and can't be cast.
    #[error("the ballot was tested")]
    Tested,
    /// The ballot was sealed under another definition, copied, or damaged.
    #[error("the ballot does not fit this poll")]
    DoesNotFit,
    /// The log entry could not be made.
    #[error("the log entry can't be made")]
    Entry,
    /// The database.
    #[error(transparent)]
    Db(#[from] diesel::result::Error),
}

impl AsProblem for CastError {
    fn problem(&self) -> Problem {
        let conflict = |code, title, text| Problem::new(StatusCode::CONFLICT, code, title, text);
        match self {
            Self::Db(error) => Problem::database(error),
            Self::Closed => conflict("ballotbox.closed", "cast-closed-title", "cast-closed-text"),
            Self::AlreadyVoted => conflict("ballotbox.already_voted", "cast-already-title", "cast-already-text"),
            Self::PassVoid => conflict("ballotbox.pass_void", "cast-void-title", "cast-void-text"),
            Self::PassUnknown => conflict("ballotbox.pass_unknown", "cast-unknown-title", "cast-unknown-text"),
            Self::TicketUsed => conflict("ballotbox.ticket_used", "cast-ticket-used-title", "cast-ticket-used-text"),
            Self::Tested | Self::DoesNotFit => {
                conflict("ballotbox.does_not_fit", "cast-does-not-fit-title", "cast-does-not-fit-text")
            }
            Self::Entry => Problem::internal(self),
        }
    }
}

fn entries(command: &CastCommand) -> Result<Entries, CastError> {
    let place = Place { definition: command.definition, zone: command.zone.to_string(), style: command.style };
    let pass = command.pass.tag().mark(&command.definition);
    let ciphertext_hash = command.sealed.hash();
    let encode = |event| Entry { place: place.clone(), event }.encode().map_err(|_| CastError::Entry);
    let first = encode(Event::Ballot { pass, ciphertext_hash })?;
    let mut replacement = encode(Event::Replacement { pass, ciphertext_hash, replaced: [0; 32] })?;
    replacement.truncate(replacement.len().saturating_sub(32));
    Ok(Entries { first, replacement })
}

/// Casts a sealed ballot: stored, or answered with the same receipt when it was stored before.
///
/// # Errors
/// [`CastError`]; nothing is stored then.
pub async fn cast_ballot(conn: &mut BoxConn, command: &CastCommand) -> Result<Receipt, CastError> {
    if let PassProof::Ticket(ticket) = &command.pass
        && ticket.admits(&command.definition, command.zone.as_str(), command.style).is_err()
    {
        return Err(CastError::DoesNotFit);
    }
    let outcome = store::cast(conn, command, &entries(command)?).await?;
    match outcome {
        Some(Outcome::Cast | Outcome::Replaced | Outcome::Same) => Ok(command.receipt()),
        Some(Outcome::Closed) => Err(CastError::Closed),
        Some(Outcome::AlreadyVoted) => Err(CastError::AlreadyVoted),
        Some(Outcome::VoidPass) => Err(CastError::PassVoid),
        Some(Outcome::UnknownPass) => Err(CastError::PassUnknown),
        Some(Outcome::TicketUsed) => Err(CastError::TicketUsed),
        Some(Outcome::Challenged) => Err(CastError::Tested),
        Some(Outcome::Copied | Outcome::OtherDefinition | Outcome::Malformed) | None => Err(CastError::DoesNotFit),
    }
}

/// Opens a poll for each contest of a frozen definition. Doing it again changes nothing.
///
/// # Errors
/// The database's own error.
pub async fn open_polls(conn: &mut BoxConn, frozen: &FrozenDefinition) -> Result<(), CastError> {
    let definition = &frozen.definition;
    for contest in &definition.contests {
        let poll = NewPoll {
            cycle: &definition.cycle,
            zone: &contest.zone,
            definition_hash: &frozen.hash.0,
            style: i16::try_from(contest.style).unwrap_or(i16::MAX),
            ballot_bytes: i32::try_from(seal::sealed_len(contest)).unwrap_or(i32::MAX),
            change_allowed: definition.change_allowed,
            opens_epoch: definition.opens_at,
            closes_epoch: definition.closes_at,
            grace_seconds: i32::try_from(definition.grace_seconds).unwrap_or(0),
        };
        store::insert_poll(conn, &poll).await?;
    }
    Ok(())
}

/// Registers printed passes by their tags; returns how many were new.
///
/// # Errors
/// The database's own error.
pub async fn register_passes(
    conn: &mut BoxConn,
    cycle: &CycleSlug,
    zone: &ZoneCode,
    tags: &[PassTag],
) -> Result<usize, CastError> {
    Ok(store::insert_printed_passes(conn, cycle.as_str(), zone.as_str(), tags).await?)
}

/// Closes every poll of a cycle; waits for casts that are being written, and none can follow.
///
/// # Errors
/// The database's own error.
pub async fn close_polls(conn: &mut BoxConn, cycle: &CycleSlug) -> Result<(), CastError> {
    store::close(conn, cycle.as_str()).await?;
    Ok(())
}
