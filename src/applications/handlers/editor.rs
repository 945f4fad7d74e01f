//! Showing, saving and restoring sections.

use actix_web::http::StatusCode;

use super::{
    super::{
        actions::{self, ApplicationError, Outcome, Save},
        links,
        model::{ApplicationId, Fault, SectionName, check},
        pages::{self, Shown},
        store,
    },
    id_of, read_workshop,
};
use crate::{
    accounts::Grant,
    platform::web::{Answer, Ctx, Fields, FromFields, Posted, Problem, again, html, ok, see},
};

fn section_of(ctx: &Ctx) -> Result<SectionName, Problem> {
    SectionName::parse(ctx.segment("section")).ok_or_else(Problem::not_found)
}

pub async fn show(ctx: Ctx, grant: Grant) -> Answer {
    let (id, section) = (id_of(&ctx)?, section_of(&ctx)?);
    let workshop = read_workshop(&ctx, &grant).await?;
    let env = ctx.state.env();
    let others = match workshop.draft.application.state.is_open_to_authors() {
        false => Vec::new(),
        true => {
            let note = async |conn: &mut _| actions::note_editing(conn, &env, &grant, id, section).await;
            ctx.state.civic.write("note_editing", note).await?
        }
    };
    let saved = workshop.draft.sections.get(&section);
    let shown = Shown {
        section,
        fields: saved.map(|saved| saved.fields.clone()).unwrap_or_default(),
        base: saved.map_or(0, |saved| saved.version),
        completed: saved.map(|saved| saved.completed),
        others,
        faults: Vec::new(),
        kept: false,
    };
    ok(pages::section(&ctx, &workshop, &shown))
}

pub struct SectionForm(Fields);

impl FromFields for SectionForm {
    const NAMES: &'static [&'static str] = &[
        "base",
        "completed",
        "go",
        "title",
        "area",
        "summary",
        "description",
        "people",
        "gains",
        "place",
        "spot",
        "item",
        "count",
        "each",
        "yearly",
        "source",
        "scalable",
        "least",
        "runner",
        "partners",
        "start",
        "months",
        "aloud",
    ];
    fn from_fields(fields: &Fields) -> Self {
        Self(fields.clone())
    }
}

/// Saves; of two saves that began from one version the second sees what the first left.
async fn keep(ctx: &Ctx, grant: &Grant, id: ApplicationId, save: &Save) -> Result<Outcome, ApplicationError> {
    let env = ctx.state.env();
    let once = async || {
        let work = async |conn: &mut _| actions::save_section(conn, &env, grant, id, save).await;
        ctx.state.civic.write("save_section", work).await
    };
    match once().await {
        Err(error) if actions::lost_race(&error) => once().await,
        other => other,
    }
}

pub async fn save(ctx: Ctx, grant: Grant, Posted(SectionForm(fields)): Posted<SectionForm>) -> Answer {
    let (id, section) = (id_of(&ctx)?, section_of(&ctx)?);
    let adds_line = fields.one("go") == "add-line";
    let answer = match fields.one("completed") {
        "yes" => Some(true),
        "later" => Some(false),
        _ => None,
    };
    let taken = section.take(|name| fields.all(name).collect());
    let mut faults = if answer == Some(true) && !adds_line { check(section, &taken) } else { Vec::new() };
    if answer.is_none() && !adds_line {
        faults.push(Fault { field: "completed".to_owned(), key: "section-completed-empty", args: Vec::new() });
    }
    let base = fields.one("base").parse().unwrap_or(0);
    let save = Save { section, base, fields: taken, completed: answer == Some(true) && faults.is_empty() };
    let outcome = keep(&ctx, &grant, id, &save).await?;
    let mut shown = Shown { section, fields: save.fields, base, completed: answer, others: Vec::new(), faults, kept: false };
    match outcome {
        Outcome::Conflict(theirs) => {
            let workshop = read_workshop(&ctx, &grant).await?;
            shown.base = theirs.version;
            Ok(html(StatusCode::CONFLICT, pages::conflict(&ctx, &workshop, &shown, &theirs)))
        }
        Outcome::Kept(version) if !shown.faults.is_empty() => {
            let workshop = read_workshop(&ctx, &grant).await?;
            shown.base = version;
            shown.kept = true;
            again(pages::section(&ctx, &workshop, &shown))
        }
        Outcome::Kept(_) if adds_line => see(&ctx.link(&links::section(id, section))),
        Outcome::Kept(_) => see(&ctx.link(&links::tasks(id))),
    }
}

pub async fn history(ctx: Ctx, grant: Grant) -> Answer {
    let (id, section) = (id_of(&ctx)?, section_of(&ctx)?);
    let workshop = read_workshop(&ctx, &grant).await?;
    let versions = ctx.state.civic.read(async |conn| store::list_versions(conn, id, section, 100).await).await?;
    ok(pages::history(&ctx, &workshop, section, &versions))
}

pub struct RestoreForm {
    version: i32,
    base: i32,
}

impl FromFields for RestoreForm {
    const NAMES: &'static [&'static str] = &["version", "base"];
    fn from_fields(fields: &Fields) -> Self {
        let number = |name| fields.one(name).parse().unwrap_or(0);
        Self { version: number("version"), base: number("base") }
    }
}

/// An earlier version becomes the next one: nothing is taken away.
pub async fn restore(ctx: Ctx, grant: Grant, Posted(form): Posted<RestoreForm>) -> Answer {
    let (id, section) = (id_of(&ctx)?, section_of(&ctx)?);
    let workshop = read_workshop(&ctx, &grant).await?;
    let versions = ctx.state.civic.read(async |conn| store::list_versions(conn, id, section, 100).await).await?;
    let wanted = versions.into_iter().find(|saved| saved.version == form.version).ok_or_else(Problem::not_found)?;
    let save = Save { section, base: form.base, fields: wanted.fields, completed: false };
    match keep(&ctx, &grant, id, &save).await? {
        Outcome::Kept(_) => see(&ctx.link(&links::section(id, section))),
        Outcome::Conflict(theirs) => {
            let shown = Shown {
                section,
                fields: save.fields,
                base: theirs.version,
                completed: Some(false),
                others: Vec::new(),
                faults: Vec::new(),
                kept: false,
            };
            Ok(html(StatusCode::CONFLICT, pages::conflict(&ctx, &workshop, &shown, &theirs)))
        }
    }
}
