//! Screens of proofs and freeze (ux.md S3).

mod freezing;
mod proofs;

pub(super) use freezing::{FreezeForm, freezing};
pub(super) use proofs::{guide_of, proofs};
