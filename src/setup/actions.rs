//! Starting a cycle, saving a task, showing a cycle to the public, keeping zones and their boundaries.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::America::Los_Angeles;
use geo::Boundary;
use tally::{TieBreak, TieStep};

use super::{
    model::{Answers, COPIED, Contradiction, Draft, Kind, Task, local_time, read},
    store::{self, StoredBoundary},
};
use crate::{
    base::{CycleSlug, Env, Lang, ZoneCode, text},
    cycles::{self, Change, CycleError, Frame, NewCycle, Rulebook, Zone},
    platform::{
        db::CivicConn,
        ui::Faults,
        web::{AsProblem, Problem},
    },
    transparency::{self, Act},
};

/// Why something of the set-up was refused.
#[derive(Debug, thiserror::Error)]
pub enum SetUpError {
    /// Answers that cannot be read.
    #[error("some answers can't be read")]
    Unread(Faults),
    /// Answers that contradict themselves or the rest.
    #[error("the set-up contradicts itself")]
    Contradicts(Vec<Contradiction>),
    /// No such cycle or zone.
    #[error("there is nothing by that name")]
    Unknown,
    /// A boundary that was looked at is no longer the one that is stored.
    #[error("another boundary was sent in between")]
    BoundaryChanged,
    /// The cycle refused.
    #[error(transparent)]
    Cycle(#[from] CycleError),
    /// The database.
    #[error("the database: {0}")]
    Db(#[from] diesel::result::Error),
}

impl AsProblem for SetUpError {
    fn problem(&self) -> Problem {
        match self {
            Self::Unread(_) | Self::Contradicts(_) | Self::BoundaryChanged => Problem::bad_form(),
            Self::Unknown => Problem::not_found(),
            Self::Cycle(error) => error.problem(),
            Self::Db(error) => Problem::database(error),
        }
    }
}

/// A cycle to be started.
pub struct NewSetUp {
    /// Name in addresses.
    pub slug: CycleSlug,
    /// Title by language code.
    pub titles: Vec<(String, String)>,
    /// First day of the ideas.
    pub first_day: NaiveDate,
    /// The cycle whose rules, zones and money it takes over.
    pub template: Option<CycleSlug>,
}

/// Starts a cycle that the public does not see, from nothing or from another cycle. Its dates follow the usual calendar.
///
/// # Errors
/// [`SetUpError::Unread`] when the name is taken or the day is beyond the calendar.
pub async fn start_cycle(conn: &mut CivicConn, env: &Env, actor: &str, new: &NewSetUp) -> Result<(), SetUpError> {
    // "new" is the address of the form itself.
    let taken = cycles::find_cycle(conn, new.slug.as_str(), Lang::En).await?.is_some() || new.slug.as_str() == "new";
    if taken {
        return Err(SetUpError::Unread(Faults::one("slug", "setup-wrong-slug-taken")));
    }
    let mut frame = Frame {
        titles: new.titles.iter().cloned().collect(),
        opens_at: env.now,
        closes_at: env.now,
        grace_seconds: 1800,
        freeze_at: None,
        phases: Vec::new(),
        zones: Vec::new(),
        places: Vec::new(),
    };
    local_time::lay_out(&mut frame, new.first_day)
        .ok_or_else(|| SetUpError::Unread(Faults::one("first_day", "setup-wrong-day")))?;
    let mut rulebook = Rulebook::default();
    if let Some(template) = &new.template {
        let found = store::find_draft(conn, template.as_str(), Lang::En).await?;
        let (_, draft) = found.ok_or_else(|| SetUpError::Unread(Faults::one("template", "setup-wrong-choice")))?;
        (frame.zones, frame.places, frame.grace_seconds) = (draft.frame.zones, draft.frame.places, draft.frame.grace_seconds);
        rulebook = draft.rulebook;
    }
    rulebook.count.tie_break = with_new_lot(&rulebook.count.tie_break, &hex::encode(env.random.bytes::<8>()));
    let cycle = NewCycle {
        slug: new.slug.clone(),
        titles: Vec::new(),
        is_imported: false,
        is_sample: false,
        count_rule: rulebook.count.rule.clone(),
        tie_break: rulebook.count.tie_break.clone(),
        rule_params: serde_json::json!({}),
        opens_at: frame.opens_at,
        closes_at: frame.closes_at,
        grace_seconds: frame.grace_seconds,
        published_at: None,
    };
    cycles::create_cycle(conn, &cycle).await?;
    let task = if new.template.is_some() { COPIED } else { "start" };
    let change = Change { base: 0, task, rulebook: &rulebook, frame: &frame, reason: None };
    cycles::save_set_up(conn, env, actor, &new.slug, &change).await?;
    Ok(())
}

/// A lot is drawn anew for each cycle: the same tie rule with another seed.
fn with_new_lot(tie_break: &str, seed: &str) -> String {
    let Ok(mut tie) = TieBreak::parse(tie_break) else { return tie_break.to_owned() };
    for step in &mut tie.0 {
        if let TieStep::Lot(old) = step {
            seed.clone_into(old);
        }
    }
    tie.to_string()
}

/// A task's answers as they were sent.
pub struct SavedTask<'a> {
    /// Which task.
    pub task: Task,
    /// Version that the form was made from.
    pub base: i32,
    /// The answers.
    pub answers: &'a Answers,
    /// Public reason; may be empty while the cycle is not public.
    pub reason: &'a str,
}

fn kinds(found: &[Contradiction]) -> BTreeSet<(Kind, &'static str)> {
    found.iter().map(|one| (one.kind, one.field)).collect()
}

/// The draft after a task's answers, when they can be read and do not contradict themselves. Once the public sees the cycle,
/// nothing may come to contradict anything.
fn draft_after(before: &Draft, saved: &SavedTask<'_>, is_public: bool) -> Result<Draft, SetUpError> {
    let mut after = before.clone();
    let mut faults = read(saved.task, saved.answers, &mut after);
    if is_public && saved.reason.trim().is_empty() {
        faults = faults.with("reason", "setup-wrong-reason", vec![]);
    }
    if !faults.is_empty() {
        return Err(SetUpError::Unread(faults));
    }
    let stood = kinds(&before.contradictions());
    let refused: Vec<Contradiction> = after
        .contradictions()
        .into_iter()
        .filter(|one| {
            let own = one.refuses_page() && one.task() == saved.task;
            own || (is_public && !stood.contains(&(one.kind, one.field)))
        })
        .collect();
    if refused.is_empty() { Ok(after) } else { Err(SetUpError::Contradicts(refused)) }
}

/// Saves a task as the next version. A save by someone else in between refuses it, whatever it holds.
///
/// # Errors
/// [`SetUpError`]; [`CycleError::RulebookChanged`] after a save in between, [`CycleError::FrozenAlready`].
pub async fn save_task(
    conn: &mut CivicConn,
    env: &Env,
    actor: &str,
    slug: &CycleSlug,
    saved: &SavedTask<'_>,
) -> Result<i32, SetUpError> {
    let cycle = cycles::lock_cycle(conn, slug).await?;
    if cycle.definition_hash.is_some() {
        return Err(CycleError::FrozenAlready.into());
    }
    let (_, before) = store::find_draft(conn, slug.as_str(), Lang::En).await?.ok_or(SetUpError::Unknown)?;
    if before.version != saved.base {
        return Err(CycleError::RulebookChanged.into());
    }
    let after = draft_after(&before, saved, cycle.published_at.is_some())?;
    let reason = Some(saved.reason.trim()).filter(|reason| !reason.is_empty());
    let change = Change { base: saved.base, task: saved.task.code(), rulebook: &after.rulebook, frame: &after.frame, reason };
    Ok(cycles::save_set_up(conn, env, actor, slug, &change).await?)
}

/// Shows a cycle to the public, when nothing in it contradicts itself.
///
/// # Errors
/// [`SetUpError::Contradicts`]; [`CycleError::RulebookChanged`] when it is not the version that was looked at.
pub async fn publish(conn: &mut CivicConn, env: &Env, actor: &str, slug: &CycleSlug, base: i32) -> Result<(), SetUpError> {
    cycles::lock_cycle(conn, slug).await?;
    let (_, draft) = store::find_draft(conn, slug.as_str(), Lang::En).await?.ok_or(SetUpError::Unknown)?;
    let found = draft.contradictions();
    if !found.is_empty() {
        return Err(SetUpError::Contradicts(found));
    }
    Ok(cycles::publish_cycle(conn, env, actor, slug, base).await?)
}

/// A zone as it was typed.
pub struct TypedZone<'a> {
    /// Code.
    pub code: &'a str,
    /// Name.
    pub name: &'a str,
    /// Neighbourhoods, one a line.
    pub neighbourhoods: &'a str,
    /// Other names, one a line.
    pub aliases: &'a str,
}

fn lines(raw: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for line in raw.lines().filter_map(|line| text::one_line(line, 80).ok()).take(100) {
        if !all.contains(&line) {
            all.push(line);
        }
    }
    all
}

/// Saves a zone and its other names. No two zones may go by one name: a look-up would not know which is meant.
///
/// # Errors
/// [`SetUpError::Unread`] with what to do at each field.
pub async fn save_zone(
    conn: &mut CivicConn,
    env: &Env,
    actor: &str,
    typed: &TypedZone<'_>,
    is_new: bool,
) -> Result<ZoneCode, SetUpError> {
    store::lock_zones(conn).await?;
    let known = cycles::list_zones(conn).await?;
    let refuse = |field, key| SetUpError::Unread(Faults::one(field, key));
    let code = ZoneCode::parse(&typed.code.trim().to_uppercase()).map_err(|_| refuse("code", "setup-wrong-zone-code"))?;
    if is_new && known.iter().any(|zone| zone.code == code) {
        return Err(refuse("code", "setup-wrong-zone-taken"));
    }
    let name = text::one_line(typed.name, 80).map_err(|_| refuse("name", "setup-wrong-zone-name"))?;
    let aliases = lines(typed.aliases);
    let mut names: Vec<(String, String)> = known.into_iter().map(|zone| (zone.code.into(), zone.name)).collect();
    names.extend(store::list_aliases(conn).await?);
    for (field, own) in std::iter::once(("name", &name)).chain(aliases.iter().map(|alias| ("aliases", alias))) {
        let other = names.iter().find(|(zone, other)| *zone != code.as_str() && text::folded(other) == text::folded(own));
        if let Some((zone, _)) = other {
            let args = vec![("name", own.as_str().into()), ("zone", zone.as_str().into())];
            return Err(SetUpError::Unread(Faults::none().with(field, "setup-wrong-zone-name-taken", args)));
        }
    }
    let zone = Zone { code: code.clone(), name: name.clone(), neighbourhoods: lines(typed.neighbourhoods) };
    cycles::create_zone(conn, &zone).await?;
    store::update_zone(conn, &zone, &aliases).await?;
    let act = Act::general("zone.saved", actor).fact("zone", code.as_str()).fact("name", name);
    transparency::record(conn, env.now, &act).await?;
    Ok(code)
}

/// Makes the boundary that was looked at the next version. `hash` is the SHA-256 of what was looked at.
///
/// # Errors
/// [`SetUpError::BoundaryChanged`] when another file came in between, or it was confirmed before.
pub async fn confirm_boundary(
    conn: &mut CivicConn,
    now: DateTime<Utc>,
    actor: &str,
    code: &str,
    hash: &str,
) -> Result<(), SetUpError> {
    store::lock_zones(conn).await?;
    let draft = store::find_boundary_draft(conn, code).await?.ok_or(SetUpError::BoundaryChanged)?;
    if hash_of(&draft) != hash {
        return Err(SetUpError::BoundaryChanged);
    }
    let version = store::confirm_boundary(conn, &draft).await?;
    let act = Act::general("boundary.saved", actor)
        .fact("zone", code)
        .fact("version", version.to_string())
        .fact("day", draft.valid_from.to_string())
        .fact("hash", hash)
        .because(&draft.note);
    Ok(transparency::record(conn, now, &act).await?)
}

/// Makes a boundary the next version, from today, without somebody's look in between.
///
/// # Errors
/// The database's own error.
pub async fn save_boundary(
    conn: &mut CivicConn,
    now: DateTime<Utc>,
    actor: &str,
    (zone, boundary): (&ZoneCode, &Boundary),
    note: &str,
) -> Result<(), SetUpError> {
    let draft = StoredBoundary {
        zone: zone.to_string(),
        version: 0,
        geojson: boundary.to_geojson().into_bytes(),
        valid_from: now.with_timezone(&Los_Angeles).date_naive(),
        note: note.to_owned(),
        made_by: actor.to_owned(),
    };
    store::put_boundary_draft(conn, &draft).await?;
    confirm_boundary(conn, now, actor, zone.as_str(), &hash_of(&draft)).await
}

/// The fingerprint of a boundary's bytes.
pub fn hash_of(boundary: &StoredBoundary) -> String {
    hex::encode(ballot::canonical::sha256(&[&boundary.geojson]))
}
