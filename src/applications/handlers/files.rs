//! Pictures, attachments, and the concepts a proposal answers.

use uuid::Uuid;

use super::{
    super::{
        FileRefused,
        actions::{self, ApplicationError, CheckedPicture},
        links,
        model::{ApplicationId, Fault, SectionName},
        pages::{self, Shown},
        store,
    },
    id_of, read_workshop,
};
use crate::{
    accounts::Grant,
    ideas::{self, ConceptId},
    platform::web::{Answer, AsProblem, Ctx, Fields, FromFields, Posted, PostedFiles, WithFiles, again, ok, see},
};

/// Most bytes of a picture or attachment as it comes.
const MAX_BYTES: usize = 10_000_000;

pub struct FileForm(String);

impl FromFields for FileForm {
    const NAMES: &'static [&'static str] = &["words"];
    fn from_fields(fields: &Fields) -> Self {
        Self(fields.one("words").to_owned())
    }
}

impl WithFiles for FileForm {
    const FILES: &'static [&'static str] = &["file"];
    const MAX_BYTES: usize = MAX_BYTES;
}

/// What came, after its checks.
enum Checked {
    Picture(CheckedPicture),
    Paper(Vec<u8>),
}

fn refused(fault: &media::MediaFault) -> FileRefused {
    use media::MediaFault;
    match fault {
        MediaFault::TooManyPixels { .. } | MediaFault::TooLong { .. } => FileRefused::TooManyPixels,
        MediaFault::Animated => FileRefused::Animated,
        MediaFault::PdfWithScript { .. } | MediaFault::PdfLocked => FileRefused::Acting,
        MediaFault::NotAPicture | MediaFault::NotAPaper | MediaFault::NotASound => FileRefused::WrongType,
        _ => FileRefused::Damaged,
    }
}

/// Decoding takes a second of a processor: it happens beside the requests, one at a time for each processor.
async fn checked(bytes: Vec<u8>) -> Result<Checked, FileRefused> {
    let work = move || match media::sniff(&bytes) {
        media::Kind::Pdf => media::paper(&bytes, MAX_BYTES).map(|()| Checked::Paper(bytes)),
        _ => media::picture(&bytes, &media::Limits::default()).map(|picture| {
            let (width, height) = (picture.large.width, picture.large.height);
            Checked::Picture(CheckedPicture { small: picture.small.jpeg, large: picture.large.jpeg, width, height })
        }),
    };
    match actix_web::web::block(work).await {
        Ok(done) => done.map_err(|fault| refused(&fault)),
        Err(_) => Err(FileRefused::Damaged),
    }
}

fn fault_of(refused: FileRefused) -> Fault {
    let (field, key) = match refused {
        FileRefused::Empty => ("file", "files-empty"),
        FileRefused::NotDescribed => ("words", "files-words-empty"),
        FileRefused::Enough => ("file", "files-enough"),
        FileRefused::WrongType => ("file", "files-type"),
        FileRefused::TooManyPixels => ("file", "files-pixels"),
        FileRefused::Animated => ("file", "files-moving"),
        FileRefused::Damaged => ("file", "files-damaged"),
        FileRefused::Acting => ("file", "files-acting"),
    };
    Fault { field: field.to_owned(), key, args: Vec::new() }
}

async fn store_file(
    ctx: &Ctx,
    grant: &Grant,
    id: ApplicationId,
    (name, bytes): (&str, Vec<u8>),
    words: &str,
) -> Result<(), ApplicationError> {
    let env = ctx.state.env();
    let checked = checked(bytes).await?;
    let work = async |conn: &mut _| match &checked {
        Checked::Picture(picture) => actions::add_photo(conn, &env, grant, id, (picture, words)).await,
        Checked::Paper(bytes) => actions::add_attachment(conn, &env, grant, id, (name, bytes, words)).await,
    };
    ctx.state.civic.write("add_file", work).await
}

pub async fn add(ctx: Ctx, grant: Grant, mut posted: PostedFiles<FileForm>) -> Answer {
    let id = id_of(&ctx)?;
    let outcome = match posted.files.pop() {
        None => Err(FileRefused::Empty.into()),
        Some(upload) => store_file(&ctx, &grant, id, (&upload.name, upload.bytes), &posted.form.0).await,
    };
    match outcome {
        Ok(()) => see(&ctx.link(&links::section(id, SectionName::Photos))),
        Err(ApplicationError::File(refused)) => {
            let workshop = read_workshop(&ctx, &grant).await?;
            let saved = workshop.draft.sections.get(&SectionName::Photos);
            let shown = Shown {
                section: SectionName::Photos,
                fields: std::collections::BTreeMap::from([("words".to_owned(), vec![posted.form.0])]),
                base: saved.map_or(0, |saved| saved.version),
                completed: saved.map(|saved| saved.completed),
                others: Vec::new(),
                faults: vec![fault_of(refused)],
                kept: false,
            };
            again(pages::section(&ctx, &workshop, &shown))
        }
        Err(error) => Err(error.problem()),
    }
}

pub struct RemoveForm {
    photo: Option<Uuid>,
    attachment: Option<Uuid>,
}

impl FromFields for RemoveForm {
    const NAMES: &'static [&'static str] = &["photo", "attachment"];
    fn from_fields(fields: &Fields) -> Self {
        let id = |name| Uuid::parse_str(fields.one(name)).ok();
        Self { photo: id("photo"), attachment: id("attachment") }
    }
}

pub async fn remove(ctx: Ctx, grant: Grant, Posted(form): Posted<RemoveForm>) -> Answer {
    let id = id_of(&ctx)?;
    ctx.state
        .civic
        .write("remove_file", async |conn| {
            if let Some(photo) = form.photo {
                actions::remove_photo(conn, &grant, id, photo).await?;
            }
            if let Some(attachment) = form.attachment {
                actions::remove_attachment(conn, &grant, id, attachment).await?;
            }
            Ok::<_, ApplicationError>(())
        })
        .await?;
    see(&ctx.link(&links::section(id, SectionName::Photos)))
}

pub async fn concepts(ctx: Ctx, grant: Grant) -> Answer {
    let id = id_of(&ctx)?;
    let workshop = read_workshop(&ctx, &grant).await?;
    let (all, linked) = ctx
        .state
        .civic
        .read(async |conn| {
            let all = ideas::list_concepts(conn, &workshop.contest.cycle, &workshop.contest.zone.code).await?;
            Ok::<_, ApplicationError>((all, store::list_concept_links(conn, id).await?))
        })
        .await?;
    ok(pages::concepts(&ctx, &workshop, &all, &linked))
}

pub struct ConceptsForm(Vec<ConceptId>);

impl FromFields for ConceptsForm {
    const NAMES: &'static [&'static str] = &["concept"];
    fn from_fields(fields: &Fields) -> Self {
        Self(fields.all("concept").filter_map(|id| Uuid::parse_str(id).ok()).map(ConceptId).collect())
    }
}

pub async fn link(ctx: Ctx, grant: Grant, Posted(ConceptsForm(wanted)): Posted<ConceptsForm>) -> Answer {
    let id = id_of(&ctx)?;
    ctx.state.civic.write("link_concepts", async |conn| actions::link_concepts(conn, &grant, id, &wanted).await).await?;
    see(&ctx.link(&links::tasks(id)))
}
