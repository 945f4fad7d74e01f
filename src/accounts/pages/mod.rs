//! Screens of accounts.

mod invitation;
mod people;
mod sign_in;

pub use invitation::{InvitationView, invitation};
pub use people::{Invited, people};
pub use sign_in::{sign_in, step_up};
