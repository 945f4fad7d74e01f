//! Greedy without skipping: the count ends at the first project that does not fit.
//! Bylaw example: Gdynia and Wrocław ("until the money does not suffice for the next project on
//! the list"); 364 of 1,746 Pabulib files declare it as `greedy-no-skip`.

use crate::model::Cents;

/// Marks the end of the count: the project at which it stopped and the money left then.
pub(crate) fn stop_at(project: usize, left: Cents) -> Option<(usize, Cents)> {
    Some((project, left))
}
