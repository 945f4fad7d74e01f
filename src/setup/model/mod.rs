//! A cycle in the making as one whole, its tasks, what contradicts itself in it, and what changed between versions.

mod answers;
mod changes;
mod contradictions;
mod draft;
pub mod local_time;
mod settings;
mod tasks;

pub use answers::Answers;
pub use changes::{ChangedSetting, compare, compare_all};
pub use contradictions::{Contradiction, Kind, Said, contradictions};
pub use draft::{COPIED, Draft, draft_of, slug_of};
pub use settings::{hours_field, lists, read, show, title_field};
pub use tasks::{Task, TaskState, Touch, Touched};
