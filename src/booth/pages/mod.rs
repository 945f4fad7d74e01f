//! Screens of the booth (ux.md R2-R10).

mod ballot;
mod challenge;
mod closed;
mod eligibility;
mod verify;
mod zone;

pub use ballot::{BallotView, ReviewView, SingleView, blank, list, review, single};
pub use challenge::{TestedView, tested};
pub use closed::{closed, not_counted};
pub use eligibility::{age, not_eligible, tie};
pub use verify::{CodeSent, DoorView, Offers, code, email, help, no_code, pass, phone, zone_used};
pub use zone::{outside, zone};
