//! The public ledger and the public page of an application.

use super::super::{
    ReviewError,
    pages::{self, Ledger, PublicProposal},
    store,
};
use crate::{
    applications, bodies, cycles,
    platform::web::{Answer, Ctx, Problem, ok},
};

pub async fn show(ctx: Ctx) -> Answer {
    let value = |name| ctx.query_value(name).unwrap_or_default();
    let asked = value("cycle");
    let ledger = ctx
        .state
        .civic
        .read(async |conn| {
            let mut cycles = cycles::list_cycles(conn, ctx.lang).await?;
            cycles.retain(|cycle| cycle.published_at.is_some() && !cycle.is_imported);
            let wanted = cycles.iter().filter(|cycle| cycle.slug.as_str() == asked);
            // Nobody asked: the latest cycle in which something was handed in.
            let (mut cycle, mut rows) = (cycles.first().cloned(), Vec::new());
            for one in wanted.chain(&cycles) {
                let found = store::list_ledger(conn, one.slug.as_str()).await?;
                if !found.is_empty() || one.slug.as_str() == asked {
                    (cycle, rows) = (Some(one.clone()), found);
                    break;
                }
            }
            Ok::<_, ReviewError>(Ledger { cycles, cycle, rows, zone: value("zone"), outcome: value("outcome") })
        })
        .await?;
    ok(pages::ledger(&ctx, &ledger))
}

pub async fn proposal(ctx: Ctx) -> Answer {
    let number: i32 = ctx.segment("number").parse().map_err(|_| Problem::not_found())?;
    let place = (ctx.segment("cycle"), ctx.segment("zone"));
    let shown = ctx
        .state
        .civic
        .read(async |conn| {
            let id = store::find_public_application(conn, place, number).await?.ok_or(ReviewError::NotFound)?;
            let draft = applications::last_handed_in(conn, id).await?.ok_or(ReviewError::NotFound)?;
            let contest = cycles::contest_by_id(conn, draft.application.contest).await?;
            Ok::<_, ReviewError>(PublicProposal {
                cycle: cycles::cycle_by_slug(conn, &contest.cycle, ctx.lang).await?,
                body_name: bodies::body_by_id(conn, draft.application.body).await?.name,
                changes: applications::list_public_changes(conn, &draft.application).await?,
                steps: store::public_history(conn, id).await?,
                contest,
                draft,
            })
        })
        .await?;
    ok(pages::proposal(&ctx, &shown))
}
