//! HTTP of the public pages of proposals.

use actix_web::{HttpResponse, http::header};
use tokio::sync::Semaphore;

use super::super::{
    model::{Notice, Proposal},
    pages::{self, Filter, ProposalView},
    store,
};
use crate::{
    applications,
    cycles::{self, Contest, Cycle},
    platform::web::{Answer, Ctx, Problem, ok},
};

/// A zone of the current vote with its slate.
struct Slate {
    cycle: Cycle,
    contest: Contest,
    proposals: Vec<Proposal>,
    notices: Vec<Notice>,
}

async fn load(ctx: &Ctx) -> Result<Slate, Problem> {
    let zone = ctx.segment("zone");
    ctx.state
        .civic
        .read(async |conn| {
            let cycle = cycles::current_cycle(conn, ctx.lang).await?.ok_or_else(Problem::not_found)?;
            let contest = cycles::contest_by_zone(conn, &cycle.slug, zone).await?.ok_or_else(Problem::not_found)?;
            let proposals = store::list_proposals(conn, &contest, ctx.lang).await?;
            let notices = store::standing_notices(conn, &contest).await?;
            Ok(Slate { cycle, contest, proposals, notices })
        })
        .await
}

fn take(ctx: &Ctx, mut proposals: Vec<Proposal>) -> Result<Proposal, Problem> {
    let number: Option<u16> = ctx.segment("number").parse().ok();
    let at = proposals.iter().position(|proposal| Some(proposal.number) == number).ok_or_else(Problem::not_found)?;
    Ok(proposals.swap_remove(at))
}

pub async fn zone(ctx: Ctx) -> Answer {
    let slate = load(&ctx).await?;
    let filter = Filter { words: ctx.query_value("q").unwrap_or_default(), area: ctx.query_value("area").unwrap_or_default() };
    ok(pages::zone(&ctx, (&slate.cycle, &slate.contest), &slate.proposals, &slate.notices, &filter))
}

pub async fn proposal(ctx: Ctx) -> Answer {
    let Slate { cycle, contest, proposals, notices } = load(&ctx).await?;
    let proposal = take(&ctx, proposals)?;
    let (draft, changes) = ctx
        .state
        .civic
        .read(async |conn| {
            let Some(id) = proposal.application else { return Ok((None, Vec::new())) };
            let Some(draft) = applications::draft_by_id(conn, id).await? else { return Ok((None, Vec::new())) };
            let changes = applications::list_public_changes(conn, &draft.application).await?;
            Ok::<_, diesel::result::Error>((Some(draft), changes))
        })
        .await?;
    ok(pages::proposal(&ctx, &ProposalView { cycle, contest, proposal, draft, changes, notices }))
}

/// Only so many guides and pictures are drawn at a time, however many are asked for: votes go first.
static DRAWING: Semaphore = Semaphore::const_new(2);

/// Drawing takes tens of milliseconds of a processor: beside the requests, and kept by browsers for a while, but not so long
/// that a notice would reach readers late.
async fn drawn(media_type: &str, work: impl FnOnce() -> Result<Vec<u8>, Problem> + Send + 'static) -> Answer {
    let _turn = DRAWING.acquire().await.map_err(|fault| Problem::internal(&fault))?;
    let bytes = actix_web::web::block(work).await.map_err(|fault| Problem::internal(&fault))??;
    Ok(HttpResponse::Ok().content_type(media_type).insert_header((header::CACHE_CONTROL, "public, max-age=300")).body(bytes))
}

pub async fn guide(ctx: Ctx) -> Answer {
    let slate = load(&ctx).await?;
    let address = format!("{}{}", ctx.state.public_url, ctx.link(&cycles::links::zone(&slate.contest.zone.code)));
    let guide = pages::guide_of(&ctx, (&slate.cycle, &slate.contest), &slate.proposals, &slate.notices, &address);
    let draw = move || ::guide::guide(&guide, &::guide::fonts()).map_err(|fault| Problem::internal(&fault));
    drawn("application/pdf", draw).await
}

pub async fn card(ctx: Ctx) -> Answer {
    let slate = load(&ctx).await?;
    let proposal = take(&ctx, slate.proposals)?;
    let card = pages::CardWords::of(&ctx, &slate.contest, &proposal);
    drawn("image/png", move || card.draw().map_err(|fault| Problem::internal(&fault))).await
}
