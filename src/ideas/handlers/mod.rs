//! HTTP of ideas.

pub mod concepts;
pub mod enter;
pub mod follow;
pub mod inbox;
pub mod intake;
pub mod list;
pub mod moderate;
mod play;

use super::{
    actions::Answering,
    model::{Desk, Idea, Search, Standing},
    store,
};
use crate::{
    accounts::Grant,
    base::ZoneCode,
    bodies::{self, BodyKind},
    cycles::{self, Contest, Cycle, PhaseName, PhaseState},
    platform::web::{Ctx, Problem},
};

/// The cycle that a page is about, its zones, and where its ideas phase stands.
pub struct Scene {
    /// The cycle.
    pub cycle: Cycle,
    /// Its zones.
    pub contests: Vec<Contest>,
    /// Its ideas phase.
    pub phase: PhaseState,
}

impl Scene {
    /// A zone's name; its code when the zone is not in the cycle.
    pub fn zone_name<'a>(&'a self, code: &'a ZoneCode) -> &'a str {
        self.contest(code.as_str()).map_or(code.as_str(), |contest| contest.zone.name.as_str())
    }

    /// The contest of a zone.
    pub fn contest(&self, code: &str) -> Option<&Contest> {
        self.contests.iter().find(|contest| contest.zone.code.as_str() == code)
    }
}

/// The scene of the cycle that the address or the form names, else of the one that people mean when they name none.
async fn scene_of(ctx: &Ctx, named: Option<String>) -> Result<Option<Scene>, Problem> {
    ctx.state
        .civic
        .read(async |conn| {
            let slug = match named.filter(|slug| !slug.is_empty()) {
                Some(slug) => slug,
                None => match store::pick_cycle(conn).await? {
                    Some(slug) => slug,
                    None => return Ok(None),
                },
            };
            let cycle = cycles::find_cycle(conn, &slug, ctx.lang).await?.ok_or_else(Problem::not_found)?;
            if cycle.published_at.is_none() || cycle.is_imported {
                return Err(Problem::not_found());
            }
            let contests = cycles::list_contests(conn, &cycle.slug).await?;
            let phase = cycles::phase_state(conn, &cycle.slug, PhaseName::Ideas).await?;
            Ok(Some(Scene { cycle, contests, phase }))
        })
        .await
}

/// The scene of the address; a page that is about something in a cycle needs one.
async fn scene(ctx: &Ctx) -> Result<Scene, Problem> {
    scene_of(ctx, ctx.query_value("cycle")).await?.ok_or_else(Problem::not_found)
}

/// The number in the path.
fn number(ctx: &Ctx) -> Result<i32, Problem> {
    ctx.segment("number").parse().map_err(|_| Problem::not_found())
}

/// The idea that the path names.
async fn load_idea(ctx: &Ctx, scene: &Scene) -> Result<Idea, Problem> {
    let number = number(ctx)?;
    let found = ctx.state.civic.read(async |conn| store::find_idea(conn, &scene.cycle.slug, number).await).await?;
    found.ok_or_else(Problem::not_found)
}

/// The part of the site that a working page stands in: `committee` or `staff`.
fn area(ctx: &Ctx) -> &'static str {
    if ctx.path.starts_with("/committee") { "committee" } else { "staff" }
}

/// The proof that this person works on ideas here. A term that is over ends it, whatever roles the account still has.
async fn desk(ctx: &Ctx, grant: &Grant) -> Result<Desk, Problem> {
    if area(ctx) != "committee" {
        return Desk::of_staff(grant).ok_or_else(Problem::forbidden);
    }
    let zones = ctx
        .state
        .civic
        .read(async |conn| {
            let today = bodies::today(conn).await?;
            let mine = bodies::bodies_of(conn, grant.account(), today).await?;
            Ok::<_, Problem>(
                mine.into_iter().filter(|body| body.kind == BodyKind::Committee).filter_map(|body| body.zone).collect(),
            )
        })
        .await?;
    Desk::of_committee(grant, zones).ok_or_else(Problem::forbidden)
}

/// What answers people who left a contact.
fn answering(ctx: &Ctx) -> Answering<'_> {
    Answering { key: &ctx.state.keys.contact, site: &ctx.state.public_url }
}

/// The search that the address asks for.
fn search(ctx: &Ctx) -> Search {
    let value = |name| ctx.query_value(name).unwrap_or_default();
    Search {
        zone: ZoneCode::parse(&value("zone")).ok(),
        area: super::model::issue_area(&value("area")),
        standing: Standing::parse(&value("standing")),
        typed: value("words").chars().take(100).collect(),
        page: page_number(ctx),
    }
}

/// The page of a list, from 0; people count from 1.
fn page_number(ctx: &Ctx) -> i64 {
    ctx.query_value("page").and_then(|page| page.parse::<i64>().ok()).map_or(0, |page| page.clamp(1, 100_000) - 1)
}
