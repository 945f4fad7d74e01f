//! Who may vote: codes by text and e-mail, the record that a pass was issued, and the ticket that is handed to the
//! browser (civic database). It knows persons by keyed hash only, and never a ballot.

mod actions;
mod contact;
mod issuances;
mod link_key;
mod model;
mod store;

pub use actions::{CodeAsked, EligibilityError, Given, IssueKeys, ask_code, cut_links, issue_ticket, record_pass_batch};
pub use contact::{Contact, ContactFault};
pub use issuances::{pass_of, seed_issuances};
pub use link_key::LinkKeys;
pub use model::{CODE_DIGITS, CodeFault, Door, Issued, JourneyTag};
pub use store::{issued_by_zone, printed_by_zone};
