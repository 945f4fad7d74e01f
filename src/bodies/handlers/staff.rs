//! The staff pages of bodies: list, new, change, parts in cycles.

use super::{
    super::{
        actions::{self, BodyError, Profile},
        links,
        model::{Body, BodyId, BodyKind, CyclePart, CycleRole, Details, ISSUE_AREAS, OrganisationKind, SPOKEN},
        pages::{self, BodyForm, FormView, PartForm},
        store,
    },
    faults, load_body, typed,
};
use crate::{
    accounts::Grant,
    base::{CycleSlug, Duty, ZoneCode},
    cycles,
    platform::{
        ui::Faults,
        web::{Answer, Ctx, Fields, FromFields, Posted, Problem, again, ok, see},
    },
};

impl FromFields for BodyForm {
    const NAMES: &'static [&'static str] =
        &["kind", "name", "zone", "sort", "tax", "sponsor", "zones", "languages", "areas", "web"];
    fn from_fields(fields: &Fields) -> Self {
        let one = |name| typed(fields.one(name));
        let all = |name| fields.all(name).take(50).map(typed).collect();
        Self {
            kind: one("kind"),
            name: one("name"),
            zone: one("zone"),
            sort: one("sort"),
            tax: one("tax"),
            sponsor: one("sponsor"),
            zones: all("zones"),
            languages: all("languages"),
            areas: all("areas"),
            web: one("web"),
        }
    }
}

impl FromFields for PartForm {
    const NAMES: &'static [&'static str] = &["cycle", "part", "note"];
    fn from_fields(fields: &Fields) -> Self {
        let one = |name| typed(fields.one(name));
        Self { cycle: one("cycle"), part: one("part"), note: one("note") }
    }
}

/// Values that no list of ours offers are a damaged form.
fn profile(form: &BodyForm) -> Result<Profile, Problem> {
    let zone = |code: &String| ZoneCode::parse(code).map_err(|_| Problem::bad_form());
    let known = |given: &[String], list: &[&str]| given.iter().all(|one| list.contains(&one.as_str()));
    if !known(&form.languages, &SPOKEN) || !known(&form.areas, &ISSUE_AREAS) {
        return Err(Problem::bad_form());
    }
    let sponsor = match form.sponsor.as_str() {
        "" => None,
        id => Some(BodyId(id.parse().map_err(|_| Problem::bad_form())?)),
    };
    Ok(Profile {
        name: form.name.clone(),
        zone: if form.zone.is_empty() { None } else { Some(zone(&form.zone)?) },
        zones_served: form.zones.iter().map(zone).collect::<Result<_, _>>()?,
        details: Details {
            organisation_kind: OrganisationKind::parse(&form.sort),
            own_tax_status: form.tax != "no",
            languages: form.languages.clone(),
            issue_areas: form.areas.clone(),
            web: Some(form.web.clone()),
            sponsor,
        },
    })
}

pub async fn list(ctx: Ctx) -> Answer {
    let bodies = ctx.state.civic.read(async |conn| store::list_bodies(conn).await).await?;
    ok(pages::list(&ctx, &bodies))
}

/// The form's page; `parts` are the faults and answers of the form under it.
async fn page(
    ctx: &Ctx,
    body: Option<&Body>,
    faults: &Faults,
    form: &BodyForm,
    part: &PartForm,
) -> Result<maud::Markup, Problem> {
    let (zones, mut sponsors, cycles, held) = ctx
        .state
        .civic
        .read(async |conn| {
            let zones = cycles::list_zones(conn).await?;
            let bodies = store::list_bodies(conn).await?;
            let cycles = cycles::list_cycles(conn, ctx.lang).await?;
            let held = match body {
                Some(body) => store::list_parts(conn, body.id).await?,
                None => Vec::new(),
            };
            Ok::<_, Problem>((zones, bodies, cycles, held))
        })
        .await?;
    sponsors.retain(|one| {
        one.kind == BodyKind::Organisation && one.details.own_tax_status && body.is_none_or(|body| body.id != one.id)
    });
    let under = body.map(|body| pages::parts(ctx, faults, body, (&cycles, &held), part)).unwrap_or_default();
    Ok(pages::body_form(ctx, faults, &FormView { body, form, zones: &zones, sponsors: &sponsors, under }))
}

pub async fn new(ctx: Ctx) -> Answer {
    let kind = ctx.query_value("kind").as_deref().and_then(BodyKind::parse).unwrap_or(BodyKind::Organisation);
    let form = BodyForm { kind: kind.code().to_owned(), tax: "yes".to_owned(), ..BodyForm::default() };
    ok(page(&ctx, None, &Faults::none(), &form, &PartForm::default()).await?)
}

pub async fn create(ctx: Ctx, grant: Grant, Posted(form): Posted<BodyForm>) -> Answer {
    let (env, actor) = (ctx.state.env(), grant.actor(Duty::SetUpCycle));
    let kind = BodyKind::parse(&form.kind).ok_or_else(Problem::bad_form)?;
    let profile = profile(&form)?;
    let made =
        ctx.state.civic.write("make_body", async |conn| actions::make_body(conn, &env, &actor, kind, &profile).await).await;
    match made {
        Ok(id) => see(&ctx.link(&links::edit(id))),
        Err(error) => again(page(&ctx, None, &faults(error, "name")?, &form, &PartForm::default()).await?),
    }
}

async fn as_it_stands(ctx: &Ctx, body: &Body) -> Result<BodyForm, Problem> {
    let served = ctx.state.civic.read(async |conn| store::list_zones_served(conn, body.id).await).await?;
    Ok(BodyForm::of(body, &served))
}

pub async fn edit(ctx: Ctx) -> Answer {
    let body = load_body(&ctx).await?;
    let form = as_it_stands(&ctx, &body).await?;
    ok(page(&ctx, Some(&body), &Faults::none(), &form, &PartForm::default()).await?)
}

pub async fn change(ctx: Ctx, grant: Grant, Posted(mut form): Posted<BodyForm>) -> Answer {
    let body = load_body(&ctx).await?;
    let (env, actor) = (ctx.state.env(), grant.actor(Duty::SetUpCycle));
    body.kind.code().clone_into(&mut form.kind);
    let profile = profile(&form)?;
    let changed =
        ctx.state.civic.write("change_body", async |conn| actions::change_body(conn, &env, &actor, &body, &profile).await).await;
    match changed {
        Ok(()) => see(&ctx.link(&links::edit(body.id))),
        Err(error) => again(page(&ctx, Some(&body), &faults(error, "name")?, &form, &PartForm::default()).await?),
    }
}

fn part_of(form: &PartForm) -> Result<CyclePart, (&'static str, &'static str)> {
    let cycle = CycleSlug::parse(&form.cycle).map_err(|_| ("cycle", "bodies-part-cycle-empty"))?;
    let role = CycleRole::parse(&form.part).ok_or(("part", "bodies-part-empty"))?;
    Ok(CyclePart { cycle, role, note: form.note.clone() })
}

pub async fn give_part(ctx: Ctx, grant: Grant, Posted(form): Posted<PartForm>) -> Answer {
    let body = load_body(&ctx).await?;
    let (env, actor) = (ctx.state.env(), grant.actor(Duty::SetUpCycle));
    let refused = match part_of(&form) {
        Err((field, key)) => Faults::one(field, key),
        Ok(part) => {
            let given = ctx
                .state
                .civic
                .write("give_part", async |conn| {
                    cycles::find_cycle(conn, part.cycle.as_str(), ctx.lang).await?.ok_or(BodyError::NotFound)?;
                    actions::give_part(conn, &env, &actor, &body, &part).await
                })
                .await;
            match given {
                Ok(()) => return see(&format!("{}#parts", ctx.link(&links::edit(body.id)))),
                Err(error) => faults(error, "note")?,
            }
        }
    };
    let stands = as_it_stands(&ctx, &body).await?;
    again(page(&ctx, Some(&body), &refused, &stands, &form).await?)
}

pub async fn take_part(ctx: Ctx, grant: Grant, Posted(form): Posted<PartForm>) -> Answer {
    let body = load_body(&ctx).await?;
    let (env, actor) = (ctx.state.env(), grant.actor(Duty::SetUpCycle));
    let part = part_of(&form).map_err(|_| Problem::bad_form())?;
    ctx.state.civic.write("take_part", async |conn| actions::take_part(conn, &env, &actor, &body, &part).await).await?;
    see(&format!("{}#parts", ctx.link(&links::edit(body.id))))
}
