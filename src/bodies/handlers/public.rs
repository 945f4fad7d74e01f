//! What everyone can read about bodies.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::super::{
    model::Body,
    pages::{self, CycleTies, PublicMeeting, PublicView},
    store,
};
use crate::{
    cycles,
    platform::{
        db::CivicConn,
        web::{Answer, Ctx, Problem, ok},
    },
};

pub async fn index(ctx: Ctx) -> Answer {
    let (bodies, zones) = ctx
        .state
        .civic
        .read(async |conn| Ok::<_, Problem>((store::list_bodies(conn).await?, cycles::list_zones(conn).await?)))
        .await?;
    ok(pages::index(&ctx, &bodies, &zones))
}

/// By identity or by name.
async fn find(ctx: &Ctx) -> Result<Body, Problem> {
    let asked = ctx.segment("body");
    let found = ctx
        .state
        .civic
        .read(async |conn| match asked.parse::<Uuid>() {
            Ok(id) => store::find_body(conn, id).await,
            Err(_) => store::find_body_by_name(conn, asked).await,
        })
        .await?;
    found.ok_or_else(Problem::not_found)
}

/// Meetings whose minutes are published, the newest first.
async fn published(conn: &mut CivicConn, body: &Body) -> Result<Vec<PublicMeeting>, Problem> {
    let mut out = Vec::new();
    for meeting in store::list_meetings(conn, body.id).await? {
        let minutes = store::list_minutes(conn, meeting.id).await?;
        if !minutes.is_empty() {
            let decisions = store::list_decisions(conn, meeting.id).await?;
            out.push(PublicMeeting { meeting, decisions, minutes });
        }
    }
    Ok(out)
}

pub async fn body(ctx: Ctx) -> Answer {
    let body = find(&ctx).await?;
    let page = ctx
        .state
        .civic
        .read(async |conn| {
            let today = store::today(conn).await?;
            let zones = cycles::list_zones(conn).await?;
            let served = store::list_zones_served(conn, body.id).await?;
            let mut others = store::list_bodies(conn).await?;
            let sponsor = others.iter().find(|one| body.details.sponsor == Some(one.id)).cloned();
            others.retain(|one| one.details.sponsor == Some(body.id));
            let terms = store::list_terms(conn, body.id).await?;
            let meetings = published(conn, &body).await?;
            let mut cycles = cycles::list_cycles(conn, ctx.lang).await?;
            cycles.retain(|cycle| cycle.published_at.is_some());
            let mut parts = store::list_parts(conn, body.id).await?;
            parts.retain(|part| cycles.iter().any(|cycle| cycle.slug == part.cycle));
            let ties = store::list_disclosures(conn, store::Of::Body(body.id)).await?;
            let view = PublicView {
                body: &body,
                zones: &zones,
                served: &served,
                sponsor: sponsor.as_ref(),
                sponsored: &others,
                members: terms.iter().filter(|term| term.holds_on(today)).count(),
                parts: (&cycles, &parts),
                meetings: &meetings,
                ties: &ties,
            };
            Ok::<_, Problem>(pages::body(&ctx, &view))
        })
        .await?;
    ok(page)
}

pub async fn register(ctx: Ctx) -> Answer {
    let (cycles, parts, ties) = ctx
        .state
        .civic
        .read(async |conn| {
            let mut cycles = cycles::list_cycles(conn, ctx.lang).await?;
            cycles.retain(|cycle| cycle.published_at.is_some());
            let parts = store::list_bodies_in_cycles(conn).await?;
            Ok::<_, Problem>((cycles, parts, store::list_disclosures(conn, store::Of::Everyone).await?))
        })
        .await?;
    let rows: Vec<CycleTies<'_>> = cycles
        .iter()
        .map(|cycle| {
            let bodies: BTreeSet<Uuid> =
                parts.iter().filter(|(slug, _)| slug == cycle.slug.as_str()).map(|(_, body)| *body).collect();
            let standing: Vec<_> = ties.iter().filter(|tie| tie.ends_on.is_none() && bodies.contains(&tie.body.0)).collect();
            let people: BTreeSet<Uuid> = standing.iter().map(|tie| tie.account).collect();
            CycleTies { cycle, bodies: bodies.len(), ties: standing.len(), people: people.len() }
        })
        .filter(|row| row.bodies > 0)
        .collect();
    ok(pages::register(&ctx, &rows, &ties))
}
