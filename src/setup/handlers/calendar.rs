//! The public calendar.

use super::super::pages::{self, CalendarEntry};
use crate::{
    cycles::{self, PhaseName},
    platform::web::{Answer, Ctx, Problem, ok},
    transparency::{self, ActRecord},
};

/// Acts of one cycle that are looked through; a cycle has far fewer moves.
const ACTS: i64 = 2000;

fn moved(act: ActRecord) -> Option<(PhaseName, chrono::DateTime<chrono::Utc>, String)> {
    let name = act.facts.get("name").and_then(|name| name.as_str()).and_then(PhaseName::parse)?;
    (act.kind == "phase.moved").then_some((name, act.at, act.reason.unwrap_or_default()))
}

pub async fn show(ctx: Ctx) -> Answer {
    let entries = ctx
        .state
        .civic
        .read(async |conn| {
            let mut entries = Vec::new();
            for cycle in cycles::list_cycles(conn, ctx.lang).await? {
                if cycle.published_at.is_none() || cycle.is_imported {
                    continue;
                }
                let frame = cycles::frame(conn, &cycle.slug).await?;
                let acts = transparency::list_acts(conn, Some(cycle.slug.as_str()), ACTS).await?;
                entries.push(CalendarEntry { cycle, frame, moved: acts.into_iter().filter_map(moved).collect() });
            }
            Ok::<_, Problem>(entries)
        })
        .await?;
    ok(pages::calendar(&ctx, &entries))
}
