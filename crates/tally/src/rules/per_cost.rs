//! Greedy by votes (or points) per unit of cost: "most votes for the money". pabutools calls it
//! greedy with cardinality satisfaction. Projects that cost nothing and have votes come first.

use super::field::Field;
use std::cmp::Ordering;

/// The order of two projects, best first: score / cost descending, compared without dividing.
pub(crate) fn order(field: &Field<'_>, a: usize, b: usize) -> Ordering {
    let part = |p: usize| (u128::from(field.score(p)), u128::from(field.cost(p).unsigned_abs()));
    let ((sa, ca), (sb, cb)) = (part(a), part(b));
    // Without votes a project is last whatever it costs; 0/0 must not count as more than 1/100.
    match (sa == 0, sb == 0) {
        (true, true) => Ordering::Equal,
        (true, false) => Ordering::Greater,
        (false, true) => Ordering::Less,
        (false, false) if ca == 0 && cb == 0 => sb.cmp(&sa),
        (false, false) => (sb * ca).cmp(&(sa * cb)),
    }
}
