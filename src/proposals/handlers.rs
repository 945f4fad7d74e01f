//! HTTP of the public pages of proposals.

use super::{pages, store};
use crate::{
    cycles::{self, Contest, Cycle},
    platform::web::{Answer, Ctx, Problem, ok},
    proposals::Proposal,
};

async fn load(ctx: &Ctx) -> Result<(Cycle, Contest, Vec<Proposal>), Problem> {
    let zone = ctx.segment("zone");
    ctx.state
        .civic
        .read(async |conn| {
            let cycle = cycles::current_cycle(conn, ctx.lang).await?.ok_or_else(Problem::not_found)?;
            let contest = cycles::contest_by_zone(conn, &cycle.slug, zone).await?.ok_or_else(Problem::not_found)?;
            let proposals = store::list_proposals(conn, &contest, ctx.lang).await?;
            Ok((cycle, contest, proposals))
        })
        .await
}

pub async fn zone(ctx: Ctx) -> Answer {
    let (cycle, contest, proposals) = load(&ctx).await?;
    ok(pages::zone(&ctx, &cycle, &contest, &proposals))
}

pub async fn proposal(ctx: Ctx) -> Answer {
    let (cycle, contest, proposals) = load(&ctx).await?;
    let number: Option<u16> = ctx.segment("number").parse().ok();
    let found = proposals.iter().find(|p| Some(p.number) == number).ok_or_else(Problem::not_found)?;
    ok(pages::proposal(&ctx, &cycle, &contest, found))
}
