//! What residents ask for, and the concepts that committees make of it (civic database).

mod actions;
mod model;
mod store;

pub use actions::{IdeaError, create_concept};
pub use model::{Concept, ConceptId, NewConcept};
pub use store::{concept_by_id, list_concepts};
