//! A zone's canvass sheet.

use super::{
    super::{actions, links, pages, store},
    load_contest, sheet,
};
use crate::{
    accounts::Grant,
    base::Duty,
    platform::{
        db::CivicConn,
        web::{Answer, Ctx, Posted, Problem, form::Nothing, ok, see},
    },
    proposals,
};

pub async fn show(ctx: Ctx, grant: Grant) -> Answer {
    let (_, contest) = load_contest(&ctx).await?;
    let current = sheet(&ctx, &contest).await?;
    let read = async |conn: &mut CivicConn| {
        let withdrawn = proposals::withdrawn_numbers(conn, &contest).await?;
        let voids = store::list_voids(conn, contest.cycle.as_str()).await?;
        let waiting = voids.iter().filter(|(void, _)| !void.done && void.zone == contest.zone.code.as_str()).count();
        Ok::<_, Problem>((withdrawn, store::find_canvass(conn, contest.id).await?.map(|(_, at)| at), waiting))
    };
    let (withdrawn, confirmed, waiting) = ctx.state.civic.read(read).await?;
    ok(pages::canvass(&ctx, &grant, &contest, &current, (&withdrawn, confirmed), waiting))
}

pub async fn confirm(ctx: Ctx, grant: Grant, _: Posted<Nothing>) -> Answer {
    let (cycle, contest) = load_contest(&ctx).await?;
    let env = ctx.state.env();
    grant.demand_fresh(Duty::Canvass, env.now)?;
    let current = sheet(&ctx, &contest).await?;
    ctx.state
        .civic
        .write("confirm_canvass", async |conn| actions::confirm_canvass(conn, &env, &grant, &contest, current).await)
        .await?;
    see(&ctx.link(&links::cycle(&cycle.slug)))
}
