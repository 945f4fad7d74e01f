//! Tickets: an online pass as a signed statement that the browser carries from verification to the box.
//! The expiry is a whole hour, so a ticket carries no fine time (trust.md section 4, step 4).

use data_encoding::BASE64URL_NOPAD;
use zeroize::Zeroizing;

use crate::DefinitionHash;
use crate::canonical::frame;
use crate::definition::MAX_ID;
use crate::keys::{self, signing_key};
use crate::nonce::{Nonce, PassTag, pass_tag};
use crate::reader::Reader;

const LABEL: &[u8] = b"reparto/ticket/v1";
const PREFIX: &str = "reparto-ticket-1.";
const VERSION: u8 = 1;
const MAX_TEXT: usize = 320;
const HOUR: i64 = 3600;

signing_key! {
    /// The ticket key of trust.md section 3: signs tickets and nothing else.
    TicketKey
}

/// What a ticket grants; the argument of [`Ticket::sign`].
pub struct Grant {
    /// Definition in force.
    pub definition: DefinitionHash,
    /// Zone id, 1 to 64 bytes.
    pub zone: String,
    /// Ballot style of the contest.
    pub style: u16,
    /// The person's nonce in this zone.
    pub nonce: Nonce,
    /// Sixteen random bytes that tell two issues of one pass apart.
    pub ticket_id: [u8; 16],
    /// Unix seconds; [`Ticket::sign`] rounds up to the hour.
    pub expires_at: i64,
}

/// A signed ticket. Carries the nonce, so it has no `Debug` and no serde.
#[derive(Clone)]
pub struct Ticket {
    /// Definition in force.
    pub definition: DefinitionHash,
    /// Zone id, 1 to 64 bytes.
    pub zone: String,
    /// Ballot style of the contest.
    pub style: u16,
    /// The person's nonce in this zone.
    pub nonce: Nonce,
    /// Sixteen random bytes that tell two issues of one pass apart.
    pub ticket_id: [u8; 16],
    /// Unix seconds, a whole hour; from then on the ticket is refused.
    pub expires_at: i64,
    /// Ed25519 over frame("reparto/ticket/v1", definition, zone, style, nonce, ticket id, expiry).
    pub signature: [u8; 64],
}

/// A ticket whose signature and expiry held. Only [`Ticket::verify`] makes one.
#[derive(Clone)]
pub struct VerifiedTicket(Ticket);

/// Why a ticket is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TicketFault {
    /// The text is not a ticket of this version.
    #[error("this is not a ticket of a known version")]
    Malformed,
    /// The text is longer than any ticket.
    #[error("this text is too long for a ticket")]
    TooLong,
    /// Zone ids have 1 to 64 bytes.
    #[error("the zone of a ticket has 1 to 64 bytes")]
    Zone,
    /// The expiry is not a whole hour, or lies outside the calendar.
    #[error("the expiry of a ticket is a whole hour")]
    Expiry,
    /// The signature is not of this key over these fields.
    #[error("the signature of the ticket is not valid")]
    BadSignature,
    /// The hour of expiry has come.
    #[error("the ticket has expired")]
    Expired,
    /// The ticket was issued for another definition.
    #[error("the ticket belongs to another vote")]
    OtherDefinition,
    /// The ticket was issued for another zone or style.
    #[error("the ticket belongs to another zone")]
    OtherContest,
}

impl Ticket {
    /// Signs a grant, its expiry rounded up to the hour. Errors: [`TicketFault::Zone`], [`TicketFault::Expiry`].
    pub fn sign(key: &TicketKey, grant: Grant) -> Result<Self, TicketFault> {
        let Grant { definition, zone, style, nonce, ticket_id, expires_at } = grant;
        check_zone(&zone)?;
        let expires_at = round_up(expires_at).ok_or(TicketFault::Expiry)?;
        let signature = [0; 64];
        let mut ticket = Self { definition, zone, style, nonce, ticket_id, expires_at, signature };
        ticket.signature = keys::sign(&key.0, &ticket.message());
        Ok(ticket)
    }

    /// Checks signature and expiry at `now` (unix seconds). Errors in this order:
    /// [`TicketFault::BadSignature`], [`TicketFault::Expiry`], [`TicketFault::Expired`].
    pub fn verify(&self, public: &[u8; 32], now: i64) -> Result<VerifiedTicket, TicketFault> {
        if !keys::verifies(public, &self.message(), &self.signature) {
            return Err(TicketFault::BadSignature);
        }
        if self.expires_at % HOUR != 0 {
            return Err(TicketFault::Expiry);
        }
        if now >= self.expires_at {
            return Err(TicketFault::Expired);
        }
        Ok(VerifiedTicket(self.clone()))
    }

    fn message(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(frame(&[
            LABEL,
            &self.definition.0,
            self.zone.as_bytes(),
            &self.style.to_be_bytes(),
            self.nonce.expose(),
            &self.ticket_id,
            &self.expires_at.to_be_bytes(),
        ]))
    }

    /// `reparto-ticket-1.` and base64url without padding of version 1, definition 32, zone length 1,
    /// zone, style 2, nonce 32, ticket id 16, expiry 8, signature 64.
    pub fn to_text(&self) -> Zeroizing<String> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(156 + self.zone.len()));
        bytes.push(VERSION);
        bytes.extend_from_slice(&self.definition.0);
        bytes.push(u8::try_from(self.zone.len()).unwrap_or(u8::MAX));
        bytes.extend_from_slice(self.zone.as_bytes());
        bytes.extend_from_slice(&self.style.to_be_bytes());
        bytes.extend_from_slice(self.nonce.expose());
        bytes.extend_from_slice(&self.ticket_id);
        bytes.extend_from_slice(&self.expires_at.to_be_bytes());
        bytes.extend_from_slice(&self.signature);
        let mut text = Zeroizing::new(String::with_capacity(MAX_TEXT));
        text.push_str(PREFIX);
        BASE64URL_NOPAD.encode_append(&bytes, &mut text);
        text
    }

    /// Reads what [`Ticket::to_text`] writes; white space at the ends is ignored. Does not verify.
    pub fn from_text(text: &str) -> Result<Self, TicketFault> {
        let text = text.trim();
        if text.len() > MAX_TEXT {
            return Err(TicketFault::TooLong);
        }
        let body = text.strip_prefix(PREFIX).ok_or(TicketFault::Malformed)?;
        let decoded = BASE64URL_NOPAD.decode(body.as_bytes());
        let bytes = Zeroizing::new(decoded.map_err(|_| TicketFault::Malformed)?);
        Self::read(&bytes).ok_or(TicketFault::Malformed)
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        if reader.u8()? != VERSION {
            return None;
        }
        let ticket = Self {
            definition: DefinitionHash(reader.array()?),
            zone: reader.short_text().filter(|zone| check_zone(zone).is_ok())?.to_owned(),
            style: reader.u16()?,
            nonce: Nonce::from_bytes(reader.array()?),
            ticket_id: reader.array()?,
            expires_at: reader.i64()?,
            signature: reader.array()?,
        };
        reader.is_empty().then_some(ticket)
    }
}

impl VerifiedTicket {
    /// The ticket itself.
    pub fn ticket(&self) -> &Ticket {
        &self.0
    }

    /// The tag under which the box keeps this pass.
    pub fn pass_tag(&self) -> PassTag {
        pass_tag(&self.0.nonce)
    }

    /// Refuses a ticket of another definition, zone or style.
    pub fn admits(&self, definition: &DefinitionHash, zone: &str, style: u16) -> Result<(), TicketFault> {
        if self.0.definition != *definition {
            return Err(TicketFault::OtherDefinition);
        }
        if self.0.zone != zone || self.0.style != style {
            return Err(TicketFault::OtherContest);
        }
        Ok(())
    }
}

fn check_zone(zone: &str) -> Result<(), TicketFault> {
    if zone.is_empty() || zone.len() > MAX_ID { Err(TicketFault::Zone) } else { Ok(()) }
}

fn round_up(seconds: i64) -> Option<i64> {
    match seconds.rem_euclid(HOUR) {
        0 => Some(seconds),
        over => seconds.checked_add(HOUR - over),
    }
}
