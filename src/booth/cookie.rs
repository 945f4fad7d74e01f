//! The sealed cookie that carries a journey: encrypted, authenticated, two hours, HttpOnly.

use actix_web::{HttpResponse, cookie::Cookie};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use super::model::{Journey, LIFE_SECONDS};
use crate::{
    base::ZoneCode,
    eligibility::JourneyTag,
    platform::{
        State, keys,
        web::{Ctx, cookies},
    },
};

const COOKIE: &str = "journey";

/// The journey of this browser in this zone; `None` when there is none, it ran out, was tampered with, or is of another zone.
pub fn read(ctx: &Ctx, zone: &ZoneCode) -> Option<Journey> {
    let value = ctx.cookie(&cookies::name(&ctx.state, COOKIE))?;
    let sealed = URL_SAFE_NO_PAD.decode(value).ok()?;
    let plain = keys::unseal(&ctx.state.keys.cookie, "journey", &sealed)?;
    let journey: Journey = serde_json::from_slice(&plain).ok()?;
    let now = ctx.state.clock.now().timestamp();
    (journey.zone == *zone && now - journey.seen < LIFE_SECONDS).then_some(journey)
}

fn sealed(state: &State, journey: &Journey) -> Cookie<'static> {
    let mut fresh = journey.clone();
    fresh.seen = state.clock.now().timestamp();
    let plain = serde_json::to_vec(&fresh).unwrap_or_default();
    let value = URL_SAFE_NO_PAD.encode(keys::seal(&state.keys.cookie, "journey", &plain, &state.random));
    cookies::make(state, COOKIE, value, Some(LIFE_SECONDS))
}

/// Adds the journey to an answer.
pub fn carry(state: &State, mut answer: HttpResponse, journey: &Journey) -> HttpResponse {
    if let Err(error) = answer.add_cookie(&sealed(state, journey)) {
        tracing::error!(%error, "journey cookie can't be set");
    }
    answer
}

/// Removes the journey from the browser.
pub fn forget(state: &State, mut answer: HttpResponse) -> HttpResponse {
    if let Err(error) = answer.add_cookie(&cookies::removed(state, COOKIE)) {
        tracing::error!(%error, "journey cookie can't be removed");
    }
    answer
}

/// The journey's name for the civic database.
pub fn tag(state: &State, journey: &Journey) -> JourneyTag {
    JourneyTag(keys::keyed_hash(&state.keys.contact, &[b"journey", &journey.id]))
}
