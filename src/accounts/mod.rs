//! Accounts of staff, trustees, poll workers and committee members: one-time invitations, argon2id passwords behind a
//! bounded queue, a time-based second factor, sessions in Postgres, roles as bundles of duties. Residents have none.

mod actions;
mod gate;
mod handlers;
mod model;
mod pages;
mod passwords;
mod store;
mod totp;

pub use actions::{AccountError, invite, sample_grant};
pub use gate::StaffGate;
pub use model::{Grant, NewPerson, Refusal};
pub use passwords::PasswordDoor;
pub use store::{email_of, list_people};
pub use totp::code_at;

use crate::{
    base::{Access, Duty},
    platform::web::Routes,
};

/// Addresses of this feature.
pub mod links {
    /// A one-time invitation, without the language.
    pub fn invitation(token: &str) -> String {
        format!("/staff/invitation/{token}")
    }
}

/// Pages of this feature.
pub fn routes() -> Routes {
    Routes::default()
        .get("/staff/sign-in", Access::Public, handlers::sign_in::show)
        .post("/staff/sign-in", Access::Public, handlers::sign_in::post)
        .get("/staff/invitation/{token}", Access::Public, handlers::invitation::show)
        .post("/staff/invitation/{token}", Access::Public, handlers::invitation::post)
        .post("/staff/sign-out", Access::SignedIn, handlers::sign_in::sign_out)
        .get("/staff/step-up", Access::SignedIn, handlers::step_up::show)
        .post("/staff/step-up", Access::SignedIn, handlers::step_up::post)
        .get("/staff/people", Access::Staff(Duty::ManageStaff), handlers::people::show)
        .post("/staff/people", Access::Staff(Duty::ManageStaff), handlers::people::invite)
}
