//! The sealed cookie that carries an idea from page to page: encrypted, authenticated, two hours, HttpOnly.

use actix_web::{HttpResponse, cookie::Cookie};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use super::model::{Draft, LIFE_SECONDS};
use crate::platform::{
    State, keys,
    web::{Ctx, cookies},
};

const COOKIE: &str = "idea";
const PURPOSE: &str = "idea-draft";

/// The draft of this browser; `None` when there is none, it ran out, or was tampered with.
pub fn read(ctx: &Ctx) -> Option<Draft> {
    let value = ctx.cookie(&cookies::name(&ctx.state, COOKIE))?;
    let sealed = URL_SAFE_NO_PAD.decode(value).ok()?;
    let draft: Draft = serde_json::from_slice(&keys::unseal(&ctx.state.keys.cookie, PURPOSE, &sealed)?).ok()?;
    (ctx.state.clock.now().timestamp() - draft.seen < LIFE_SECONDS).then_some(draft)
}

fn sealed(state: &State, draft: &Draft) -> Cookie<'static> {
    let fresh = Draft { seen: state.clock.now().timestamp(), ..draft.clone() };
    let plain = serde_json::to_vec(&fresh).unwrap_or_default();
    let value = URL_SAFE_NO_PAD.encode(keys::seal(&state.keys.cookie, PURPOSE, &plain, &state.random));
    cookies::make(state, COOKIE, value, Some(LIFE_SECONDS))
}

/// Adds the draft to an answer.
pub fn carry(state: &State, mut answer: HttpResponse, draft: &Draft) -> HttpResponse {
    if let Err(error) = answer.add_cookie(&sealed(state, draft)) {
        tracing::error!(%error, "the cookie of an idea can't be set");
    }
    answer
}

/// Removes the draft from the browser.
pub fn forget(state: &State, mut answer: HttpResponse) -> HttpResponse {
    if let Err(error) = answer.add_cookie(&cookies::removed(state, COOKIE)) {
        tracing::error!(%error, "the cookie of an idea can't be removed");
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_idea_fits_into_a_cookie() {
        let draft = Draft {
            token: "f".repeat(32),
            cycle: "x".repeat(60),
            words: "🌳".repeat(super::super::model::WORDS_MAX),
            sound: Some("f".repeat(32)),
            zone: "ABCDEFGHIJKL".to_owned(),
            place: "🌳".repeat(super::super::model::PLACE_MAX),
            age: "adult".to_owned(),
            seen: i64::MAX,
        };
        let sealed = serde_json::to_vec(&draft).expect("it can be written").len() + 24 + 16;
        assert!(sealed.div_ceil(3) * 4 + COOKIE.len() + 100 < 4096, "{sealed}");
    }
}
