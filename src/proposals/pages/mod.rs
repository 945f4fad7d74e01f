//! Screens of proposals: the public ones, the printed guide, and notices after the freeze.

mod guide;
mod notices;
mod public;

pub(super) use guide::{CardWords, guide_of};
pub use guide::{guide_entry, guide_labels};
pub(super) use notices::{NoticeForm, NoticeView, notices};
pub(super) use public::{Filter, ProposalView, proposal, zone};
pub use public::{about, card_label, issue_area, notice_lines};
