//! The checks behind `reparto-verify`: pure functions over published files, without network or clock.
#![forbid(unsafe_code)]

pub mod challenge;
pub mod check;
pub mod pack;
pub mod receipt;
pub mod result;
