//! Giving an idea on the site, and typing one in for somebody.

use super::{
    super::{
        model::{AgeGroup, Channel, Contact, Desk, EventKind, Idea, IdeaEvent, IdeaId, IdeaState},
        sound::Recording,
        store::{self, NewIdea},
    },
    IdeaError, today,
};
use crate::{
    base::{CycleSlug, Env, Lang, ZoneCode},
    cycles::{self, PhaseName, PhaseState},
    platform::{
        db::CivicConn,
        keys::{self, Key},
        senders,
    },
    transparency::{self, Act},
};

/// Letters and digits that are not taken for each other, read aloud or on paper (Crockford's base 32).
const CODE_LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// An idea as a resident gives it.
pub(in crate::ideas) struct Gift<'a> {
    pub cycle: &'a CycleSlug,
    pub zone: &'a ZoneCode,
    pub words: &'a str,
    pub place: &'a str,
    pub recording: Option<&'a Recording>,
    pub age: AgeGroup,
    pub contact: Option<&'a Contact>,
    pub lang: Lang,
    pub token: &'a str,
}

/// What giving came to.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::ideas) struct Given {
    /// Public number.
    pub number: i32,
    /// Private code of the page on which the giver sees what became of it.
    pub code: String,
}

/// An idea as somebody types it in for another.
pub struct PaperIdea<'a> {
    /// The cycle.
    pub cycle: &'a CycleSlug,
    /// The zone.
    pub zone: &'a ZoneCode,
    /// What was said or written.
    pub words: &'a str,
    /// A corner or place; may be empty.
    pub place: &'a str,
    /// Language of the words, when known.
    pub lang: Option<&'a str>,
    /// How it came.
    pub channel: Channel,
    /// Name of the event it came from.
    pub event_name: Option<&'a str>,
    /// Language in which its giver is answered.
    pub answer_lang: Lang,
    /// The form's token: the same one again makes no second idea.
    pub token: &'a str,
}

/// What the table keeps of a form's token.
pub(in crate::ideas) fn form_hash(token: &str) -> [u8; 32] {
    ballot::canonical::sha256(&[b"idea-form", token.as_bytes()])
}

/// The private code of the idea that a form gives: the same for a second press, though only its hash is kept. Eighty bits.
pub(in crate::ideas) fn follow_code(key: &Key, token: &str) -> String {
    let hash = keys::keyed_hash(key, &[b"idea-follow", token.as_bytes()]);
    let letter = |byte: &u8| CODE_LETTERS.get(usize::from(byte & 31)).copied().unwrap_or(b'0');
    let letters: Vec<u8> = hash.iter().take(16).map(letter).collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| String::from_utf8_lossy(group).into_owned()).collect();
    groups.join("-")
}

/// What the table keeps of a private code, however it was typed.
pub(in crate::ideas) fn follow_hash(key: &Key, code: &str) -> [u8; 32] {
    let plain: String = code.to_uppercase().chars().filter(char::is_ascii_alphanumeric).collect();
    let read = plain.replace(['I', 'L'], "1").replace('O', "0");
    keys::keyed_hash(key, &[b"idea-code", read.as_bytes()])
}

/// What this form gave before, if its last button was pressed before.
///
/// # Errors
/// The database's own error.
pub(in crate::ideas) async fn given_before(conn: &mut CivicConn, key: &Key, token: &str) -> Result<Option<Given>, IdeaError> {
    let found = store::find_by_form(conn, &form_hash(token)).await?;
    Ok(found.map(|number| Given { number, code: follow_code(key, token) }))
}

fn sealed(env: &Env, key: &Key, gift: &Gift<'_>) -> Option<Vec<u8>> {
    let contact = gift.contact.filter(|_| gift.age.may_leave_contact())?;
    let door = match contact.channel() {
        senders::Channel::Text => "text",
        senders::Channel::Email => "email",
    };
    Some(keys::seal(key, "idea-contact", format!("{door}:{}", contact.address()).as_bytes(), &env.random))
}

/// Gives an idea. Pressing again gives nothing new and answers the same.
///
/// # Errors
/// [`IdeaError::NotNow`] outside the ideas phase by the database's clock; [`IdeaError::NoSuch`] for a zone that is not in the
/// cycle.
pub(in crate::ideas) async fn give(conn: &mut CivicConn, env: &Env, key: &Key, gift: &Gift<'_>) -> Result<Given, IdeaError> {
    let cycle = cycles::lock_cycle(conn, gift.cycle).await?;
    if let Some(before) = given_before(conn, key, gift.token).await? {
        return Ok(before);
    }
    let phase = cycles::phase_state(conn, gift.cycle, PhaseName::Ideas).await?;
    // The freeze deletes all contacts; none comes after it.
    if phase.open().is_none() || cycle.definition_hash.is_some() {
        return Err(IdeaError::NotNow(phase));
    }
    check_zone(conn, gift.cycle, gift.zone).await?;
    let code = follow_code(key, gift.token);
    let new = NewIdea {
        id: IdeaId(env.random.uuid()),
        cycle: gift.cycle,
        zone: gift.zone,
        words: gift.words,
        place: gift.place,
        lang: None,
        channel: Channel::Web,
        event_name: None,
        given_on: today(env),
        age: Some(gift.age),
        contact_sealed: sealed(env, key, gift),
        answer_lang: gift.lang.code(),
        form_hash: form_hash(gift.token),
        follow_hash: Some(follow_hash(key, &code)),
    };
    let number = store::insert_idea(conn, &new).await?;
    if let Some(recording) = gift.recording {
        store::insert_sound(conn, new.id, recording.media_type, &recording.bytes).await?;
    }
    begin(conn, &new, EventKind::Given, "resident").await?;
    Ok(Given { number, code })
}

/// Types an idea in for somebody, from paper, a call or an event. It may come in after the phase, never before.
///
/// # Errors
/// [`IdeaError::OtherZone`], [`IdeaError::NotNow`], [`IdeaError::NoSuch`].
pub async fn enter(conn: &mut CivicConn, env: &Env, desk: &Desk, paper: &PaperIdea<'_>) -> Result<i32, IdeaError> {
    desk.demand(paper.zone)?;
    let cycle = cycles::lock_cycle(conn, paper.cycle).await?;
    if let Some(before) = store::find_by_form(conn, &form_hash(paper.token)).await? {
        return Ok(before);
    }
    let phase = cycles::phase_state(conn, paper.cycle, PhaseName::Ideas).await?;
    if cycle.definition_hash.is_some() || !matches!(phase, PhaseState::Open(_) | PhaseState::Over(_)) {
        return Err(IdeaError::NotNow(phase));
    }
    check_zone(conn, paper.cycle, paper.zone).await?;
    let new = NewIdea {
        id: IdeaId(env.random.uuid()),
        cycle: paper.cycle,
        zone: paper.zone,
        words: paper.words,
        place: paper.place,
        lang: paper.lang,
        channel: paper.channel,
        event_name: paper.event_name,
        given_on: today(env),
        age: None,
        contact_sealed: None,
        answer_lang: paper.answer_lang.code(),
        form_hash: form_hash(paper.token),
        follow_hash: None,
    };
    let number = store::insert_idea(conn, &new).await?;
    begin(conn, &new, EventKind::Entered, desk.actor()).await?;
    let act = Act::new(paper.cycle.as_str(), "idea.entered", desk.actor())
        .fact("idea", number)
        .fact("zone", paper.zone.as_str())
        .fact("channel", paper.channel.code());
    transparency::record(conn, env.now, &act).await?;
    Ok(number)
}

async fn check_zone(conn: &mut CivicConn, cycle: &CycleSlug, zone: &ZoneCode) -> Result<(), IdeaError> {
    cycles::contest_by_zone(conn, cycle, zone.as_str()).await?.map(|_| ()).ok_or(IdeaError::NoSuch)
}

/// The first step of an idea.
async fn begin(conn: &mut CivicConn, new: &NewIdea<'_>, kind: EventKind, actor: &str) -> Result<(), IdeaError> {
    let first = IdeaEvent {
        kind,
        actor: actor.to_owned(),
        reason: None,
        note: None,
        state: IdeaState::New,
        zone: new.zone.clone(),
        concept: None,
        happened_on: new.given_on,
    };
    Ok(store::insert_event(conn, new.id, &first).await?)
}

/// Forgets the contact that its giver left.
///
/// # Errors
/// The database's own error.
pub(in crate::ideas) async fn forget_contact(conn: &mut CivicConn, idea: &Idea) -> Result<(), IdeaError> {
    Ok(store::delete_contact(conn, idea.id).await?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Secret;

    #[test]
    fn a_code_is_the_same_for_its_form_and_may_be_typed_carelessly() {
        let key = Secret::new([3; 32]);
        let code = follow_code(&key, "token");
        assert_eq!(code, follow_code(&key, "token"));
        assert_ne!(code, follow_code(&key, "other"));
        assert_eq!(code.len(), 19);
        let careless = format!(" {} ", code.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l"));
        assert_eq!(follow_hash(&key, &code), follow_hash(&key, &careless));
    }
}
