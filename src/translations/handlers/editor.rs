//! One translation: showing, saving, reviewing.

use actix_web::http::StatusCode;

use super::super::{
    actions::{self, Decision, Outcome, Save, TranslationError, Typed},
    links,
    pages::{self, Shown},
    store,
};
use crate::{
    accounts::Grant,
    applications::ApplicationId,
    cycles,
    platform::{
        ui::Faults,
        web::{Answer, AsProblem, Ctx, Fields, FromFields, Posted, PostedFiles, Problem, WithFiles, again, html, ok, see},
    },
};

/// Versions that the page lists.
const HISTORY: i64 = 20;

fn id_of(ctx: &Ctx) -> Result<ApplicationId, Problem> {
    ApplicationId::parse(ctx.segment("application")).ok_or_else(Problem::not_found)
}

async fn read(ctx: &Ctx) -> Result<Shown, Problem> {
    let (id, lang) = (id_of(ctx)?, ctx.segment("target"));
    let found = ctx
        .state
        .civic
        .read(async |conn| {
            let sheet = actions::sheet(conn, id, lang).await?.ok_or(TranslationError::NotFound)?;
            if sheet.is_original() {
                return Err(TranslationError::NotFound);
            }
            let contest = cycles::contest_by_id(conn, sheet.draft.application.contest).await?;
            let cycle = cycles::cycle_by_slug(conn, &contest.cycle, ctx.lang).await?;
            let history = store::list_versions(conn, id, lang, HISTORY).await?;
            Ok(Shown {
                writers: store::list_writers(conn, id, lang).await?,
                base: history.first().map_or(0, |version| version.number),
                cycle,
                sheet,
                history,
                typed: Vec::new(),
                faults: Faults::none(),
                kept: false,
            })
        })
        .await?;
    Ok(found)
}

pub async fn show(ctx: Ctx, grant: Grant) -> Answer {
    let shown = read(&ctx).await?;
    ok(pages::editor(&ctx, &grant, &shown))
}

pub struct SaveForm(Save);

impl FromFields for SaveForm {
    const NAMES: &'static [&'static str] = &["base", "unit", "text", "fits", "go"];
    fn from_fields(fields: &Fields) -> Self {
        let units = fields.all("unit").zip(fields.all("text")).map(|(unit, text)| {
            let (key, seen) = unit.split_once(':').unwrap_or((unit, ""));
            let fits = fields.all("fits").any(|fits| fits == key);
            Typed { key: key.to_owned(), seen: seen.to_owned(), text: text.to_owned(), fits }
        });
        let base = fields.one("base").parse().unwrap_or(0);
        Self(Save { base, units: units.collect(), send: fields.one("go") == "send" })
    }
}

impl WithFiles for SaveForm {
    const FILES: &'static [&'static str] = &[];
    const MAX_BYTES: usize = 0;
}

/// Saves; of two saves that began from one version the second sees what the first left.
async fn keep(ctx: &Ctx, grant: &Grant, id: ApplicationId, save: &Save) -> Result<Outcome, TranslationError> {
    let env = ctx.state.env();
    let lang = ctx.segment("target");
    let once = async || {
        let work = async |conn: &mut _| actions::save(conn, &env, grant, (id, lang), save).await;
        ctx.state.civic.write("save_translation", work).await
    };
    match once().await {
        Err(error) if actions::lost_race(&error) => once().await,
        other => other,
    }
}

pub async fn save(ctx: Ctx, grant: Grant, posted: PostedFiles<SaveForm>) -> Answer {
    let id = id_of(&ctx)?;
    let SaveForm(save) = posted.form;
    let outcome = keep(&ctx, &grant, id, &save).await?;
    match outcome {
        Outcome::Kept(_, faults) if faults.is_empty() && save.send => {
            let shown = read(&ctx).await?;
            see(&ctx.link(&links::grid(&shown.cycle.slug)))
        }
        Outcome::Kept(_, faults) if faults.is_empty() => see(&ctx.link(&links::text(id, ctx.segment("target")))),
        Outcome::Kept(base, faults) => {
            let shown = read(&ctx).await?;
            let faults = pages::faults_of(&ctx, &faults);
            again(pages::editor(&ctx, &grant, &Shown { base, typed: save.units, faults, kept: true, ..shown }))
        }
        Outcome::Conflict(theirs) => {
            let shown = read(&ctx).await?;
            let shown = Shown { base: theirs.number, typed: save.units, ..shown };
            Ok(html(StatusCode::CONFLICT, pages::conflict(&ctx, &shown, &theirs)))
        }
    }
}

pub struct ReviewForm {
    version: i32,
    decision: Option<Decision>,
}

impl FromFields for ReviewForm {
    const NAMES: &'static [&'static str] = &["version", "note", "go"];
    fn from_fields(fields: &Fields) -> Self {
        let note = || fields.one("note").trim().chars().take(2000).collect();
        let decision = match fields.one("go") {
            "approve" => Some(Decision::Approve),
            "return" => Some(Decision::Return(note())),
            _ => None,
        };
        Self { version: fields.one("version").parse().unwrap_or(0), decision }
    }
}

pub async fn review(ctx: Ctx, grant: Grant, Posted(form): Posted<ReviewForm>) -> Answer {
    let (id, lang) = (id_of(&ctx)?, ctx.segment("target"));
    let decision = form.decision.ok_or_else(Problem::bad_form)?;
    let env = ctx.state.env();
    let work = async |conn: &mut _| actions::review(conn, &env, &grant, (id, lang, form.version), &decision).await;
    match ctx.state.civic.write("review_translation", work).await {
        Ok(()) => {
            let shown = read(&ctx).await?;
            see(&ctx.link(&links::grid(&shown.cycle.slug)))
        }
        Err(TranslationError::NoteMissing) => {
            let shown = Shown { faults: Faults::one("note", "translation-note-empty"), ..read(&ctx).await? };
            again(pages::editor(&ctx, &grant, &shown))
        }
        // Two who decide at once: the key of versions lets one of them through.
        Err(error) if actions::lost_race(&error) => Err(TranslationError::NotInReview.problem()),
        Err(error) => Err(error.problem().then(ctx.link(&links::text(id, lang)), "translation-look-again")),
    }
}
