//! HTTP of accounts.

pub mod invitation;
pub mod people;
pub mod sign_in;
pub mod step_up;
