//! HTTP of events.

use uuid::Uuid;

use super::{
    actions::{self, OutreachError},
    links,
    model::{Event, EventKind, EventText, NewEvent},
    pages::{self, EventForm},
    store,
};
use crate::{
    accounts::Grant,
    base::{Duty, Lang, ZoneCode, local},
    bodies::SPOKEN,
    cycles::{self, Zone},
    platform::{
        ui::Faults,
        web::{Answer, Ctx, Fields, FromFields, Posted, Problem, again, ok, see},
    },
};

impl FromFields for EventForm {
    const NAMES: &'static [&'static str] = &[
        "zone",
        "kind",
        "day",
        "from",
        "until",
        "place",
        "languages",
        "title-en",
        "text-en",
        "access-en",
        "title-es",
        "text-es",
        "access-es",
    ];
    fn from_fields(fields: &Fields) -> Self {
        let one = |name| fields.one(name).chars().take(5000).collect::<String>();
        let words = |title, text, access| EventText { title: one(title), text: one(text), access: one(access) };
        Self {
            zone: one("zone"),
            kind: one("kind"),
            day: one("day"),
            from: one("from"),
            until: one("until"),
            place: one("place"),
            languages: fields.all("languages").take(SPOKEN.len()).map(str::to_owned).collect(),
            en: words("title-en", "text-en", "access-en"),
            es: words("title-es", "text-es", "access-es"),
        }
    }
}

pub struct CancelForm(String);

impl FromFields for CancelForm {
    const NAMES: &'static [&'static str] = &["reason"];
    fn from_fields(fields: &Fields) -> Self {
        Self(fields.one("reason").chars().take(1000).collect())
    }
}

async fn load(ctx: &Ctx) -> Result<(Vec<Zone>, Vec<Event>), Problem> {
    ctx.state.civic.read(async |conn| Ok::<_, Problem>((cycles::list_zones(conn).await?, store::list_events(conn).await?))).await
}

pub async fn list(ctx: Ctx) -> Answer {
    let (zones, events) = load(&ctx).await?;
    ok(pages::list(&ctx, &zones, &events))
}

pub async fn staff_list(ctx: Ctx) -> Answer {
    let (zones, events) = load(&ctx).await?;
    ok(pages::staff_list(&ctx, &zones, &events))
}

/// The event from the form, or what to correct first.
fn event_of(form: &EventForm) -> Result<NewEvent, Faults> {
    let zone = ZoneCode::parse(&form.zone).map_err(|_| Faults::one("zone", "event-zone-empty"))?;
    let kind = EventKind::parse(&form.kind).ok_or_else(|| Faults::one("kind", "event-kind-empty"))?;
    local::parse_day(&form.day).ok_or_else(|| Faults::one("day", "event-day-wrong"))?;
    let at = |time: &str, field| local::parse_moment(&form.day, time).ok_or_else(|| Faults::one(field, "event-time-wrong"));
    if form.languages.iter().any(|code| !SPOKEN.contains(&code.as_str())) {
        return Err(Faults::one("languages", "event-languages-empty"));
    }
    Ok(NewEvent {
        zone,
        kind,
        starts_at: at(&form.from, "from")?,
        ends_at: at(&form.until, "until")?,
        place: form.place.clone(),
        languages: form.languages.clone(),
        texts: vec![(Lang::En, form.en.clone()), (Lang::Es, form.es.clone())],
    })
}

fn faults(error: OutreachError) -> Result<Faults, Problem> {
    let (field, key) = match error {
        OutreachError::TitleMissing(Lang::En) => ("title-en", "event-title-empty"),
        OutreachError::TitleMissing(Lang::Es) => ("title-es", "event-title-empty"),
        OutreachError::TextTooLong(Lang::En) => ("text-en", "event-text-wrong"),
        OutreachError::TextTooLong(Lang::Es) => ("text-es", "event-text-wrong"),
        OutreachError::PlaceMissing => ("place", "event-place-empty"),
        OutreachError::LanguageMissing => ("languages", "event-languages-empty"),
        OutreachError::EndsTooEarly => ("until", "event-until-wrong"),
        OutreachError::ReasonMissing => ("reason", "event-reason-empty"),
        OutreachError::Cancelled | OutreachError::NotFound | OutreachError::Db(_) => return Err(error.into()),
    };
    Ok(Faults::one(field, key))
}

pub async fn new(ctx: Ctx) -> Answer {
    let (zones, _) = load(&ctx).await?;
    ok(pages::form(&ctx, &Faults::none(), &zones, None, (&EventForm::default(), "")))
}

pub async fn add(ctx: Ctx, grant: Grant, Posted(form): Posted<EventForm>) -> Answer {
    let (zones, _) = load(&ctx).await?;
    let (env, actor) = (ctx.state.env(), grant.actor(Duty::SetUpCycle));
    let refused = match event_of(&form) {
        Err(refused) => refused,
        Ok(what) if zones.iter().all(|zone| zone.code != what.zone) => Faults::one("zone", "event-zone-empty"),
        Ok(what) => {
            match ctx.state.civic.write("add_event", async |conn| actions::add_event(conn, &env, &actor, &what).await).await {
                Ok(_) => return see(&ctx.link(&links::staff())),
                Err(error) => faults(error)?,
            }
        }
    };
    again(pages::form(&ctx, &refused, &zones, None, (&form, "")))
}

async fn load_one(ctx: &Ctx) -> Result<(Vec<Zone>, Event), Problem> {
    let id: Uuid = ctx.segment("event").parse().map_err(|_| Problem::not_found())?;
    let (zones, events) = load(ctx).await?;
    let event = events.into_iter().find(|event| event.id == id).ok_or_else(Problem::not_found)?;
    Ok((zones, event))
}

pub async fn edit(ctx: Ctx) -> Answer {
    let (zones, event) = load_one(&ctx).await?;
    let form = EventForm::of(&event);
    ok(pages::form(&ctx, &Faults::none(), &zones, Some(&event), (&form, "")))
}

pub async fn change(ctx: Ctx, grant: Grant, Posted(form): Posted<EventForm>) -> Answer {
    let (zones, event) = load_one(&ctx).await?;
    let (env, actor) = (ctx.state.env(), grant.actor(Duty::SetUpCycle));
    let refused = match event_of(&form) {
        Err(refused) => refused,
        Ok(what) if zones.iter().all(|zone| zone.code != what.zone) => Faults::one("zone", "event-zone-empty"),
        Ok(what) => {
            let done = ctx
                .state
                .civic
                .write("change_event", async |conn| actions::change_event(conn, &env, &actor, event.id, &what).await)
                .await;
            match done {
                Ok(()) => return see(&ctx.link(&links::staff())),
                Err(error) => faults(error)?,
            }
        }
    };
    again(pages::form(&ctx, &refused, &zones, Some(&event), (&form, "")))
}

pub async fn cancel(ctx: Ctx, grant: Grant, Posted(form): Posted<CancelForm>) -> Answer {
    let (zones, event) = load_one(&ctx).await?;
    let (env, actor) = (ctx.state.env(), grant.actor(Duty::SetUpCycle));
    let done = ctx
        .state
        .civic
        .write("cancel_event", async |conn| actions::cancel_event(conn, &env, &actor, &event, &form.0).await)
        .await;
    match done {
        Ok(()) => see(&ctx.link(&links::staff())),
        Err(error) => {
            let stands = EventForm::of(&event);
            again(pages::form(&ctx, &faults(error)?, &zones, Some(&event), (&stands, &form.0)))
        }
    }
}
