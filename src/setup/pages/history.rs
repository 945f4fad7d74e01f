//! Every version of a cycle's set-up: who saved it, when, why, and what it changed.

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use super::{
    super::{links, model::ChangedSetting},
    task::shown,
    words,
};
use crate::{
    cycles::Cycle,
    platform::{
        ui::{self, Page},
        web::Ctx,
    },
};

/// A version with what it changed.
pub struct VersionRow {
    /// Number, from 1.
    pub version: i32,
    /// Name and role of who saved it.
    pub made_by: String,
    /// When.
    pub made_at: DateTime<Utc>,
    /// Public reason.
    pub reason: Option<String>,
    /// Setting by setting; empty for the first version.
    pub changes: Vec<ChangedSetting>,
}

/// The page, newest first.
pub fn history(ctx: &Ctx, cycle: &Cycle, versions: &[VersionRow]) -> Markup {
    let heading = ctx.t("setup-history-title");
    let body = html! {
        h1 { (heading) }
        p.lead { bdi { (cycle.title) } }
        @if versions.is_empty() { p { (ctx.t("setup-history-none")) } }
        @for row in versions.iter().rev() {
            @let caption = ctx.tf("setup-history-version", &[("version", i64::from(row.version).into())]);
            h2 { (caption) }
            p.hint { bdi { (name(&row.made_by)) } ", " (ui::moment(ctx, row.made_at)) }
            @if let Some(reason) = &row.reason { p { (ctx.t("setup-history-reason")) " " bdi { (reason) } } }
            @if row.version == 1 { p { (ctx.t("setup-history-first")) } }
            @else if row.changes.is_empty() { p { (ctx.t("setup-history-same")) } }
            @else {
                div.scroll role="region" aria-label=(caption) tabindex="0" {
                    table.plain {
                        thead { tr {
                            th scope="col" { (ctx.t("setup-conflict-setting")) }
                            th scope="col" { (ctx.t("setup-history-old")) }
                            th scope="col" { (ctx.t("setup-history-new")) }
                        } }
                        tbody { @for change in &row.changes { tr {
                            th scope="row" { (words::task_name(ctx, change.task)) ": " (words::field_name(ctx, change.field)) }
                            td { bdi { (shown(ctx, &change.old)) } }
                            td { bdi { (shown(ctx, &change.new)) } }
                        } } }
                    }
                }
            }
        }
    };
    Page::new(ctx, heading).place(cycle.title.clone()).staff().back(ctx.link(&links::set_up(&cycle.slug))).render(&body)
}

/// The name in front of a role.
fn name(actor: &str) -> &str {
    actor.rsplit_once('/').map_or(actor, |(name, _)| name)
}
