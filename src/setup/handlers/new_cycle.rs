//! Starting a cycle.

use chrono::NaiveDate;

use super::super::{
    actions::{self, NewSetUp, SetUpError},
    links,
    model::{Answers, slug_of, title_field},
    pages::{self, NewCycleForm},
};
use crate::{
    accounts::Grant,
    base::{CycleSlug, Duty, Lang, text},
    cycles,
    platform::{
        ui::Faults,
        web::{Answer, Ctx, Fields, FromFields, Posted, Problem, again, ok, see},
    },
};

impl FromFields for NewCycleForm {
    const NAMES: &'static [&'static str] = &["title_en", "title_es", "slug", "first_day", "template"];
    fn from_fields(fields: &Fields) -> Self {
        let mut answers = Answers::default();
        for name in Self::NAMES {
            answers.set(name, fields.one(name).trim().chars().take(200).collect::<String>());
        }
        Self { answers }
    }
}

async fn page(ctx: &Ctx, faults: &Faults, form: &NewCycleForm) -> Result<maud::Markup, Problem> {
    let all = ctx.state.civic.read(async |conn| cycles::list_cycles(conn, ctx.lang).await).await?;
    let templates: Vec<_> = all.into_iter().filter(|cycle| !cycle.is_imported).collect();
    Ok(pages::new_cycle(ctx, faults, form, &templates))
}

pub async fn show(ctx: Ctx) -> Answer {
    ok(page(&ctx, &Faults::none(), &NewCycleForm::default()).await?)
}

/// The typed cycle. A name for addresses that was left empty is made from the title.
fn read(form: &NewCycleForm) -> Result<NewSetUp, Faults> {
    let mut faults = Faults::none();
    let mut titles = Vec::new();
    for lang in Lang::ALL {
        match text::one_line(form.answers.one(title_field(lang)), 120) {
            Ok(title) => titles.push((lang.code().to_owned(), title)),
            Err(_) => faults = faults.with(title_field(lang), "setup-wrong-title", vec![]),
        }
    }
    let typed = match form.answers.one("slug") {
        "" => slug_of(titles.first().map_or("", |(_, title)| title)),
        slug => slug.to_owned(),
    };
    let slug = CycleSlug::parse(&typed);
    if slug.is_err() && !titles.is_empty() {
        faults = faults.with("slug", "setup-wrong-slug", vec![]);
    }
    let first_day = NaiveDate::parse_from_str(form.answers.one("first_day"), "%Y-%m-%d");
    if first_day.is_err() {
        faults = faults.with("first_day", "setup-wrong-day", vec![]);
    }
    let template = match form.answers.one("template") {
        "" => None,
        chosen => Some(CycleSlug::parse(chosen).map_err(|_| Faults::one("template", "setup-wrong-choice"))?),
    };
    match (slug, first_day) {
        (Ok(slug), Ok(first_day)) if faults.is_empty() => Ok(NewSetUp { slug, titles, first_day, template }),
        _ => Err(faults),
    }
}

pub async fn start(ctx: Ctx, grant: Grant, Posted(form): Posted<NewCycleForm>) -> Answer {
    let new = match read(&form) {
        Ok(new) => new,
        Err(faults) => return again(page(&ctx, &faults, &form).await?),
    };
    let (env, actor) = (ctx.state.env(), grant.actor(Duty::SetUpCycle));
    let done = ctx.state.civic.write("start_cycle", async |conn| actions::start_cycle(conn, &env, &actor, &new).await).await;
    match done {
        Ok(()) => see(&ctx.link(&links::set_up(&new.slug))),
        Err(SetUpError::Unread(faults)) => again(page(&ctx, &faults, &form).await?),
        Err(error) => Err(error.into()),
    }
}
