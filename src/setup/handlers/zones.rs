//! Zones for staff: the list, one zone, its other names.

use super::super::{
    actions::{self, SetUpError, TypedZone},
    links,
    pages::{self, ZoneForm},
    store,
};
use crate::{
    accounts::Grant,
    base::Duty,
    cycles,
    platform::{
        ui::Faults,
        web::{Answer, Ctx, Fields, FromFields, Posted, Problem, again, ok, see},
    },
};

impl FromFields for ZoneForm {
    const NAMES: &'static [&'static str] = &["code", "name", "neighbourhoods", "aliases"];
    fn from_fields(fields: &Fields) -> Self {
        let text = |name: &str, most: usize| fields.one(name).trim().chars().take(most).collect::<String>();
        Self {
            code: text("code", 20),
            name: text("name", 200),
            neighbourhoods: text("neighbourhoods", 4000),
            aliases: text("aliases", 4000),
        }
    }
}

pub async fn list(ctx: Ctx) -> Answer {
    let (zones, aliases, boundaries) = ctx
        .state
        .civic
        .read(async |conn| {
            let zones = cycles::list_zones(conn).await?;
            let aliases = store::list_aliases(conn).await?;
            let boundaries = store::list_boundaries(conn).await?;
            Ok::<_, Problem>((zones, aliases, boundaries))
        })
        .await?;
    let listed: Vec<_> = zones
        .into_iter()
        .map(|zone| {
            let own: Vec<String> =
                aliases.iter().filter(|(code, _)| code == zone.code.as_str()).map(|(_, alias)| alias.clone()).collect();
            let last = boundaries.iter().rfind(|boundary| boundary.zone == zone.code.as_str());
            let boundary = last.map(|boundary| (boundary.version, boundary.valid_from.to_string()));
            (zone, own, boundary)
        })
        .collect();
    ok(pages::zones(&ctx, &listed))
}

pub async fn new(ctx: Ctx) -> Answer {
    ok(pages::zone(&ctx, &Faults::none(), &ZoneForm::default(), true))
}

pub async fn show(ctx: Ctx) -> Answer {
    let code = ctx.segment("zone");
    let (zone, aliases) = ctx
        .state
        .civic
        .read(async |conn| {
            let zone = store::find_zone(conn, code).await?.ok_or_else(Problem::not_found)?;
            Ok::<_, Problem>((zone, store::list_aliases(conn).await?))
        })
        .await?;
    let own: Vec<String> = aliases.into_iter().filter(|(zone, _)| zone == code).map(|(_, alias)| alias).collect();
    let form = ZoneForm {
        code: zone.code.to_string(),
        name: zone.name,
        neighbourhoods: zone.neighbourhoods.join("\n"),
        aliases: own.join("\n"),
    };
    ok(pages::zone(&ctx, &Faults::none(), &form, false))
}

async fn keep(ctx: &Ctx, grant: &Grant, form: &ZoneForm, is_new: bool) -> Answer {
    let (env, actor) = (ctx.state.env(), grant.actor(Duty::SetUpCycle));
    let typed = TypedZone { code: &form.code, name: &form.name, neighbourhoods: &form.neighbourhoods, aliases: &form.aliases };
    let done =
        ctx.state.civic.write("save_zone", async |conn| actions::save_zone(conn, &env, &actor, &typed, is_new).await).await;
    match done {
        Ok(_) => see(&ctx.link(&links::zones())),
        Err(SetUpError::Unread(faults)) => again(pages::zone(ctx, &faults, form, is_new)),
        Err(error) => Err(error.into()),
    }
}

pub async fn make(ctx: Ctx, grant: Grant, Posted(form): Posted<ZoneForm>) -> Answer {
    keep(&ctx, &grant, &form, true).await
}

pub async fn save(ctx: Ctx, grant: Grant, Posted(mut form): Posted<ZoneForm>) -> Answer {
    let code = ctx.segment("zone");
    let found = ctx.state.civic.read(async |conn| store::find_zone(conn, code).await).await?;
    form.code = found.ok_or_else(Problem::not_found)?.code.to_string();
    keep(&ctx, &grant, &form, false).await
}
