//! SQL of pictures, attachments and the concepts an application answers (civic database).

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::super::model::{ApplicationId, Attachment, Photo};
use crate::{
    ideas::ConceptId,
    platform::db::{CivicConn, Conn},
    schema::civic::{application_concept, attachment, photo},
};

type PhotoRow = (Uuid, Vec<u8>, Vec<u8>, i32, i32, String);

pub(in super::super) async fn list_photos(conn: &mut CivicConn, id: ApplicationId) -> QueryResult<Vec<Photo>> {
    let rows: Vec<PhotoRow> = photo::table
        .filter(photo::application.eq(id.0))
        .order((photo::place, photo::id))
        .select((photo::id, photo::small, photo::large, photo::width, photo::height, photo::alt))
        .load(conn.pg())
        .await?;
    Ok(rows.into_iter().map(|(id, small, large, width, height, alt)| Photo { id, small, large, width, height, alt }).collect())
}

pub(in super::super) async fn insert_photo(conn: &mut CivicConn, of: ApplicationId, new: &Photo, place: i32) -> QueryResult<()> {
    diesel::insert_into(photo::table)
        .values((
            photo::id.eq(new.id),
            photo::application.eq(of.0),
            photo::small.eq(&new.small),
            photo::large.eq(&new.large),
            photo::width.eq(new.width),
            photo::height.eq(new.height),
            photo::alt.eq(&new.alt),
            photo::place.eq(place),
        ))
        .execute(conn.pg())
        .await
        .map(|_| ())
}

pub(in super::super) async fn delete_photo(conn: &mut CivicConn, of: ApplicationId, id: Uuid) -> QueryResult<()> {
    let own = photo::table.filter(photo::application.eq(of.0).and(photo::id.eq(id)));
    diesel::delete(own).execute(conn.pg()).await.map(|_| ())
}

pub(in super::super) async fn list_attachments(conn: &mut CivicConn, id: ApplicationId) -> QueryResult<Vec<Attachment>> {
    let rows: Vec<(Uuid, Vec<u8>, String, String)> = attachment::table
        .filter(attachment::application.eq(id.0))
        .order((attachment::name, attachment::id))
        .select((attachment::id, attachment::file, attachment::name, attachment::summary))
        .load(conn.pg())
        .await?;
    Ok(rows.into_iter().map(|(id, file, name, summary)| Attachment { id, file, name, summary }).collect())
}

pub(in super::super) async fn insert_attachment(conn: &mut CivicConn, of: ApplicationId, new: &Attachment) -> QueryResult<()> {
    diesel::insert_into(attachment::table)
        .values((
            attachment::id.eq(new.id),
            attachment::application.eq(of.0),
            attachment::file.eq(&new.file),
            attachment::name.eq(&new.name),
            attachment::summary.eq(&new.summary),
        ))
        .execute(conn.pg())
        .await
        .map(|_| ())
}

pub(in super::super) async fn delete_attachment(conn: &mut CivicConn, of: ApplicationId, id: Uuid) -> QueryResult<()> {
    let own = attachment::table.filter(attachment::application.eq(of.0).and(attachment::id.eq(id)));
    diesel::delete(own).execute(conn.pg()).await.map(|_| ())
}

pub(in super::super) async fn list_concept_links(conn: &mut CivicConn, id: ApplicationId) -> QueryResult<Vec<ConceptId>> {
    let rows: Vec<Uuid> = application_concept::table
        .filter(application_concept::application.eq(id.0))
        .select(application_concept::concept)
        .load(conn.pg())
        .await?;
    Ok(rows.into_iter().map(ConceptId).collect())
}

/// Makes these the concepts of an application.
pub(in super::super) async fn put_concept_links(
    conn: &mut CivicConn,
    id: ApplicationId,
    concepts: &[ConceptId],
) -> QueryResult<()> {
    let own = application_concept::table.filter(application_concept::application.eq(id.0));
    diesel::delete(own).execute(conn.pg()).await?;
    let rows: Vec<_> = concepts
        .iter()
        .map(|concept| (application_concept::application.eq(id.0), application_concept::concept.eq(concept.0)))
        .collect();
    diesel::insert_into(application_concept::table).values(rows).execute(conn.pg()).await.map(|_| ())
}
