//! Pictures, sound and attachments that passed their checks, by SHA-256. They live in the civic database, so that one
//! backup holds everything and a file is there exactly when the row that names it is.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::db::{CivicConn, Conn};
use crate::schema::civic::stored_file;

/// Media types that are stored, with the ending of their address.
const TYPES: &[(&str, &str)] = &[
    ("image/jpeg", "jpg"),
    ("image/png", "png"),
    ("image/webp", "webp"),
    ("image/avif", "avif"),
    ("application/pdf", "pdf"),
    ("audio/mpeg", "mp3"),
    ("audio/mp4", "m4a"),
    ("audio/ogg", "ogg"),
    ("audio/webm", "weba"),
    ("audio/wav", "wav"),
];

/// Stores bytes that were checked; the same bytes are stored once. Returns their SHA-256.
///
/// # Errors
/// The database's own error.
pub async fn put(conn: &mut CivicConn, media_type: &str, bytes: &[u8]) -> QueryResult<[u8; 32]> {
    let hash = ballot::canonical::sha256(&[bytes]);
    diesel::insert_into(stored_file::table)
        .values((stored_file::hash.eq(&hash[..]), stored_file::media_type.eq(media_type), stored_file::bytes.eq(bytes)))
        .on_conflict(stored_file::hash)
        .do_nothing()
        .execute(conn.pg())
        .await?;
    Ok(hash)
}

/// Media type and bytes of a stored file.
///
/// # Errors
/// The database's own error.
pub async fn find(conn: &mut CivicConn, hash: &[u8]) -> QueryResult<Option<(String, Vec<u8>)>> {
    stored_file::table.find(hash).select((stored_file::media_type, stored_file::bytes)).first(conn.pg()).await.optional()
}

/// The address of a stored file; outside the language prefix.
pub fn address(hash: &[u8], media_type: &str) -> String {
    let ending = TYPES.iter().find(|(name, _)| *name == media_type).map_or("bin", |(_, ending)| ending);
    format!("/files/{}.{ending}", hex::encode(hash))
}
