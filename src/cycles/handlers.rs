//! HTTP of the public pages of cycles and zones.

use std::{collections::BTreeMap, sync::Arc};

use actix_web::{HttpRequest, HttpResponse, http::header};

use super::{
    model::{Contest, Cycle},
    pages::{self, InPersonSite},
    standing, store,
};
use crate::platform::web::{Answer, Ctx, Problem, ctx, ok};

pub async fn redirect_to_language(request: HttpRequest) -> Answer {
    let lang = ctx::preferred(&request);
    Ok(HttpResponse::SeeOther()
        .insert_header((header::LOCATION, format!("/{}", lang.code())))
        .insert_header((header::VARY, "accept-language"))
        .finish())
}

async fn current(ctx: &Ctx) -> Result<Option<(Cycle, Arc<Vec<Contest>>)>, Problem> {
    let standing = standing::current(&ctx.state.civic, ctx.lang).await?;
    Ok(standing.as_ref().as_ref().map(|standing| (standing.cycle.clone(), Arc::clone(&standing.contests))))
}

pub async fn landing(ctx: Ctx, request: HttpRequest) -> Answer {
    let preferred = ctx::preferred(&request);
    let suggested = (preferred != ctx.lang && request.headers().contains_key(header::ACCEPT_LANGUAGE)).then_some(preferred);
    match standing::current(&ctx.state.civic, ctx.lang).await?.as_ref() {
        Some(now) => ok(pages::landing(&ctx, now, suggested)),
        None => ok(pages::nothing_yet(&ctx)),
    }
}

pub async fn zones(ctx: Ctx) -> Answer {
    match current(&ctx).await? {
        Some((cycle, contests)) => ok(pages::zones(&ctx, &cycle, &contests)),
        None => ok(pages::nothing_yet(&ctx)),
    }
}

#[derive(serde::Deserialize)]
struct Sites {
    zones: BTreeMap<String, Vec<InPersonSite>>,
}

/// Places of the sample cycle come with it; those of a real cycle from its set-up.
pub async fn in_person(ctx: Ctx) -> Answer {
    let mut sites: Vec<(String, Vec<InPersonSite>)> = Vec::new();
    let Some((cycle, contests)) = current(&ctx).await? else { return ok(pages::in_person(&ctx, &sites, false)) };
    let mut all = if cycle.is_sample {
        let parsed = serde_json::from_str::<Sites>(include_str!("../../data/sample/sites.json"));
        parsed.map_err(|error| Problem::internal(&error))?.zones
    } else {
        BTreeMap::new()
    };
    let places = ctx.state.civic.read(async |conn| store::list_places(conn, &cycle.slug).await).await?;
    for place in places {
        let site = InPersonSite { org: place.name, address: place.address, hours: place.hours };
        all.entry(place.zone.to_string()).or_default().push(site);
    }
    for contest in contests.iter() {
        if let Some(places) = all.remove(contest.zone.code.as_str()) {
            sites.push((contest.zone.name.clone(), places));
        }
    }
    ok(pages::in_person(&ctx, &sites, cycle.is_sample))
}

/// The frozen definition, byte for byte.
pub async fn definition(ctx: Ctx) -> Answer {
    let slug = ctx.segment("cycle");
    let frozen = ctx
        .state
        .civic
        .read(async |conn| {
            let cycle = store::find_cycle(conn, slug, ctx.lang).await?.ok_or_else(Problem::not_found)?;
            if cycle.definition_hash.is_none() {
                return Err(Problem::not_found());
            }
            cycle.frozen(conn).await.map_err(Problem::from)
        })
        .await?;
    let bytes = frozen.definition.to_bytes().map_err(|fault| Problem::internal(&fault))?;
    Ok(HttpResponse::Ok().content_type("application/json").body(bytes))
}
