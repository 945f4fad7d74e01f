//! What stands in every language: for the grid, for files, and for the freeze of the slate.

use std::collections::BTreeMap;

use diesel::QueryResult;

use super::super::{
    model::{Missing, Sheet, Standing, Version, Waiver, Words, is_translated},
    store,
};
use crate::{
    applications::{self, Application, ApplicationId, State},
    base::{ContestId, CycleSlug, ZoneCode},
    cycles,
    platform::db::CivicConn,
};

type Standings = (BTreeMap<(uuid::Uuid, String), Version>, BTreeMap<(uuid::Uuid, String), Waiver>);

async fn standings(conn: &mut CivicConn, ids: &[ApplicationId]) -> QueryResult<Standings> {
    Ok((store::list_standing(conn, ids).await?, store::list_waivers(conn, ids).await?))
}

/// The sheets of these applications, application by application, in the order of the languages.
async fn sheets(
    conn: &mut CivicConn,
    (zone, applications): (&ZoneCode, Vec<Application>),
    languages: &[String],
) -> QueryResult<Vec<Sheet>> {
    let ids: Vec<ApplicationId> = applications.iter().map(|application| application.id).collect();
    let (mut versions, mut waivers) = standings(conn, &ids).await?;
    let mut out = Vec::with_capacity(ids.len() * languages.len());
    for mut draft in applications::list_drafts(conn, applications).await? {
        // What authors change and have not handed in again is theirs.
        if draft.application.state == State::ChangesAsked {
            draft = applications::last_handed_in(conn, draft.application.id).await?.unwrap_or(draft);
        }
        for lang in languages {
            let key = (draft.application.id.0, lang.clone());
            out.push(Sheet {
                draft: draft.clone(),
                zone: zone.clone(),
                lang: lang.clone(),
                stands: versions.remove(&key),
                waiver: waivers.remove(&key),
            });
        }
    }
    Ok(out)
}

/// Every sheet of a cycle: what is translated, contest by contest, by number, in the order of the languages.
pub(in super::super) async fn sheets_of_cycle(
    conn: &mut CivicConn,
    slug: &CycleSlug,
    languages: &[String],
) -> QueryResult<Vec<Sheet>> {
    let mut out = Vec::new();
    for contest in cycles::list_contests(conn, slug).await? {
        let mut applications = applications::list_of_contest(conn, contest.id).await?;
        applications.retain(|application| is_translated(application.state));
        out.extend(sheets(conn, (&contest.zone.code, applications), languages).await?);
    }
    Ok(out)
}

/// One sheet, when the application is translated and the rulebook asks for the language.
pub(in super::super) async fn sheet(conn: &mut CivicConn, id: ApplicationId, lang: &str) -> QueryResult<Option<Sheet>> {
    let Some(application) = applications::find_application(conn, id).await? else { return Ok(None) };
    let contest = cycles::contest_by_id(conn, application.contest).await?;
    let (_, rulebook) = cycles::rulebook(conn, &contest.cycle).await?;
    if !is_translated(application.state) || !rulebook.languages.iter().any(|required| required == lang) {
        return Ok(None);
    }
    let found = sheets(conn, (&contest.zone.code, vec![application]), &[lang.to_owned()]).await?;
    Ok(found.into_iter().next())
}

/// Every accepted application of a contest that lacks an approved and current text in one of these languages, and is not
/// waived; by number, then in the order of the languages. Empty when the languages do not block a freeze.
///
/// # Errors
/// The database's own error.
pub async fn readiness(conn: &mut CivicConn, contest: ContestId, languages: &[String]) -> QueryResult<Vec<Missing>> {
    let zone = cycles::contest_by_id(conn, contest).await?.zone.code;
    let mut applications = applications::list_of_contest(conn, contest).await?;
    applications.retain(|application| application.state == State::Accepted);
    let sheets = sheets(conn, (&zone, applications), languages).await?;
    Ok(sheets.iter().filter_map(Sheet::missing).collect())
}

async fn one(conn: &mut CivicConn, id: ApplicationId, lang: &str) -> QueryResult<Option<Sheet>> {
    let Some(application) = applications::find_application(conn, id).await? else { return Ok(None) };
    let zone = cycles::contest_by_id(conn, application.contest).await?.zone.code;
    Ok(sheets(conn, (&zone, vec![application]), &[lang.to_owned()]).await?.into_iter().next())
}

/// The approved words of an application in a language, by unit key; the original's own words for the language its authors
/// wrote in. Nothing when there are none or they are waived or stale: then the original is shown, marked with its language.
///
/// # Errors
/// The database's own error.
pub async fn approved(conn: &mut CivicConn, id: ApplicationId, lang: &str) -> QueryResult<Option<Words>> {
    let Some(sheet) = one(conn, id, lang).await? else { return Ok(None) };
    let source = sheet.draft.units();
    Ok(match sheet.standing() {
        Standing::Original => Some(source.into_iter().map(|unit| (unit.key, unit.text)).collect()),
        Standing::Approved => sheet.stands.map(|version| version.current(&source)),
        _ => None,
    })
}

/// True while an application goes without a language by a signed waiver.
///
/// # Errors
/// The database's own error.
pub async fn is_waived(conn: &mut CivicConn, id: ApplicationId, lang: &str) -> QueryResult<bool> {
    let waivers = store::list_waivers(conn, &[id]).await?;
    Ok(waivers.get(&(id.0, lang.to_owned())).is_some_and(|waiver| waiver.in_force))
}
