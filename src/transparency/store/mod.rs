//! SQL of acts and of reports about missing ballots (civic database).

mod acts;
mod cases;

pub use acts::{has_act, insert_act, list_acts};
pub(super) use cases::{add_promise, find_case, insert_case, list_cases, mark_settled};
