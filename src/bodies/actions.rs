//! Making a body and giving people a place in it.

use chrono::NaiveDate;
use uuid::Uuid;

use super::{
    model::{Body, BodyId, BodyKind, Seat},
    store,
};
use crate::{
    base::{Env, ZoneCode, text},
    platform::{
        db::CivicConn,
        web::{AsProblem, Problem},
    },
};

/// Why something with a body was refused.
#[derive(Debug, thiserror::Error)]
pub enum BodyError {
    /// The name is empty or too long.
    #[error("the name is empty or too long")]
    BadName,
    /// A committee needs a zone.
    #[error("a committee needs a zone")]
    ZoneMissing,
    /// The database.
    #[error(transparent)]
    Db(#[from] diesel::result::Error),
}

impl AsProblem for BodyError {
    fn problem(&self) -> Problem {
        match self {
            Self::Db(error) => Problem::database(error),
            _ => Problem::bad_form(),
        }
    }
}

/// Makes a body.
///
/// # Errors
/// [`BodyError`]; a name that is taken is the database's own error.
pub async fn create_body(
    conn: &mut CivicConn,
    env: &Env,
    kind: BodyKind,
    name: &str,
    zone: Option<&ZoneCode>,
) -> Result<BodyId, BodyError> {
    let name = text::one_line(name, 120).map_err(|_| BodyError::BadName)?;
    if kind == BodyKind::Committee && zone.is_none() {
        return Err(BodyError::ZoneMissing);
    }
    let id = BodyId(env.random.uuid());
    store::insert_body(conn, &Body { id, kind, name, zone: zone.cloned() }).await?;
    Ok(id)
}

/// Gives an account a place in a body from a day on.
///
/// # Errors
/// The database's own error.
pub async fn add_member(
    conn: &mut CivicConn,
    body: BodyId,
    account: Uuid,
    seat: Seat,
    starts_on: NaiveDate,
) -> Result<(), BodyError> {
    Ok(store::insert_membership(conn, body, account, seat, starts_on).await?)
}
