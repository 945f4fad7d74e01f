//! Stub.
use std::collections::BTreeMap;

use diesel::QueryResult;

use crate::{
    applications::ApplicationId,
    cycles::Contest,
    platform::{db::CivicConn, web::Ctx},
};

/// Stub.
#[derive(Clone, Debug)]
pub struct Missing {
    /// Stub.
    pub application: ApplicationId,
    /// Stub.
    pub number: i32,
    /// Stub.
    pub lang: String,
}
/// Stub.
pub async fn readiness(_: &mut CivicConn, _: &Contest, _: &[String]) -> QueryResult<Vec<Missing>> {
    Ok(Vec::new())
}
/// Stub.
pub async fn approved(_: &mut CivicConn, _: ApplicationId, _: &str) -> QueryResult<Option<BTreeMap<String, String>>> {
    Ok(None)
}
/// Stub.
pub fn missing_line(_: &Ctx, m: &Missing) -> String {
    m.lang.clone()
}
