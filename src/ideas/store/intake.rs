//! SQL of giving an idea and of changing what may change of it.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::{
    super::model::{AgeGroup, Channel, Idea, IdeaId, IdeaState},
    IdeaRow, idea_of,
};
use crate::{
    base::{CycleSlug, ZoneCode, text},
    platform::db::{CivicConn, Conn},
    schema::civic::{idea, idea_sound},
};

/// An idea to be stored.
pub(in crate::ideas) struct NewIdea<'a> {
    pub id: IdeaId,
    pub cycle: &'a CycleSlug,
    pub zone: &'a ZoneCode,
    pub words: &'a str,
    pub place: &'a str,
    pub lang: Option<&'a str>,
    pub channel: Channel,
    pub event_name: Option<&'a str>,
    pub given_on: NaiveDate,
    pub age: Option<AgeGroup>,
    pub contact_sealed: Option<Vec<u8>>,
    pub answer_lang: &'a str,
    pub form_hash: [u8; 32],
    pub follow_hash: Option<[u8; 32]>,
}

/// Stores an idea under the next number of its cycle; the caller holds the cycle's row.
pub(in crate::ideas) async fn insert_idea(conn: &mut CivicConn, new: &NewIdea<'_>) -> QueryResult<i32> {
    let last: Option<i32> =
        idea::table.filter(idea::cycle.eq(new.cycle.as_str())).select(diesel::dsl::max(idea::number)).first(conn.pg()).await?;
    let number = last.unwrap_or(0).saturating_add(1);
    diesel::insert_into(idea::table)
        .values((
            (
                idea::id.eq(new.id.0),
                idea::cycle.eq(new.cycle.as_str()),
                idea::zone.eq(new.zone.as_str()),
                idea::number.eq(number),
                idea::state.eq(IdeaState::New.code()),
                idea::words.eq(new.words),
                idea::folded.eq(text::folded(new.words)),
                idea::place.eq(new.place),
                idea::lang.eq(new.lang),
            ),
            (
                idea::channel.eq(new.channel.code()),
                idea::event_name.eq(new.event_name),
                idea::given_on.eq(new.given_on),
                idea::age_group.eq(new.age.map(AgeGroup::code)),
                idea::contact_sealed.eq(new.contact_sealed.as_deref()),
                idea::answer_lang.eq(new.answer_lang),
                idea::form_hash.eq(&new.form_hash[..]),
                idea::follow_hash.eq(new.follow_hash.as_ref().map(|hash| &hash[..])),
            ),
        ))
        .execute(conn.pg())
        .await?;
    Ok(number)
}

/// The number of the idea that this form gave before.
pub(in crate::ideas) async fn find_by_form(conn: &mut CivicConn, form_hash: &[u8; 32]) -> QueryResult<Option<i32>> {
    idea::table.filter(idea::form_hash.eq(&form_hash[..])).select(idea::number).first(conn.pg()).await.optional()
}

/// The idea of a private code, and whether a contact is kept with it.
pub(in crate::ideas) async fn find_by_follow(conn: &mut CivicConn, hash: &[u8; 32]) -> QueryResult<Option<(Idea, bool)>> {
    let row: Option<(IdeaRow, Option<Uuid>, bool)> = idea::table
        .left_join(idea_sound::table)
        .filter(idea::follow_hash.eq(&hash[..]))
        .select((IdeaRow::as_select(), idea_sound::idea.nullable(), idea::contact_sealed.is_not_null()))
        .first(conn.pg())
        .await
        .optional()?;
    Ok(row.and_then(|(idea, sound, has_contact)| Some((idea_of((idea, sound))?, has_contact))))
}

/// The sealed contact and the language in which its owner is answered.
pub(in crate::ideas) async fn sealed_contact(conn: &mut CivicConn, id: IdeaId) -> QueryResult<Option<(Vec<u8>, String)>> {
    let (sealed, lang): (Option<Vec<u8>>, String) =
        idea::table.find(id.0).select((idea::contact_sealed, idea::answer_lang)).first(conn.pg()).await?;
    Ok(sealed.map(|sealed| (sealed, lang)))
}

/// Forgets a contact.
pub(in crate::ideas) async fn delete_contact(conn: &mut CivicConn, id: IdeaId) -> QueryResult<()> {
    diesel::update(idea::table.find(id.0)).set(idea::contact_sealed.eq(None::<Vec<u8>>)).execute(conn.pg()).await.map(|_| ())
}

/// Forgets every contact of a cycle's ideas; says how many there were.
///
/// # Errors
/// The database's own error.
pub async fn forget_contacts(conn: &mut CivicConn, slug: &CycleSlug) -> QueryResult<usize> {
    diesel::update(idea::table.filter(idea::cycle.eq(slug.as_str()).and(idea::contact_sealed.is_not_null())))
        .set(idea::contact_sealed.eq(None::<Vec<u8>>))
        .execute(conn.pg())
        .await
}

/// Stores a recording that was looked at by its content.
pub(in crate::ideas) async fn insert_sound(conn: &mut CivicConn, id: IdeaId, media_type: &str, bytes: &[u8]) -> QueryResult<()> {
    diesel::insert_into(idea_sound::table)
        .values((idea_sound::idea.eq(id.0), idea_sound::media_type.eq(media_type), idea_sound::bytes.eq(bytes)))
        .execute(conn.pg())
        .await
        .map(|_| ())
}

/// Media type and bytes of a recording.
pub(in crate::ideas) async fn read_sound(conn: &mut CivicConn, id: IdeaId) -> QueryResult<Option<(String, Vec<u8>)>> {
    idea_sound::table.find(id.0).select((idea_sound::media_type, idea_sound::bytes)).first(conn.pg()).await.optional()
}

/// Deletes a recording for good.
pub(in crate::ideas) async fn delete_sound(conn: &mut CivicConn, id: IdeaId) -> QueryResult<()> {
    diesel::delete(idea_sound::table.find(id.0)).execute(conn.pg()).await.map(|_| ())
}

pub(in crate::ideas) async fn mark_state(conn: &mut CivicConn, id: IdeaId, state: IdeaState, zone: &ZoneCode) -> QueryResult<()> {
    diesel::update(idea::table.find(id.0))
        .set((idea::state.eq(state.code()), idea::zone.eq(zone.as_str())))
        .execute(conn.pg())
        .await
        .map(|_| ())
}

/// Replaces the words and the place; nothing keeps what was there before.
pub(in crate::ideas) async fn mark_words(conn: &mut CivicConn, id: IdeaId, words: &str, place: &str) -> QueryResult<()> {
    diesel::update(idea::table.find(id.0))
        .set((idea::words.eq(words), idea::folded.eq(text::folded(words)), idea::place.eq(place)))
        .execute(conn.pg())
        .await
        .map(|_| ())
}

/// The issue area that a moderator chose.
pub(in crate::ideas) async fn mark_area(conn: &mut CivicConn, id: IdeaId, area: &str) -> QueryResult<()> {
    diesel::update(idea::table.find(id.0)).set(idea::issue_area.eq(area)).execute(conn.pg()).await.map(|_| ())
}
