//! Counting, signing and correcting a contest.

use super::{
    super::{
        actions::{self, CountingError},
        links,
        model::SignRefusal,
        pages, store,
    },
    ReasonForm, load_contest,
};
use crate::{
    accounts::Grant,
    base::Duty,
    cycles::Contest,
    platform::{
        db::CivicConn,
        ui::Faults,
        web::{Answer, Ctx, Fields, FromFields, Posted, Problem, again, form::Nothing, ok, see},
    },
    proposals,
};

pub struct CertifyForm {
    version: i32,
    hash: String,
    name: String,
}

impl FromFields for CertifyForm {
    const NAMES: &'static [&'static str] = &["version", "hash", "name"];
    fn from_fields(fields: &Fields) -> Self {
        let version = fields.one("version").parse().unwrap_or(0);
        Self { version, hash: fields.one("hash").to_owned(), name: fields.one("name").to_owned() }
    }
}

async fn page(ctx: &Ctx, grant: &Grant, faults: &Faults, contest: &Contest) -> Result<maud::Markup, Problem> {
    let read = async |conn: &mut CivicConn| {
        let versions = store::list_versions(conn, contest.id).await?;
        Ok::<_, Problem>((versions, proposals::list_proposals(conn, contest, ctx.lang).await?))
    };
    let (versions, slate) = ctx.state.civic.read(read).await?;
    Ok(pages::result(ctx, grant, faults, contest, &versions, &slate))
}

pub async fn show(ctx: Ctx, grant: Grant) -> Answer {
    let (_, contest) = load_contest(&ctx).await?;
    let page = page(&ctx, &grant, &Faults::none(), &contest).await?;
    ok(page)
}

fn back(ctx: &Ctx, contest: &Contest) -> Answer {
    see(&ctx.link(&links::contest(&contest.cycle, "result", &contest.zone.code)))
}

pub async fn count(ctx: Ctx, grant: Grant, _: Posted<Nothing>) -> Answer {
    let (_, contest) = load_contest(&ctx).await?;
    let env = ctx.state.env();
    grant.demand_fresh(Duty::RunCycle, env.now)?;
    let actor = grant.actor(Duty::RunCycle);
    ctx.state.civic.write("count_contest", async |conn| actions::count_contest(conn, &env, &actor, &contest, None).await).await?;
    back(&ctx, &contest)
}

pub async fn correct(ctx: Ctx, grant: Grant, Posted(form): Posted<ReasonForm>) -> Answer {
    let (_, contest) = load_contest(&ctx).await?;
    let env = ctx.state.env();
    grant.demand_fresh(Duty::RunCycle, env.now)?;
    let actor = grant.actor(Duty::RunCycle);
    let done = ctx
        .state
        .civic
        .write("correct_contest", async |conn| actions::count_contest(conn, &env, &actor, &contest, Some(&form.0)).await)
        .await;
    match done {
        Ok(_) => back(&ctx, &contest),
        Err(CountingError::ReasonMissing) => {
            again(page(&ctx, &grant, &Faults::one("reason", "correct-reason-missing"), &contest).await?)
        }
        Err(error) => Err(error.into()),
    }
}

pub async fn certify(ctx: Ctx, grant: Grant, Posted(form): Posted<CertifyForm>) -> Answer {
    let (_, contest) = load_contest(&ctx).await?;
    let env = ctx.state.env();
    // Typing one's name again is the habit of audit boards at sign-off: it makes a signature an act of its own.
    if crate::base::text::folded(&form.name) != crate::base::text::folded(grant.name()) {
        return again(page(&ctx, &grant, &Faults::one("name", "certify-name-wrong"), &contest).await?);
    }
    let signed = ctx
        .state
        .civic
        .write("certify_contest", async |conn| actions::certify(conn, &env, &grant, &contest, (form.version, &form.hash)).await)
        .await;
    match signed {
        Ok(()) => back(&ctx, &contest),
        Err(CountingError::CantSign(refusal)) => {
            let key = if refusal == SignRefusal::SignedBefore { "certify-signed-before" } else { "certify-complete" };
            again(page(&ctx, &grant, &Faults::one("name", key), &contest).await?)
        }
        Err(error) => Err(error.into()),
    }
}
