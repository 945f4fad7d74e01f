//! Borders of the sample zones, so that the map has something to show. The outlines are invented: they stand about where the
//! zones are, on a canvas of 1000 by 1000, and are laid over the city here.

use anyhow::Context;
use geo::Boundary;

use super::sample;
use crate::{
    base::{Env, ZoneCode},
    cycles::Gazetteer,
    platform::db::CivicConn,
    setup,
};

/// The canvas's north-western corner and one step on it, in 1e-7 degrees.
const WEST: i64 = -1_186_500_000;
const NORTH: i64 = 343_500_000;
const STEP_EAST: i64 = 6_000;
const STEP_SOUTH: i64 = 5_000;

fn degrees(e7: i64) -> String {
    let (whole, part) = (e7.abs() / 10_000_000, e7.abs() % 10_000_000);
    format!("{}{whole}.{part:07}", if e7 < 0 { "-" } else { "" })
}

/// A zone's outline as a boundary.
fn boundary(outline: &[(i32, i32)]) -> anyhow::Result<Boundary> {
    let spot = |(x, y): &(i32, i32)| {
        format!("[{},{}]", degrees(WEST + i64::from(*x) * STEP_EAST), degrees(NORTH - i64::from(*y) * STEP_SOUTH))
    };
    let ring: Vec<String> = outline.iter().chain(outline.first()).map(spot).collect();
    let geojson = format!(r#"{{"type":"Polygon","coordinates":[[{}]]}}"#, ring.join(","));
    Boundary::parse(geojson.as_bytes(), None).context("an outline of the sample")
}

fn outlines() -> anyhow::Result<Vec<(ZoneCode, Boundary)>> {
    let gazetteer = Gazetteer::parse(include_str!("../../data/sample/gazetteer.json"))?;
    let zones = sample::zone_codes()?.into_iter().filter(|zone| !gazetteer.outline(zone).is_empty());
    zones.map(|zone| Ok((zone.clone(), boundary(gazetteer.outline(&zone))?))).collect()
}

/// Stores the borders as their first version.
///
/// # Errors
/// The database's; an outline that is no area.
pub(super) async fn seed(conn: &mut CivicConn, env: &Env) -> anyhow::Result<()> {
    for (zone, boundary) in outlines()? {
        setup::save_boundary(conn, env.now, "system", (&zone, &boundary), "Invented for the sample").await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_zone_has_an_outline_and_none_overlap() {
        let all = outlines().expect("outlines");
        assert_eq!(all.len(), sample::zone_codes().expect("zones").len());
        let pairs: Vec<(&str, &Boundary)> = all.iter().map(|(zone, boundary)| (zone.as_str(), boundary)).collect();
        assert!(geo::disjoint(&pairs).is_empty());
    }

    #[test]
    fn degrees_are_written_without_a_float() {
        assert_eq!((degrees(-1_186_500_000), degrees(343_500_005)), ("-118.6500000".to_owned(), "34.3500005".to_owned()));
    }
}
