//! The console's home, a cycle's page, and closing voting.

use actix_web::web::Data;

use super::{
    super::{
        actions::CountingError,
        links,
        opening::OpeningRoom,
        pages::{self, ConsoleView},
        store,
    },
    ReasonForm, load_cycle,
};
use crate::{
    accounts::Grant,
    ballotbox,
    base::Duty,
    cycles::{self, CycleError},
    platform::{
        jobs,
        ui::Faults,
        web::{Answer, Ctx, Posted, Problem, again, ok, see},
    },
};

pub async fn home(ctx: Ctx, grant: Grant) -> Answer {
    let (cycles, troubles) = ctx
        .state
        .civic
        .read(async |conn| {
            let cycles = cycles::list_cycles(conn, ctx.lang).await?;
            let troubles = jobs::troubles(conn).await?;
            Ok::<_, Problem>((cycles, troubles))
        })
        .await?;
    ok(pages::home(&ctx, &grant, &cycles, &troubles))
}

pub async fn cycle(ctx: Ctx, room: Data<OpeningRoom>) -> Answer {
    let (cycle, contests) = load_cycle(&ctx).await?;
    let (rows, need) = ctx
        .state
        .civic
        .read(async |conn| {
            let confirmed = store::canvassed(conn, cycle.slug.as_str()).await?;
            let need = match cycle.definition_hash {
                Some(_) => cycle.frozen(conn).await?.definition.trustees.threshold,
                None => 0,
            };
            let mut rows = Vec::with_capacity(contests.len());
            for contest in contests {
                let standing = store::latest_result(conn, contest.id).await?.map(|result| result.standing());
                let is_confirmed = confirmed.contains(&contest.id.0);
                rows.push((contest, is_confirmed, standing));
            }
            Ok::<_, Problem>((rows, need))
        })
        .await?;
    let view = ConsoleView { cycle: &cycle, contests: &rows, shares: (room.count(&cycle.slug), need) };
    ok(pages::cycle(&ctx, &view))
}

pub async fn close(ctx: Ctx, grant: Grant) -> Answer {
    let (cycle, _) = load_cycle(&ctx).await?;
    ok(pages::close(&ctx, &grant, &Faults::none(), &cycle, ""))
}

/// The box is closed first: from then on no ballot can be cast, whatever happens to the rest.
pub async fn post_close(ctx: Ctx, grant: Grant, Posted(form): Posted<ReasonForm>) -> Answer {
    let (cycle, _) = load_cycle(&ctx).await?;
    let env = ctx.state.env();
    grant.demand_fresh(Duty::RunCycle, env.now)?;
    if let Err(CycleError::ReasonMissing) = cycles::check_closing(&cycle, &form.0) {
        return again(pages::close(&ctx, &grant, &Faults::one("reason", "close-reason-missing"), &cycle, &form.0));
    }
    cycles::check_closing(&cycle, &form.0)?;
    if cycle.closed_at.is_some() {
        return Err(CycleError::ClosedAlready.into());
    }
    ctx.state.ballot_box.write("close_polls", async |conn| ballotbox::close_polls(conn, &cycle.slug).await).await?;
    let actor = grant.actor(Duty::RunCycle);
    ctx.state
        .civic
        .write("close_voting", async |conn| {
            cycles::close_voting(conn, &env, &actor, &cycle.slug, &form.0).await.map_err(CountingError::from)
        })
        .await?;
    see(&ctx.link(&links::cycle(&cycle.slug)))
}
