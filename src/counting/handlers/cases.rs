//! Reports of missing ballots: reading them and telling their outcome.

use super::{super::pages, load_cycle};
use crate::{
    accounts::Grant,
    base::Duty,
    cycles::Cycle,
    platform::{
        ui::Faults,
        web::{Answer, Ctx, Fields, FromFields, Posted, Problem, again, ok, see},
    },
    transparency,
};

pub struct OutcomeForm {
    number: String,
    outcome: String,
}

impl FromFields for OutcomeForm {
    const NAMES: &'static [&'static str] = &["case", "outcome"];
    fn from_fields(fields: &Fields) -> Self {
        let outcome = fields.one("outcome").trim().chars().take(500).collect();
        Self { number: fields.one("case").to_owned(), outcome }
    }
}

async fn page(ctx: &Ctx, grant: &Grant, cycle: &Cycle, faults: &Faults, typed: (&str, &str)) -> Result<maud::Markup, Problem> {
    let slug = cycle.slug.as_str();
    let cases = ctx.state.civic.read(async |conn| transparency::list_cases(conn, slug).await.map_err(Problem::from)).await?;
    Ok(pages::cases(ctx, grant, cycle, &cases, faults, typed))
}

pub async fn show(ctx: Ctx, grant: Grant) -> Answer {
    let (cycle, _) = load_cycle(&ctx).await?;
    ok(page(&ctx, &grant, &cycle, &Faults::none(), ("", "")).await?)
}

pub async fn settle(ctx: Ctx, grant: Grant, Posted(form): Posted<OutcomeForm>) -> Answer {
    let (cycle, _) = load_cycle(&ctx).await?;
    let env = ctx.state.env();
    grant.demand_fresh(Duty::SettleCases, env.now)?;
    let typed = (form.number.as_str(), form.outcome.as_str());
    if form.outcome.is_empty() {
        let faults = Faults::one("outcome", "cases-outcome-missing");
        return again(page(&ctx, &grant, &cycle, &faults, typed).await?);
    }
    let (actor, slug) = (grant.actor(Duty::SettleCases), cycle.slug.as_str());
    let settled = ctx
        .state
        .civic
        .write("settle_case", async |conn| transparency::settle_case(conn, &env, &actor, slug, &form.number, &form.outcome).await)
        .await
        .map_err(|error: diesel::result::Error| Problem::database(&error))?;
    if settled { see(&ctx.link(&ctx.path)) } else { Err(Problem::not_found()) }
}
