//! The second opening: the sealed ballots for another machine, and the comparison of what it gave.

use actix_web::{HttpResponse, http::header};
use ballot::sealed_file::SealedFile;

use super::{
    super::{
        actions::{self, CountingError},
        links, pages,
    },
    load_cycle,
};
use crate::{
    accounts::Grant,
    ballotbox,
    base::Duty,
    cycles::{Contest, Cycle},
    platform::{
        ui::Faults,
        web::{Answer, Ctx, Fields, FromFields, Posted, Problem, again, ok, see},
    },
};

pub struct HashesForm(String);

impl FromFields for HashesForm {
    const NAMES: &'static [&'static str] = &["hashes"];
    fn from_fields(fields: &Fields) -> Self {
        Self(fields.one("hashes").chars().take(40_000).collect())
    }
}

pub async fn show(ctx: Ctx, grant: Grant) -> Answer {
    let (cycle, _) = load_cycle(&ctx).await?;
    ok(pages::second(&ctx, &grant, &Faults::none(), &cycle, ""))
}

pub async fn compare(ctx: Ctx, grant: Grant, Posted(form): Posted<HashesForm>) -> Answer {
    let (cycle, contests) = load_cycle(&ctx).await?;
    let env = ctx.state.env();
    grant.demand_fresh(Duty::RunCycle, env.now)?;
    let done = ctx
        .state
        .civic
        .write("confirm_opening", async |conn| actions::confirm_opening(conn, &env, &grant, &cycle, &contests, &form.0).await)
        .await;
    let refuse = |key, zone: &str| {
        let faults = Faults::none().with("hashes", key, vec![("zone", zone.into())]);
        again(pages::second(&ctx, &grant, &faults, &cycle, &form.0))
    };
    match done {
        Ok(()) => see(&ctx.link(&links::cycle(&cycle.slug))),
        Err(CountingError::OpeningLine(zone)) => refuse("second-line-missing", &zone),
        Err(CountingError::OpeningsDiffer(zone)) => refuse("second-differs", &zone),
        Err(error) => Err(error.into()),
    }
}

/// The sealed ballots that count, once the links are cut: what trustees open on another machine.
async fn sealed_file(ctx: &Ctx, cycle: &Cycle, contests: &[Contest]) -> Result<SealedFile, Problem> {
    let definition = cycle.definition_hash.ok_or_else(Problem::not_found)?;
    let mut zones = Vec::with_capacity(contests.len());
    for contest in contests {
        let code = contest.zone.code.as_str();
        let ballots = ctx
            .state
            .ballot_box
            .read(async |conn| ballotbox::list_live_ballots(conn, cycle.slug.as_str(), code).await.map_err(Problem::from))
            .await?;
        zones.push((code.to_owned(), ballots));
    }
    Ok(SealedFile { cycle: cycle.slug.to_string(), definition, zones })
}

pub async fn sealed(ctx: Ctx, _grant: Grant) -> Answer {
    let (cycle, contests) = load_cycle(&ctx).await?;
    if cycle.links_cut_at.is_none() {
        return Err(CountingError::NotYet.into());
    }
    let text = sealed_file(&ctx, &cycle, &contests).await?.to_text();
    Ok(HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}-sealed.txt\"", cycle.slug)))
        .body(text))
}
