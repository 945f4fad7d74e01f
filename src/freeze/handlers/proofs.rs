//! The proofs of one zone, on screen and on paper, and approving them.

use actix_web::HttpResponse;

use super::{
    super::{
        actions::{self, FreezeError, ZoneProofs},
        links,
        model::Channel,
        pages,
    },
    slug_of,
};
use crate::{
    accounts::Grant,
    base::ZoneCode,
    cycles::{self, Cycle},
    platform::web::{Answer, Ctx, Fields, FromFields, Posted, Problem, ok, see},
};

async fn load(ctx: &Ctx) -> Result<(Cycle, ZoneProofs), Problem> {
    let slug = slug_of(ctx)?;
    let zone = ZoneCode::parse(ctx.segment("zone")).map_err(|_| Problem::not_found())?;
    Ok(ctx
        .state
        .civic
        .read(async |conn| {
            let cycle = cycles::find_cycle(conn, slug.as_str(), ctx.lang).await?.ok_or(FreezeError::NothingThere)?;
            let contest = actions::contest_of(conn, &slug, &zone).await?;
            let (_, rulebook) = cycles::rulebook(conn, &slug).await?;
            let proofs = actions::zone_proofs(conn, &contest, (&cycle, &rulebook)).await?;
            Ok::<_, FreezeError>((cycle, proofs))
        })
        .await?)
}

pub async fn show(ctx: Ctx, grant: Grant) -> Answer {
    let (cycle, zone) = load(&ctx).await?;
    ok(pages::proofs(&ctx, &cycle, &zone, &grant))
}

pub struct ApproveForm {
    lang: String,
    channel: String,
    hash: String,
}

impl FromFields for ApproveForm {
    const NAMES: &'static [&'static str] = &["lang", "channel", "hash"];
    fn from_fields(fields: &Fields) -> Self {
        let own = |name| fields.one(name).to_owned();
        Self { lang: own("lang"), channel: own("channel"), hash: own("hash") }
    }
}

pub async fn approve(ctx: Ctx, grant: Grant, Posted(form): Posted<ApproveForm>) -> Answer {
    let slug = slug_of(&ctx)?;
    let zone = ZoneCode::parse(ctx.segment("zone")).map_err(|_| Problem::not_found())?;
    let channel = Channel::parse(&form.channel).ok_or_else(Problem::bad_form)?;
    let seen = hex::decode(&form.hash).map_err(|_| Problem::bad_form())?;
    let env = ctx.state.env();
    ctx.state
        .civic
        .write("approve_proof", async |conn| {
            let contest = actions::contest_of(conn, &slug, &zone).await?;
            actions::approve(conn, &env, &grant, &contest, (&form.lang, channel, &seen)).await
        })
        .await?;
    see(&ctx.link(&links::proofs(&slug, &zone)))
}

/// The proof on paper: the slate as a ballot card shows it.
pub async fn paper(ctx: Ctx) -> Answer {
    let (cycle, zone) = load(&ctx).await?;
    let lang = ctx.segment("page").to_owned();
    if !zone.proofs.iter().any(|proof| proof.lang == lang) {
        return Err(Problem::not_found());
    }
    let address = format!("{}{}", ctx.state.public_url, ctx.link(&cycles::links::zone(&zone.contest.zone.code)));
    let guide = pages::guide_of(&cycle, &zone, &lang, &address);
    let made = actix_web::web::block(move || ::guide::card_sheet(&guide, &::guide::fonts())).await;
    let bytes = made.map_err(|fault| Problem::internal(&fault))?.map_err(|fault| Problem::internal(&fault))?;
    Ok(HttpResponse::Ok().content_type("application/pdf").body(bytes))
}
