//! Showing the second factor again.

use super::super::{actions, gate::COOKIE, model::Grant, pages};
use crate::platform::{
    ui::Faults,
    web::{Answer, Ctx, Fields, FromFields, Posted, again, cookies, ok, see},
};

pub struct StepUpForm {
    code: String,
    next: String,
}

impl FromFields for StepUpForm {
    const NAMES: &'static [&'static str] = &["code", "next"];
    fn from_fields(fields: &Fields) -> Self {
        Self { code: fields.one("code").to_owned(), next: fields.one("next").to_owned() }
    }
}

/// Only addresses of this site's console; anything else leads home.
fn safe_next(ctx: &Ctx, next: &str) -> String {
    let prefix = ctx.link("/staff/");
    let is_plain = next.chars().all(|c| c.is_ascii_alphanumeric() || "/-_".contains(c));
    if next.starts_with(&prefix) && is_plain { next.to_owned() } else { ctx.link("/staff") }
}

pub async fn show(ctx: Ctx) -> Answer {
    let next = ctx.query_value("next").unwrap_or_default();
    ok(pages::step_up(&ctx, &Faults::none(), &safe_next(&ctx, &next)))
}

pub async fn post(ctx: Ctx, grant: Grant, Posted(form): Posted<StepUpForm>) -> Answer {
    let env = ctx.state.env();
    let session = ctx.cookie(&cookies::name(&ctx.state, COOKIE)).unwrap_or_default();
    let next = safe_next(&ctx, &form.next);
    let right = ctx
        .state
        .civic
        .write("step_up", async |conn| actions::step_up(conn, &env, &ctx.state.keys.contact, &grant, &session, &form.code).await)
        .await?;
    if right { see(&next) } else { again(pages::step_up(&ctx, &Faults::one("code", "accounts-code-wrong"), &next)) }
}
