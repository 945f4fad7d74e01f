//! What stands in the way of the freeze, and the freeze.

use super::{
    super::{
        actions::{self, FreezeError, Survey},
        links,
        model::OpeningKey,
        pages::{self, FreezeForm},
        store,
    },
    slug_of,
};
use crate::{
    accounts::Grant,
    ballotbox,
    base::{CycleSlug, Duty, Lang},
    cycles::{self, CycleError},
    eligibility::LinkKeys,
    platform::{
        ui::Faults,
        web::{Answer, AsProblem, Ctx, Fields, FromFields, Posted, Problem, again, form::Nothing, ok, see},
    },
};

async fn page(ctx: &Ctx, slug: &CycleSlug, faults: &Faults, form: &FreezeForm) -> Result<maud::Markup, Problem> {
    let found = ctx
        .state
        .civic
        .read(async |conn| {
            let cycle = cycles::find_cycle(conn, slug.as_str(), ctx.lang).await?.ok_or(FreezeError::NothingThere)?;
            let entries = store::list_key_entries(conn, slug).await?;
            if cycle.definition_hash.is_some() {
                return Ok((cycle, Survey::default(), entries));
            }
            let (_, rulebook) = cycles::rulebook(conn, slug).await?;
            let survey = actions::survey(conn, &cycle, &rulebook).await?;
            Ok::<_, FreezeError>((cycle, survey, entries))
        })
        .await?;
    let (cycle, survey, entries) = found;
    let polls_open = ctx.state.ballot_box.read(async |conn| ballotbox::has_polls(conn, slug).await).await?;
    Ok(pages::freezing(ctx, &cycle, (&survey, &entries, polls_open), faults, form))
}

pub async fn show(ctx: Ctx) -> Answer {
    let slug = slug_of(&ctx)?;
    ok(page(&ctx, &slug, &Faults::none(), &FreezeForm::default()).await?)
}

impl FromFields for FreezeForm {
    const NAMES: &'static [&'static str] = &["key", "threshold", "count"];
    fn from_fields(fields: &Fields) -> Self {
        let own = |name| fields.one(name).to_owned();
        Self { key: own("key"), threshold: own("threshold"), count: own("count") }
    }
}

/// Opens the polls of a frozen cycle in the box; run again it changes nothing, so a freeze that ended between both
/// databases is finished by pressing the button once more.
async fn open_polls(ctx: &Ctx, slug: &CycleSlug) -> Result<(), Problem> {
    let read = async |conn: &mut _| cycles::cycle_by_slug(conn, slug, Lang::En).await?.frozen(conn).await;
    let frozen = ctx.state.civic.read(read).await?;
    Ok(ctx.state.ballot_box.write("open_polls", async |conn| ballotbox::open_polls(conn, &frozen).await).await?)
}

/// The link key is made once, before the freeze. Afterwards it must be there: another one would give every person a second
/// pass. After the cut it must never come back.
async fn prepare_link_key(ctx: &Ctx, grant: &Grant, slug: &CycleSlug) -> Result<(), Problem> {
    grant.demand_fresh(Duty::RunCycle, ctx.state.clock.now())?;
    let found = ctx.state.civic.read(async |conn| cycles::find_cycle(conn, slug.as_str(), Lang::En).await).await?;
    let cycle = found.ok_or_else(Problem::not_found)?;
    let keys = LinkKeys::new(ctx.state.keys.dir.clone());
    match cycle.definition_hash {
        None => keys.make(slug, &ctx.state.random).map_err(|fault| Problem::internal(&fault)),
        Some(_) if cycle.links_cut_at.is_some() || !keys.is_there(slug) => Err(CycleError::NotYet.problem()),
        Some(_) => Ok(()),
    }
}

pub async fn enter_key(ctx: Ctx, grant: Grant, Posted(form): Posted<FreezeForm>) -> Answer {
    let slug = slug_of(&ctx)?;
    let Some(key) = OpeningKey::parse(&form.key, &form.threshold, &form.count) else {
        return again(page(&ctx, &slug, &Faults::one("key", "freeze-key-wrong"), &form).await?);
    };
    let env = ctx.state.env();
    ctx.state.civic.write("enter_key", async |conn| actions::enter_key(conn, &env, &grant, (&slug, key)).await).await?;
    see(&ctx.link(&links::freeze(&slug)))
}

pub async fn freeze(ctx: Ctx, grant: Grant, _: Posted<Nothing>) -> Answer {
    let slug = slug_of(&ctx)?;
    let env = ctx.state.env();
    prepare_link_key(&ctx, &grant, &slug).await?;
    let frozen = ctx
        .state
        .civic
        .write("freeze_cycle", async |conn| actions::freeze_cycle(conn, &env, &grant, &ctx.state.keys, &slug).await)
        .await;
    match frozen {
        Ok(()) | Err(FreezeError::Cycle(CycleError::FrozenAlready)) => {
            open_polls(&ctx, &slug).await?;
            see(&ctx.link(&links::freeze(&slug)))
        }
        Err(FreezeError::Obstacles(_)) => {
            let form = FreezeForm::default();
            again(page(&ctx, &slug, &Faults::one("key", "freeze-not-ready"), &form).await?)
        }
        Err(error) => Err(error.problem()),
    }
}
