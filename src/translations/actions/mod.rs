//! What translators and reviewers do with one translation: save, send to review, approve, send back. Everything ends with the
//! freeze of the cycle.

mod import;
mod reading;
mod waiver;

pub(super) use import::{Received, confirm, preview, receive};
pub use reading::{approved, is_waived, readiness};
pub(super) use reading::{sheet, sheets_of_cycle};
pub(super) use waiver::{Signing, sign, take_back};

use diesel::result::{DatabaseErrorKind, Error as DieselError};

use super::{
    model::{LengthFault, Sheet, State, Version, Words, length_fault, plain, source_hash},
    store,
};
use crate::{
    accounts::{Grant, Refusal},
    applications::{self, ApplicationId, Unit},
    base::Env,
    cycles,
    platform::{
        db::CivicConn,
        web::{AsProblem, Problem},
    },
};

/// Why something with a translation was refused.
#[derive(Debug, thiserror::Error)]
pub enum TranslationError {
    /// No such application, language, version or file, or it is not translated.
    #[error("no such translation")]
    NotFound,
    /// The ballots are frozen.
    #[error("the cycle is frozen")]
    Frozen,
    /// It does not wait for a review now.
    #[error("the translation is not in review")]
    NotInReview,
    /// The person who wrote the words may not approve or return them.
    #[error("one's own translation")]
    OwnWork,
    /// The original changed after it was translated.
    #[error("the original changed")]
    OriginalChanged,
    /// A note is missing.
    #[error("a note is missing")]
    NoteMissing,
    /// The reason of a waiver is missing.
    #[error("a reason is missing")]
    ReasonMissing,
    /// There is nothing to waive.
    #[error("nothing to waive")]
    NothingToWaive,
    /// This file was imported before, at this moment.
    #[error("the file is imported")]
    Imported(chrono::DateTime<chrono::Utc>),
    /// The second factor is not fresh, or the duty is not there.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The database.
    #[error("the database: {0}")]
    Db(#[from] DieselError),
}

impl AsProblem for TranslationError {
    fn problem(&self) -> Problem {
        use actix_web::http::StatusCode;
        let conflict = |code, title, text| Problem::new(StatusCode::CONFLICT, code, title, text);
        match self {
            Self::Db(error) => Problem::database(error),
            Self::Refused(refusal) => refusal.problem(),
            Self::NotFound => Problem::not_found(),
            Self::Frozen => conflict("translations.frozen", "translation-frozen-title", "translation-frozen-text"),
            Self::NotInReview => conflict("translations.not_in_review", "translation-moved-title", "translation-moved-text"),
            Self::OwnWork => {
                Problem::new(StatusCode::FORBIDDEN, "translations.own_work", "translation-own-title", "translation-own-text")
            }
            Self::OriginalChanged => {
                conflict("translations.original_changed", "translation-changed-title", "translation-changed-text")
            }
            Self::NothingToWaive => conflict("translations.nothing_to_waive", "waiver-nothing-title", "waiver-nothing-text"),
            Self::Imported(_) => conflict("translations.imported", "import-done-title", "import-done-text"),
            Self::NoteMissing | Self::ReasonMissing => Problem::bad_form(),
        }
    }
}

/// The key of versions decides races: of two saves from one version the second collides.
pub(super) fn lost_race(error: &TranslationError) -> bool {
    matches!(error, TranslationError::Db(DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, _)))
}

/// The triggers' refusals when something else happened between looking and writing.
fn refused_in_between(error: DieselError) -> TranslationError {
    match &error {
        DieselError::DatabaseError(_, detail) if detail.message().contains("are frozen") => TranslationError::Frozen,
        DieselError::DatabaseError(_, detail) if detail.message().contains("does not move") => TranslationError::NotInReview,
        _ => error.into(),
    }
}

/// A unit as a translator sends it.
#[derive(Clone, Debug)]
pub struct Typed {
    /// Key of the unit.
    pub key: String,
    /// Hash of the source that the page showed beside it.
    pub seen: String,
    /// The words.
    pub text: String,
    /// Still fits, though the original changed.
    pub fits: bool,
}

/// What a translator sends.
#[derive(Clone, Debug)]
pub struct Save {
    /// The version it began from; 0 for none.
    pub base: i32,
    /// The units of the page.
    pub units: Vec<Typed>,
    /// Asks another person to review it.
    pub send: bool,
}

/// Something that stands in the way of a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextFault {
    /// Nothing, or too much.
    Length(String, LengthFault),
    /// The original changed and nobody looked at the words since.
    Stale(String),
}

/// What became of a save.
#[derive(Debug)]
pub enum Outcome {
    /// It stands as this version; with faults it stands as a draft that was not sent to review.
    Kept(i32, Vec<TextFault>),
    /// Someone else saved in between: what they saved. Nothing was written.
    Conflict(Box<Version>),
}

/// A sheet that may be worked on: the application is translated into this language and the cycle is not frozen.
async fn open_sheet(conn: &mut CivicConn, id: ApplicationId, lang: &str) -> Result<Sheet, TranslationError> {
    let sheet = reading::sheet(conn, id, lang).await?.ok_or(TranslationError::NotFound)?;
    let contest = cycles::contest_by_id(conn, sheet.draft.application.contest).await?;
    let cycle = cycles::cycle_by_slug(conn, &contest.cycle, crate::base::Lang::En).await?;
    if cycle.definition_hash.is_some() {
        return Err(TranslationError::Frozen);
    }
    if sheet.is_original() { Err(TranslationError::NotFound) } else { Ok(sheet) }
}

/// The words of the next version with the source that each belongs to. A source counts as seen only when its words were
/// changed beside it or a person said that they still fit: else a stale unit would become fresh by saving another.
fn merged(source: &[Unit], stands: Option<&Version>, typed: &[Typed]) -> (Words, Words) {
    let (mut units, mut made_from) = (Words::new(), Words::new());
    for unit in source {
        let before = stands.and_then(|version| version.units.get(&unit.key));
        let before_source = stands.and_then(|version| version.source.get(&unit.key));
        let sent = typed.iter().find(|typed| typed.key == unit.key);
        let text = sent.map(|sent| plain(&sent.text)).or_else(|| before.cloned()).unwrap_or_default();
        if text.is_empty() {
            continue;
        }
        let is_seen = sent.is_some_and(|sent| {
            sent.seen == source_hash(&unit.text) && (sent.fits || before.is_none_or(|before| *before != text))
        });
        let seen = if is_seen { unit.text.clone() } else { before_source.cloned().unwrap_or_default() };
        made_from.insert(unit.key.clone(), seen);
        units.insert(unit.key.clone(), text);
    }
    (units, made_from)
}

/// Everything that stands in the way of a review, in the order of the units.
pub(super) fn text_faults(source: &[Unit], lang: &str, (units, made_from): (&Words, &Words)) -> Vec<TextFault> {
    let mut faults = Vec::new();
    for unit in source {
        let text = units.get(&unit.key).map_or("", String::as_str);
        if let Some(fault) = length_fault(&unit.key, lang, text) {
            faults.push(TextFault::Length(unit.key.clone(), fault));
        } else if made_from.get(&unit.key) != Some(&unit.text) {
            faults.push(TextFault::Stale(unit.key.clone()));
        }
    }
    faults
}

/// Saves a translation as its next version, when nobody saved one in between. Words with faults are kept all the same; they
/// are only not sent to review.
///
/// # Errors
/// [`TranslationError::NotFound`], [`TranslationError::Frozen`].
pub(super) async fn save(
    conn: &mut CivicConn,
    env: &Env,
    grant: &Grant,
    (id, lang): (ApplicationId, &str),
    save: &Save,
) -> Result<Outcome, TranslationError> {
    let sheet = open_sheet(conn, id, lang).await?;
    let source = sheet.draft.units();
    let stands = sheet.stands;
    let (units, made_from) = merged(&source, stands.as_ref(), &save.units);
    let faults = if save.send { text_faults(&source, lang, (&units, &made_from)) } else { Vec::new() };
    let state = if save.send && faults.is_empty() { State::InReview } else { State::InTranslation };
    if let Some(there) = &stands {
        let is_same = there.units == units && there.source == made_from;
        // Saving what stands changes nothing; above all it does not take an approval away.
        let has_moved = match there.state {
            State::Draft => true,
            State::Approved => false,
            before => save.send && before != state,
        };
        if is_same && !has_moved {
            return Ok(Outcome::Kept(there.number, faults));
        }
    }
    let number = stands.as_ref().map_or(0, |there| there.number);
    if let Some(theirs) = stands.clone().filter(|_| number != save.base) {
        return Ok(Outcome::Conflict(Box::new(theirs)));
    }
    if stands.is_none() && units.is_empty() {
        return Ok(Outcome::Kept(0, faults));
    }
    let new = Version {
        number: number.saturating_add(1),
        units,
        source: made_from,
        state,
        is_machine: stands.as_ref().is_some_and(|there| there.is_machine),
        translated_by: grant.account(),
        translated_name: grant.name().to_owned(),
        reviewer: None,
        note: stands.and_then(|there| there.note).filter(|_| state == State::InTranslation),
        saved_at: env.now,
    };
    store::insert_version(conn, id, lang, &new).await.map_err(refused_in_between)?;
    Ok(Outcome::Kept(new.number, faults))
}

/// What a reviewer decides.
#[derive(Clone, Debug)]
pub enum Decision {
    /// The words may go on the ballot.
    Approve,
    /// They go back with a note.
    Return(String),
}

/// Approves a translation or sends it back; never one's own.
///
/// # Errors
/// [`TranslationError::OwnWork`], [`TranslationError::NotInReview`] also when another version stands by now,
/// [`TranslationError::OriginalChanged`], [`TranslationError::NoteMissing`].
pub(super) async fn review(
    conn: &mut CivicConn,
    env: &Env,
    grant: &Grant,
    (id, lang, number): (ApplicationId, &str, i32),
    decision: &Decision,
) -> Result<(), TranslationError> {
    // The original can't be changed between the look and the approval.
    applications::lock_application(conn, id).await.map_err(|_| TranslationError::NotFound)?;
    let sheet = open_sheet(conn, id, lang).await?;
    let waits = sheet.stands.as_ref().filter(|version| version.state == State::InReview && version.number == number);
    let waits = waits.ok_or(TranslationError::NotInReview)?;
    if store::list_writers(conn, id, lang).await?.contains(&grant.account()) {
        return Err(TranslationError::OwnWork);
    }
    let (state, note) = match decision {
        Decision::Approve => (State::Approved, None),
        Decision::Return(note) => (State::InTranslation, Some(note.trim().to_owned())),
    };
    if note.as_ref().is_some_and(String::is_empty) {
        return Err(TranslationError::NoteMissing);
    }
    let source = sheet.draft.units();
    if state == State::Approved && !text_faults(&source, lang, (&waits.units, &waits.source)).is_empty() {
        return Err(TranslationError::OriginalChanged);
    }
    let new = Version {
        number: waits.number.saturating_add(1),
        state,
        is_machine: waits.is_machine && state != State::Approved,
        reviewer: Some((grant.account(), grant.name().to_owned())),
        note,
        saved_at: env.now,
        ..waits.clone()
    };
    store::insert_version(conn, id, lang, &new).await.map_err(refused_in_between)
}
