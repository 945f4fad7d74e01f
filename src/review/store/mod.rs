//! SQL of reviews (civic database).

mod appeals;
mod ledger;
mod notices;
mod queue;
mod reviews;
mod threads;

pub(super) use appeals::{find_appeal, has_reviewed, insert_appeal, insert_verdict};
pub(super) use ledger::list_ledger;
pub use ledger::public_history;
pub(super) use notices::{
    NewsRow, claim_digest, has_waiting, insert_notices, list_city_people, list_members, list_news, mark_noticed, thread_people,
};
pub(super) use queue::{find_matter, find_public_application, list_matters};
pub(super) use reviews::{
    delete_review_draft, find_review_draft, find_signature, has_written, insert_department, insert_review, insert_signature,
    list_departments, list_reviews, lock_assignment, put_assignment, put_review_draft, rename_department,
};
pub(super) use threads::{NewComment, find_thread, insert_comment, insert_thread, list_threads, mark_resolved};
