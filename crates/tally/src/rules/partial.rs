//! Partial funding of the marginal project: the first that does not fit gets what is left, if it is
//! declared scalable. Bylaw example: Amsterdam districts ("partially fund one additional project
//! with highest score", META `leftover_budget`). Once in a count; nothing is left afterwards.

use super::field::Field;
use crate::model::Cents;
use crate::outcome::Outcome;

/// Whether project `p` gets the money left.
pub(crate) fn applies(field: &Field<'_>, p: usize, left: Cents, so_far: &Outcome) -> bool {
    let id = field.e.projects.get(p).map_or("", |p| p.id.as_str());
    left > 0 && so_far.partial.is_none() && field.options.partial.allows(id)
}
