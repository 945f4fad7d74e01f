//! Minutes: kept, published, corrected.

use super::{
    super::{actions, pages::MinutesForm},
    meetings::{answer, load},
    typed,
};
use crate::{
    accounts::Grant,
    platform::web::{Answer, Ctx, Fields, FromFields, Posted},
};

pub struct DraftForm {
    text: String,
    publish: bool,
}

impl FromFields for DraftForm {
    const NAMES: &'static [&'static str] = &["text", "go"];
    fn from_fields(fields: &Fields) -> Self {
        Self { text: typed(fields.one("text")), publish: fields.one("go") == "publish" }
    }
}

pub struct CorrectForm {
    text: String,
    reason: String,
    base: String,
}

impl FromFields for CorrectForm {
    const NAMES: &'static [&'static str] = &["text", "reason", "base"];
    fn from_fields(fields: &Fields) -> Self {
        let one = |name| typed(fields.one(name));
        Self { text: one("text"), reason: one("reason"), base: one("base") }
    }
}

pub async fn save(ctx: Ctx, grant: Grant, Posted(form): Posted<DraftForm>) -> Answer {
    let (body, meeting) = load(&ctx, &grant).await?;
    let env = ctx.state.env();
    let done = ctx
        .state
        .civic
        .write("minutes", async |conn| {
            if form.publish {
                actions::publish_minutes(conn, &env, &grant, meeting.id, &form.text).await
            } else {
                actions::save_draft(conn, &grant, meeting.id, &form.text).await
            }
        })
        .await;
    let kept = MinutesForm { text: form.text, reason: String::new() };
    answer(&ctx, (&body, &meeting), done, Some(kept)).await
}

pub async fn correct(ctx: Ctx, grant: Grant, Posted(form): Posted<CorrectForm>) -> Answer {
    let (body, meeting) = load(&ctx, &grant).await?;
    let env = ctx.state.env();
    let base = form.base.parse().unwrap_or(0);
    let done = ctx
        .state
        .civic
        .write("correct_minutes", async |conn| {
            actions::correct_minutes(conn, &env, &grant, (meeting.id, base), &form.text, &form.reason).await
        })
        .await;
    let kept = MinutesForm { text: form.text, reason: form.reason };
    answer(&ctx, (&body, &meeting), done, Some(kept)).await
}
