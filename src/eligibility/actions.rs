//! What happens at the door: asking for a code, giving it and getting a ticket, registering printed passes,
//! and cutting the links. The answer to "is this phone known" is the same for known and unknown.

use ballot::{
    nonce::person_nonce,
    ticket::{Grant as TicketGrant, Ticket, TicketKey},
};
use chrono::{DateTime, Duration, Utc};

use super::{
    contact::Contact,
    issuances,
    link_key::LinkKeys,
    model::{self, CODES_PER_JOURNEY, CODES_PER_PERSON, Door, JourneyTag, PAUSE, TRIES, WINDOW},
    store::{self, CodeLimits, NewVerification, Verification},
};
use crate::{
    base::{CycleSlug, Env, ZoneCode},
    cycles::{Cycle, FrozenDefinition, VotingOpen},
    platform::{
        db::CivicConn,
        jobs::{self, Job},
        keys::{self, Key, KeyFault},
        senders::{Channel, Message, SendMessage},
        web::{AsProblem, Problem},
    },
    transparency::{self, Act},
};

/// Why the door stays closed.
#[derive(Debug, thiserror::Error)]
pub enum EligibilityError {
    /// What was typed is no code.
    #[error("not a code")]
    NotACode(model::CodeFault),
    /// No code that can still be used was asked for on this device.
    #[error("the code ran out")]
    CodeExpired,
    /// Wrong code.
    #[error("the code is wrong")]
    WrongCode,
    /// Too many wrong guesses, or too many codes; wait until then.
    #[error("too many tries")]
    Locked(DateTime<Utc>),
    /// One ballot per cycle, and it was in another zone.
    #[error("a pass was issued in zone {0}")]
    VotedInZone(String),
    /// Voting closed in between.
    #[error("voting is closed")]
    Closed,
    /// The link key is missing or unreadable.
    #[error(transparent)]
    LinkKey(#[from] KeyFault),
    /// The ticket could not be signed.
    #[error("the ticket can't be signed")]
    Ticket,
    /// The database.
    #[error("the database: {0}")]
    Db(#[from] diesel::result::Error),
}

impl AsProblem for EligibilityError {
    fn problem(&self) -> Problem {
        match self {
            Self::Db(error) => Problem::database(error),
            Self::Locked(_) => Problem::too_many(120),
            _ => Problem::internal(self),
        }
    }
}

/// A code that someone asks for.
pub struct CodeAsked<'a> {
    /// The cycle.
    pub cycle: &'a Cycle,
    /// The zone they vote in.
    pub zone: &'a ZoneCode,
    /// Where the code goes.
    pub contact: &'a Contact,
    /// The browser's journey.
    pub journey: JourneyTag,
    /// Language code of the message.
    pub lang: &'a str,
    /// Subject, and a text with `{code}` where the code goes.
    pub words: (String, String),
}

fn code_hash(key: &Key, journey: &JourneyTag, code: &str) -> [u8; 32] {
    keys::keyed_hash(key, &[b"code", &journey.0, code.as_bytes()])
}

/// Makes a code, stores its keyed hash and queues the message, all in one statement. Earlier codes keep working until their own end.
/// Limits are per journey and per contact, so that a stranger can burn their own tries and little of anyone else's.
///
/// # Errors
/// [`EligibilityError::Locked`] with the moment from which a new code may be asked for.
pub async fn ask_code(
    conn: &mut CivicConn,
    env: &Env,
    key: &Key,
    _open: &VotingOpen,
    asked: &CodeAsked<'_>,
) -> Result<(), EligibilityError> {
    let person = asked.contact.person(key);
    let code = model::new_code(&env.random);
    let door = asked.contact.door();
    let message = Message {
        to: asked.contact.address().to_owned(),
        channel: if door == Door::Text { Channel::Text } else { Channel::Email },
        lang: asked.lang.to_owned(),
        subject: asked.words.0.clone(),
        text: asked.words.1.replace("{code}", &code),
        at: env.now.to_rfc3339(),
    };
    let new = NewVerification {
        id: env.random.uuid(),
        cycle: asked.cycle.slug.as_str(),
        zone: asked.zone.as_str(),
        door: door.code(),
        person: &person,
        journey: &asked.journey.0,
        code_hash: &code_hash(key, &asked.journey, &code),
        asked_at: env.now,
        expires_at: env.now + door.code_life(),
        tries_left: TRIES,
        job: (SendMessage::KIND, jobs::sealed(env, key, &SendMessage(message))?),
    };
    let limits = CodeLimits {
        since: env.now - WINDOW,
        last_before: env.now - PAUSE,
        of_journey: CODES_PER_JOURNEY,
        of_person: CODES_PER_PERSON,
        ended_before: env.now - Duration::days(1),
    };
    let outcome = store::insert_verification(conn, &new, &limits).await?;
    if outcome.is_made {
        return Ok(());
    }
    let pause_ends = outcome.last.map(|last| last + PAUSE).filter(|end| *end > env.now);
    Err(EligibilityError::Locked(pause_ends.unwrap_or(env.now + Duration::minutes(2))))
}

/// What giving a code came to. A wrong guess must be counted, so it commits and is not an error of the transaction.
pub enum Given {
    /// The ticket.
    Ticket(Box<Ticket>),
    /// Refused.
    No(EligibilityError),
}

/// The keys that issuing a ticket needs.
pub struct IssueKeys<'a> {
    /// Keyed hashes.
    pub contact: &'a Key,
    /// Signs tickets.
    pub ticket: &'a Key,
    /// Leads from a person to a pass.
    pub link: &'a LinkKeys,
}

/// Checks a code, records the issuance and returns a signed ticket. The same person gets the same pass again, which is
/// how a vote is changed; the same code again gives the same ticket, which is how a lost answer is repeated.
///
/// # Errors
/// The database's and the key directory's; refusals are [`Given::No`].
pub async fn issue_ticket(
    conn: &mut CivicConn,
    env: &Env,
    keys: &IssueKeys<'_>,
    (cycle, frozen): (&Cycle, &FrozenDefinition),
    (zone, journey, typed): (&ZoneCode, JourneyTag, &str),
) -> Result<Given, EligibilityError> {
    let code = match model::parse_code(typed) {
        Ok(code) => code,
        Err(fault) => return Ok(Given::No(EligibilityError::NotACode(fault))),
    };
    let pending = store::lock_by_journey(conn, cycle.slug.as_str(), &journey).await?;
    let wanted = code_hash(keys.contact, &journey, &code);
    let found = match judge(pending, zone, &wanted, env.now) {
        Ok(found) => found,
        Err(EligibilityError::WrongCode) => {
            store::mark_wrong_guess(conn, &journey).await?;
            return Ok(Given::No(EligibilityError::WrongCode));
        }
        Err(refusal) => return Ok(Given::No(refusal)),
    };
    if !cycle.may_cast(found.asked_at.timestamp()) {
        return Ok(Given::No(EligibilityError::Closed));
    }
    record_and_sign(conn, env, keys, (cycle, frozen), zone, &found).await
}

/// Which of the codes on their way was given; all are compared, in constant time each.
fn judge(
    pending: Vec<Verification>,
    zone: &ZoneCode,
    wanted: &[u8; 32],
    now: DateTime<Utc>,
) -> Result<Verification, EligibilityError> {
    let mut alive: Vec<Verification> = pending.into_iter().filter(|v| v.expires_at > now && v.zone == zone.as_str()).collect();
    if alive.is_empty() {
        return Err(EligibilityError::CodeExpired);
    }
    alive.retain(|v| v.tries_left > 0);
    if alive.is_empty() {
        return Err(EligibilityError::Locked(now + Duration::minutes(2)));
    }
    let mut matching = None;
    for candidate in alive {
        if keys::same(&candidate.code_hash, wanted) && matching.is_none() {
            matching = Some(candidate);
        }
    }
    matching.ok_or(EligibilityError::WrongCode)
}

async fn record_and_sign(
    conn: &mut CivicConn,
    env: &Env,
    keys: &IssueKeys<'_>,
    (cycle, frozen): (&Cycle, &FrozenDefinition),
    zone: &ZoneCode,
    found: &Verification,
) -> Result<Given, EligibilityError> {
    let scope = frozen.definition.scope(zone.as_str());
    if !issuances::record_for_code(conn, env, frozen, (zone, scope), found).await? {
        let first_zone = store::zone_of_issuance(conn, cycle.slug.as_str(), scope, &found.person).await?;
        if first_zone != zone.as_str() {
            return Ok(Given::No(EligibilityError::VotedInZone(first_zone)));
        }
    }
    let link = keys.link.read(&cycle.slug)?;
    let mut ticket_id = [0; 16];
    // Derived, so that the same code gives the same ticket, and no value stored here is found in the box.
    let long = keys::keyed_hash(&link, &[b"ticket", found.id.as_bytes()]);
    ticket_id.iter_mut().zip(long).for_each(|(to, from)| *to = from);
    let contest = frozen.contest(zone).ok_or(EligibilityError::Ticket)?;
    let grant = TicketGrant {
        definition: frozen.hash,
        zone: zone.to_string(),
        style: contest.style,
        nonce: person_nonce(link.reveal(), cycle.slug.as_str(), scope, &found.person),
        ticket_id,
        expires_at: (env.now + Duration::hours(1)).timestamp(),
    };
    let signed = Ticket::sign(&TicketKey::from_seed(keys.ticket.reveal()), grant).map_err(|_| EligibilityError::Ticket)?;
    Ok(Given::Ticket(Box::new(signed)))
}

/// Records that passes were printed for a zone.
///
/// # Errors
/// The database's own error.
pub async fn record_pass_batch(
    conn: &mut CivicConn,
    env: &Env,
    actor: &str,
    cycle: &CycleSlug,
    zone: &ZoneCode,
    printed: u16,
) -> Result<(), EligibilityError> {
    store::insert_pass_batch(conn, cycle.as_str(), zone.as_str(), i32::from(printed), env.now.date_naive(), actor).await?;
    let act = Act::new(cycle.as_str(), "passes.printed", actor).fact("zone", zone.as_str()).fact("count", printed);
    Ok(transparency::record(conn, env.now, &act).await?)
}

/// Destroys the link key for good. Doing it again is no error.
///
/// # Errors
/// The key directory's; the key may then still exist and the links must not be reported as cut.
pub fn cut_links(env: &Env, link: &LinkKeys, cycle: &CycleSlug) -> Result<(), EligibilityError> {
    Ok(link.destroy(cycle, &env.random)?)
}
