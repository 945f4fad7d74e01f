//! HTTP of receipts.

pub mod missing;
pub mod receipt;
