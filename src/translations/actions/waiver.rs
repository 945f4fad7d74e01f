//! Signing that a proposal goes on the ballot without a required language, and taking that back before the freeze.

use super::{
    super::{
        model::{Sheet, Waiver, languages},
        store,
    },
    TranslationError, refused_in_between, sheets_of_cycle,
};
use crate::{
    accounts::Grant,
    applications::ApplicationId,
    base::{CycleSlug, Duty, Env, ZoneCode},
    cycles,
    platform::db::CivicConn,
    transparency::{self, Act},
};

/// What a waiver is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signing {
    /// One application.
    One(ApplicationId),
    /// Every application of a zone that lacks the language.
    Zone(ZoneCode),
}

async fn record(
    conn: &mut CivicConn,
    env: &Env,
    grant: &Grant,
    (slug, kind): (&CycleSlug, &'static str),
    (sheet, waiver): (&Sheet, &Waiver),
) -> Result<(), TranslationError> {
    let act = Act::new(slug.as_str(), kind, &grant.actor(Duty::SetUpCycle))
        .fact("zone", sheet.zone.as_str())
        .fact("number", sheet.draft.application.number.to_string())
        .fact("lang", sheet.lang.as_str())
        .fact("language", languages::own_name(&sheet.lang))
        .fact("fallback", languages::own_name(&waiver.fallback))
        .because(&waiver.reason);
    Ok(transparency::record(conn, env.now, &act).await?)
}

async fn demand_open(conn: &mut CivicConn, slug: &CycleSlug) -> Result<(), TranslationError> {
    // The cycle's row makes a signature and the freeze wait for each other.
    let cycle = cycles::lock_cycle(conn, slug).await.map_err(|_| TranslationError::NotFound)?;
    if cycle.definition_hash.is_some() { Err(TranslationError::Frozen) } else { Ok(()) }
}

async fn required(conn: &mut CivicConn, slug: &CycleSlug, lang: &str) -> Result<Vec<Sheet>, TranslationError> {
    let (_, rulebook) = cycles::rulebook(conn, slug).await?;
    if !rulebook.languages.iter().any(|required| required == lang) {
        return Err(TranslationError::NotFound);
    }
    Ok(sheets_of_cycle(conn, slug, &[lang.to_owned()]).await?)
}

/// Signs a waiver; its reason is public. Returns how many proposals it names. Readers will see the original in its place.
///
/// # Errors
/// [`TranslationError::Refused`] without a fresh second factor, [`TranslationError::ReasonMissing`],
/// [`TranslationError::NothingToWaive`], [`TranslationError::Frozen`].
pub(in super::super) async fn sign(
    conn: &mut CivicConn,
    env: &Env,
    grant: &Grant,
    (slug, lang): (&CycleSlug, &str),
    (signing, reason): (&Signing, &str),
) -> Result<usize, TranslationError> {
    grant.demand_fresh(Duty::SetUpCycle, env.now)?;
    demand_open(conn, slug).await?;
    if reason.trim().is_empty() {
        return Err(TranslationError::ReasonMissing);
    }
    let is_meant = |sheet: &Sheet| match signing {
        Signing::One(id) => sheet.id() == *id,
        Signing::Zone(zone) => sheet.zone == *zone,
    };
    let sheets = required(conn, slug, lang).await?;
    let lacking: Vec<&Sheet> = sheets.iter().filter(|sheet| is_meant(sheet) && !sheet.standing().is_settled()).collect();
    if lacking.is_empty() {
        return Err(TranslationError::NothingToWaive);
    }
    for sheet in &lacking {
        let waiver = Waiver {
            number: sheet.waiver.as_ref().map_or(1, |before| before.number.saturating_add(1)),
            in_force: true,
            fallback: sheet.draft.application.source_lang.clone(),
            reason: reason.trim().to_owned(),
            signed_name: grant.name().to_owned(),
            signed_at: env.now,
        };
        store::insert_waiver(conn, sheet.id(), lang, &waiver, grant.account()).await.map_err(refused_in_between)?;
        record(conn, env, grant, (slug, "translation.waived"), (sheet, &waiver)).await?;
    }
    Ok(lacking.len())
}

/// Takes a waiver back; its reason is public.
///
/// # Errors
/// As [`sign`]; [`TranslationError::NothingToWaive`] when none is in force.
pub(in super::super) async fn take_back(
    conn: &mut CivicConn,
    env: &Env,
    grant: &Grant,
    (id, lang): (ApplicationId, &str),
    reason: &str,
) -> Result<(), TranslationError> {
    grant.demand_fresh(Duty::SetUpCycle, env.now)?;
    let sheet = super::sheet(conn, id, lang).await?.ok_or(TranslationError::NotFound)?;
    let slug = cycles::contest_by_id(conn, sheet.draft.application.contest).await?.cycle;
    demand_open(conn, &slug).await?;
    if reason.trim().is_empty() {
        return Err(TranslationError::ReasonMissing);
    }
    let before = sheet.waiver.clone().filter(|waiver| waiver.in_force).ok_or(TranslationError::NothingToWaive)?;
    let ended = Waiver {
        number: before.number.saturating_add(1),
        in_force: false,
        reason: reason.trim().to_owned(),
        signed_name: grant.name().to_owned(),
        signed_at: env.now,
        ..before
    };
    store::insert_waiver(conn, id, lang, &ended, grant.account()).await.map_err(refused_in_between)?;
    record(conn, env, grant, (&slug, "translation.waiver_ended"), (&sheet, &ended)).await
}
