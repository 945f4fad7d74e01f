//! SQL of cycles, zones and contests (civic database).

mod frame;
mod phases;

pub use frame::{RulebookVersion, frame, list_places, list_versions};
pub(super) use frame::{follow_rulebook, mark_published, put_frame};
pub(super) use phases::{NewVersion, insert_rulebook, put_phase};
pub use phases::{list_phases, phase_state, rulebook, vote_rule};

use std::sync::{Arc, LazyLock};

use ballot::DefinitionHash;
use chrono::{DateTime, Utc};
use diesel::{dsl::now, prelude::*};
use diesel_async::RunQueryDsl;

use super::model::{Contest, Cycle, FrozenDefinition, PrintOrder, Zone};
use crate::{
    base::{ContestId, CycleSlug, Kept, Lang, Money, ZoneCode},
    platform::db::{CivicConn, Conn},
    schema::civic::{contest, cycle, cycle_text, zone},
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = cycle)]
struct CycleRow {
    slug: String,
    kind: String,
    is_sample: bool,
    count_rule: String,
    tie_break: String,
    rule_params: serde_json::Value,
    opens_at: DateTime<Utc>,
    closes_at: DateTime<Utc>,
    grace_seconds: i32,
    definition_hash: Option<Vec<u8>>,
    closed_at: Option<DateTime<Utc>>,
    links_cut_at: Option<DateTime<Utc>>,
    opened_at: Option<DateTime<Utc>>,
    published_at: Option<DateTime<Utc>>,
    order_seed: Option<Vec<u8>>,
}

/// A stored identifier that no longer parses is a fault of ours, reported as an unreadable row.
fn unreadable<E: std::error::Error + Send + Sync + 'static>(error: E) -> diesel::result::Error {
    diesel::result::Error::DeserializationError(Box::new(error))
}

fn hash_of(row: &CycleRow) -> Option<DefinitionHash> {
    let bytes: Option<[u8; 32]> = row.definition_hash.as_deref().and_then(|bytes| bytes.try_into().ok());
    bytes.map(DefinitionHash)
}

fn cycle_of(row: CycleRow, title: String, read_at: DateTime<Utc>) -> QueryResult<Cycle> {
    let definition_hash = hash_of(&row);
    Ok(Cycle {
        slug: CycleSlug::parse(&row.slug).map_err(unreadable)?,
        title,
        is_imported: row.kind == "imported",
        is_sample: row.is_sample,
        count_rule: row.count_rule,
        tie_break: row.tie_break,
        rule_params: row.rule_params,
        opens_at: row.opens_at,
        closes_at: row.closes_at,
        grace_seconds: row.grace_seconds,
        published_at: row.published_at,
        definition_hash,
        closed_at: row.closed_at,
        links_cut_at: row.links_cut_at,
        opened_at: row.opened_at,
        order: row.order_seed.and_then(|seed| seed.try_into().ok()).map(PrintOrder),
        read_at,
    })
}

type Titles = Vec<(String, String)>;

/// Titles and contests of frozen cycles, by definition hash. The server's role may insert such rows but not change them, and
/// a frozen cycle gets no new ones.
static TITLES: LazyLock<Kept<DefinitionHash, Titles>> = LazyLock::new(Kept::default);
static CONTESTS: LazyLock<Kept<DefinitionHash, Vec<Contest>>> = LazyLock::new(Kept::default);

async fn titles_of(conn: &mut CivicConn, cycle: &CycleRow) -> QueryResult<Arc<Titles>> {
    let hash = hash_of(cycle);
    if let Some(known) = hash.and_then(|hash| TITLES.get(&hash)) {
        return Ok(known);
    }
    let titles: Titles = cycle_text::table
        .filter(cycle_text::cycle.eq(&cycle.slug))
        .select((cycle_text::lang, cycle_text::title))
        .order(cycle_text::lang)
        .load(conn.pg())
        .await?;
    Ok(hash.map_or_else(|| Arc::new(titles.clone()), |hash| TITLES.keep(hash, titles.clone())))
}

/// The title in the wanted language, else in English, else in any.
fn title_in(titles: &Titles, lang: Lang) -> String {
    let in_lang = |code: &str| titles.iter().find(|(l, _)| l == code);
    let found = in_lang(lang.code()).or_else(|| in_lang("en")).or_else(|| titles.iter().next());
    found.map(|(_, title)| title.clone()).unwrap_or_default()
}

async fn with_title(conn: &mut CivicConn, found: Option<(CycleRow, DateTime<Utc>)>, lang: Lang) -> QueryResult<Option<Cycle>> {
    let Some((row, read_at)) = found else { return Ok(None) };
    let title = title_in(&*titles_of(conn, &row).await?, lang);
    cycle_of(row, title, read_at).map(Some)
}

/// The cycle whose vote residents meet on the front page: the latest that is public and not imported. One whose slate is
/// frozen comes before one that is still made.
///
/// # Errors
/// The database's own error.
pub async fn current_cycle(conn: &mut CivicConn, lang: Lang) -> QueryResult<Option<Cycle>> {
    let found = cycle::table
        .filter(cycle::kind.eq("vote").and(cycle::published_at.is_not_null()))
        .order((cycle::definition_hash.is_null(), cycle::opens_at.desc()))
        .select((CycleRow::as_select(), now.into_sql::<diesel::sql_types::Timestamptz>()))
        .first(conn.pg())
        .await
        .optional()?;
    with_title(conn, found, lang).await
}

/// A cycle by its slug, if there is one.
///
/// # Errors
/// The database's own error.
pub async fn find_cycle(conn: &mut CivicConn, slug: &str, lang: Lang) -> QueryResult<Option<Cycle>> {
    let found = cycle::table
        .find(slug)
        .select((CycleRow::as_select(), now.into_sql::<diesel::sql_types::Timestamptz>()))
        .first(conn.pg())
        .await
        .optional()?;
    with_title(conn, found, lang).await
}

/// A cycle that must exist.
///
/// # Errors
/// `NotFound`, or the database's own error.
pub async fn cycle_by_slug(conn: &mut CivicConn, slug: &CycleSlug, lang: Lang) -> QueryResult<Cycle> {
    find_cycle(conn, slug.as_str(), lang).await?.ok_or(diesel::result::Error::NotFound)
}

/// Locks a cycle's row for a step that may be taken once.
///
/// # Errors
/// `NotFound`, or the database's own error.
pub async fn lock_cycle(conn: &mut CivicConn, slug: &CycleSlug) -> QueryResult<Cycle> {
    cycle::table.find(slug.as_str()).select(cycle::slug).for_update().first::<String>(conn.pg()).await?;
    cycle_by_slug(conn, slug, Lang::En).await
}

/// Every cycle, newest vote first.
///
/// # Errors
/// The database's own error.
pub async fn list_cycles(conn: &mut CivicConn, lang: Lang) -> QueryResult<Vec<Cycle>> {
    let slugs: Vec<String> = cycle::table.select(cycle::slug).order(cycle::opens_at.desc()).load(conn.pg()).await?;
    let mut cycles = Vec::with_capacity(slugs.len());
    for slug in slugs {
        cycles.extend(find_cycle(conn, &slug, lang).await?);
    }
    Ok(cycles)
}

type ContestRow = (i64, String, i64, String, bool, i16, String, (String, String, Vec<String>));

fn contest_of(row: ContestRow) -> QueryResult<Contest> {
    let (id, cycle, cents, currency, budget_is_sample, limit, ballot_kind, zone) = row;
    Ok(Contest {
        id: ContestId(id),
        cycle: CycleSlug::parse(&cycle).map_err(unreadable)?,
        zone: zone_of(zone)?,
        budget: Money::new(cents, &currency),
        budget_is_sample,
        pick_limit: u16::try_from(limit).unwrap_or(1),
        ballot_kind,
    })
}

fn zone_of((code, name, neighbourhoods): (String, String, Vec<String>)) -> QueryResult<Zone> {
    let code = ZoneCode::parse(&code).map_err(unreadable)?;
    Ok(Zone { code, name, neighbourhoods })
}

macro_rules! contest_columns {
    () => {
        (
            contest::id,
            contest::cycle,
            contest::budget_cents,
            contest::currency,
            contest::budget_is_sample,
            contest::pick_limit,
            contest::ballot_kind,
            (zone::code, zone::name, zone::neighbourhoods),
        )
    };
}

/// The contests of a cycle by zone name.
///
/// # Errors
/// The database's own error.
pub async fn list_contests(conn: &mut CivicConn, slug: &CycleSlug) -> QueryResult<Vec<Contest>> {
    let rows: Vec<ContestRow> = contest::table
        .inner_join(zone::table)
        .filter(contest::cycle.eq(slug.as_str()))
        .order(zone::name)
        .select(contest_columns!())
        .load(conn.pg())
        .await?;
    rows.into_iter().map(contest_of).collect()
}

/// The contests of a cycle by zone name; read once in the life of the process when the cycle is frozen.
///
/// # Errors
/// The database's own error.
pub async fn contests_of(conn: &mut CivicConn, cycle: &Cycle) -> QueryResult<Arc<Vec<Contest>>> {
    if let Some(known) = cycle.definition_hash.and_then(|hash| CONTESTS.get(&hash)) {
        return Ok(known);
    }
    let contests = list_contests(conn, &cycle.slug).await?;
    Ok(match cycle.definition_hash {
        Some(hash) => CONTESTS.keep(hash, contests),
        None => Arc::new(contests),
    })
}

/// One zone's contest in a cycle, if there is one.
///
/// # Errors
/// The database's own error.
pub async fn contest_by_zone(conn: &mut CivicConn, slug: &CycleSlug, code: &str) -> QueryResult<Option<Contest>> {
    let row: Option<ContestRow> = contest::table
        .inner_join(zone::table)
        .filter(contest::cycle.eq(slug.as_str()).and(contest::zone.eq(code)))
        .select(contest_columns!())
        .first(conn.pg())
        .await
        .optional()?;
    row.map(contest_of).transpose()
}

/// A contest that must exist.
///
/// # Errors
/// `NotFound`, or the database's own error.
pub async fn contest_by_id(conn: &mut CivicConn, id: ContestId) -> QueryResult<Contest> {
    let row: ContestRow =
        contest::table.inner_join(zone::table).filter(contest::id.eq(id.0)).select(contest_columns!()).first(conn.pg()).await?;
    contest_of(row)
}

/// Every zone by name.
///
/// # Errors
/// The database's own error.
pub async fn list_zones(conn: &mut CivicConn) -> QueryResult<Vec<Zone>> {
    let rows: Vec<(String, String, Vec<String>)> =
        zone::table.order(zone::name).select((zone::code, zone::name, zone::neighbourhoods)).load(conn.pg()).await?;
    rows.into_iter().map(zone_of).collect()
}

/// The frozen definition of a cycle; parsed once in the life of the process.
///
/// # Errors
/// The database's own error; an unreadable row when the stored bytes do not have the stored hash.
pub(super) async fn frozen(conn: &mut CivicConn, of: &Cycle) -> QueryResult<Option<FrozenDefinition>> {
    let Some(hash) = of.definition_hash else { return Ok(None) };
    if let Some(known) = FrozenDefinition::known(&hash) {
        return Ok(Some(known));
    }
    let bytes: Option<Vec<u8>> = cycle::table.find(of.slug.as_str()).select(cycle::definition).first(conn.pg()).await?;
    let parsed = bytes.and_then(|bytes| FrozenDefinition::parse(&bytes, hash));
    parsed.map(Some).ok_or_else(|| unreadable(std::io::Error::other("the stored definition does not have its hash")))
}

pub(super) async fn mark_frozen(
    conn: &mut CivicConn,
    slug: &CycleSlug,
    (bytes, hash): (&[u8], &DefinitionHash),
    order: &PrintOrder,
) -> QueryResult<()> {
    diesel::update(cycle::table.find(slug.as_str()))
        .set((cycle::definition.eq(bytes), cycle::definition_hash.eq(&hash.0[..]), cycle::order_seed.eq(&order.0[..])))
        .execute(conn.pg())
        .await
        .map(|_| ())
}

pub(super) async fn mark_closed(conn: &mut CivicConn, slug: &CycleSlug) -> QueryResult<()> {
    diesel::update(cycle::table.find(slug.as_str())).set(cycle::closed_at.eq(now)).execute(conn.pg()).await.map(|_| ())
}

pub(super) async fn mark_links_cut(conn: &mut CivicConn, slug: &CycleSlug) -> QueryResult<()> {
    diesel::update(cycle::table.find(slug.as_str())).set(cycle::links_cut_at.eq(now)).execute(conn.pg()).await.map(|_| ())
}

pub(super) async fn mark_opened(conn: &mut CivicConn, slug: &CycleSlug) -> QueryResult<()> {
    diesel::update(cycle::table.find(slug.as_str())).set(cycle::opened_at.eq(now)).execute(conn.pg()).await.map(|_| ())
}

pub(super) async fn insert_zone(conn: &mut CivicConn, new: &Zone) -> QueryResult<()> {
    diesel::insert_into(zone::table)
        .values((zone::code.eq(new.code.as_str()), zone::name.eq(&new.name), zone::neighbourhoods.eq(&new.neighbourhoods)))
        .on_conflict(zone::code)
        .do_nothing()
        .execute(conn.pg())
        .await
        .map(|_| ())
}

pub(super) async fn insert_cycle(conn: &mut CivicConn, new: &super::actions::NewCycle) -> QueryResult<()> {
    diesel::insert_into(cycle::table)
        .values((
            cycle::slug.eq(new.slug.as_str()),
            cycle::kind.eq(if new.is_imported { "imported" } else { "vote" }),
            cycle::is_sample.eq(new.is_sample),
            cycle::count_rule.eq(&new.count_rule),
            cycle::tie_break.eq(&new.tie_break),
            cycle::rule_params.eq(&new.rule_params),
            cycle::opens_at.eq(new.opens_at),
            cycle::closes_at.eq(new.closes_at),
            cycle::grace_seconds.eq(i32::try_from(new.grace_seconds).unwrap_or(0)),
            cycle::published_at.eq(new.published_at),
        ))
        .execute(conn.pg())
        .await?;
    for (lang, title) in &new.titles {
        diesel::insert_into(cycle_text::table)
            .values((cycle_text::cycle.eq(new.slug.as_str()), cycle_text::lang.eq(lang), cycle_text::title.eq(title)))
            .execute(conn.pg())
            .await?;
    }
    Ok(())
}

pub(super) async fn insert_contest(conn: &mut CivicConn, new: &super::actions::NewContest) -> QueryResult<ContestId> {
    diesel::insert_into(contest::table)
        .values((
            contest::cycle.eq(new.cycle.as_str()),
            contest::zone.eq(new.zone.as_str()),
            contest::budget_cents.eq(new.budget.cents),
            contest::currency.eq(&new.budget.currency),
            contest::budget_is_sample.eq(new.budget_is_sample),
            contest::pick_limit.eq(i16::try_from(new.pick_limit).unwrap_or(i16::MAX)),
            contest::ballot_kind.eq(&new.ballot_kind),
        ))
        .returning(contest::id)
        .get_result(conn.pg())
        .await
        .map(ContestId)
}
