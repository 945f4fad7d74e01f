//! A zone's boundary: send a file, look at it on the map, make it a version.

use actix_web::http::StatusCode;
use chrono::NaiveDate;
use geo::{At, Boundary, Bounds, GeoFault};

use super::super::{
    actions::{self, SetUpError, hash_of},
    links,
    pages::{self, BoundaryForm, Preview},
    store::{self, StoredBoundary},
};
use crate::{
    accounts::Grant,
    base::{Duty, text},
    cycles::{self, Zone},
    platform::{
        i18n::Arg,
        ui::Faults,
        web::{Answer, Ctx, Fields, FromFields, Posted, PostedFiles, Problem, WithFiles, again, html, ok, see},
    },
};

impl FromFields for BoundaryForm {
    const NAMES: &'static [&'static str] = &["valid_from", "note"];
    fn from_fields(fields: &Fields) -> Self {
        let text = |name: &str, most: usize| fields.one(name).trim().chars().take(most).collect::<String>();
        Self { valid_from: text("valid_from", 20), note: text("note", 500) }
    }
}

impl WithFiles for BoundaryForm {
    const FILES: &'static [&'static str] = &["file"];
    // More than a boundary takes, so that a file that is somewhat too large is answered on the form itself.
    const MAX_BYTES: usize = 8_000_000;
}

/// Los Angeles and around it, in 1e-7 degrees: what lies elsewhere has its two numbers swapped, or is another city.
const REGION: Bounds = Bounds { west: -1_192_000_000, south: 332_000_000, east: -1_174_000_000, north: 350_000_000 };

/// Borders drawn by hand overlap by slivers; fewer square metres than this are not worth a word.
const SLIVER: u64 = 1000;

/// What was looked at.
pub struct ConfirmForm(String);

impl FromFields for ConfirmForm {
    const NAMES: &'static [&'static str] = &["hash"];
    fn from_fields(fields: &Fields) -> Self {
        Self(fields.one("hash").to_owned())
    }
}

struct Loaded {
    zone: Zone,
    zones: Vec<Zone>,
    versions: Vec<StoredBoundary>,
    standing: Vec<StoredBoundary>,
    draft: Option<StoredBoundary>,
}

async fn load(ctx: &Ctx) -> Result<Loaded, Problem> {
    let code = ctx.segment("zone");
    ctx.state
        .civic
        .read(async |conn| {
            let zones = cycles::list_zones(conn).await?;
            let zone = zones.iter().find(|zone| zone.code.as_str() == code).cloned().ok_or_else(Problem::not_found)?;
            let mut versions = store::list_boundaries(conn).await?;
            versions.retain(|version| version.zone == code);
            let standing = store::current_boundaries(conn).await?;
            let draft = store::find_boundary_draft(conn, code).await?;
            Ok::<_, Problem>(Loaded { zone, zones, versions, standing, draft })
        })
        .await
}

/// The draft on the map with its neighbours, and those it overlaps.
fn preview(loaded: &Loaded) -> Option<Preview> {
    let draft = loaded.draft.as_ref()?;
    let own = Boundary::parse(&draft.geojson, None).ok()?;
    let mut shapes = vec![(loaded.zone.code.as_str(), loaded.zone.name.as_str(), own)];
    for other in loaded.standing.iter().filter(|other| other.zone != draft.zone) {
        let zone = loaded.zones.iter().find(|zone| zone.code.as_str() == other.zone)?;
        shapes.push((zone.code.as_str(), zone.name.as_str(), Boundary::parse(&other.geojson, None).ok()?));
    }
    let pairs: Vec<(&str, &Boundary)> = shapes.iter().map(|(code, _, boundary)| (*code, boundary)).collect();
    let touched = geo::disjoint(&pairs).into_iter().filter(|found| found.one == 0 && found.square_metres >= SLIVER);
    let overlaps = touched.filter_map(|found| shapes.get(found.other).map(|(_, name, _)| (*name).to_owned())).collect();
    let drawn: Vec<(&str, &str, &Boundary)> = shapes.iter().map(|(code, name, boundary)| (*code, *name, boundary)).collect();
    Some(Preview {
        map: geo::Map::of(&drawn, Some(loaded.zone.code.as_str()), None),
        overlaps,
        hash: hash_of(draft),
        valid_from: draft.valid_from.to_string(),
        note: draft.note.clone(),
    })
}

fn page(ctx: &Ctx, loaded: &Loaded, faults: &Faults, form: &BoundaryForm) -> maud::Markup {
    pages::boundary(ctx, &loaded.zone, (&loaded.versions, preview(loaded).as_ref()), faults, form)
}

pub async fn show(ctx: Ctx) -> Answer {
    let loaded = load(&ctx).await?;
    ok(page(&ctx, &loaded, &Faults::none(), &BoundaryForm::default()))
}

type Words = (&'static str, Vec<(&'static str, Arg)>);

/// What is wrong with a file, and where.
fn fault_of(fault: &GeoFault) -> Words {
    let ring = |polygon: usize, ring: usize| vec![("polygon", polygon.into()), ("ring", ring.into())];
    let at = |at: &At| {
        let mut args = ring(at.polygon, at.ring);
        args.push(("position", at.position.into()));
        args
    };
    match fault {
        GeoFault::TooBig { .. } => ("boundary-wrong-big", vec![("mb", (geo::MAX_BYTES / 1_000_000).into())]),
        GeoFault::TooManyPositions { .. } => ("boundary-wrong-many", vec![("most", geo::MAX_POSITIONS.into())]),
        GeoFault::NotJson { line, column } => {
            ("boundary-wrong-json", vec![("line", (*line).into()), ("column", (*column).into())])
        }
        GeoFault::NotAnArea { .. } => ("boundary-wrong-shape", vec![]),
        GeoFault::NotOneFeature { features } => ("boundary-wrong-features", vec![("count", (*features).into())]),
        GeoFault::NotAPosition { at: place } | GeoFault::OffTheGlobe { at: place } => ("boundary-wrong-position", at(place)),
        GeoFault::OutOfBounds { at: place, .. } | GeoFault::TooWide { at: place } => ("boundary-wrong-outside", at(place)),
        GeoFault::TooFew { at: place } => ("boundary-wrong-short", ring(place.polygon, place.ring)),
        GeoFault::Open { at: place } => ("boundary-wrong-open", ring(place.polygon, place.ring)),
        GeoFault::CrossesItself { at: place, .. } => ("boundary-wrong-cross", at(place)),
        GeoFault::HoleOutside { polygon, ring: hole } => ("boundary-wrong-hole", ring(*polygon, *hole)),
        GeoFault::HolesOverlap { polygon, other, .. } => ("boundary-wrong-holes", ring(*polygon, *other)),
        GeoFault::PolygonsOverlap { one, other } => {
            ("boundary-wrong-polygons", vec![("one", (*one).into()), ("other", (*other).into())])
        }
    }
}

/// The boundary in a file, or what to do about it.
fn boundary_in(file: Option<&[u8]>) -> Result<Boundary, Words> {
    let bytes = file.ok_or(("boundary-wrong-none", vec![]))?;
    if bytes.len() <= geo::MAX_BYTES && std::str::from_utf8(bytes).is_err() {
        return Err(("boundary-wrong-text", vec![]));
    }
    Boundary::parse(bytes, Some(&REGION)).map_err(|fault| fault_of(&fault))
}

/// The checked draft, or what is wrong with each field.
fn read(code: &str, actor: &str, form: &BoundaryForm, file: Option<&[u8]>) -> Result<StoredBoundary, Faults> {
    let mut faults = Faults::none();
    let boundary = boundary_in(file);
    if let Err((key, args)) = &boundary {
        faults = faults.with("file", key, args.clone());
    }
    let day = NaiveDate::parse_from_str(&form.valid_from, "%Y-%m-%d").ok();
    if day.is_none() {
        faults = faults.with("valid_from", "setup-wrong-day", vec![]);
    }
    let note = text::one_line(&form.note, 500);
    if note.is_err() {
        faults = faults.with("note", "boundary-wrong-note", vec![]);
    }
    match (boundary, day, note) {
        (Ok(boundary), Some(valid_from), Ok(note)) => Ok(StoredBoundary {
            zone: code.to_owned(),
            version: 0,
            geojson: boundary.to_geojson().into_bytes(),
            valid_from,
            note,
            made_by: actor.to_owned(),
        }),
        _ => Err(faults),
    }
}

pub async fn send(ctx: Ctx, grant: Grant, posted: PostedFiles<BoundaryForm>) -> Answer {
    let loaded = load(&ctx).await?;
    let actor = grant.actor(Duty::SetUpCycle);
    let file = posted.file("file").map(|file| file.bytes.as_slice());
    match read(loaded.zone.code.as_str(), &actor, &posted.form, file) {
        Err(faults) => again(page(&ctx, &loaded, &faults, &posted.form)),
        Ok(draft) => {
            let kept = ctx.state.civic.write("draft_boundary", async |conn| store::put_boundary_draft(conn, &draft).await);
            kept.await?;
            see(&ctx.link(&links::boundary(loaded.zone.code.as_str())))
        }
    }
}

pub async fn confirm(ctx: Ctx, grant: Grant, Posted(form): Posted<ConfirmForm>) -> Answer {
    let (env, actor, code) = (ctx.state.env(), grant.actor(Duty::SetUpCycle), ctx.segment("zone"));
    let done = ctx
        .state
        .civic
        .write("confirm_boundary", async |conn| actions::confirm_boundary(conn, env.now, &actor, code, &form.0).await)
        .await;
    match done {
        Ok(()) => see(&ctx.link(&links::zones())),
        Err(SetUpError::BoundaryChanged) => {
            let loaded = load(&ctx).await?;
            let faults = Faults::one("file", "boundary-wrong-changed");
            Ok(html(StatusCode::CONFLICT, page(&ctx, &loaded, &faults, &BoundaryForm::default())))
        }
        Err(error) => Err(error.into()),
    }
}
