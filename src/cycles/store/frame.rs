//! SQL of a cycle's frame (dates, zones with their money, titles, places) and of the versions that keep it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::{dsl::now, prelude::*};
use diesel_async::RunQueryDsl;

use super::super::model::{Frame, Rulebook, VotingPlace, ZoneMoney};
use crate::{
    base::{CycleSlug, ZoneCode},
    platform::db::{CivicConn, Conn},
    schema::civic::{contest, cycle, cycle_text, phase, rulebook_version, voting_place},
};

/// A version of a cycle's set-up as it was saved.
#[derive(Clone, Debug)]
pub struct RulebookVersion {
    /// Number, from 1.
    pub version: i32,
    /// Its rules.
    pub rulebook: Rulebook,
    /// Dates, zones, titles and places.
    pub frame: Option<Frame>,
    /// Task of the set-up that was saved.
    pub task: Option<String>,
    /// Who saved it, as in an act.
    pub made_by: String,
    /// When, UTC.
    pub made_at: DateTime<Utc>,
    /// Public reason.
    pub reason: Option<String>,
}

/// Dates, zones, titles and places of a cycle as they stand.
///
/// # Errors
/// `NotFound`, or the database's own error.
pub async fn frame(conn: &mut CivicConn, slug: &CycleSlug) -> QueryResult<Frame> {
    type Times = (DateTime<Utc>, DateTime<Utc>, i32, Option<DateTime<Utc>>);
    let (opens_at, closes_at, grace, freeze_at): Times = cycle::table
        .find(slug.as_str())
        .select((cycle::opens_at, cycle::closes_at, cycle::grace_seconds, cycle::freeze_at))
        .first(conn.pg())
        .await?;
    let titles: Vec<(String, String)> = cycle_text::table
        .filter(cycle_text::cycle.eq(slug.as_str()))
        .select((cycle_text::lang, cycle_text::title))
        .load(conn.pg())
        .await?;
    let money: Vec<(String, i64, String, bool)> = contest::table
        .filter(contest::cycle.eq(slug.as_str()))
        .order(contest::zone)
        .select((contest::zone, contest::budget_cents, contest::currency, contest::budget_is_sample))
        .load(conn.pg())
        .await?;
    let mut zones = Vec::with_capacity(money.len());
    for (code, cents, currency, is_sample) in money {
        zones.push(ZoneMoney { zone: ZoneCode::parse(&code).map_err(super::unreadable)?, cents, currency, is_sample });
    }
    Ok(Frame {
        titles: titles.into_iter().collect(),
        opens_at,
        closes_at,
        grace_seconds: u32::try_from(grace).unwrap_or(0),
        freeze_at,
        phases: super::list_phases(conn, slug).await?,
        zones,
        places: list_places(conn, slug).await?,
    })
}

/// Places where people can vote with help, in their order.
///
/// # Errors
/// The database's own error.
pub async fn list_places(conn: &mut CivicConn, slug: &CycleSlug) -> QueryResult<Vec<VotingPlace>> {
    let rows: Vec<(String, String, String, serde_json::Value)> = voting_place::table
        .filter(voting_place::cycle.eq(slug.as_str()))
        .order(voting_place::position)
        .select((voting_place::zone, voting_place::name, voting_place::address, voting_place::hours))
        .load(conn.pg())
        .await?;
    let mut places = Vec::with_capacity(rows.len());
    for (zone, name, address, hours) in rows {
        let hours: BTreeMap<String, String> = serde_json::from_value(hours).map_err(super::unreadable)?;
        places.push(VotingPlace { zone: ZoneCode::parse(&zone).map_err(super::unreadable)?, name, address, hours });
    }
    Ok(places)
}

/// Brings the tables to what a frame says.
pub(in super::super) async fn put_frame(
    conn: &mut CivicConn,
    slug: &CycleSlug,
    frame: &Frame,
    rulebook: &Rulebook,
) -> QueryResult<()> {
    diesel::update(cycle::table.find(slug.as_str()))
        .set((
            cycle::opens_at.eq(frame.opens_at),
            cycle::closes_at.eq(frame.closes_at),
            cycle::grace_seconds.eq(i32::try_from(frame.grace_seconds).unwrap_or(i32::MAX)),
            cycle::freeze_at.eq(frame.freeze_at),
        ))
        .execute(conn.pg())
        .await?;
    for (lang, title) in &frame.titles {
        diesel::insert_into(cycle_text::table)
            .values((cycle_text::cycle.eq(slug.as_str()), cycle_text::lang.eq(lang), cycle_text::title.eq(title)))
            .on_conflict((cycle_text::cycle, cycle_text::lang))
            .do_update()
            .set(cycle_text::title.eq(title))
            .execute(conn.pg())
            .await?;
    }
    let kept: Vec<&str> = frame.phases.iter().map(|span| span.name.code()).collect();
    diesel::delete(phase::table.filter(phase::cycle.eq(slug.as_str()).and(phase::name.ne_all(kept)))).execute(conn.pg()).await?;
    for span in &frame.phases {
        super::put_phase(conn, slug, span).await?;
    }
    put_zones(conn, slug, &frame.zones, rulebook).await?;
    put_places(conn, slug, &frame.places).await
}

async fn put_zones(conn: &mut CivicConn, slug: &CycleSlug, zones: &[ZoneMoney], rulebook: &Rulebook) -> QueryResult<()> {
    let kept: Vec<&str> = zones.iter().map(|money| money.zone.as_str()).collect();
    diesel::delete(contest::table.filter(contest::cycle.eq(slug.as_str()).and(contest::zone.ne_all(kept))))
        .execute(conn.pg())
        .await?;
    for money in zones {
        let amount = (
            contest::budget_cents.eq(money.cents),
            contest::currency.eq(&money.currency),
            contest::budget_is_sample.eq(money.is_sample),
        );
        diesel::insert_into(contest::table)
            .values((
                contest::cycle.eq(slug.as_str()),
                contest::zone.eq(money.zone.as_str()),
                amount,
                contest::pick_limit.eq(i16::try_from(rulebook.ballot.pick_limit).unwrap_or(i16::MAX)),
                contest::ballot_kind.eq(&rulebook.ballot.kind),
            ))
            .on_conflict((contest::cycle, contest::zone))
            .do_update()
            .set(amount)
            .execute(conn.pg())
            .await?;
    }
    Ok(())
}

async fn put_places(conn: &mut CivicConn, slug: &CycleSlug, places: &[VotingPlace]) -> QueryResult<()> {
    diesel::delete(voting_place::table.filter(voting_place::cycle.eq(slug.as_str()))).execute(conn.pg()).await?;
    for (position, place) in (1_i16..).zip(places) {
        diesel::insert_into(voting_place::table)
            .values((
                voting_place::cycle.eq(slug.as_str()),
                voting_place::position.eq(position),
                voting_place::zone.eq(place.zone.as_str()),
                voting_place::name.eq(&place.name),
                voting_place::address.eq(&place.address),
                voting_place::hours.eq(serde_json::to_value(&place.hours).map_err(super::unreadable)?),
            ))
            .execute(conn.pg())
            .await?;
    }
    Ok(())
}

/// The columns that the count and the ballots read follow the rulebook.
pub(in super::super) async fn follow_rulebook(conn: &mut CivicConn, slug: &CycleSlug, rulebook: &Rulebook) -> QueryResult<()> {
    diesel::update(cycle::table.find(slug.as_str()))
        .set((
            cycle::count_rule.eq(&rulebook.count.rule),
            cycle::tie_break.eq(&rulebook.count.tie_break),
            cycle::rule_params.eq(serde_json::to_value(&rulebook.count.params).map_err(super::unreadable)?),
        ))
        .execute(conn.pg())
        .await?;
    diesel::update(contest::table.filter(contest::cycle.eq(slug.as_str())))
        .set((
            contest::pick_limit.eq(i16::try_from(rulebook.ballot.pick_limit).unwrap_or(i16::MAX)),
            contest::ballot_kind.eq(&rulebook.ballot.kind),
        ))
        .execute(conn.pg())
        .await
        .map(|_| ())
}

pub(in super::super) async fn mark_published(conn: &mut CivicConn, slug: &CycleSlug) -> QueryResult<()> {
    diesel::update(cycle::table.find(slug.as_str())).set(cycle::published_at.eq(now)).execute(conn.pg()).await.map(|_| ())
}

type VersionRow = (i32, serde_json::Value, Option<serde_json::Value>, Option<String>, String, DateTime<Utc>, Option<String>);

/// Every version of a cycle's set-up, oldest first.
///
/// # Errors
/// The database's own error; an unreadable row.
pub async fn list_versions(conn: &mut CivicConn, slug: &CycleSlug) -> QueryResult<Vec<RulebookVersion>> {
    let rows: Vec<VersionRow> = rulebook_version::table
        .filter(rulebook_version::cycle.eq(slug.as_str()))
        .order(rulebook_version::version)
        .select((
            rulebook_version::version,
            rulebook_version::settings,
            rulebook_version::frame,
            rulebook_version::task,
            rulebook_version::made_by,
            rulebook_version::made_at,
            rulebook_version::reason,
        ))
        .load(conn.pg())
        .await?;
    let mut versions = Vec::with_capacity(rows.len());
    for (version, settings, frame, task, made_by, made_at, reason) in rows {
        let rulebook = serde_json::from_value(settings).map_err(super::unreadable)?;
        let frame = frame.map(serde_json::from_value).transpose().map_err(super::unreadable)?;
        versions.push(RulebookVersion { version, rulebook, frame, task, made_by, made_at, reason });
    }
    Ok(versions)
}
