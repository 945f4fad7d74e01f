//! What happens at the box: opening polls from a frozen definition, registering printed passes, casting, closing.

use actix_web::http::StatusCode;
use ballot::{
    entry::{Entry, Event, Place, VoidReason},
    nonce::PassTag,
    receipt::Receipt,
    seal::{self, SealedBallot},
};

use super::{
    model::{CastCommand, Challenged, Outcome, PassProof, Voided},
    store::{self, CastRow, NewPoll},
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
    /// The ballot to be tested was cast.
    #[error("this very ballot was cast")]
    AlreadyCast,
    /// A pass is voided after the close only.
    #[error("voting is not closed")]
    NotClosed,
    /// Too many ballots wait to be written.
    #[error("the line of ballots is full")]
    Busy,
    /// The log entry could not be made.
    #[error("the log entry can't be made")]
    Entry,
    /// The database.
    #[error("the database: {0}")]
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
            Self::AlreadyCast => conflict("ballotbox.already_cast", "test-cast-title", "test-cast-text"),
            Self::NotClosed => conflict("ballotbox.not_closed", "cycles-step-refused-title", "cycles-step-refused-text"),
            Self::Busy => {
                let mut busy =
                    Problem::new(StatusCode::SERVICE_UNAVAILABLE, "ballotbox.busy", "cast-busy-title", "cast-busy-text");
                busy.retry_after = Some(5);
                busy
            }
            Self::Entry => Problem::internal(self),
        }
    }
}

fn row(command: &CastCommand) -> Result<CastRow, CastError> {
    let place = Place { definition: command.definition, zone: command.zone.to_string(), style: command.style };
    let pass = command.pass.tag().mark(&command.definition);
    let ciphertext_hash = command.sealed.hash();
    let encode = |event| Entry { place: place.clone(), event }.encode().map_err(|_| CastError::Entry);
    let mut replacement = encode(Event::Replacement { pass, ciphertext_hash, replaced: [0; 32] })?;
    replacement.truncate(replacement.len().saturating_sub(32));
    Ok(CastRow {
        cycle: command.cycle.to_string(),
        zone: command.zone.to_string(),
        definition: command.definition.0.to_vec(),
        style: i16::try_from(command.style).unwrap_or(i16::MAX),
        kind: command.pass.kind(),
        tag: command.pass.tag().0.to_vec(),
        ticket: command.pass.ticket_tag().map(|tag| tag.to_vec()),
        begun: command.begun,
        hash: ciphertext_hash.to_vec(),
        ciphertext: command.sealed.as_bytes().to_vec(),
        receipt: command.receipt().to_string().replace(' ', ""),
        first: encode(Event::Ballot { pass, ciphertext_hash })?,
        replacement,
    })
}

fn judge(outcome: Option<Outcome>, command: &CastCommand) -> Result<Receipt, CastError> {
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

/// Whether the right to cast that a ballot came with is one for this ballot.
///
/// # Errors
/// [`CastError::DoesNotFit`].
pub(super) fn admit(command: &CastCommand) -> Result<(), CastError> {
    match &command.pass {
        PassProof::Ticket(ticket) => {
            ticket.admits(&command.definition, command.zone.as_str(), command.style).map_err(|_| CastError::DoesNotFit)
        }
        PassProof::Printed(_) => Ok(()),
    }
}

/// Casts sealed ballots that were admitted, in one transaction; each gets its own answer.
///
/// # Errors
/// The database's own error, and then none of them is stored.
pub(super) async fn cast_group(
    conn: &mut BoxConn,
    commands: &[&CastCommand],
) -> Result<Vec<Result<Receipt, CastError>>, CastError> {
    let rows = commands.iter().map(|command| row(command)).collect::<Result<Vec<_>, _>>()?;
    let outcomes = store::cast_all(conn, &rows).await?;
    Ok(commands.iter().zip(outcomes).map(|(command, outcome)| judge(outcome, command)).collect())
}

/// Casts one sealed ballot: stored, or answered with the same receipt when it was stored before. Residents' casts go
/// through the [`super::CastQueue`], which shares transactions among those that wait together.
///
/// # Errors
/// [`CastError`]; nothing is stored then.
pub async fn cast_ballot(conn: &mut BoxConn, command: &CastCommand) -> Result<Receipt, CastError> {
    admit(command)?;
    cast_group(conn, &[command]).await?.pop().unwrap_or(Err(CastError::Entry))
}

/// A ballot that its voter tests in public instead of casting it.
pub struct ChallengeCommand {
    /// The contest, under the definition it was sealed under.
    pub place: Place,
    /// The cycle.
    pub cycle: CycleSlug,
    /// The sealed ballot.
    pub sealed: SealedBallot,
    /// The seed it was sealed with, which becomes public.
    pub seed: [u8; 32],
    /// The padded choices, which become public.
    pub plain: Vec<u8>,
}

/// Logs a ballot as tested: with its seed and choices anyone can seal it again and compare, and it can never be cast.
/// Doing it again gives the same answer.
///
/// # Errors
/// [`CastError::Closed`]; [`CastError::AlreadyCast`] when the very same sealed ballot was cast.
pub async fn challenge_ballot(conn: &mut BoxConn, command: &ChallengeCommand) -> Result<Receipt, CastError> {
    let (place, hash) = (&command.place, command.sealed.hash());
    let event = Event::Challenged { ciphertext_hash: hash, seed: command.seed, plain: command.plain.clone() };
    let entry = Entry { place: place.clone(), event }.encode().map_err(|_| CastError::Entry)?;
    let names = (command.cycle.as_str(), place.zone.as_str());
    match store::challenge(conn, names, &place.definition.0, &hash, &entry).await? {
        Some(Challenged::Tested | Challenged::Same) => Ok(Receipt::of(&place.definition, &place.zone, &command.sealed)),
        Some(Challenged::Closed) => Err(CastError::Closed),
        Some(Challenged::CastBefore) => Err(CastError::AlreadyCast),
        Some(Challenged::OtherDefinition) | None => Err(CastError::DoesNotFit),
    }
}

/// A pass to be taken out, as two people decided.
pub struct VoidCommand<'a> {
    /// The contest.
    pub place: &'a Place,
    /// The cycle.
    pub cycle: &'a CycleSlug,
    /// The pass.
    pub tag: PassTag,
    /// Hash of the ballot that counts for it, as the decision names it; nothing when it never cast.
    pub ballot: Option<[u8; 32]>,
    /// Ground.
    pub reason: VoidReason,
    /// Leaf hash of the decision in the log of acts.
    pub act: [u8; 32],
}

/// Takes a pass and its ballot out. Doing it again changes nothing.
///
/// # Errors
/// [`CastError::NotClosed`] while voting is open; [`CastError::DoesNotFit`] when the pass has another ballot or zone.
pub async fn void_pass(conn: &mut BoxConn, command: &VoidCommand<'_>) -> Result<(), CastError> {
    let place = command.place;
    let pass = command.tag.mark(&place.definition);
    let encode = |ciphertext_hash| {
        let event = Event::Void { pass, ciphertext_hash, reason: command.reason, act: command.act };
        Entry { place: place.clone(), event }.encode().map_err(|_| CastError::Entry)
    };
    let entry = command.ballot.map(encode).transpose()?;
    let names = (command.cycle.as_str(), place.zone.as_str());
    let ballot = command.ballot.as_ref().map(|hash| &hash[..]);
    match store::void(conn, names, &command.tag.0, ballot, entry.as_deref()).await? {
        Some(Voided::Void | Voided::Same) => Ok(()),
        Some(Voided::NotClosed) => Err(CastError::NotClosed),
        Some(Voided::Changed | Voided::OtherZone) | None => Err(CastError::DoesNotFit),
    }
}

/// True for a printed pass that was registered for its zone; its tag is made from code and zone together.
///
/// # Errors
/// The database's own error.
pub async fn is_printed_pass(conn: &mut BoxConn, tag: &PassTag) -> diesel::QueryResult<bool> {
    store::has_printed_pass(conn, &tag.0).await
}

/// Hash of the ballot that counts for a pass.
///
/// # Errors
/// The database's own error.
pub async fn ballot_of_pass(conn: &mut BoxConn, tag: &PassTag) -> diesel::QueryResult<Option<[u8; 32]>> {
    Ok(store::live_ballot_of(conn, &tag.0).await?.and_then(|hash| hash.try_into().ok()))
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
