//! The public map. What is asked about a place is answered and dropped.

use geo::{Boundary, Map, Spot};

use super::super::{
    pages::{self, Asked},
    store,
};
use crate::platform::web::{Answer, Ctx, Problem, ok};

/// Degrees as typed; a comma may stand for the point.
fn degrees(typed: &str) -> Option<f64> {
    typed.trim().replace(',', ".").parse().ok()
}

pub async fn show(ctx: Ctx) -> Answer {
    let (zones, stored) = ctx
        .state
        .civic
        .read(async |conn| {
            let zones = store::public_zones(conn, ctx.lang).await?;
            Ok::<_, Problem>((zones, store::current_boundaries(conn).await?))
        })
        .await?;
    let boundaries: Vec<(&str, &str, Boundary)> = zones
        .iter()
        .filter_map(|zone| {
            let own = stored.iter().find(|boundary| boundary.zone == zone.code.as_str())?;
            Some((zone.code.as_str(), zone.name.as_str(), Boundary::parse(&own.geojson, None).ok()?))
        })
        .collect();
    let typed = (ctx.query_value("lat").unwrap_or_default(), ctx.query_value("lon").unwrap_or_default());
    let spot = degrees(&typed.1).zip(degrees(&typed.0)).and_then(|(lon, lat)| Spot::from_degrees(lon, lat));
    let found: Vec<&str> = spot.map_or_else(Vec::new, |spot| {
        boundaries.iter().filter(|(_, _, boundary)| boundary.contains(spot)).map(|(code, _, _)| *code).collect()
    });
    let asked = match (typed.0.is_empty() && typed.1.is_empty(), spot) {
        (true, _) => Asked::Nothing,
        (false, None) => Asked::Unread,
        (false, Some(_)) => Asked::Zones(zones.iter().filter(|zone| found.contains(&zone.code.as_str())).cloned().collect()),
    };
    let drawn: Vec<(&str, &str, &Boundary)> = boundaries.iter().map(|(code, name, shape)| (*code, *name, shape)).collect();
    let map = (!drawn.is_empty()).then(|| Map::of(&drawn, found.first().copied(), spot));
    ok(pages::map(&ctx, &zones, map.as_ref(), &asked, (&typed.0, &typed.1)))
}
