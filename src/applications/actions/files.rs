//! Pictures, attachments and the concepts an application answers. Bytes were checked and re-encoded before they come here.

use uuid::Uuid;

use super::{
    super::{
        FileRefused,
        model::{ApplicationId, Attachment, Photo},
        store,
    },
    ApplicationError, closed_in_between, demand_member,
};
use crate::{
    accounts::Grant,
    base::{Env, text},
    cycles,
    ideas::{self, ConceptId},
    platform::{db::CivicConn, files},
};

/// Most pictures of one application, and most attachments.
pub const MOST_FILES: usize = 6;
/// Most characters of the words beside a picture or attachment.
const MOST_WORDS: usize = 500;

/// A picture after its checks: two widths of the same, as JPEG.
pub struct CheckedPicture {
    /// 320 pixels wide or less.
    pub small: Vec<u8>,
    /// 640 pixels wide or less.
    pub large: Vec<u8>,
    /// Width of the large one.
    pub width: u32,
    /// Height of the large one.
    pub height: u32,
}

async fn demand_open(conn: &mut CivicConn, grant: &Grant, id: ApplicationId) -> Result<(), ApplicationError> {
    let application = store::find_application(conn, id).await?.ok_or(ApplicationError::NotYours)?;
    demand_member(conn, grant, application.body).await?;
    if application.state.is_open_to_authors() { Ok(()) } else { Err(ApplicationError::HandedIn) }
}

fn described(words: &str) -> Result<String, ApplicationError> {
    Ok(text::one_line(words, MOST_WORDS).map_err(|_| FileRefused::NotDescribed)?)
}

/// Adds a picture with its words.
///
/// # Errors
/// [`ApplicationError::File`] without words or when there are enough; [`ApplicationError::HandedIn`].
pub async fn add_photo(
    conn: &mut CivicConn,
    env: &Env,
    grant: &Grant,
    id: ApplicationId,
    (picture, alt): (&CheckedPicture, &str),
) -> Result<(), ApplicationError> {
    demand_open(conn, grant, id).await?;
    let alt = described(alt)?;
    let there = store::list_photos(conn, id).await?.len();
    if there >= MOST_FILES {
        return Err(FileRefused::Enough.into());
    }
    let photo = Photo {
        id: env.random.uuid(),
        small: files::put(conn, "image/jpeg", &picture.small).await?.to_vec(),
        large: files::put(conn, "image/jpeg", &picture.large).await?.to_vec(),
        width: i32::try_from(picture.width).unwrap_or(i32::MAX),
        height: i32::try_from(picture.height).unwrap_or(i32::MAX),
        alt,
    };
    let place = i32::try_from(there).unwrap_or(i32::MAX);
    store::insert_photo(conn, id, &photo, place).await.map_err(closed_in_between)
}

/// Adds a PDF with a summary.
///
/// # Errors
/// As [`add_photo`].
pub async fn add_attachment(
    conn: &mut CivicConn,
    env: &Env,
    grant: &Grant,
    id: ApplicationId,
    (name, bytes, summary): (&str, &[u8], &str),
) -> Result<(), ApplicationError> {
    demand_open(conn, grant, id).await?;
    let summary = described(summary)?;
    if store::list_attachments(conn, id).await?.len() >= MOST_FILES {
        return Err(FileRefused::Enough.into());
    }
    let name = text::one_line(name, 100).unwrap_or_else(|_| "file.pdf".to_owned());
    let file = files::put(conn, "application/pdf", bytes).await?.to_vec();
    let attachment = Attachment { id: env.random.uuid(), file, name, summary };
    store::insert_attachment(conn, id, &attachment).await.map_err(closed_in_between)
}

/// Takes a picture out.
///
/// # Errors
/// [`ApplicationError::HandedIn`].
pub async fn remove_photo(conn: &mut CivicConn, grant: &Grant, id: ApplicationId, photo: Uuid) -> Result<(), ApplicationError> {
    demand_open(conn, grant, id).await?;
    store::delete_photo(conn, id, photo).await.map_err(closed_in_between)
}

/// Takes an attachment out.
///
/// # Errors
/// [`ApplicationError::HandedIn`].
pub async fn remove_attachment(
    conn: &mut CivicConn,
    grant: &Grant,
    id: ApplicationId,
    attachment: Uuid,
) -> Result<(), ApplicationError> {
    demand_open(conn, grant, id).await?;
    store::delete_attachment(conn, id, attachment).await.map_err(closed_in_between)
}

/// Says which concepts the application answers; only those of its own zone and cycle are taken.
///
/// # Errors
/// [`ApplicationError::HandedIn`].
pub async fn link_concepts(
    conn: &mut CivicConn,
    grant: &Grant,
    id: ApplicationId,
    wanted: &[ConceptId],
) -> Result<(), ApplicationError> {
    demand_open(conn, grant, id).await?;
    let application = store::find_application(conn, id).await?.ok_or(ApplicationError::NotYours)?;
    let contest = cycles::contest_by_id(conn, application.contest).await?;
    let known = ideas::list_concepts(conn, &contest.cycle, &contest.zone.code).await?;
    let fitting: Vec<ConceptId> = known.into_iter().map(|concept| concept.id).filter(|id| wanted.contains(id)).collect();
    Ok(store::put_concept_links(conn, id, &fitting).await?)
}
