//! A file of translations: kept when it came, looked at without changing anything, and imported once.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::{
    super::{
        model::{self, Checked, Sheet, State, Version, Words},
        store::{self, StoredFile},
    },
    TranslationError, refused_in_between, sheets_of_cycle,
};
use crate::{
    accounts::Grant,
    applications::ApplicationId,
    base::{CycleSlug, Env, Lang},
    cycles,
    platform::db::CivicConn,
};

/// A file that could be read, as it came.
pub struct Received {
    /// The sender's name for it.
    pub name: String,
    /// Content.
    pub bytes: Vec<u8>,
    /// Its words were made by a program.
    pub is_machine: bool,
}

/// Keeps a file for its check. The same bytes are kept once for a cycle and language.
///
/// # Errors
/// [`TranslationError::Imported`] when they were imported before, [`TranslationError::NotFound`] when the rulebook does not
/// ask for the language.
pub(in super::super) async fn receive(
    conn: &mut CivicConn,
    env: &Env,
    grant: &Grant,
    (slug, lang): (&CycleSlug, &str),
    received: &Received,
) -> Result<Uuid, TranslationError> {
    let (_, rulebook) = cycles::rulebook(conn, slug).await?;
    if !rulebook.languages.iter().any(|required| required == lang) {
        return Err(TranslationError::NotFound);
    }
    let hash = ballot::canonical::sha256(&[&received.bytes]);
    let new = StoredFile {
        id: env.random.uuid(),
        cycle: slug.to_string(),
        lang: lang.to_owned(),
        name: received.name.clone(),
        bytes: received.bytes.clone(),
        is_machine: received.is_machine,
        imported: None,
    };
    if store::insert_file(conn, &new, &hash, grant.account()).await? {
        return Ok(new.id);
    }
    let there = store::find_file_by_hash(conn, slug, lang, &hash).await?.ok_or(TranslationError::NotFound)?;
    let there = store::lock_file(conn, there.id).await?.ok_or(TranslationError::NotFound)?;
    if let Some((_, at, _)) = there.imported {
        return Err(TranslationError::Imported(at));
    }
    store::mark_uploaded_again(conn, there.id, received.is_machine, grant.account()).await?;
    Ok(there.id)
}

type Sheets = BTreeMap<ApplicationId, Sheet>;

async fn compare(conn: &mut CivicConn, file: &StoredFile) -> Result<(Sheets, Vec<Checked>), TranslationError> {
    let slug = CycleSlug::parse(&file.cycle).map_err(|_| TranslationError::NotFound)?;
    // Only files that could be read were kept.
    let (_, rows) = model::read(&file.bytes, &file.lang).map_err(|_| TranslationError::NotFound)?;
    let sheets = sheets_of_cycle(conn, &slug, std::slice::from_ref(&file.lang)).await?;
    let sheets: Sheets = sheets.into_iter().map(|sheet| (sheet.id(), sheet)).collect();
    let rows = model::check_rows(rows, &sheets);
    Ok((sheets, rows))
}

/// A kept file and what it would change now. A file that was imported is not compared again.
///
/// # Errors
/// [`TranslationError::NotFound`].
pub(in super::super) async fn preview(
    conn: &mut CivicConn,
    id: Uuid,
) -> Result<(StoredFile, Vec<Checked>, Vec<Sheet>), TranslationError> {
    let file = store::find_file(conn, id).await?.ok_or(TranslationError::NotFound)?;
    let (sheets, rows) = compare(conn, &file).await?;
    Ok((file, rows, sheets.into_values().collect()))
}

fn next_version(sheet: &Sheet, words: &Words, file: &StoredFile, (env, grant): (&Env, &Grant)) -> Version {
    let source = sheet.draft.units();
    let stands = sheet.stands.as_ref();
    let mut units = stands.map(|version| version.current(&source)).unwrap_or_default();
    let mut made_from = stands.map(|version| version.source.clone()).unwrap_or_default();
    for unit in &source {
        if let Some(text) = words.get(&unit.key) {
            units.insert(unit.key.clone(), text.clone());
            made_from.insert(unit.key.clone(), unit.text.clone());
        }
    }
    made_from.retain(|key, _| units.contains_key(key));
    Version {
        number: stands.map_or(1, |version| version.number.saturating_add(1)),
        units,
        source: made_from,
        state: State::Draft,
        is_machine: file.is_machine || stands.is_some_and(|version| version.is_machine),
        translated_by: grant.account(),
        translated_name: grant.name().to_owned(),
        reviewer: None,
        note: None,
        saved_at: env.now,
    }
}

/// Imports a file: the words that fit become drafts, everything else stays as it is. A file is imported once.
///
/// # Errors
/// [`TranslationError::Imported`], [`TranslationError::Frozen`], [`TranslationError::NotFound`].
pub(in super::super) async fn confirm(conn: &mut CivicConn, env: &Env, grant: &Grant, id: Uuid) -> Result<(), TranslationError> {
    let file = store::lock_file(conn, id).await?.ok_or(TranslationError::NotFound)?;
    if let Some((_, at, _)) = file.imported {
        return Err(TranslationError::Imported(at));
    }
    let slug = CycleSlug::parse(&file.cycle).map_err(|_| TranslationError::NotFound)?;
    if cycles::cycle_by_slug(conn, &slug, Lang::En).await?.definition_hash.is_some() {
        return Err(TranslationError::Frozen);
    }
    let (sheets, rows) = compare(conn, &file).await?;
    for (application, words) in model::taken(&rows) {
        if let Some(sheet) = sheets.get(&application) {
            let new = next_version(sheet, &words, &file, (env, grant));
            store::insert_version(conn, application, &file.lang, &new).await.map_err(refused_in_between)?;
        }
    }
    Ok(store::mark_imported(conn, id, (grant.name(), env.now), &model::counts(&rows)).await?)
}
