//! HTTP of the booth. What every step needs is loaded once, here.

pub mod ballot;
pub mod cast;
pub mod challenge;
pub mod eligibility;
mod sealing;
pub mod verify;
pub mod zone;

use std::sync::Arc;

use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
};

use super::{
    cookie, links,
    model::{Journey, Step},
    pages,
};
use crate::{
    cycles::{self, Contest, Cycle, FrozenDefinition, VoteRule},
    platform::web::{Answer, Ctx, Problem, html},
};

/// The contest a step is about, with its cycle and frozen definition.
pub(super) struct Scene {
    pub cycle: Cycle,
    pub contest: Contest,
    pub frozen: FrozenDefinition,
    /// Who may vote, and through which doors.
    pub voters: Arc<VoteRule>,
}

/// Either the scene of an open vote, or the page that says why there is none.
pub(super) enum Entry {
    Open(Box<Scene>),
    Shut(HttpResponse),
}

pub(super) async fn enter(ctx: &Ctx) -> Result<Entry, Problem> {
    let standing = cycles::standing::current(&ctx.state.civic, ctx.lang).await?;
    let standing = standing.as_ref().as_ref().ok_or_else(Problem::not_found)?;
    let contest = standing.contest(ctx.segment("zone")).ok_or_else(Problem::not_found)?;
    let cycle = &standing.cycle;
    match &standing.frozen {
        Some(frozen) if cycle.voting_open().is_some() || in_grace(ctx, cycle, contest) => {
            let voters = Arc::clone(&standing.voters);
            Ok(Entry::Open(Box::new(Scene { cycle: cycle.clone(), contest: contest.clone(), frozen: frozen.clone(), voters })))
        }
        _ => Ok(Entry::Shut(html(StatusCode::OK, pages::closed(ctx, cycle)))),
    }
}

/// A ballot begun before the close may be finished for a little longer.
fn in_grace(ctx: &Ctx, cycle: &Cycle, contest: &Contest) -> bool {
    cookie::read(ctx, &contest.zone.code).is_some_and(|journey| cycle.may_cast(journey.begun))
}

impl Scene {
    /// The browser's journey when it belongs to this zone and to the definition in force.
    pub(super) fn journey(&self, ctx: &Ctx) -> Option<Journey> {
        cookie::read(ctx, &self.contest.zone.code).filter(|journey| journey.definition == self.frozen.hash.0)
    }

    /// The journey when `step` may be visited; else where to go instead.
    pub(super) fn at(&self, ctx: &Ctx, step: Step) -> Result<Journey, HttpResponse> {
        let zone = &self.contest.zone.code;
        let Some(journey) = self.journey(ctx) else {
            return Err(to(&ctx.link(&cycles::links::vote(zone))));
        };
        if let Some(receipt) = &journey.receipt {
            return Err(to(&ctx.link(&format!("/receipt/{receipt}"))));
        }
        let furthest = journey.furthest(self.contest.pick_limit);
        if furthest < step { Err(to(&ctx.link(&links::step(zone, furthest.path())))) } else { Ok(journey) }
    }
}

/// 303.
pub(super) fn to(address: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, address)).finish()
}

/// 303 that carries the journey along.
pub(super) fn on(ctx: &Ctx, journey: &Journey, address: &str) -> Answer {
    Ok(cookie::carry(&ctx.state, to(address), journey))
}

/// Runs a step's body in an open vote.
macro_rules! open_scene {
    ($ctx:expr) => {
        match $crate::booth::handlers::enter(&$ctx).await? {
            $crate::booth::handlers::Entry::Open(scene) => scene,
            $crate::booth::handlers::Entry::Shut(page) => return Ok(page),
        }
    };
}

/// The journey at a step, or the redirect to where it stands.
macro_rules! journey_at {
    ($scene:expr, $ctx:expr, $step:expr) => {
        match $scene.at(&$ctx, $step) {
            Ok(journey) => journey,
            Err(elsewhere) => return Ok(elsewhere),
        }
    };
}

pub(super) use {journey_at, open_scene};
