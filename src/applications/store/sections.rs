//! SQL of sections: every version is a row, the last one stands (civic database).

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::{
    super::model::{Application, ApplicationId, Draft, Fields, Saved, SectionName},
    files,
};
use crate::{
    platform::db::{CivicConn, Conn},
    schema::civic::section,
};

pub(super) type Row = (String, i32, serde_json::Value, bool, String, DateTime<Utc>);

macro_rules! columns {
    () => {
        (section::name, section::version, section::fields, section::completed, section::saved_name, section::saved_at)
    };
}

pub(super) fn saved_of((name, version, fields, completed, saved_name, saved_at): Row) -> Option<(SectionName, Saved)> {
    let fields: Fields = serde_json::from_value(fields).ok()?;
    Some((SectionName::parse(&name)?, Saved { version, fields, completed, saved_name, saved_at }))
}

async fn latest(conn: &mut CivicConn, id: ApplicationId) -> QueryResult<BTreeMap<SectionName, Saved>> {
    let rows: Vec<Row> = section::table
        .filter(section::application.eq(id.0))
        .distinct_on(section::name)
        .order((section::name, section::version.desc()))
        .select(columns!())
        .load(conn.pg())
        .await?;
    Ok(rows.into_iter().filter_map(saved_of).collect())
}

/// An application with everything that is written in it.
///
/// # Errors
/// The database's own error.
pub async fn draft_by_id(conn: &mut CivicConn, id: ApplicationId) -> QueryResult<Option<Draft>> {
    let Some(application) = super::find_application(conn, id).await? else { return Ok(None) };
    draft_of(conn, application).await.map(Some)
}

async fn draft_of(conn: &mut CivicConn, application: Application) -> QueryResult<Draft> {
    let id = application.id;
    Ok(Draft {
        sections: latest(conn, id).await?,
        photos: files::list_photos(conn, id).await?,
        attachments: files::list_attachments(conn, id).await?,
        application,
    })
}

/// Several applications with what is written in them.
///
/// # Errors
/// The database's own error.
pub async fn list_drafts(conn: &mut CivicConn, applications: Vec<Application>) -> QueryResult<Vec<Draft>> {
    let mut drafts = Vec::with_capacity(applications.len());
    for application in applications {
        drafts.push(draft_of(conn, application).await?);
    }
    Ok(drafts)
}

pub(in super::super) async fn find_section(
    conn: &mut CivicConn,
    id: ApplicationId,
    name: SectionName,
) -> QueryResult<Option<Saved>> {
    Ok(list_versions(conn, id, name, 1).await?.into_iter().next())
}

/// The last `most` versions of a section, the one that stands first.
pub(in super::super) async fn list_versions(
    conn: &mut CivicConn,
    id: ApplicationId,
    name: SectionName,
    most: i64,
) -> QueryResult<Vec<Saved>> {
    let rows: Vec<Row> = section::table
        .filter(section::application.eq(id.0).and(section::name.eq(name.code())))
        .order(section::version.desc())
        .limit(most)
        .select(columns!())
        .load(conn.pg())
        .await?;
    Ok(rows.into_iter().filter_map(saved_of).map(|(_, saved)| saved).collect())
}

pub(in super::super) async fn insert_section(
    conn: &mut CivicConn,
    id: ApplicationId,
    name: SectionName,
    saved: &Saved,
    by: Uuid,
) -> QueryResult<()> {
    let fields = serde_json::to_value(&saved.fields).unwrap_or_default();
    diesel::insert_into(section::table)
        .values((
            section::application.eq(id.0),
            section::name.eq(name.code()),
            section::version.eq(saved.version),
            section::fields.eq(fields),
            section::completed.eq(saved.completed),
            section::saved_by.eq(by),
            section::saved_name.eq(&saved.saved_name),
            section::saved_at.eq(saved.saved_at),
        ))
        .execute(conn.pg())
        .await
        .map(|_| ())
}
