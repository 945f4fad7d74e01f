//! Making concepts of ideas and taking ideas out again. The idea's row is locked first, so of two people who want it at the
//! same time the second is told; the table itself refuses what slips by.

use super::{
    super::{
        model::{Concept, ConceptId, Desk, EventKind, Idea, IdeaEvent, IdeaState, NewConcept, Reason},
        store,
    },
    Answering, IdeaError, event, lock, tell,
};
use crate::{
    base::{CycleSlug, Env},
    cycles,
    platform::db::CivicConn,
    transparency::{self, Act},
};

/// Makes a concept under the next number of its cycle.
///
/// # Errors
/// The database's own error.
pub async fn create_concept(conn: &mut CivicConn, env: &Env, new: &NewConcept) -> Result<ConceptId, IdeaError> {
    cycles::lock_cycle(conn, &new.cycle).await?;
    let id = ConceptId(env.random.uuid());
    store::insert_concept(conn, id, new).await?;
    Ok(id)
}

/// Where ideas are gathered.
pub enum Target<'a> {
    /// In a concept that is made now.
    New(&'a NewConcept),
    /// In the concept with this number.
    Existing(i32),
}

async fn target(
    conn: &mut CivicConn,
    env: &Env,
    desk: &Desk,
    cycle: &CycleSlug,
    target: &Target<'_>,
) -> Result<Concept, IdeaError> {
    match target {
        Target::Existing(number) => {
            let concept = store::find_concept(conn, cycle, *number).await?.ok_or(IdeaError::NoSuch)?;
            desk.demand(&concept.zone)?;
            Ok(concept)
        }
        Target::New(new) => {
            desk.demand(&new.zone)?;
            let id = create_concept(conn, env, new).await?;
            let concept = store::concept_by_id(conn, id).await?.ok_or(IdeaError::NoSuch)?;
            let act = Act::new(cycle.as_str(), "concept.made", desk.actor())
                .fact("concept", concept.number)
                .fact("zone", concept.zone.as_str())
                .fact("title", concept.title.as_str());
            transparency::record(conn, env.now, &act).await?;
            Ok(concept)
        }
    }
}

/// Only a published idea of the concept's zone that is in no concept may join.
fn check_free(idea: &Idea, concept: &Concept) -> Result<(), IdeaError> {
    let is_free = idea.state == IdeaState::Published && idea.concept.is_none() && idea.zone == concept.zone;
    if is_free { Ok(()) } else { Err(IdeaError::NotFree(idea.number)) }
}

/// Gathers ideas (by number) in a concept. All or none.
///
/// # Errors
/// [`IdeaError::NotFree`] with the first idea that is not free any more; [`IdeaError::OtherZone`]; [`IdeaError::NoSuch`].
pub async fn gather(
    conn: &mut CivicConn,
    env: &Env,
    desk: &Desk,
    answering: &Answering<'_>,
    (cycle, ideas): (&CycleSlug, &[i32]),
    into: &Target<'_>,
) -> Result<Concept, IdeaError> {
    // Locked in one order, so that two gatherings wait for each other instead of deadlocking.
    let mut numbers = ideas.to_vec();
    numbers.sort_unstable();
    numbers.dedup();
    let mut locked = Vec::with_capacity(numbers.len());
    cycles::lock_cycle(conn, cycle).await?;
    for number in numbers {
        locked.push(lock(conn, cycle, number).await?);
    }
    let concept = target(conn, env, desk, cycle, into).await?;
    for idea in &locked {
        check_free(idea, &concept)?;
        store::mark_joined(conn, idea.id, &concept).await?;
        let step = IdeaEvent {
            reason: Some(Reason::Merged),
            concept: Some(concept.id),
            ..event(env, idea, EventKind::Joined, desk.actor())
        };
        store::insert_event(conn, idea.id, &step).await?;
        let act = Act::new(cycle.as_str(), "idea.joined", desk.actor())
            .fact("idea", idea.number)
            .fact("concept", concept.number)
            .fact("zone", concept.zone.as_str());
        transparency::record(conn, env.now, &act).await?;
        tell::tell(conn, env, answering, idea, "idea-told-joined").await?;
    }
    Ok(concept)
}

/// Takes ideas (by number) out of a concept; the trace of both steps stays.
///
/// # Errors
/// [`IdeaError::WrongStep`] for an idea that is not in it; [`IdeaError::OtherZone`]; [`IdeaError::NoSuch`].
pub(in crate::ideas) async fn split(
    conn: &mut CivicConn,
    env: &Env,
    desk: &Desk,
    (cycle, concept): (&CycleSlug, i32),
    ideas: &[i32],
) -> Result<(), IdeaError> {
    let concept = store::find_concept(conn, cycle, concept).await?.ok_or(IdeaError::NoSuch)?;
    desk.demand(&concept.zone)?;
    let mut numbers = ideas.to_vec();
    numbers.sort_unstable();
    numbers.dedup();
    for number in numbers {
        let idea = lock(conn, cycle, number).await?;
        if idea.concept != Some(concept.id) {
            return Err(IdeaError::WrongStep);
        }
        store::mark_split(conn, idea.id).await?;
        let step = event(env, &idea, EventKind::Split, desk.actor());
        store::insert_event(conn, idea.id, &step).await?;
        let act = Act::new(cycle.as_str(), "idea.split", desk.actor())
            .fact("idea", idea.number)
            .fact("concept", concept.number)
            .fact("zone", concept.zone.as_str());
        transparency::record(conn, env.now, &act).await?;
    }
    Ok(())
}
