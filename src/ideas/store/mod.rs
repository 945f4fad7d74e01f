//! SQL of ideas and concepts (civic database).

mod concepts;
mod events;
mod intake;
mod lists;

pub use concepts::{concept_by_id, list_concepts};
pub(super) use concepts::{find_concept, insert_concept, list_all_concepts, list_concepts_of, mark_joined, mark_split, members};
pub(super) use events::{insert_event, list_events};
pub use intake::forget_contacts;
pub(super) use intake::{
    NewIdea, delete_contact, delete_sound, find_by_follow, find_by_form, insert_idea, insert_sound, mark_area, mark_state,
    mark_words, read_sound, sealed_contact,
};
pub(super) use lists::{
    count_found, count_new, count_zones, find_idea, list_found, list_new, list_unmerged, lock_idea, pick_cycle, similar,
};

use chrono::NaiveDate;
use diesel::prelude::*;
use uuid::Uuid;

use super::model::{Channel, ConceptId, Idea, IdeaId, IdeaState};
use crate::{
    base::{CycleSlug, ZoneCode},
    schema::civic::{idea, idea_sound},
};

/// An idea's row; of its recording only that there is one.
#[derive(Queryable, Selectable)]
#[diesel(table_name = idea)]
struct IdeaRow {
    id: Uuid,
    cycle: String,
    zone: String,
    number: i32,
    state: String,
    words: String,
    place: String,
    lang: Option<String>,
    issue_area: Option<String>,
    channel: String,
    event_name: Option<String>,
    given_on: NaiveDate,
    concept: Option<Uuid>,
}

type Row = (IdeaRow, Option<Uuid>);

/// What every reading of ideas selects, after a left join with recordings.
fn columns() -> (diesel::dsl::AsSelect<IdeaRow, diesel::pg::Pg>, diesel::dsl::Nullable<idea_sound::idea>) {
    (IdeaRow::as_select(), idea_sound::idea.nullable())
}

/// A row as the model knows it; nothing for a row that no longer parses.
fn idea_of((row, sound): Row) -> Option<Idea> {
    Some(Idea {
        id: IdeaId(row.id),
        cycle: CycleSlug::parse(&row.cycle).ok()?,
        zone: ZoneCode::parse(&row.zone).ok()?,
        number: row.number,
        state: IdeaState::parse(&row.state)?,
        words: row.words,
        place: row.place,
        lang: row.lang,
        issue_area: row.issue_area,
        channel: Channel::parse(&row.channel)?,
        event_name: row.event_name,
        given_on: row.given_on,
        concept: row.concept.map(ConceptId),
        has_sound: sound.is_some(),
    })
}
