//! The task list, the check page, publishing, the history.

use super::{
    super::{
        actions::{self, SetUpError},
        links,
        model::{Draft, compare_all, draft_of},
        pages::{self, VersionRow},
    },
    load,
};
use crate::{
    accounts::{self, Grant},
    base::{Duty, Role},
    cycles::{self, CycleError, RulebookVersion},
    platform::web::{Answer, Ctx, Fields, FromFields, Posted, again, ok, see},
};

pub async fn list(ctx: Ctx, grant: Grant) -> Answer {
    let (cycle, draft) = load(&ctx).await?;
    let people = ctx.state.civic.read(async |conn| accounts::list_people(conn).await).await?;
    let with = |role: Role| people.iter().filter(|person| person.roles.iter().any(|held| held.role == role)).count();
    let counts = (with(Role::Certifier), with(Role::Trustee));
    ok(pages::task_list(&ctx, &cycle, &draft, counts, grant.has(Duty::ManageStaff)))
}

pub async fn show(ctx: Ctx) -> Answer {
    let (cycle, draft) = load(&ctx).await?;
    ok(pages::check(&ctx, &cycle, &draft, false))
}

/// The version that was looked at.
pub struct PublishForm(i32);

impl FromFields for PublishForm {
    const NAMES: &'static [&'static str] = &["version"];
    fn from_fields(fields: &Fields) -> Self {
        Self(fields.one("version").parse().unwrap_or(-1))
    }
}

/// A high-value act: what residents have seen cannot be unseen.
pub async fn publish(ctx: Ctx, grant: Grant, Posted(form): Posted<PublishForm>) -> Answer {
    let (cycle, draft) = load(&ctx).await?;
    let (env, actor) = (ctx.state.env(), grant.actor(Duty::SetUpCycle));
    let done = ctx
        .state
        .civic
        .write("publish_cycle", async |conn| actions::publish(conn, &env, &actor, &cycle.slug, form.0).await)
        .await;
    match done {
        Ok(()) => see(&ctx.link(&links::set_up(&cycle.slug))),
        Err(SetUpError::Contradicts(_)) => again(pages::check(&ctx, &cycle, &draft, false)),
        Err(SetUpError::Cycle(CycleError::RulebookChanged)) => again(pages::check(&ctx, &cycle, &draft, true)),
        Err(error) => Err(error.into()),
    }
}

/// The draft that a version left, in terms of today's zones.
fn at(version: &RulebookVersion, now: &Draft) -> Draft {
    let frame = version.frame.clone().unwrap_or_else(|| now.frame.clone());
    draft_of(&[], (version.rulebook.clone(), frame), now.zones.clone())
}

pub async fn history(ctx: Ctx) -> Answer {
    let (cycle, draft) = load(&ctx).await?;
    let versions = ctx.state.civic.read(async |conn| cycles::list_versions(conn, &cycle.slug).await).await?;
    let mut rows = Vec::with_capacity(versions.len());
    let mut before: Option<Draft> = None;
    for version in versions {
        let after = at(&version, &draft);
        let changes = before.as_ref().map(|before| compare_all(before, &after)).unwrap_or_default();
        rows.push(VersionRow {
            version: version.version,
            made_by: version.made_by,
            made_at: version.made_at,
            reason: version.reason,
            changes,
        });
        before = Some(after);
    }
    ok(pages::history(&ctx, &cycle, &rows))
}
