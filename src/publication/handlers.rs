//! HTTP of results.

use actix_files::NamedFile;
use actix_web::{HttpRequest, HttpResponse, web::Data};

use super::{
    export,
    pages::{self, Listed, ResultView},
};
use crate::{
    base::CycleSlug,
    counting::{self, Record, ResultVersion},
    cycles::{self, Contest, Cycle},
    platform::web::{Answer, Ctx, Problem, ok},
    proposals::{self, Notice, Proposal},
    transparency::Sequencer,
};

pub async fn list(ctx: Ctx) -> Answer {
    let listed: Vec<Listed> = ctx
        .state
        .civic
        .read(async |conn| {
            let mut all = Vec::new();
            for cycle in cycles::list_cycles(conn, ctx.lang).await?.into_iter().filter(|cycle| cycle.published_at.is_some()) {
                let mut contests = Vec::new();
                for contest in cycles::list_contests(conn, &cycle.slug).await? {
                    let standing = counting::latest_result(conn, contest.id).await?.map(|result| result.is_official());
                    contests.push((contest, standing));
                }
                all.push((cycle, contests));
            }
            Ok::<_, Problem>(all)
        })
        .await?;
    ok(pages::list(&ctx, &listed))
}

struct Loaded {
    cycle: Cycle,
    contest: Contest,
    proposals: Vec<Proposal>,
    versions: Vec<ResultVersion>,
    records: Vec<Record>,
    notices: Vec<Notice>,
}

async fn load(ctx: &Ctx) -> Result<Loaded, Problem> {
    let (slug, zone) = (ctx.segment("cycle"), ctx.segment("zone"));
    ctx.state
        .civic
        .read(async |conn| {
            let found = cycles::find_cycle(conn, slug, ctx.lang).await?;
            let cycle = found.filter(|cycle| cycle.published_at.is_some()).ok_or_else(Problem::not_found)?;
            let contest = cycles::contest_by_zone(conn, &cycle.slug, zone).await?.ok_or_else(Problem::not_found)?;
            let proposals = proposals::list_proposals(conn, &contest, ctx.lang).await?;
            let versions = counting::list_versions(conn, contest.id).await?;
            let records = counting::list_records(conn, contest.id).await?;
            let notices = proposals::standing_notices(conn, &contest).await?;
            Ok::<_, Problem>(Loaded { cycle, contest, proposals, versions, records, notices })
        })
        .await
}

pub async fn result(ctx: Ctx, logs: Data<Sequencer>) -> Answer {
    let loaded = load(&ctx).await?;
    let has_pack = super::pack_file(logs.folder(), loaded.cycle.slug.as_str()).exists();
    let view = ResultView {
        cycle: &loaded.cycle,
        contest: &loaded.contest,
        proposals: &loaded.proposals,
        versions: &loaded.versions,
        notices: &loaded.notices,
        has_pack,
    };
    ok(pages::result(&ctx, &view))
}

/// The opened ballots as a Pabulib file; there is none before the count.
pub async fn ballots(ctx: Ctx) -> Answer {
    let loaded = load(&ctx).await?;
    let latest = loaded.versions.first().ok_or_else(Problem::not_found)?;
    let bytes = export::pabulib(&loaded.cycle, &loaded.contest, &loaded.proposals, &loaded.records, &latest.record)
        .map_err(|error| Problem::internal(error.as_ref()))?;
    Ok(HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(bytes))
}

/// The signed record in canonical form: its SHA-256 is what the certifiers signed.
pub async fn count(ctx: Ctx) -> Answer {
    let loaded = load(&ctx).await?;
    let latest = loaded.versions.first().ok_or_else(Problem::not_found)?;
    let bytes = ballot::canonical::to_bytes(&latest.record).map_err(|error| Problem::internal(&error))?;
    Ok(HttpResponse::Ok().content_type("application/json").body(bytes))
}

/// The published pack of a cycle, streamed from its file.
pub async fn pack(ctx: Ctx, logs: Data<Sequencer>, request: HttpRequest) -> Answer {
    // Only a name that a cycle can have becomes part of a path.
    let slug = CycleSlug::parse(ctx.segment("cycle")).map_err(|_| Problem::not_found())?;
    let file = NamedFile::open_async(super::pack_file(logs.folder(), slug.as_str())).await.map_err(|_| Problem::not_found())?;
    Ok(file.into_response(&request))
}
