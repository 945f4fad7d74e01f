//! Pages of receipts.

mod missing;
mod receipt;

pub(super) use missing::{MissingView, answer as missing_answer, form as missing_form};
pub(super) use receipt::{LogStanding, ReceiptView, alike, look_up, receipt};
