//! Files for translators: taking texts along, bringing them back in two steps.

use actix_web::{HttpResponse, http::header};
use uuid::Uuid;

use super::{
    super::{
        actions::{self, Received, TranslationError},
        links,
        model::{self, ExportRow, Format, Sheet, Standing},
        pages::{self, FilesView, UploadForm},
    },
    cycle_of, sheets_of,
};
use crate::{
    accounts::Grant,
    cycles::{self, Cycle},
    platform::{
        ui::{self, Faults},
        web::{
            Answer, AsProblem, Ctx, Fields, FromFields, Posted, PostedFiles, Problem, WithFiles, again, form::Nothing, ok, see,
        },
    },
};

/// Most bytes of a file of translations.
const MAX_BYTES: usize = 2_000_000;

fn unique(tags: impl Iterator<Item = String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for tag in tags {
        if !out.contains(&tag) {
            out.push(tag);
        }
    }
    out
}

async fn view(ctx: &Ctx) -> Result<FilesView, Problem> {
    let cycle = cycle_of(ctx).await?;
    let (_, sheets) = sheets_of(ctx, &cycle).await?;
    let targets = unique(sheets.iter().filter(|sheet| !sheet.is_original()).map(|sheet| sheet.lang.clone()));
    let sources = unique(sheets.iter().map(|sheet| sheet.draft.application.source_lang.clone()));
    Ok(FilesView { cycle, targets, sources })
}

pub async fn show(ctx: Ctx, _: Grant) -> Answer {
    ok(pages::files(&ctx, &view(&ctx).await?, &Faults::none(), &UploadForm::default()))
}

/// The texts of a sheet for a file: all, or those without words or with words from an earlier original.
fn rows_of(sheet: &Sheet, all: bool) -> Vec<ExportRow> {
    let units = sheet.draft.units();
    let stands = sheet.stands.as_ref();
    let stale = stands.map(|version| version.stale(&units)).unwrap_or_default();
    let words = |key: &str| stands.and_then(|version| version.units.get(key)).cloned().unwrap_or_default();
    let is_final = sheet.standing() == Standing::Approved;
    let label = format!("{} {}", sheet.zone, sheet.draft.application.number);
    units
        .iter()
        .map(|unit| (unit, words(&unit.key)))
        .filter(|(unit, target)| all || target.is_empty() || stale.contains(&unit.key.as_str()))
        .map(|(unit, target)| ExportRow {
            application: sheet.id().to_string(),
            label: label.clone(),
            unit: unit.key.clone(),
            source: unit.text.clone(),
            target,
            is_final,
        })
        .collect()
}

pub async fn export(ctx: Ctx, _: Grant) -> Answer {
    let cycle = cycle_of(&ctx).await?;
    let (_, sheets) = sheets_of(&ctx, &cycle).await?;
    let lang = ctx.query_value("lang").unwrap_or_default();
    let format = Format::parse(&ctx.query_value("format").unwrap_or_default()).ok_or_else(Problem::not_found)?;
    let all = ctx.query_value("which").as_deref() == Some("all");
    let mut wanted: Vec<&Sheet> = sheets.iter().filter(|sheet| sheet.lang == lang && !sheet.is_original()).collect();
    let first = wanted.first().ok_or_else(Problem::not_found)?.draft.application.source_lang.clone();
    let from = ctx.query_value("from").filter(|from| !from.is_empty()).unwrap_or(first);
    wanted.retain(|sheet| sheet.draft.application.source_lang == from);
    let rows: Vec<ExportRow> = wanted.into_iter().flat_map(|sheet| rows_of(sheet, all)).collect();
    if rows.is_empty() {
        let faults = Faults::one("which", "export-nothing");
        return again(pages::files(&ctx, &view(&ctx).await?, &faults, &UploadForm::default()));
    }
    let bytes = model::write(format, (&from, &lang), &rows);
    let name = format!("attachment; filename=\"{}-{lang}.{}\"", cycle.slug, format.ending());
    Ok(HttpResponse::Ok()
        .content_type(format.media_type())
        .insert_header((header::CONTENT_DISPOSITION, name))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(bytes))
}

impl FromFields for UploadForm {
    const NAMES: &'static [&'static str] = &["target", "machine"];
    fn from_fields(fields: &Fields) -> Self {
        Self { target: fields.one("target").to_owned(), machine: fields.one("machine").to_owned() }
    }
}

impl WithFiles for UploadForm {
    const FILES: &'static [&'static str] = &["file"];
    const MAX_BYTES: usize = MAX_BYTES;
}

pub async fn upload(ctx: Ctx, grant: Grant, mut posted: PostedFiles<UploadForm>) -> Answer {
    let view = view(&ctx).await?;
    let form = posted.form;
    let refuse = |faults: &Faults| again(pages::files(&ctx, &view, faults, &form));
    let mut faults = Faults::none();
    if posted.files.is_empty() {
        faults = faults.with("file", "import-file-empty", Vec::new());
    }
    if !view.targets.contains(&form.target) {
        faults = faults.with("target", "import-language-empty", Vec::new());
    }
    if !matches!(form.machine.as_str(), "yes" | "no") {
        faults = faults.with("machine", "import-machine-empty", Vec::new());
    }
    let Some(upload) = posted.files.pop().filter(|_| faults.is_empty()) else { return refuse(&faults) };
    if let Err(fault) = model::read(&upload.bytes, &form.target) {
        let language = pages::language_words(&ctx, &form.target);
        let args = vec![("line", fault.line.into()), ("language", language.into())];
        return refuse(&Faults::none().with("file", fault.kind.key(), args));
    }
    let received = Received { name: upload.name, bytes: upload.bytes, is_machine: form.machine == "yes" };
    let env = ctx.state.env();
    let work = async |conn: &mut _| actions::receive(conn, &env, &grant, (&view.cycle.slug, &form.target), &received).await;
    match ctx.state.civic.write("receive_translations", work).await {
        Ok(id) => see(&ctx.link(&links::file(id))),
        Err(TranslationError::Imported(at)) => {
            let args = vec![("day", ui::day(&ctx, at).into())];
            refuse(&Faults::none().with("file", "import-again", args))
        }
        Err(error) => Err(error.problem()),
    }
}

type Looked = (super::super::store::StoredFile, Vec<model::Checked>, Vec<Sheet>, Cycle);

async fn look(ctx: &Ctx) -> Result<Looked, Problem> {
    let id = Uuid::parse_str(ctx.segment("file")).map_err(|_| Problem::not_found())?;
    let found = ctx
        .state
        .civic
        .read(async |conn| {
            let (file, rows, sheets) = actions::preview(conn, id).await?;
            let cycle = cycles::find_cycle(conn, &file.cycle, ctx.lang).await?.ok_or(TranslationError::NotFound)?;
            Ok::<_, TranslationError>((file, rows, sheets, cycle))
        })
        .await?;
    Ok(found)
}

pub async fn check(ctx: Ctx, _: Grant) -> Answer {
    let (file, rows, sheets, cycle) = look(&ctx).await?;
    ok(pages::check(&ctx, &cycle, &file, &rows, &sheets))
}

/// Imports; sent twice it shows the result of the first time.
pub async fn import(ctx: Ctx, grant: Grant, _: Posted<Nothing>) -> Answer {
    let id = Uuid::parse_str(ctx.segment("file")).map_err(|_| Problem::not_found())?;
    let env = ctx.state.env();
    let work = async |conn: &mut _| actions::confirm(conn, &env, &grant, id).await;
    match ctx.state.civic.write("import_translations", work).await {
        Ok(()) | Err(TranslationError::Imported(_)) => see(&ctx.link(&links::file(id))),
        // Someone saved one of the texts at the same moment: the check is made again.
        Err(error) if actions::lost_race(&error) => see(&ctx.link(&links::file(id))),
        Err(error) => Err(error.problem()),
    }
}

/// Every row that a person has to look at, for a spreadsheet.
pub async fn report(ctx: Ctx, _: Grant) -> Answer {
    let (file, rows, sheets, _) = look(&ctx).await?;
    let head = ["import-line", "translations-proposal", "import-unit", "import-finding"].map(|key| ctx.t(key));
    let lines = rows.iter().filter(|row| row.finding.needs_eyes()).map(|row| {
        let finding = pages::finding_words(&ctx, row.finding);
        [row.line.to_string(), pages::named(row, &sheets), pages::unit_named(&ctx, row), finding]
    });
    let bytes = model::table(std::iter::once(head).chain(lines));
    let name = format!("attachment; filename=\"report-{}-{}.csv\"", file.cycle, file.lang);
    Ok(HttpResponse::Ok()
        .content_type(Format::Csv.media_type())
        .insert_header((header::CONTENT_DISPOSITION, name))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(bytes))
}
