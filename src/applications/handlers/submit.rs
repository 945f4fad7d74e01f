//! Checking, handing in, taking back.

use super::{
    super::{
        actions::{self, ApplicationError},
        links, pages,
    },
    id_of, read_workshop,
};
use crate::{
    accounts::Grant,
    platform::{
        ui,
        web::{Answer, AsProblem, Ctx, Fields, FromFields, Posted, Problem, again, form::Nothing, ok, see},
    },
};

pub async fn check(ctx: Ctx, grant: Grant) -> Answer {
    let workshop = read_workshop(&ctx, &grant).await?;
    ok(pages::check(&ctx, &workshop, false))
}

/// A refusal that tells the moment after which it was too late.
fn too_late(ctx: &Ctx, error: &ApplicationError) -> Problem {
    let problem = error.problem();
    let when = match error {
        ApplicationError::FixLate(moment) => *moment,
        ApplicationError::PhaseClosed(crate::cycles::PhaseState::Over(moment)) => *moment,
        ApplicationError::PhaseClosed(crate::cycles::PhaseState::Before(moment)) => *moment,
        _ => return problem,
    };
    Problem::new(problem.status, problem.code, problem.title, "application-closed-when")
        .with("when", ui::moment(ctx, when))
        .then(ctx.link(&links::list()), "applications-title")
}

pub async fn submit(ctx: Ctx, grant: Grant, _: Posted<Nothing>) -> Answer {
    let id = id_of(&ctx)?;
    let env = ctx.state.env();
    match ctx.state.civic.write("submit_application", async |conn| actions::submit(conn, &env, &grant, id).await).await {
        Ok(()) => see(&ctx.link(&links::tasks(id))),
        Err(ApplicationError::NotReady(_)) => {
            let workshop = read_workshop(&ctx, &grant).await?;
            again(pages::check(&ctx, &workshop, true))
        }
        Err(error) => Err(too_late(&ctx, &error)),
    }
}

pub struct WithdrawForm(String);

impl FromFields for WithdrawForm {
    const NAMES: &'static [&'static str] = &["reason"];
    fn from_fields(fields: &Fields) -> Self {
        Self(fields.one("reason").to_owned())
    }
}

pub async fn withdraw(ctx: Ctx, grant: Grant, Posted(WithdrawForm(reason)): Posted<WithdrawForm>) -> Answer {
    let id = id_of(&ctx)?;
    let env = ctx.state.env();
    let done = ctx
        .state
        .civic
        .write("withdraw_application", async |conn| actions::withdraw(conn, &env, &grant, id, &reason).await)
        .await;
    match done {
        Ok(()) => see(&ctx.link(&links::tasks(id))),
        Err(ApplicationError::ReasonMissing) => {
            let problem = Problem::bad_form();
            Err(Problem::new(problem.status, "applications.reason", "application-reason-title", "application-reason-text")
                .then(ctx.link(&links::tasks(id)), "applications-title"))
        }
        Err(error) => Err(too_late(&ctx, &error)),
    }
}
