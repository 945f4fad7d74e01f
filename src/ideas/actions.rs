//! Making a concept.

use super::{
    model::{ConceptId, NewConcept},
    store,
};
use crate::{
    base::Env,
    cycles,
    platform::{
        db::CivicConn,
        web::{AsProblem, Problem},
    },
};

/// Why something with an idea or a concept was refused.
#[derive(Debug, thiserror::Error)]
pub enum IdeaError {
    /// The database.
    #[error(transparent)]
    Db(#[from] diesel::result::Error),
}

impl AsProblem for IdeaError {
    fn problem(&self) -> Problem {
        match self {
            Self::Db(error) => Problem::database(error),
        }
    }
}

/// Makes a concept under the next number of its cycle.
///
/// # Errors
/// The database's own error.
pub async fn create_concept(conn: &mut CivicConn, env: &Env, new: &NewConcept) -> Result<ConceptId, IdeaError> {
    cycles::lock_cycle(conn, &new.cycle).await?;
    let id = ConceptId(env.random.uuid());
    store::insert_concept(conn, id, new).await?;
    Ok(id)
}
