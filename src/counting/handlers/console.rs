//! The console's home, a cycle's page, and closing voting.

use actix_web::web::Data;

use super::{
    super::{
        actions::{self, CountingError},
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
    cycles::{self, Cycle, CycleError},
    platform::{
        jobs,
        ui::Faults,
        web::{Answer, Ctx, Posted, Problem, again, form::Nothing, ok, see},
    },
    transparency::{self, LogName, Sequencer},
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

pub async fn cycle(ctx: Ctx, grant: Grant, room: Data<OpeningRoom>) -> Answer {
    let (cycle, contests) = load_cycle(&ctx).await?;
    let (rows, standing) = ctx
        .state
        .civic
        .read(async |conn| {
            let confirmed = store::canvassed(conn, cycle.slug.as_str()).await?;
            let need = match cycle.definition_hash {
                Some(_) => cycle.frozen(conn).await?.definition.trustees.threshold,
                None => 0,
            };
            let log_closed = transparency::has_act(conn, cycle.slug.as_str(), "log.closed").await?;
            let open_cases =
                transparency::list_cases(conn, cycle.slug.as_str()).await?.iter().filter(|c| c.outcome.is_none()).count();
            let mut agreed = cycle.opened_at.is_some();
            let mut rows = Vec::with_capacity(contests.len());
            for contest in contests {
                let standing = store::latest_result(conn, contest.id).await?.map(|result| result.standing());
                agreed &= store::has_second_opening(conn, contest.id).await?;
                let is_confirmed = confirmed.contains(&contest.id.0);
                rows.push((contest, is_confirmed, standing));
            }
            Ok::<_, Problem>((rows, (need, log_closed, agreed, open_cases)))
        })
        .await?;
    let (need, log_closed, agreed, open_cases) = standing;
    let shares = (room.count(&cycle.slug), need);
    let (may_set_up, may_run) = (grant.has(Duty::SetUpCycle), grant.has(Duty::RunCycle));
    let view = ConsoleView { cycle: &cycle, contests: &rows, shares, log_closed, agreed, open_cases, may_set_up, may_run };
    ok(pages::cycle(&ctx, &view))
}

pub async fn close(ctx: Ctx, grant: Grant) -> Answer {
    let (cycle, _) = load_cycle(&ctx).await?;
    ok(pages::close(&ctx, &grant, &Faults::none(), &cycle, ""))
}

/// The box is closed first: from then on no ballot can be cast, whatever happens to the rest.
pub async fn post_close(ctx: Ctx, grant: Grant, logs: Data<Sequencer>, Posted(form): Posted<ReasonForm>) -> Answer {
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
    // The log closes with the vote. When it can't (a witness is away), voting is closed all the same and the console offers
    // to close the log later.
    if let Err(error) = finish_log(&ctx, &logs, &actor, &cycle).await {
        tracing::warn!(error = %error, "the log of ballots is not closed yet");
    }
    see(&ctx.link(&links::cycle(&cycle.slug)))
}

/// Brings every ballot into the log and records where it ended.
async fn finish_log(ctx: &Ctx, logs: &Sequencer, actor: &str, cycle: &Cycle) -> Result<(), CountingError> {
    logs.drain(&ctx.state, LogName::Issuance).await?;
    let checkpoint = logs.drain(&ctx.state, LogName::Ballots).await?;
    let env = ctx.state.env();
    ctx.state
        .civic
        .write("close_log", async |conn| actions::record_log_closed(conn, &env, actor, &cycle.slug, &checkpoint).await)
        .await
}

pub async fn log(ctx: Ctx, grant: Grant) -> Answer {
    let (cycle, _) = load_cycle(&ctx).await?;
    ok(pages::log(&ctx, &grant, &cycle))
}

pub async fn post_log(ctx: Ctx, grant: Grant, logs: Data<Sequencer>, _: Posted<Nothing>) -> Answer {
    let (cycle, _) = load_cycle(&ctx).await?;
    grant.demand_fresh(Duty::RunCycle, ctx.state.clock.now())?;
    if cycle.closed_at.is_none() {
        return Err(CountingError::NotYet.into());
    }
    finish_log(&ctx, &logs, &grant.actor(Duty::RunCycle), &cycle).await?;
    see(&ctx.link(&links::cycle(&cycle.slug)))
}
